# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# `watch` and devices that come later, whose native driver is registered: hot-added, removed and
# found again, virtual functions; events that are lost; a watcher that is killed.  The twin of each
# is a device without a rule, or the same without a watcher.

rules='pci,path[00_06.0-00_00.0]=vfio-pci;pci,00:03.0=pci-stub;pci,03:00.1=pci-stub;pci,path[00_0b.0-00_00.0-00_01.0]=vfio-pci/group;pci,path[00_0c.0-00_00.0-00_01.0]=vfio-pci'
pids=/run/earlybind/watch.pid

# again DEVICE: it is removed and found again
again()
{
	echo 1 >"/sys/bus/pci/devices/$1/remove"
	echo 1 >/sys/bus/pci/rescan
}

watch()
{
	earlybind -c '' -r "$rules" watch -b
}

ok "e1000 is registered" test -d /sys/bus/pci/drivers/e1000
again 0000:00:03.0
is "without a watcher a card that is found again is e1000's" "$(driver pci/0000:00:03.0)" e1000
ok "watch applies the rules" exits 1 watch
is "at once" "$(driver pci/0000:00:03.0)" pci-stub
ok "its process number is in the file" test -d "/proc/$(cat $pids)"
ok "there is one watch" exits 3 watch

again 0000:00:03.0
ok "found again, the card goes back to its driver" until_is pci-stub driver pci/0000:00:03.0
ok "the kernel log says so" logged 'earlybind: pci/0000:00:03.0: bound to pci-stub, .*pci,00:03.0=pci-stub'
again 0000:00:02.0
is "one without a rule goes to e1000" "$(driver pci/0000:00:02.0)" e1000

plug e1000 card1 card2
ok "a card is hot-added and goes to vfio-pci" until_is vfio-pci driver pci/0000:01:00.0
ok "its twin in another slot to e1000" until_is e1000 driver pci/0000:02:00.0
ok "VFIO opens it" vfio-proof 0000:01:00.0
dmesg | grep 'earlybind: pci/0000:01' | sed 's/^/TAP: # /'

unplug card1 card2
plug_before_driver card3 card4
unplug card3 card4
plug e1000e card5 card6
ok "while e1000e is registered the next one goes to vfio-pci" until_is vfio-pci driver pci/0000:01:00.0
ok "its twin to e1000e" until_is e1000e driver pci/0000:02:00.0
ok "VFIO opens it" vfio-proof 0000:01:00.0

modprobe nvme
ok "the controller is there" until_is nvme driver pci/0000:03:00.0
echo 2 >/sys/bus/pci/devices/0000:03:00.0/sriov_numvfs
ok "a virtual function goes to pci-stub" until_is pci-stub driver pci/0000:03:00.1
is "the next has no override" "$(override pci/0000:03:00.2)" unset

# --- a group in use ---
# What is behind a bridge to conventional PCI is one group. The second card of the other one, whose
# rule lacks the option, is the twin.
cards=$(cd /sys/devices/pci0000:00/0000:00:0b.0 && echo */*:02.0)
twins=$(cd /sys/devices/pci0000:00/0000:00:0c.0 && echo */*:02.0)
is "a group is taken whole" "$(driver "pci/${cards##*/}")" vfio-pci
again "${cards##*/}"
ok "what is added to it is taken, too" until_is vfio-pci driver "pci/${cards##*/}"
again "${twins##*/}"
ok "without option group it is left to e1000" until_is e1000 driver "pci/${twins##*/}"
is "without an override" "$(override "pci/${twins##*/}")" unset

# --- idle ---
ok "idle, it does not wake up" idle "$(cat $pids)"

# --- clear ---
ok "clear" exits 0 earlybind clear 0000:00:03.0
is "gives the card to e1000" "$(driver pci/0000:00:03.0)" e1000
again 0000:00:03.0
sleep 1
is "found again, it stays there" "$(driver pci/0000:00:03.0)" e1000
ok "watch --stop" exits 0 earlybind watch --stop
ok "it is gone" not test -d "/proc/$(cat $pids)"
ok "there is nothing to stop any more" exits 1 earlybind watch --stop
ok "a new watch" exits 0 watch
is "leaves what was cleared alone" "$(driver pci/0000:00:03.0)" e1000
ok "apply takes it again" exits 0 earlybind -c '' -r "$rules"
is "by its rule" "$(driver pci/0000:00:03.0)" pci-stub

# --- events that are lost ---
memory()
{
	awk '/^Rss(Anon|Shmem)/ { n += $2 } END { print n }' "/proc/$(cat $pids)/status"
}

# storm N: events of a device that no rule is about
storm()
{
	for _ in $(seq "$1"); do
		echo add >/sys/bus/pci/devices/0000:00:00.0/uevent
	done
}

drops()
{
	awk -v pid="$(cat $pids)" '$2 == 15 && $3 == pid { print $9 }' /proc/net/netlink
}

is "no event was lost yet" "$(drops)" 0
kill -STOP "$(cat $pids)"
storm 3000
again 0000:00:03.0
is "while it stands still, e1000 gets the card" "$(driver pci/0000:00:03.0)" e1000
ok "and events are lost" test "$(drops)" -gt 0
kill -CONT "$(cat $pids)"
ok "it finds the card all the same" until_is pci-stub driver pci/0000:00:03.0
first=$(memory)
kill -STOP "$(cat $pids)"
storm 3000
again 0000:00:03.0
kill -CONT "$(cat $pids)"
ok "and again" until_is pci-stub driver pci/0000:00:03.0
is "its memory has not grown" "$(memory)" "$first"
echo "TAP: # $first KiB, $(drops) events lost"

# --- killed ---
kill -9 "$(cat $pids)"
again 0000:00:03.0
is "when it is killed, e1000 gets the card" "$(driver pci/0000:00:03.0)" e1000
ok "a new one starts" exits 0 watch
is "and takes it" "$(driver pci/0000:00:03.0)" pci-stub
again 0000:00:03.0
ok "and again when it is found again" until_is pci-stub driver pci/0000:00:03.0
