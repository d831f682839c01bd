# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The machine of the other q35 cases without a rule: all is on its native driver.

# native DEVICE DRIVER
native()
{
	is "$1 is on $2" "$(driver "pci/0000:$1")" "$2"
	is "$1 has no override" "$(override "pci/0000:$1")" unset
	ok "VFIO does not have $1" not vfio-proof "0000:$1"
}

native 00:02.0 e1000
native 00:03.0 e1000
native 00:04.0 nvme
native 00:05.0 nvme
native 00:1f.0 lpc_ich
native 00:1f.2 ahci
native 00:1f.3 i801_smbus
is "both NVMe disks are there" "$(find /sys/block -name 'nvme*' | wc -l)" 2
ok "so is the one on the SATA controller" test -e /sys/block/sda
ok "vfio-pci is not even loaded" not grep -q ^vfio_pci /proc/modules
ok "no group has a node" not ls /dev/vfio/[0-9]*
# What q35-vfio has by itself.
modprobe vfio-pci
ok "nobody but earlybind loads vfio_iommu_type1" not grep -q ^vfio_iommu_type1 /proc/modules
