#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Two builds of the initramfs, in folders of other names, at other times and
# under other permissions, are byte-identical; and it holds what it must.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES APPLET O V

# build FOLDER UMASK OUTPUT: the initramfs, from a copy of the tree
build()
{
	mkdir -p "$1"
	tar -cf - Makefile applet board initramfs tests | tar -xf - -C "$1"
	find "$1" -type f -exec touch -d "@$(($2 * 1000000))" {} +
	(umask "$2" && make -s -C "$1" O="$3" initramfs)
}

ok "first build" build "$tmp/one" 022 build
ok "second build, elsewhere" build "$tmp/two/a longer name" 077 "$tmp/out"
ok "they are byte-identical" cmp "$tmp/one/build/armv7/initramfs.cpio.gz" \
	"$tmp/out/armv7/initramfs.cpio.gz"

gzip -dc "$tmp/out/armv7/initramfs.cpio.gz" | cpio -itvn --quiet >"$tmp/list"
ok "/dev/console is a device node" \
	grep -q '^crw------- .* 5, *1 .* dev/console$' "$tmp/list"
for file in init bin/busybox; do
	ok "/$file is a program" grep -q "^-rwxr-xr-x .* $file\$" "$tmp/list"
done
for link in bin/sh sbin/earlybind; do
	ok "/$link is BusyBox" grep -q " $link -> /bin/busybox\$" "$tmp/list"
done
ok "all belongs to root" not grep -qv '^[^ ]* *[0-9]* 0 *0 ' "$tmp/list"
ok "modules and their index are there" \
	grep -q ' lib/modules/[^/]*/modules.alias$' "$tmp/list"

ok "the same folder, with APPLET=standalone" make -s -C "$tmp/one" APPLET=standalone initramfs
gzip -dc "$tmp/one/build/armv7/initramfs.cpio.gz" | cpio -itvn --quiet >"$tmp/list"
ok "/sbin/earlybind is a program" grep -q '^-rwxr-xr-x .* sbin/earlybind$' "$tmp/list"
ok "another APPLET is refused" not make -s -C "$tmp/one" APPLET=none initramfs

done_testing
