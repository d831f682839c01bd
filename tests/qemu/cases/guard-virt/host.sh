# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# Two disks alike, made without root.

mkdir -p "$work/empty"
for disk in one other; do
	PATH=$PATH:/sbin:/usr/sbin mke2fs -q -t ext4 -d "$work/empty" "$work/$disk.img" 4M >"$work/mke2fs.log"
done
qemu="-drive if=none,id=one,format=raw,file=$work/one.img -device virtio-blk-pci,drive=one,addr=6
	-drive if=none,id=other,format=raw,file=$work/other.img -device virtio-blk-pci,drive=other,addr=7"
