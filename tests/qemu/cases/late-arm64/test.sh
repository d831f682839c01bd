# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A hot-added card goes to VFIO: before its native driver is registered, and while it is.
# Its twin in another slot has no rule.

ok "watch" exits 1 earlybind -c '' -r 'pci,path[00_06.0-00_00.0]=vfio-pci' watch -b
rmmod e1000
dmesg -c >/tmp/log
plug e1000 card1 card2
ok "the card goes to vfio-pci" until_is vfio-pci driver pci/0000:01:00.0
ok "its twin is there" until_is none driver pci/0000:02:00.0
modprobe e1000
ok "when e1000 comes it takes the twin" until_is e1000 driver pci/0000:02:00.0
is "and not the card" "$(driver pci/0000:01:00.0)" vfio-pci
ok "not for a moment" not logged 'e1000 0000:01:00\.0'

# --- found again ---
# again: both are removed and found again
again()
{
	echo 1 >/sys/bus/pci/devices/0000:01:00.0/remove
	echo 1 >/sys/bus/pci/devices/0000:02:00.0/remove
	dmesg -c >/tmp/log
	echo 1 >/sys/bus/pci/rescan
}

# told: how often the kernel log said who had the card before, or that nobody had
told()
{
	dmesg | grep -cE 'earlybind: pci/0000:01:00\.0: bound to vfio-pci(, was on e1000 for [0-9]+ ms|, had no driver)'
}

# It is announced before it has a group and before a driver can have it: that is no failure.
for round in 1 2 3 4 5 6; do
	again
	ok "found again while e1000 is registered, it goes to vfio-pci, $round" \
		until_is vfio-pci driver pci/0000:01:00.0
	ok "its twin goes to e1000" until_is e1000 driver pci/0000:02:00.0
	ok "the kernel log says who had it" until_is 1 told
	ok "and nothing of failures" not logged 'earlybind: .*failed'
done

# --- pulled out ---
# The slots have had no card yet that VFIO has reset: after that QEMU's slot sends no interrupt any more
# (its bit Command Completed stays set).
# The kernel waits five seconds after the button of the slot (drivers/pci/hotplug/pciehp_ctrl.c).
unplug card1 card2
# The slot still has a second without power before it.
sleep 3
dmesg -c >/tmp/log
plug_before_driver card3 card4
again
ok "found again while e1000e is registered, it goes to vfio-pci" until_is vfio-pci driver pci/0000:01:00.0
ok "its twin to e1000e" until_is e1000e driver pci/0000:02:00.0
ok "VFIO opens it" vfio-proof 0000:01:00.0
