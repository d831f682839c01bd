# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The SATA controller shares its IOMMU group with two more.  Taken alone it is
# bound, but VFIO does not open it.  q35-group-whole takes all three.

is "the SATA controller is on vfio-pci" "$(driver pci/0000:00:1f.2)" vfio-pci
is "the bridge keeps its driver" "$(driver pci/0000:00:1f.0)" lpc_ich
is "the SMBus keeps its driver" "$(driver pci/0000:00:1f.3)" i801_smbus
is "they are one IOMMU group" \
	"$(cd /sys/bus/pci/devices/0000:00:1f.2/iommu_group/devices && echo *)" \
	"0000:00:1f.0 0000:00:1f.2 0000:00:1f.3"
vfio-proof 0000:00:1f.2 >/tmp/proof
is "VFIO refuses it" $? 1
ok "for the sake of the others" grep 'not viable' /tmp/proof
