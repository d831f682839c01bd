# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# watch as a service of systemd, by our unit; `uevent` in udev, by the rule of the document.  The
# twin of each is a card without a rule, or the same without the service, without the rule for udev.

pids=/run/earlybind/watch.pid

# again DEVICE: it is removed and found again
again()
{
	echo 1 >"/sys/bus/pci/devices/$1/remove"
	echo 1 >/sys/bus/pci/rescan
}

# another OLD: the watch is another one than OLD
another()
{
	pid=$(cat $pids)
	[ "$pid" != "$1" ] && [ -d "/proc/$pid" ] && echo yes
}

ok "systemd is process 1" grep -x systemd /proc/1/comm
is "the service runs" "$(systemctl is-active earlybind)" active
first=$(cat $pids)
is "and is the watch" "$(systemctl show -P MainPID earlybind)" "$first"
next=$(cat /run/next)
is "it had applied the rules before the next unit was started" "${next##*/}" pci-stub
again 0000:00:03.0
ok "a card that is found again goes to its driver" until_is pci-stub driver pci/0000:00:03.0
again 0000:00:02.0
ok "its twin to e1000" until_is e1000 driver pci/0000:00:02.0
kill -9 "$first"
ok "killed, it is started again" until_is yes another "$first"
again 0000:00:03.0
ok "and does the same" until_is pci-stub driver pci/0000:00:03.0
second=$(cat $pids)
ok "stopped by its own command" exits 0 earlybind watch --stop
sleep 2
ok "it stays so" not test -d "/proc/$second"
is "for systemd, too" "$(systemctl is-active earlybind)" inactive
ok "started" systemctl start earlybind
ok "there it is" until_is yes another "$second"
ok "stopped by systemd" systemctl stop earlybind
again 0000:00:03.0
ok "without it the card is e1000's" until_is e1000 driver pci/0000:00:03.0
off=/run/systemd/system/earlybind.service.d
mkdir -p $off
printf '[Service]\nExecStart=\nExecStart=/sbin/earlybind watch -b -r off\n' >$off/off.conf
systemctl daemon-reload
ok "where the rules are off, it can be started" systemctl start earlybind
ok "it ends, and has not failed" until_is inactive systemctl is-active earlybind
is "nor is it started again" "$(systemctl show -P NRestarts earlybind)" 0

# --- udev ---
# udev may be at its devices still.
taken_out()
{
	rmmod e1000
	[ -d /sys/module/e1000 ] || echo yes
}

# found: both cards are removed and found, while e1000 is not there
found()
{
	ok "e1000 is taken out" until_is yes taken_out
	echo 1 >/sys/bus/pci/devices/0000:00:02.0/remove
	echo 1 >/sys/bus/pci/devices/0000:00:03.0/remove
	dmesg -c >/tmp/log
	echo 1 >/sys/bus/pci/rescan
}

/lib/systemd/systemd-udevd --daemon
found
ok "udev loads e1000, which has the card" until_is e1000 driver pci/0000:00:03.0
ok "and its twin" until_is e1000 driver pci/0000:00:02.0
mkdir -p /etc/udev/rules.d
cp /test/earlybind.rules /etc/udev/rules.d/70-earlybind.rules
ok "the rule is there" udevadm control --reload
found
ok "with the rule the card goes to its driver" until_is pci-stub driver pci/0000:00:03.0
ok "its twin to e1000" until_is e1000 driver pci/0000:00:02.0
ok "which never had the card" not logged 'e1000 0000:00:03\.0'
ok "the kernel log says so" logged 'earlybind: pci/0000:00:03\.0: bound to pci-stub, had no driver'
