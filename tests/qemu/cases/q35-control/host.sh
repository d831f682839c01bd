# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # part of `run`
#
# An empty disk on the SATA controller.

qemu="-drive if=ide,driver=null-co,read-zeroes=on,size=8M"
