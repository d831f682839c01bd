# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Behind a real IOMMU one of two identical cards goes to vfio-pci before e1000
# is loaded, and VFIO opens it.  arm64-control: nobody asks.
# So does the slot at 4, by a rule for one of its functions; not the one at 5.

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
ok "earlybind has loaded what VFIO's user needs" grep -q ^vfio_iommu_type1 /proc/modules
# 0x3800 is where its transmit descriptors are, TDBAL.
ok "VFIO opens it, and a register takes a value" vfio-proof 0000:00:02.0 0x3800 0x5a0
ok "not the twin" not vfio-proof 0000:00:03.0

# The kernel makes a group only when a driver probes, so that beforehand none showed.
group=$(readlink /sys/bus/pci/devices/0000:00:04.0/iommu_group)
group=${group##*/}
is "both functions of the slot at 4 are taken" "$(driver pci/0000:00:04.0) $(driver pci/0000:00:04.1)" "vfio-pci vfio-pci"
is "they are one group" "$(cd "/sys/kernel/iommu_groups/$group/devices" && echo *)" "0000:00:04.0 0000:00:04.1"
is "the report had to say that it is not complete" \
	"$(grep -c "^pci/0000:00:04\.[01]: bound to vfio-pci, had no driver, /dev/vfio/$group; the group is not complete before all its devices have been probed: see status \[.*=vfio/group\]" \
		/run/earlybind/report)" 2
is "status has the group for both" \
	"$(earlybind status | grep -c "^pci/0000:00:04\.[01] driver=vfio-pci .* group=$group node=/dev/vfio/$group outcome=bound")" 2
for function in 0 1; do
	ok "VFIO opens function $function" vfio-proof 0000:00:04.$function
done
is "both functions of the slot at 5 are on e1000" "$(driver pci/0000:00:05.0) $(driver pci/0000:00:05.1)" "e1000 e1000"
ok "a second run exits 0" exits 0 earlybind
is "and changes nothing" "$(grep -c 'bound to vfio-pci already' /run/earlybind/report)" 3
ok "now the group is known to be complete" not grep 'not complete' /run/earlybind/report

# The twin: without option group one function is taken, and the other is in the way.
ok "one function alone is bound" exits 0 earlybind -c '' -r 'pci,00:05.0=vfio-pci'
ok "and the other named" grep '^pci/0000:00:05\.0: bound to vfio-pci, was on e1000.*cannot be used while pci/0000:00:05\.1 is on e1000; option group' \
	/run/earlybind/report
ok "VFIO does not open it" not vfio-proof 0000:00:05.0
ok "with option group the other is taken, too" exits 0 earlybind -c '' -r 'pci,00:05.0=vfio-pci/group'
is "both are" "$(driver pci/0000:00:05.0) $(driver pci/0000:00:05.1)" "vfio-pci vfio-pci"
ok "VFIO opens it" vfio-proof 0000:00:05.0
