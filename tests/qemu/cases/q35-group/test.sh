# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The SATA controller shares its IOMMU group with two more.  Taken alone it is
# bound, but VFIO does not open it.  q35-group-whole takes all three.
# Then the whole group is asked for while a disk behind it is mounted.

members='00:1f.0 00:1f.2 00:1f.3'

# states: the drivers of the group
states()
{
	for member in $members; do
		driver "pci/0000:$member"
	done | tr '\n' ' ' | sed 's/ $//'
}

is "the SATA controller is on vfio-pci" "$(driver pci/0000:00:1f.2)" vfio-pci
is "the bridge keeps its driver" "$(driver pci/0000:00:1f.0)" lpc_ich
is "the SMBus keeps its driver" "$(driver pci/0000:00:1f.3)" i801_smbus
is "they are one IOMMU group" \
	"$(cd /sys/bus/pci/devices/0000:00:1f.2/iommu_group/devices && echo *)" \
	"0000:00:1f.0 0000:00:1f.2 0000:00:1f.3"
vfio-proof 0000:00:1f.2 >/tmp/proof
is "VFIO refuses it" $? 1
ok "for the sake of the others" grep 'not viable' /tmp/proof

# At boot they had no driver yet; now they have.
group=$(readlink /sys/bus/pci/devices/0000:00:1f.2/iommu_group)
group=${group##*/}
ok "a second run exits 0" exits 0 earlybind
ok "and names the others" grep "^pci/0000:00:1f\.2: bound to vfio-pci already.*; IOMMU group $group cannot be used while pci/0000:00:1f\.0 is on lpc_ich, pci/0000:00:1f\.3 is on i801_smbus; option group takes the whole group" \
	/run/earlybind/report
is "it takes none of them" "$(states)" "lpc_ich vfio-pci i801_smbus"
ok "status knows the group" sh -c \
	"earlybind status 0000:00:1f.2 | grep '^pci/0000:00:1f\.2 driver=vfio-pci .* group=$group .* outcome=bound'"

# A disk behind the group is in use. There was none at cold-plug to load its drivers for.
modprobe -a sd_mod ext4
ok "clear gives the controller back" exits 0 earlybind clear 0000:00:1f.2
is "all are on their native drivers" "$(states)" "lpc_ich ahci i801_smbus"
tries=0
until [ -b /dev/sda ] || [ $((tries += 1)) = 600 ]; do
	usleep 100000
done
mkdir -p /mnt
ok "the disk is mounted" mount -t ext4 /dev/sda /mnt
ok "the group of the SMBus is refused" exits 1 earlybind -c '' -r 'pci,00:1f.3=vfio-pci/group'
ok "for the sake of the disk" grep '^pci/0000:00:1f\.2: refused: .*/dev/sda mounted on /mnt' /run/earlybind/report
ok "the device of the rule says why" grep '^pci/0000:00:1f\.3: refused: its IOMMU group cannot be taken whole: pci/0000:00:1f\.2 is on ahci' \
	/run/earlybind/report
is "nothing of it is taken" "$(states)" "lpc_ich ahci i801_smbus"
is "and no override is left" "$(override pci/0000:00:1f.0) $(override pci/0000:00:1f.2) $(override pci/0000:00:1f.3)" \
	"unset unset unset"
ok "the disk works" touch /mnt/file
earlybind plan -n -c '' -r 'pci,00:1f.3=vfio-pci/group/force' >/run/said
is "option force would take all three" "$(grep -c '^pci/0000:00:1f\.[023]: would .* unbind from ' /run/said)" 3
is "a plan changes nothing" "$(states)" "lpc_ich ahci i801_smbus"
umount /mnt
ok "no longer mounted, the group is taken" exits 0 earlybind -c '' -r 'pci,00:1f.3=vfio-pci/group'
is "all of it" "$(states)" "vfio-pci vfio-pci vfio-pci"
ok "and VFIO opens it" vfio-proof 0000:00:1f.3
