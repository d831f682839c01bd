#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Two runs at once, runs that are ended, and what the kernel may refuse a run: what the program does about them
# today is wrong. Each statement is what is right; `known` demands that it does not hold yet, and becomes an `ok` with
# the change that mends it.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
sim=$(cd "${O:-build}/host" && pwd)/earlybind-sim
work=$(mktemp -d)
root=$work/root
export sim root ASAN_OPTIONS=detect_leaks=0
trap 'pkill -9 -f "earlybind-sim -R $root"; rm -rf "$work"' EXIT

known()
{
	name=$1
	shift
	ok "known fault: $name" not "$@"
}

eb()
{
	"$sim" -R "$root" "$@"
}

override()
{
	cat "$root/sys/bus/platform/devices/$1/driver_override"
}

driver()
{
	basename "$(readlink "$root/sys/bus/platform/devices/$1/driver" || echo none)"
}

# running: processes of the program are there
running()
{
	pgrep -f "earlybind-sim -R $root" >/dev/null
}

# fresh: A had an override of somebody's, B has none; the probe of S does not return, that of X kills who asked for it
fresh()
{
	! running || pkill -9 -f "earlybind-sim -R $root"
	rm -rf "$root"
	tests/golden/mkroot "$root" <<-'END'
		driver platform other
		driver platform slow
		device platform A override=orig
		device platform B
		device platform S
		device platform X
		stuck platform S
		crash platform X
	END
}

# holding SECONDS: a run that holds the lock so long, and has written A's override
holding()
{
	fresh
	eb -q -t "$1" -r 'platform,A=none;platform,S=slow' >"$work/first" 2>&1 &
	soon grep -q 'probe platform/S by slow' "$root/sim/log"
}


# --- two runs at once: the end is that of one after the other ---

# What is read of B does not come before something is written to it.
fresh
rm "$root/sys/devices/platform/B/driver_override"
mkfifo "$root/sys/devices/platform/B/driver_override"
eb -q -t 60 -r 'platform,B=/final' -r 'platform,A=none' >"$work/first" 2>&1 &
sleep 3
eb -q -t 60 clear A >"$work/second" 2>&1 &
sleep 3
echo '(null)' >"$root/sys/devices/platform/B/driver_override"
wait
known "who clears while another run is at work waits for it, and gives back what A had" same "$(override A)" orig

holding 20
eb -t 2 -r 'platform,B=none' >"$work/second" 2>&1
status=$?
known "who does not get the lock in its time does nothing, and says so" same "$status $(override B)" '3 (null)'
known "and names who has it" grep -qE 'process [0-9]+' "$work/second"


# --- ended by a signal ---

for signal in TERM INT HUP; do
	fresh
	# In the background of a shell, SIGINT is ignored.
	env --default-signal=INT "$sim" -R "$root" -q -t 20 -r 'platform,B=none;platform,S=slow' >"$work/said" 2>&1 &
	first=$!
	soon grep -q 'probe platform/S by slow' "$root/sim/log"
	kill -s $signal "$first"
	wait "$first"
	known "SIG$signal ends a run: exit 1" same "$?" 1
	sleep 1
	known "and nothing of it goes on" not running
done


# --- a driver takes the process with it ---

fresh
eb -r 'platform,X=slow;platform,B=other' >"$work/said" 2>&1
known "a probe that crashes: the device is said to have failed" grep -q '^platform/X: failed: .*crashed' "$work/said"
known "and all other rules are in force" grep -q '^platform/B: bound to other' "$work/said"


# --- output that nobody reads ---

fresh
mkfifo "$work/fifo"
exec 3<>"$work/fifo"
timeout 5 sh -c 'head -c 1000000 /dev/zero >&3' 2>/dev/null
timeout 30 "$sim" -R "$root" -t 2 -r 'platform,B=none' >&3
known "a full pipe does not hold the run past its timeout" not same "$?" 124
exec 3>&-


# --- no second process ---

fresh
strace -qq -o "$work/trace" -e trace=clone,clone3,fork -e inject=clone:error=EAGAIN:when=2+ \
	"$sim" -R "$root" -t 2 -r 'platform,B=none;platform,S=slow' >"$work/said" 2>&1
known "no process for the undo: what was written is not denied" not grep -q 'nothing was done' "$work/said"
done_testing
