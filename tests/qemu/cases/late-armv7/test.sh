# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Option wait, with devices that a module makes; a supplier whose driver comes later; a storm of
# devices; a PCI host bridge whose driver is a module; mdev with `uevent`.  Each has its control beside it.

# --- option wait ---
ok "who does not come is waited for" exits 1 earlybind -c '' -r 'platform,eb-dev.1=eb-ok/wait[1]'
ok "and the report says how long" grep '^platform/eb-dev\.1: absent: no such device.*; waited 1 s' /run/earlybind/report
ok "not longer than the timeout" exits 1 earlybind -c '' -t 1 -r 'platform,eb-dev.1=eb-ok/wait[60]'
ok "which the report says" grep 'waited 1 s' /run/earlybind/report
ok "who is optional may stay away" exits 0 earlybind -c '' -r 'platform,eb-dev.1=eb-ok/wait[1]/optional'
ok "with all or none" exits 1 earlybind -c '' -r strict -r 'platform,eb-dev.1=eb-ok/wait[1];pci,00:02.0=pci-stub'
is "nothing is begun before it is known" "$(driver pci/0000:00:02.0)" e1000

earlybind -c '' -t 60 -r 'platform,eb-dev.1=eb-ok/wait[60];pci,00:02.0=pci-stub' >/tmp/said &
waiting=$!
ok "other rules are not delayed" until_is pci-stub driver pci/0000:00:02.0
ok "by one that waits" kill -0 $waiting
ok "which does not wake up meanwhile" idle $waiting
modprobe eb-devices
wait $waiting
is "its device comes, and all is well" $? 0
is "the device has its driver" "$(driver platform/eb-dev.1)" eb-ok
ok "the report has both" grep '^2 rules, 2 devices: 2 bound' /tmp/said
is "a device without a rule has none" "$(driver platform/eb-dev.2)" none

rmmod eb-devices
earlybind -c '' -t 60 -r strict -r 'platform,eb-dev.1=eb-ok/wait[60];pci,00:03.0=pci-stub' >/tmp/said &
waiting=$!
sleep 2
is "all or none: the other is not begun" "$(driver pci/0000:00:03.0)" e1000
modprobe eb-devices
wait $waiting
is "until all are there" $? 0
is "then it is" "$(driver pci/0000:00:03.0) $(driver platform/eb-dev.1)" "pci-stub eb-ok"

# --- a supplier that comes later ---
rules='platform,eb-consumer=eb-ok;pci,00:02.0=pci-stub'
ok "watch" exits 0 earlybind -c '' -r "$rules" watch -b
ok "a device waits for its supplier" grep '^platform/eb-consumer: armed for eb-ok' /run/earlybind/report
modprobe eb-native
ok "whose driver comes" until_is eb-ok driver platform/eb-consumer
ok "watch tells" until_is 1 sh -c "dmesg | grep -c 'earlybind: platform/eb-consumer: bound to eb-ok'"
ok "and status knows" sh -c "earlybind status eb-consumer | grep 'driver=eb-ok .*outcome=bound'"

# --- events of others ---
card=/sys/bus/pci/devices/0000:00:02.0
echo >$card/driver_override
ok "somebody sends an event" forge-uevent ACTION=add SUBSYSTEM=pci DEVPATH=/devices/0000:00:02.0
sleep 1
is "which is not the kernel's, and is not heeded" "$(override pci/0000:00:02.0)" unset
echo add >$card/uevent
ok "the kernel's is" until_is pci-stub override pci/0000:00:02.0

# --- no /run ---
# The record would tell watch that the native driver has a device again because it was given back.
# failures: how often the driver of the rule was tried
failures()
{
	dmesg | grep -c '] eb-error eb-dev\.3: probe with driver eb-error failed'
}

ok "stopped" exits 0 earlybind watch --stop
mount -t tmpfs -o ro none /run
ok "watch without a /run" exits 1 earlybind -c '' -r 'platform,eb-dev.3=eb-error' watch -b -p /tmp/watch.pid
is "what fails is given back" "$(driver platform/eb-dev.3)" eb-native
before=$(failures)
sleep 3
is "and left alone" "$(failures)" "$before"
rmmod eb-devices
modprobe eb-devices
ok "when it comes anew it is tried" until_is $((before + 1)) failures
ok "and given back" until_is eb-native driver platform/eb-dev.3
sleep 3
is "once" "$(failures)" $((before + 1))
ok "stopped, too" exits 0 earlybind watch --stop -p /tmp/watch.pid
umount /run

# --- a storm ---
# Hundreds of devices come and go while watch has room for a few events only; their native driver is
# registered.  Their twins are the ten whose number has one digit.
storm=/sys/module/eb_storm/parameters/devices
rmem=/proc/sys/net/core/rmem_default
modprobe eb-storm

# taken DRIVER: how many of them it has
taken()
{
	find "/sys/bus/platform/drivers/$1/" -name 'eb-storm.*' | wc -l
}

# status of the watcher: lines of /proc
status()
{
	grep -E "$1" "/proc/$(cat /run/earlybind/watch.pid)/status"
}

# How often the watcher's socket had no room
drops()
{
	awk -v pid="$(cat /run/earlybind/watch.pid)" '$2 == 15 && $3 == pid { print $9 }' /proc/net/netlink
}

echo 300 >$storm
is "without a watcher all are their driver's" "$(taken eb-native) $(taken eb-ok)" "300 0"
echo 0 >$storm
room=$(cat $rmem)
echo 2304 >$rmem
ok "watch, with room for a few events" exits 1 small-sockets \
	earlybind -c '' -r 'platform,eb-storm.*,!eb-storm.?=eb-ok' watch -b
echo "$room" >$rmem
is "none is lost yet" "$(drops)" 0
echo 300 >$storm
ok "each that a rule names is taken" until_is 290 taken eb-ok
is "its twins are not" "$(taken eb-native)" 10
before=$(status '^VmPeak|^RssAnon')
lost=$(drops)
ok "events were lost" test "$lost" -gt 0
for round in 1 2 3; do
	echo 0 >$storm
	echo 300 >$storm
	echo 150 >$storm
	echo 300 >$storm
	ok "and again, $round" until_is 290 taken eb-ok
	is "and their twins, $round" "$(taken eb-native)" 10
done
ok "while more were lost" test "$(drops)" -gt "$lost"
is "its memory has not grown" "$(status '^VmPeak|^RssAnon')" "$before"
# What it shares with its worker: the most that the devices took at one time.
memory=$(status '^RssShmem' | tr -dc 0-9)
ok "and is what 300 devices take" test "$memory" -lt 1024
echo "TAP: # $memory KiB, $(drops) events lost"
ok "stopped" exits 0 earlybind watch --stop
rmmod eb-storm

# --- a host bridge ---
earlybind clear --all >/dev/null
ok "watch again" exits 0 earlybind -c '' -r "pci,00:02.0=pci-stub" watch -b
is "leaves what was cleared alone" "$(driver pci/0000:00:02.0)" e1000
earlybind -c '' -r "pci,00:02.0=pci-stub" >/dev/null
# Its driver is a module that cold-plug has loaded.
cards=/sys/bus/pci/devices
rmmod eb-pcie
ok "without its host bridge there is no card" test ! -e $cards/0000:00:02.0
modprobe eb-pcie
ok "with it, the card goes to its driver" until_is pci-stub driver pci/0000:00:02.0
ok "its twin to e1000" until_is e1000 driver pci/0000:00:03.0
rmmod eb-pcie e1000
dmesg -c >/tmp/log
modprobe eb-pcie
ok "before e1000 is there, too" until_is pci-stub driver pci/0000:00:02.0
modprobe e1000
ok "which takes the twin" until_is e1000 driver pci/0000:00:03.0
is "and not the card" "$(driver pci/0000:00:02.0)" pci-stub
ok "not for a moment" not logged 'e1000 0000:00:02\.0'

ok "stopped" exits 0 earlybind watch --stop
rmmod eb-pcie
modprobe eb-pcie
ok "without a watcher the card is e1000's" until_is e1000 driver pci/0000:00:02.0
rmmod eb-pcie
earlybind -c '' -t 60 -r 'pci,00:02.0=pci-stub/wait[60]' >/tmp/said &
waiting=$!
sleep 1
modprobe eb-pcie
wait $waiting
is "option wait waits for what is behind it, too" $? 0
is "which goes to its driver" "$(driver pci/0000:00:02.0)" pci-stub
is "its twin to e1000" "$(driver pci/0000:00:03.0)" e1000

# --- mdev ---
mkdir -p /etc
echo 'pci,00:03.0=none' >/etc/earlybind.conf
# It was cleared above: uevent would leave it alone.
ok "apply takes the card again" exits 0 earlybind

# found: the card at 3 is removed and found, while e1000 is not there
found()
{
	# A module whose first probe is not over cannot be taken out (kernel/module/main.c).
	for _ in 1 2 3 4 5 6 7 8 9 10; do
		grep -q '^e1000 ' /proc/modules || break
		rmmod e1000 2>/dev/null || sleep 1
	done
	echo 1 >/sys/bus/pci/devices/0000:00:03.0/remove
	dmesg -c >/tmp/log
	echo 1 >/sys/bus/pci/rescan
}

sed 's/earlybind uevent; //' /test/mdev.conf >/etc/mdev.conf
mdev -d
ok "the line is another one without earlybind" not cmp -s /test/mdev.conf /etc/mdev.conf
found
ok "with it, e1000 is loaded and has the card" until_is e1000 driver pci/0000:00:03.0
kill "$(pidof mdev)"
cp /test/mdev.conf /etc/mdev.conf
mdev -d
found
ok "with earlybind the card is held" until_is none override pci/0000:00:03.0
ok "e1000 is loaded" until_is 1 sh -c 'grep -c "^e1000 " /proc/modules'
sleep 1
is "and does not get it" "$(driver pci/0000:00:03.0)" none
ok "not for a moment" not logged 'e1000 0000:00:03\.0'
ok "the kernel log says why" logged 'earlybind: pci/0000:00:03.0: held without a driver'
ok "an event that is no rule's business does nothing" sh -c \
	'ACTION=add SUBSYSTEM=pci DEVPATH=/devices/pci0000:00/0000:00:02.0 earlybind uevent | wc -c | grep -x 0'

# mdev as the kernel's helper (CONFIG_UEVENT_HELPER): a process for each event, which is in its environment
kill "$(pidof mdev)"
found
is "nobody listens: the card has no override" "$(override pci/0000:00:03.0)" unset
card=$(readlink -f /sys/bus/pci/devices/0000:00:03.0)
ok "the helper is started" env ACTION=add SUBSYSTEM=pci DEVPATH="${card#/sys}" MODALIAS="$(cat "$card/modalias")" mdev
is "the card is held, and e1000 loaded" "$(override pci/0000:00:03.0) $(grep -c '^e1000 ' /proc/modules)" "none 1"
is "which does not get it" "$(driver pci/0000:00:03.0)" none
