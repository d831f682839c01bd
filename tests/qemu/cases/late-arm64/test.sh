# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A hot-added card goes to VFIO: before its native driver is registered, and while it is.
# Its twin in another slot has no rule.

ok "watch" exits 1 earlybind -c '' -r 'pci,path[00_06.0-00_00.0]=vfio-pci' watch -b
rmmod e1000
dmesg -c >/tmp/log
echo "QEMU: device_add e1000,bus=slot1,id=card1,romfile="
echo "QEMU: device_add e1000,bus=slot2,id=card2,romfile="
ok "the card goes to vfio-pci" until_is vfio-pci driver pci/0000:01:00.0
ok "VFIO opens it" vfio-proof 0000:01:00.0 0x3800 0x5a0
ok "its twin is there" until_is none driver pci/0000:02:00.0
modprobe e1000
ok "when e1000 comes it takes the twin" until_is e1000 driver pci/0000:02:00.0
is "and not the card" "$(driver pci/0000:01:00.0)" vfio-pci
ok "not for a moment" not logged 'e1000 0000:01:00\.0'

dmesg -c >/tmp/log
echo 1 >/sys/bus/pci/devices/0000:01:00.0/remove
echo 1 >/sys/bus/pci/devices/0000:02:00.0/remove
echo 1 >/sys/bus/pci/rescan
ok "found again while e1000 is registered, it goes to vfio-pci" until_is vfio-pci driver pci/0000:01:00.0
ok "the kernel log says who had it, or that nobody had" \
	until_is 1 sh -c "dmesg | grep -cE 'earlybind: pci/0000:01:00\.0: bound to vfio-pci, (was on e1000 for [0-9]+ ms|had no driver)'"
ok "its twin goes to e1000" until_is e1000 driver pci/0000:02:00.0
