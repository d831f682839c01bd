# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# earlybind killed in the middle of its work, at moments that a slow driver
# (tests/qemu/modules/eb-slow.c) makes long: the next run finishes the job.
# Where only its worker dies, it says so itself.

dev=platform/eb-dev drivers=/sys/bus/platform/drivers
rules='platform,eb-dev.1=eb-slow;platform,eb-dev.4=eb-slow;platform,eb-dev.0=eb-ok;platform,eb-dev.3=eb-ok;platform,eb-dev.2=none'
ruled='eb-ok/eb-ok eb-slow/eb-slow none/none eb-ok/eb-ok eb-slow/eb-slow'
native='eb-native/unset eb-native/unset eb-native/unset eb-native/unset eb-native/unset'

# states: driver/override of eb-dev.0 to 4
states()
{
	for n in 0 1 2 3 4; do
		echo "$(driver $dev.$n)/$(override $dev.$n)"
	done | tr '\n' ' ' | sed 's/ $//'
}

run()
{
	earlybind -c '' -r "$rules"
}

# start [CONDITION]: a run in the background, $parent and $worker, until that or its end
start()
{
	rm -f /run/output
	earlybind -c '' -r "$rules" >/run/output 2>&1 &
	parent=$!
	[ $# != 0 ] || return
	until worker=$(pgrep -P $parent) || [ -s /run/output ]; do
		:
	done
	until eval "$1" || [ -s /run/output ]; do
		:
	done
}

# as_before: all devices are on eb-native, no other driver is there
as_before()
{
	earlybind -q -c '' -r 'platform,eb-dev.*=' >/dev/null
	rmmod eb-ok
	rmmod eb-slow
}

# finished WHEN: what the next two runs make of it
finished()
{
	ok "$1: the next run exits 0" exits 0 run
	is "$1: and all is as ruled" "$(states)" "$ruled"
	ok "$1: the third exits 0" exits 0 run
	is "$1: and changed nothing" "$(grep -c ' already' /run/earlybind/report)" 5
	is "$1: all is as before" "$(states)" "$ruled"
}

# killed PROCESS...: and gone, which takes as long as the driver that the worker is in
killed()
{
	kill -9 "$@"
	wait $parent
	for process; do
		while [ -d "/proc/$process" ]; do
			:
		done
	done
} 2>/dev/null

# written DEVICE OVERRIDE
written()
{
	read -r now <"/sys/bus/platform/devices/$1/driver_override" && [ "$now" = "$2" ]
}

modprobe -a eb-devices eb-native
is "all are on their native driver" "$(states)" "$native"

start
killed "$parent"
finished "killed at once"

as_before
modprobe eb-slow ms=800 # time enough to be killed in, on a busy machine, too
earlybind -q -c '' set eb-dev.3 eb-slow >/dev/null
start 'written eb-dev.2 none'
killed "$parent" "$worker"
is "killed while it unbinds: the next device is not unbound" \
	"$(driver $dev.2)/$(override $dev.2)" eb-native/none
finished "killed while it unbinds"

as_before
start '[ -d /sys/module/eb_slow ]'
killed "$parent" "$worker"
is "killed while it loads a module: the next one is not loaded" \
	"$(driver $dev.0)/$(override $dev.0)" none/eb-ok
finished "killed while it loads a module"

as_before
modprobe eb-slow ms=800
start "[ -d $drivers/eb-ok ]"
killed "$parent" "$worker"
is "killed while it probes: the next device is not probed" \
	"$(driver $dev.4)/$(override $dev.4)" none/eb-slow
finished "killed while it probes"

as_before
modprobe eb-slow
start "[ -d $drivers/eb-ok ]"
killed "$parent"
finished "its worker goes on alone"

as_before
start '[ -d /sys/module/eb_slow ]'
kill -9 "$worker"
wait "$parent"
is "without its worker it exits 1" $? 1
ok "and says why" grep 'eb-dev\.0: failed: not finished: the worker process died' \
	/run/earlybind/report
finished "without its worker"
