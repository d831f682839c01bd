# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# On a PC: one of two network cards and one of two disk controllers go to
# vfio-pci before their drivers are loaded.  q35-control: nobody asks.
# The card has an IOMMU group, so that noiommu changes nothing for it; the disk's
# rule leaves the choice of the driver to earlybind.

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

ok "earlybind has loaded what VFIO's user needs" grep -q ^vfio_iommu_type1 /proc/modules
ok "the card does not need VFIO's no-IOMMU mode, which is said" logged \
	'00:02\.0: bound to vfio-pci, .*; it has IOMMU group [0-9]*, so option noiommu does nothing'
# Of the network card where its transmit descriptors are, TDBAL; of the disk the
# size of its queues, AQA.
taken 0000:00:02.0 0000:00:03.0 e1000 0x3800 0x5a0
taken 0000:00:04.0 0000:00:05.0 nvme 0x24 0x70007
is "one NVMe disk is there" "$(find /sys/block -name 'nvme*' | wc -l)" 1
ok "that of the twin" test -e /sys/bus/pci/devices/0000:00:05.0/nvme
ok "the driver that vfio stands for is named" grep '^pci/0000:00:04\.0: bound to vfio-pci, had no driver.*=vfio\]' \
	/run/earlybind/report
for device in 00:02.0 00:04.0; do
	group=$(readlink "/sys/bus/pci/devices/0000:$device/iommu_group")
	ok "$device is in a real group" grep "^pci/0000:${device%.*}\.0: bound .*, /dev/vfio/${group##*/}[; ]" /run/earlybind/report
done
ok "a second run exits 0" exits 0 earlybind
is "and changes nothing" "$(grep -c 'bound to vfio-pci already' /run/earlybind/report)" 2
