# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # part of `run`

# shellcheck source=tests/qemu/uboot.sh
. "$top/tests/qemu/uboot.sh"

# A disk with FAT, made without root
packed()
{
	cat "$O/armv7/initramfs.cpio.gz" "$work/overlay.cpio.gz" >"$work/initrd"
	truncate -s 32M "$work/disk.img"
	mformat -i "$work/disk.img" ::
	mmd -i "$work/disk.img" ::/extlinux
	mcopy -i "$work/disk.img" "$O/armv7/kernel/zImage" "$work/initrd" ::/
	mcopy -i "$work/disk.img" "$case/extlinux.conf" ::/extlinux/
}
qemu="$qemu -drive if=none,id=disk,format=raw,file=$work/disk.img -device virtio-blk-device,drive=disk"
