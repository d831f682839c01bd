#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What plan -D refuses of all the devices of a board, and what not: each NAME.refused here was
# read against the board's tree. UPDATE=1 writes them anew: nothing that is free may be refused
# in them, and nothing that is in use be free.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=${O:-build}
here=tests/offline
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# verdicts BLOB: "free DEVICE CAUTION", "refused DEVICE REASON"
verdicts()
{
	"$O/host/earlybind" plan -D "$1" -c '' -r '*,*=none' |
		sed -n 's/ \[-r:.*//; s/; nothing was touched; .*//
			s/^\([^ ]*\): refused: this system depends on it: /refused \1 /p
			s/^\([^ ]*\): would set override none/free \1/p' | LC_ALL=C sort
}

# blob NAME: the kernel's, or what QEMU makes for the board of that name
blob()
{
	[ -d "board/$1" ] || {
		echo "$O/armv7/kernel/dtbs/$1.dtb"
		return
	}
	board/boot "$1" "$O" -machine "dumpdtb=$work/$1.dtb" </dev/null >"$work/said" 2>&1 || cat "$work/said" >&2
	echo "$work/$1.dtb"
}

reviewed()
{
	verdicts "$2" >"$work/got"
	[ -z "${UPDATE:-}" ] || cp "$work/got" "$here/$1.refused"
	diff -u "$here/$1.refused" "$work/got"
}

for list in "$here"/*.refused; do
	name=$(basename "$list" .refused)
	blob=$(blob "$name")
	ok "$name: what is refused" reviewed "$name" "$blob"
	ok "$name: every device has a verdict" same "$(wc -l <"$work/got")" \
		"$("$O/host/earlybind" plan -D "$blob" -c '' | grep -c ' node=')"
done
ok "there are lists" [ -s "$here/exynos5250-arndale.refused" ]

# On every board of the kernel's something is refused, and most is not.
for blob in "$O"/armv7/kernel/dtbs/*.dtb; do
	verdicts "$blob" >"$work/got"
	ok "$(basename "$blob"): some are refused" grep -q ^refused "$work/got"
	ok "$(basename "$blob"): fewer than half are" \
		[ "$(($(grep -c ^refused "$work/got") * 2))" -lt "$(wc -l <"$work/got")" ]
done
done_testing
