# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`

# shellcheck source=tests/qemu/cases/root-disk/host.sh
. "$top/tests/qemu/cases/root-disk/host.sh"
qemu="-drive if=ide,format=raw,file=$work/disk.img"
