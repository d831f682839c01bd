#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What `watch` makes of the order of events and of those that are lost, and what `uevent` asks, and when. The
# events are the kernel's about the loopback interface of a network namespace; strace changes some of them.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
if [ -z "${LATE_INSIDE-}" ]; then
	need_namespaces
	export LATE_INSIDE=1
	namespace "$PWD/tests/parts/late.t"
	exit
fi
mount -t sysfs sysfs /sys || exit 1
host=$(cd "${O:-build}/host" && pwd)
work=$(mktemp -d)
root=$work/root pids=$work/root/run/earlybind/watch.pid
export ASAN_OPTIONS=detect_leaks=0
trap 'stop; rm -rf "$work"' EXIT

# has N PATTERN FILE: so many lines of it
has()
{
	same "$(grep -c -e "$2" "$3")" "$1"
}

# event ACTION: of lo. Of `change`, nobody takes notice.
event()
{
	echo "$1" >/sys/class/net/lo/uevent
}

# away, back: lo is no device of the root
away()
{
	mv "$root/sys/bus/net/devices/lo" "$work/lo"
}

back()
{
	mv "$work/lo" "$root/sys/bus/net/devices/lo"
}

# fresh: a root with lo, away
fresh()
{
	rm -rf "$root" "$work/lo"
	tests/golden/mkroot "$root"
	away
}

# traced PATTERN: the watch's TracerPid
traced()
{
	grep -q "^TracerPid:	$1" "/proc/$(cat "$pids")/status"
}

# trace INJECTION: its system calls are in $work/trace, changed as strace is told, from the first
# that follows; the one that it waits in goes on as another
trace()
{
	strace -qq -o "$work/trace" -e trace=poll,recvfrom ${1:+-e "inject=$1"} -p "$(cat "$pids")" >/dev/null &
	tracer=$!
	soon traced '[1-9]'
}

# watch PROGRAM RULES: in the background
watch()
{
	"$host/$1" -R "$root" -c '' -r "$2" watch -b >"$work/said" 2>&1
}

# start PROGRAM RULES INJECTION: both
start()
{
	watch "$1" "$2"
	trace "$3"
}

stop()
{
	"$host/earlybind" -R "$root" watch --stop >/dev/null 2>&1
	wait
}

# bind N: the N-th message is instead that lo was bound to the driver mine
bind()
{
	message='bind@/devices/virtual/net/lo|ACTION=bind|DEVPATH=/devices/virtual/net/lo|SUBSYSTEM=net|DRIVER=mine|'
	printf 'recvfrom:retval=%d:poke_exit=@arg2=%s:when=%d' ${#message} \
		"$(printf %s "$message" | tr '|' '\0' | od -An -v -tx1 | tr -d ' \n')" "$1"
}

override()
{
	cat "$root/sys/devices/net/lo/driver_override"
}

# taken: another earlybind gives lo to its driver; then it goes, and comes without an override
taken()
{
	back
	"$host/earlybind-sim" -R "$root" -c '' -r 'net,lo=mine' >"$work/apply"
	echo '(null)' >"$root/sys/devices/net/lo/driver_override"
}


# --- a driver took it, and it was added: the order in one batch ---

root_of_mine()
{
	fresh <<-'END'
		driver net mine
		device net lo
		match net lo mine
	END
}

# batch EVENT N: the watch gets EVENT, and as number N that mine has lo
batch()
{
	root_of_mine
	start earlybind-sim 'net,lo=mine' "$(bind "$2")"
	taken
	event "$1"
	soon has 1 EAGAIN "$work/trace"
}

batch change 1
sleep 0.5
is "that a driver took a device which the record has with it is no news" "$(override)" "(null)"
stop
batch add 1
ok "one that was added after that is looked at" soon has 1 mine "$root/sys/devices/net/lo/driver_override"
stop
batch add 2
ok "and one that was added before" soon has 1 mine "$root/sys/devices/net/lo/driver_override"
stop


# --- without sysfs ---

# polls: how long it wanted to wait each time, in ms
polls()
{
	sed -n 's/^poll(.*, 1, \([0-9]*\)) .*INJECTED.*/\1/p' "$work/trace" | xargs
}

fresh <<'END'
device net lo
END
# They end as if their time were over.
start earlybind 'net,lo=none' poll:retval=0:when=1..8
back
mv "$root/sys/bus" "$work/bus"
event change
soon has 8 INJECTED "$work/trace"
is "while there is no sysfs, each look is twice as late, up to 32 s" \
	"$(polls)" "500 1000 2000 4000 8000 16000 32000 32000"
mv "$work/bus" "$root/sys/bus"
event change
ok "when it is there again, all devices are looked at" soon has 1 none "$root/sys/devices/net/lo/driver_override"
kill "$tracer"
soon traced 0
trace poll:retval=0:when=1
mv "$root/sys/bus" "$work/bus"
event change
soon has 1 INJECTED "$work/trace"
is "away once more, the next look is soon" "$(polls)" 500
mv "$work/bus" "$root/sys/bus"
stop


# --- lost events, and a device that the kernel is not done with ---

fresh <<'END'
driver net mine
device net lo
refuse net lo mine 19
END
start earlybind-sim 'net,lo=mine' recvfrom:error=ENOBUFS:when=1
back
event change
ok "events were lost: all devices are looked at" soon grep 'probe net/lo by mine' "$root/sim/log"
: >"$root/sim/refuse"
ok "who cannot have its driver yet is tried again" soon has 1 'net/lo: bound to mine' "$root/dev/kmsg"
ok "and that was no failure" not grep failed "$root/dev/kmsg"
stop


# --- cleared while a watch runs ---

# anew ACTION: lo goes and comes without an override, and an event says so
anew()
{
	away
	echo '(null)' >"$root/sys/devices/net/lo/driver_override"
	back
	event "$1"
}

# cleared: lo is taken when it comes and when it comes again, then it is cleared
cleared()
{
	event add
	soon has 1 none "$root/sys/devices/net/lo/driver_override" || return
	anew add
	soon has 1 none "$root/sys/devices/net/lo/driver_override" || return
	"$host/earlybind" -R "$root" clear net/lo
}

# look INJECTION ACTION: the watch has its look at lo, which has come once more
look()
{
	trace "$1"
	anew "$2"
	soon has 1 EAGAIN "$work/trace"
	sleep 0.5
	override
}

fresh <<'END'
device net lo
END
watch earlybind 'net,lo=none'
back
ok "found again, a device is taken again, until it is cleared" cleared
is "then it is left alone" "$(look "" add)" "(null)"
stop
watch earlybind 'net,lo=none'
is "also when events were lost" "$(look recvfrom:error=ENOBUFS:when=1 change)" "(null)"
stop


# --- what uevent asks ---

# asks ACTION DEVICE: the files of the root that it wants to open for this event, in order, each once
asks()
{
	ACTION=$1 SUBSYSTEM=net DEVPATH=/devices/$2 strace -f -qq -o "$work/trace" -e trace=openat2 \
		"$host/earlybind" -R "$root" -c '' -r "net,other=none" uevent
	sed -n 's/.*openat2([0-9]*, "\([^"]*\)".*/\1/p' "$work/trace" | awk '!seen[$0]++' | grep -vxE '\.|proc/device-tree'
}

fresh <<'END'
device net lo
device net plain noattr=1
file etc/earlybind.conf net,third=none\n
END
back
is "of an event that is none of ours, uevent asks nothing" "$(asks remove lo)" ""
is "of one whose device has no override, only that" "$(asks add plain)" sys/bus/net/devices/plain/driver_override
is "of one that no rule is about, in sysfs whether its node has one" "$(asks add lo | grep ^sys)" \
	"sys/bus/net/devices/lo/driver_override
sys/bus/net/devices/lo/of_node/linux,driver-override"
ok "after it has read the rules" grep -q '"etc/earlybind.conf"' "$work/trace"
echo net,lo=none >"$root/etc/earlybind.conf"
asks add lo >"$work/asked"
ok "of one that a rule is about, which driver it has" grep -x sys/bus/net/devices/lo/driver "$work/asked"

done_testing
