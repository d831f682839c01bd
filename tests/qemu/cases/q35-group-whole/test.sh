# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A rule for the SATA controller, with option group: its whole IOMMU group is taken, VFIO opens
# it, and the disk that q35-control has is not there.  Without the option: q35-group.

for device in 00:1f.0 00:1f.2 00:1f.3; do
	is "$device is on vfio-pci" "$(driver pci/0000:$device)" vfio-pci
done
ok "the disk on it does not turn up" test ! -e /sys/block/sda
ok "earlybind has loaded what VFIO's user needs" grep -q ^vfio_iommu_type1 /proc/modules
for device in 00:1f.0 00:1f.2 00:1f.3; do
	ok "VFIO opens $device" vfio-proof 0000:$device
done
is "the two that no rule names are there by that rule" \
	"$(grep -c '^pci/0000:00:1f\.[03]: bound to vfio-pci.*\[/proc/cmdline:[0-9]* pci,00:1f\.2=vfio-pci/group\]' \
		/run/earlybind/report)" 2
ok "nothing makes the group unusable" not grep 'cannot be used' /run/earlybind/report
ok "as there is no device tree, it is complete" not grep 'not complete' /run/earlybind/report

group=$(readlink /sys/bus/pci/devices/0000:00:1f.2/iommu_group)
group=${group##*/}
ok "status exits 0" exits 0 earlybind status
is "and has all three in that group, where they should be" \
	"$(earlybind status | grep -c " driver=vfio-pci override=vfio-pci group=$group node=/dev/vfio/$group outcome=bound")" 3
ok "a second run exits 0" exits 0 earlybind
is "and changes nothing" "$(grep -c 'bound to vfio-pci already' /run/earlybind/report)" 3

# The NVMe disk at 4 is on the driver that it has without a rule.
ok "group takes no device of other groups" test -e /sys/bus/pci/devices/0000:00:04.0/nvme
