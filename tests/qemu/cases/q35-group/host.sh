# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# A disk with a file system on the SATA controller, made without root.

mkdir -p "$work/empty"
PATH=$PATH:/sbin:/usr/sbin mke2fs -q -t ext4 -d "$work/empty" "$work/disk.img" 4M >"$work/mke2fs.log"
qemu="-drive if=ide,format=raw,file=$work/disk.img"
