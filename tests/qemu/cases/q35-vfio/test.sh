# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# On a PC: one of two network cards and one of two disk controllers go to
# vfio-pci before their drivers are loaded.  q35-control: nobody asks.

# taken DEVICE TWIN DRIVER OFFSET VALUE: DEVICE is VFIO's, TWIN is on DRIVER
taken()
{
	group=$(readlink "/sys/bus/pci/devices/$1/iommu_group")
	group=${group##*/}
	is "$1 is on vfio-pci" "$(driver "pci/$1")" vfio-pci
	is "its identical twin is on $3" "$(driver "pci/$2")" "$3"
	is "they are identical" "$(cat "/sys/bus/pci/devices/$1/modalias")" \
		"$(cat "/sys/bus/pci/devices/$2/modalias")"
	ok "$3 never probed the first" not logged "$3 $1"
	ok "the node of its group is there" test -c "/dev/vfio/$group"
	ok "VFIO opens it, and a register takes a value" vfio-proof "$1" "$4" "$5"
	ok "not the twin" not vfio-proof "$2"
}

# earlybind does not load what only VFIO's user needs.
modprobe vfio_iommu_type1
# Of the network card where its transmit descriptors are, TDBAL; of the disk the
# size of its queues, AQA.
taken 0000:00:02.0 0000:00:03.0 e1000 0x3800 0x5a0
taken 0000:00:04.0 0000:00:05.0 nvme 0x24 0x70007
is "one NVMe disk is there" "$(find /sys/block -name 'nvme*' | wc -l)" 1
ok "that of the twin" test -e /sys/bus/pci/devices/0000:00:05.0/nvme
