# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The whole IOMMU group of the SATA controller: VFIO opens it, and the disk that
# q35-control has is not there.

for device in 00:1f.0 00:1f.2 00:1f.3; do
	is "$device is on vfio-pci" "$(driver pci/0000:$device)" vfio-pci
done
ok "the disk on it does not turn up" test ! -e /sys/block/sda
# earlybind does not load what only VFIO's user needs.
modprobe vfio_iommu_type1
for device in 00:1f.0 00:1f.2 00:1f.3; do
	ok "VFIO opens $device" vfio-proof 0000:$device
done
