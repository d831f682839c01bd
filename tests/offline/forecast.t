#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# plan -D lists the devices that Linux makes of a tree: each NAME.list here was read and
# compared with the tree when it was made. NAME is a .dts of this folder or a board of the
# kernel's. UPDATE=1 writes them anew: read the difference before you commit it.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=${O:-build}
earlybind=$O/host/earlybind
here=tests/offline
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# listed BLOB LIST: the list of the blob is the reviewed one
listed()
{
	"$earlybind" plan -D "$1" -c '' >"$work/list" 2>&1
	[ -z "${UPDATE:-}" ] || cp "$work/list" "$2"
	diff -u "$2" "$work/list"
}

for list in "$here"/*.list; do
	name=$(basename "$list" .list)
	blob=$O/armv7/kernel/dtbs/$name.dtb
	if [ -e "$here/$name.dts" ]; then
		blob=$work/$name.dtb
		ok "$name: dtc takes it" dtc -q -I dts -O dtb -o "$blob" "$here/$name.dts"
	fi
	ok "$name: the devices" listed "$blob" "$list"
done
ok "there are lists" [ -s "$here/exynos5250-arndale.list" ]

# Every board of the kernel build is read, and has devices.
for blob in "$O"/armv7/kernel/dtbs/*.dtb; do
	"$earlybind" plan -D "$blob" -c '' >"$work/list" 2>&1
	ok "$(basename "$blob"): it has a list" grep -q '^platform/.* node=/' "$work/list"
done

# The number that starts a name is that of the unit address, on these boards.
"$earlybind" plan -D "$O/armv7/kernel/dtbs/exynos5250-arndale.dtb" -c '' >"$work/list"
awk '{ name = $1; sub(".*/", "", name); node = $2; sub(".*/", "", node) }
	name ~ /^[0-9a-f]+\.[^:]*$/ && node ~ /@/ {
		split(name, n, "."); split(node, u, "@"); if (n[1] != u[2]) print }' \
	"$work/list" >"$work/odd"
is "on Arndale names have the unit address" "$(cat "$work/odd")" ""
done_testing
