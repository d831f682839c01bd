#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The modules of tests/qemu/modules are built, or the tests fail: without the
# kernel's headers, with a source that does not compile.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=$(cd "${O:-build}" && pwd)
kernel=$(readlink -f "$O/armv7/kernel")
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export CACHE="$tmp/cache"

# kernel NAME: a copy of the board's kernel, links but for the folder itself
kernel()
{
	mkdir "$tmp/$1"
	ln -s "$kernel"/* "$tmp/$1/"
}

# build KERNEL: with the sources in $tmp/tree
build()
{
	"$tmp/tree/tests/qemu/modules/build" arm "$tmp/$1" "$tmp/modules" >"$tmp/out" 2>&1
}

# fails KERNEL TEXT: and leaves nothing that looks finished
fails()
{
	build "$1" && return 1
	grep -e "$2" "$tmp/out" || { cat "$tmp/out"; return 1; }
	[ ! -e "$tmp/modules" ] && ! ls -d "$CACHE"/test-modules-*-* 2>/dev/null
}

mkdir -p "$tmp/tree/tests/qemu"
cp -r initramfs "$tmp/tree/"
cp -r tests/qemu/modules "$tmp/tree/tests/qemu/"
kernel whole
kernel bare
rm "$tmp/bare/headers"

ok "a kernel without headers" fails bare 'has no headers'
ok "no kernel at all" fails nothing 'headers'
ok "so make fails, and with it the tests" sh -c "
	mkdir -p $tmp/build/armv7 && mv $tmp/bare $tmp/build/armv7/kernel &&
	! make O=$tmp/build $tmp/build/armv7/test-modules >$tmp/out 2>&1 &&
	grep 'has no headers' $tmp/out"

echo 'int eb_broken(' >"$tmp/tree/tests/qemu/modules/eb-broken.c"
ok "a source that does not compile" fails whole 'eb-broken'
rm "$tmp/tree/tests/qemu/modules/eb-broken.c"

ok "the board's kernel" build whole
ok "has a module for each source" sh -c "
	for source in tests/qemu/modules/*.c; do
		name=\$(basename \$source .c)
		test -s $tmp/modules/lib/modules/*/updates/\$name.ko || exit 1
		grep ^updates/\$name.ko: $tmp/modules/lib/modules/*/modules.dep || exit 1
	done"
ok "next to the kernel's own" grep -q /e1000.ko "$tmp"/modules/lib/modules/*/modules.dep
ok "a second time it is there already" sh -c "
	! $tmp/tree/tests/qemu/modules/build arm $tmp/whole $tmp/modules | grep ."
ok "no image but those of tests has them" sh -c "
	! zcat $O/armv7/initramfs.cpio.gz | cpio -t --quiet | grep eb-"

done_testing
