#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# mkbootconfig's footer, as Documentation/admin-guide/bootconfig.rst has it; that the kernel
# takes it is what tests/qemu/cases/exynos-sources shows.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# number OFFSET: the little-endian 32 bits so far from the end
number()
{
	tail -c "$1" "$tmp/archive" | head -c 4 | od -A n -t u1 |
		awk '{ print $1 + 256 * ($2 + 256 * ($3 + 256 * $4)) }'
}

for text in '' a ab abc abcd 'driver_override = "platform,a=none"'; do
	printf 'cpio!' >"$tmp/archive"
	printf %s "$text" >"$tmp/text"
	ok "'$text'" initramfs/mkbootconfig "$tmp/text" "$tmp/archive"
	size=$(number 20)
	is "the archive stays in front" "$(head -c 5 "$tmp/archive")" 'cpio!'
	is "the word is last" "$(tail -c 12 "$tmp/archive")" '#BOOTCONFIG'
	is "size" "$((5 + size + 20))" "$(wc -c <"$tmp/archive")"
	is "a multiple of four" "$(($(wc -c <"$tmp/archive") % 4))" 0
	tail -c "$((size + 20))" "$tmp/archive" | head -c "$size" >"$tmp/data"
	is "text" "$(tr -d '\000' <"$tmp/data")" "$text"
	is "ended by NUL" "$(tail -c 1 "$tmp/data" | od -A n -t u1 | tr -d ' ')" 0
	is "sum" "$(number 16)" "$(od -A n -v -t u1 "$tmp/data" |
		awk '{ for (i = 1; i <= NF; i++) n += $i } END { print n + 0 }')"
done
head -c 32768 /dev/zero >"$tmp/text"
ok "more than the kernel takes" not initramfs/mkbootconfig "$tmp/text" "$tmp/archive"
ok "a file that is not there" not initramfs/mkbootconfig "$tmp/none" "$tmp/archive"

done_testing
