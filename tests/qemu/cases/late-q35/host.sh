# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# Two slots for cards that come while the machine runs, an NVMe controller with virtual functions, and
# two bridges with two cards behind each.

qemu="-device pcie-root-port,id=slot1,slot=1,addr=6 -device pcie-root-port,id=slot2,slot=2,addr=7
	-device pcie-root-port,id=slot3,slot=3,addr=8 -device nvme-subsys,id=subsystem
	-device pcie-root-port,id=slot4,slot=4,addr=b -device pcie-pci-bridge,bus=slot4,id=bridge4
	-device e1000,bus=bridge4,addr=1,romfile= -device e1000,bus=bridge4,addr=2,romfile=
	-device pcie-root-port,id=slot5,slot=5,addr=c -device pcie-pci-bridge,bus=slot5,id=bridge5
	-device e1000,bus=bridge5,addr=1,romfile= -device e1000,bus=bridge5,addr=2,romfile=
	-device nvme,bus=slot3,serial=3,subsys=subsystem,max_ioqpairs=6,sriov_max_vfs=2,sriov_vq_flexible=4,sriov_vi_flexible=2"
# shellcheck source=tests/qemu/monitor.sh
. "$top/tests/qemu/monitor.sh"
