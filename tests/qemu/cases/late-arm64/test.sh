# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A hot-added card goes to VFIO: while its native driver is registered, and before it is.
# Its twin in another slot has no rule.

# until_is WANT COMMAND...: within 20 s it prints that
until_is()
{
	want=$1
	shift
	for _ in $(seq 200); do
		[ "$("$@")" = "$want" ] && return
		usleep 100000
	done
	"$@"
	return 1
}

ok "watch" exits 1 earlybind -c '' -r 'pci,path[00_06.0-00_00.0]=vfio-pci' watch -b
echo "QEMU: device_add e1000,bus=slot1,id=card1,romfile="
echo "QEMU: device_add e1000,bus=slot2,id=card2,romfile="
ok "the card goes to vfio-pci" until_is vfio-pci driver pci/0000:01:00.0
ok "VFIO opens it" vfio-proof 0000:01:00.0 0x3800 0x5a0
ok "its twin goes to e1000" until_is e1000 driver pci/0000:02:00.0

echo "QEMU: device_del card1"
ok "it is taken out" until_is gone sh -c '[ -e /sys/bus/pci/devices/0000:01:00.0 ] || echo gone'
rmmod e1000
dmesg -c >/tmp/log
echo "QEMU: device_add e1000,bus=slot1,id=card1,romfile="
ok "put in again while e1000 is not there, it goes to vfio-pci" until_is vfio-pci driver pci/0000:01:00.0
modprobe e1000
ok "when e1000 comes it takes the twin" until_is e1000 driver pci/0000:02:00.0
is "and not the card" "$(driver pci/0000:01:00.0)" vfio-pci
ok "not for a moment" not logged 'e1000 0000:01:00\.0'
