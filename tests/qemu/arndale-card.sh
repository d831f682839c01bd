# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# For the host.sh of a case on board virt-armv7: U-Boot finds a card with what `make image BOARD=arndale` puts together. Two
# things are not as on the board, both since it is none: the device tree is the emulation's, under the name
# of the board's, and the console is virt's. The case sets $APPEND, and may set $entry, the entry of extlinux.conf to start.

# shellcheck source=tests/qemu/uboot.sh
. "$top/tests/qemu/uboot.sh"

packed()
{
	card=$work/card
	"$top/board/image" arndale "$O" "$card" >"$work/image.log"
	cp "$O/arndale/board.dtb" "$card/exynos5250-arndale.dtb"
	cat "$work/overlay.cpio.gz" >>"$card/initramfs.cpio.gz"
	sed -i "s/console=[^ ]*/console=ttyAMA0 initcall_blacklist=samsung_serial_init panic=-1/
		s/^default .*/default ${entry:-earlybind}/" "$card/extlinux/extlinux.conf"
	truncate -s 32M "$work/disk.img"
	mformat -i "$work/disk.img" ::
	mcopy -s -i "$work/disk.img" "$card"/* ::/
}
qemu="$qemu -drive if=none,id=disk,format=raw,file=$work/disk.img -device virtio-blk-device,drive=disk"
files=''
