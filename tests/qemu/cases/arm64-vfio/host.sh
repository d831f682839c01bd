# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # part of `run`
#
# Two more cards that are two functions of one slot, in which they cannot be told apart by an
# IOMMU: one group. And the same once more, for which there is no rule.

qemu="-device e1000,addr=4.1,romfile= -device e1000,addr=4.0,multifunction=on,romfile=
	-device e1000,addr=5.1,romfile= -device e1000,addr=5.0,multifunction=on,romfile="
