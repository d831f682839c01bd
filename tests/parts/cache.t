#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Links of a build folder to parts in the cache, which other build folders have links to as well.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
mkdir -p "$tmp/part" "$tmp/build/arm"

# linked LINK: as a recipe does it
linked()
{
	(. initramfs/cache.sh && link "$tmp/part" "$1")
}

# current: make has nothing to do for the link
current()
{
	MAKEFLAGS='' make -q O="$tmp/build" "$tmp/build/arm/toolchain"
}

touch -d 2000-01-01 "$tmp/part"
ok "a link is made" linked "$tmp/build/arm/toolchain"
ok "and is current, old as the part is" current
touch -h -d 2001-01-01 "$tmp/build/arm/toolchain"
ok "when the recipe is newer it is not" not current
linked "$tmp/other"
ok "nor when another build folder has taken the part since" not current
linked "$tmp/build/arm/toolchain"
ok "made again, it is" current

done_testing
