# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`

BASE=$O/armv7/initramfs.cpio.gz
# shellcheck source=tests/qemu/foreign/rdinit.sh
. "$top/tests/qemu/foreign/rdinit.sh"
