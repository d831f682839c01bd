# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A watch that was started in the initramfs goes on after switch_root, in the new root; when it has
# ended, BusyBox's init starts one, and again.

pids=/run/earlybind/watch.pid

is "the root is the disk" "$(awk '$2 == "/" { print $3 }' /proc/mounts | tail -n 1)" ext4
ok "the watch is there" test -d "/proc/$(cat $pids)"

# again DEVICE: it is removed and found again
again()
{
	echo 1 >"/sys/bus/pci/devices/$1/remove"
	echo 1 >/sys/bus/pci/rescan
}

again 0000:00:02.0
ok "a card that is found again goes to its driver" until_is pci-stub driver pci/0000:00:02.0
again 0000:00:03.0
ok "its twin to e1000" until_is e1000 driver pci/0000:00:03.0
again 0000:00:05.0
ok "one of the initramfs's own configuration, too" until_is pci-stub driver pci/0000:00:05.0

# drops: messages that did not fit into a socket of uevents
drops()
{
	awk '$2 == 15 { n += $9 } END { print n + 0 }' /proc/net/netlink
}
before=$(drops)
kill -STOP "$(cat $pids)"
storm=0
while [ $((storm += 1)) -le 5000 ]; do
	echo change >/sys/bus/pci/devices/0000:00:03.0/uevent
done
again 0000:00:05.0
ok "of many events some are lost" [ "$(drops)" -gt "$before" ]
kill -CONT "$(cat $pids)"
ok "then it looks at all devices" until_is pci-stub driver pci/0000:00:05.0
again 0000:00:05.0
ok "and has its rules still" until_is pci-stub driver pci/0000:00:05.0
again 0000:00:02.0
ok "those of the command line, too" until_is pci-stub driver pci/0000:00:02.0
root=/proc/$(cat $pids)/root
ok "the process is in the new root" test -x "$root/sbin/real-init"
is "it has given up the console" "$(readlink "/proc/$(cat $pids)/fd/0")" "$(readlink "/proc/$(cat $pids)/fd/2")"
ok "and so cannot write to it" not sh -c "readlink /proc/$(cat $pids)/fd/1 | grep -E 'console|tty'"

# --- BusyBox's init ---
# another OLD: the watch is another one than OLD
another()
{
	pid=$(cat $pids)
	[ "$pid" != "$1" ] && [ -d "/proc/$pid" ] && echo yes
}

first=$(cat $pids)
is "the real root has an init" "$(readlink /proc/1/exe)" /sbin/init
sleep 2
is "the watch from before goes on" "$(cat $pids)" "$first"
ok "it is stopped from here" exits 0 earlybind watch --stop
ok "init starts the next" until_is yes another "$first"
second=$(cat $pids)
is "as its child" "$(awk '/^PPid/ { print $2 }' "/proc/$second/status")" 1
again 0000:00:02.0
ok "which gives the card to its driver, too" until_is pci-stub driver pci/0000:00:02.0
kill -9 "$second"
ok "killed, it is started again" until_is yes another "$second"
again 0000:00:02.0
ok "and does the same" until_is pci-stub driver pci/0000:00:02.0

ok "clear" exits 0 earlybind clear 0000:00:02.0
again 0000:00:02.0
sleep 2
is "a card that is cleared stays so" "$(driver pci/0000:00:02.0)" e1000
