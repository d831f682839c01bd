#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# docs/busybox.md: its steps, taken in a BusyBox as its authors published it, with this machine's own
# compiler and libc and next to nothing switched on.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=$(cd "${O:-build}" && pwd)
# A make of its own
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES APPLET ARCH BOARD T
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

published()
{
	tar -C "$tmp" -xf "$(echo "${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/earlybind}"/busybox-source/busybox_*.orig.tar.*)" &&
		mv "$tmp"/busybox-* "$tmp/busybox" &&
		make -C "$tmp/busybox" allnoconfig
}

# The runner asks BusyBox what it has, so "busybox" is to be one; it is not to be earlybind alone.
switch_on()
{
	for name in BUSYBOX SHOW_USAGE FEATURE_VERBOSE_USAGE CAT; do
		sed -i "s/^# CONFIG_$name is not set/CONFIG_$name=y/" "$tmp/busybox/.config"
	done
	yes '' | make -C "$tmp/busybox" oldconfig
}

ok "there is a BusyBox as published" published
ok "it can be configured" switch_on
awk '/^```sh steps$/ { on = 1; next } /^```$/ { on = 0 } on' docs/busybox.md |
	sed "s|^make busybox|& O=$O|; s|build/|$O/|" >"$tmp/steps"
BUSYBOX=$tmp/busybox
export BUSYBOX

steps()
{
	yes '' | sh -eu "$tmp/steps" >"$tmp/out" 2>&1
}
ok "the steps can be taken" steps
tail -n 20 "$tmp/out" | sed 's/^/# /'
is "all tests pass" "$(grep -c '^PASS: earlybind' "$tmp/out")" "$(grep -c '^testing ' applet/earlybind.tests)"
ok "the compiler has no word about earlybind.c" not grep 'earlybind\.c:' "$tmp/out"
ok "it is on, by default" grep -qx CONFIG_EARLYBIND=y "$tmp/busybox/.config"
make -C "$tmp/busybox" busybox.links >/dev/null
ok "it has a link, as BusyBox makes it" grep -qx /sbin/earlybind "$tmp/busybox/busybox.links"
ln -s busybox "$tmp/busybox/earlybind"
"$tmp/busybox/earlybind" --help 2>&1 | sed 1,2d >"$tmp/help"
"$O/host/earlybind" --help >"$tmp/want"
ok "its help is that of the program" diff "$tmp/want" "$tmp/help"

done_testing
