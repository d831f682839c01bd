# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# The image's init is not /init.

BASE=$work/renamed.cpio.gz
export BASE
sed 's|^file  /init |file  /usr/sbin/init |' "$top/tests/qemu/foreign/image.list" >"$work/renamed.list"
(cd "$top" && KERNEL=$O/armv7/kernel BUSYBOX=$O/$arch/busybox initramfs/pack "$BASE" "$work/renamed.list")
# shellcheck source=tests/qemu/foreign/rdinit.sh
. "$top/tests/qemu/foreign/rdinit.sh"
