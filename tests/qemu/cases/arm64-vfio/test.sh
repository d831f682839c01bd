# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Behind a real IOMMU one of two identical cards goes to vfio-pci before e1000
# is loaded, and VFIO opens it.  arm64-control: nobody asks.

group=$(readlink /sys/bus/pci/devices/0000:00:02.0/iommu_group)
group=${group##*/}

is "the card is on vfio-pci" "$(driver pci/0000:00:02.0)" vfio-pci
is "its identical twin is on e1000" "$(driver pci/0000:00:03.0)" e1000
is "they are identical" "$(cat /sys/bus/pci/devices/0000:00:02.0/modalias)" \
	"$(cat /sys/bus/pci/devices/0000:00:03.0/modalias)"
ok "e1000 never probed the first" not logged 'e1000 0000:00:02\.0'
ok "the twin is not in its IOMMU group" \
	test ! -e "/sys/kernel/iommu_groups/$group/devices/0000:00:03.0"
ok "the node of its group is there" test -c "/dev/vfio/$group"
ok "the report names it" grep "0000:00:02\.0: bound to vfio-pci, had no driver, /dev/vfio/$group " \
	/run/earlybind/report
# earlybind does not load what only VFIO's user needs.
modprobe vfio_iommu_type1
# 0x3800 is where its transmit descriptors are, TDBAL.
ok "VFIO opens it, and a register takes a value" vfio-proof 0000:00:02.0 0x3800 0x5a0
ok "not the twin" not vfio-proof 0000:00:03.0
