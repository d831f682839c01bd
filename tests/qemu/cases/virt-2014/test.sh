# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The sentence of 2014 on a machine that has its PCI device: word for word, and
# with a platform device that is here.  exynos-2014 has neither, pci-control
# nobody who asks.

is "0000:02:00.0 is on pci-stub" "$(driver pci/0000:02:00.0)" pci-stub
ok "e1000 never probed it" not logged 'e1000 0000:02:00\.0'
ok "the platform device is absent" logged 'earlybind: platform/fakename: absent'
is "its twin that is named is on pci-stub" "$(driver pci/0000:03:03.0)" pci-stub
is "another is on e1000" "$(driver pci/0000:00:02.0)" e1000
is "a platform device is on vfio-platform" \
	"$(driver platform/a003e00.virtio_mmio)" vfio-platform
ok "which opens it" vfio-proof a003e00.virtio_mmio
is "its neighbour has no driver" "$(driver platform/a003c00.virtio_mmio)" none
