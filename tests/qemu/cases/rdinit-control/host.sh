# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`

# shellcheck source=tests/qemu/foreign/rdinit.sh
. "$top/tests/qemu/foreign/rdinit.sh"

# The wrong order: a boot configuration, then something else.
packed()
{
	echo 'driver_override = "platform,a003a00.virtio_mmio=none"' >"$work/bootconfig"
	"$top/initramfs/mkbootconfig" "$work/bootconfig" "$work/overlay.cpio.gz"
	echo "file /behind $work/bootconfig 644" >"$work/behind.list"
	"$top/initramfs/mkcpio" "$work/behind.list" >>"$work/overlay.cpio.gz"
}
