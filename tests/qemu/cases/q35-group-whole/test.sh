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

# While somebody uses the group, the kernel lets no native driver have a device of it. The SMBus
# controller's is in a module of another name.
vfio-proof --hold 0000:00:1f.2 >/tmp/held &
holder=$!
tries=0
until grep -q ^held /tmp/held || [ $((tries += 1)) = 600 ]; do
	usleep 100000
done
ok "VFIO's user has the group" grep ^held /tmp/held
rmmod i2c_i801
ok "what has a driver is not touched for one that is not there" exits 1 earlybind set 0000:00:1f.3 i801_smbus
ok "where to find it is said" grep '00:1f\.3: failed: driver i801_smbus is not registered.*; module i2c_i801 is for the device and may have it: load that first' \
	/run/earlybind/report
modprobe i2c_i801
ok "a native driver does not get it" exits 1 earlybind set 0000:00:1f.3 i801_smbus
ok "for the sake of the others" grep '00:1f\.3: failed: the kernel did not let i801_smbus probe it: its IOMMU group may be in use through VFIO: 0000:00:1f\.[02] is on vfio-pci; given back to vfio-pci' \
	/run/earlybind/report
is "it is where it was" "$(driver pci/0000:00:1f.3) $(override pci/0000:00:1f.3)" "vfio-pci vfio-pci"
kill $holder
wait $holder
ok "when the group is free it does" exits 0 earlybind set 0000:00:1f.3 i801_smbus
is "it has it" "$(driver pci/0000:00:1f.3)" i801_smbus
