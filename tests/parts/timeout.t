#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The time of `-t` is for the whole run, whatever is waited for and whatever hangs. Devices come by events
# that the kernel sends about the loopback interface of a network namespace.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
host=$(cd "${O:-build}/host" && pwd)
work=$(mktemp -d)
root=$work/root
trap 'rm -rf "$work"' EXIT
export host root

# takes SECONDS COMMAND...: it ends within these and half of these; to wait for one thing after the other
# takes twice as long. A device that comes, comes a quarter of the time before it is no longer waited for
takes()
{
	limit=$(($1 * 1500))
	shift
	begin=$(date +%s%N)
	"$@" >"$work/said" 2>&1
	spent=$((($(date +%s%N) - begin) / 1000000))
	[ "$spent" -lt "$limit" ] && return
	echo "$spent ms"
	cat "$work/said"
	return 1
}

# fresh: an interface lo, of which the kernel can tell, which does not return from its probe
fresh()
{
	rm -rf "$root"
	tests/golden/mkroot "$root" <<-'END'
		device platform 1.i2c
		device platform 2.i2c
		driver platform quick
		driver platform slow
		driver net slow
		device net lo
		stuck platform 2.i2c
		stuck net lo
	END
	mv "$root/sys/bus/net/devices/lo" "$work/lo"
}

# comes SECONDS PROGRAM WORD...: lo comes after so long
comes()
{
	seconds=$1
	shift
	# shellcheck disable=SC2016 # for the shell inside
	namespace sh -c 'mount -t sysfs sysfs /sys
		(sleep "$1"; mv "$2/lo" "$root/sys/bus/net/devices/lo"; echo add >/sys/class/net/lo/uevent) &
		shift 2
		program=$1
		shift
		timeout -s KILL 30 "$host/$program" -R "$root" "$@"
		status=$?
		wait
		exit $status' sh "$seconds" "$work" "$@"
}

# said TEXT: it was the beginning of a line
said()
{
	grep -F "$1" "$work/said" && return
	cat "$work/said"
	return 1
}

fresh
ok "what is waited for first leaves time for the others" takes 8 timeout 30 "$host/earlybind-sim" -R "$root" -t 8 -r strict \
	-r 'platform,nosuch=x/wait[8]/optional;platform,2.i2c=slow'
ok "of which one hung" said "platform/2.i2c: failed: "
fresh
ok "and who does not hang gets what is his" takes 8 timeout 30 "$host/earlybind-sim" -R "$root" -t 8 -r strict \
	-r 'platform,nosuch=x/wait[8]/optional;platform,1.i2c=quick'
ok "all of it" said "platform/1.i2c: bound to quick"
need_namespaces
fresh
ok "one that comes late and hangs" takes 16 comes 10 earlybind-sim -t 16 -r 'net,lo=slow/wait[16]'
ok "was seen" said "net/lo: failed: "
fresh
ok "one that comes late, and the kernel is not done with it" takes 16 comes 10.5 earlybind -t 16 -r 'net,lo=slow/wait[16]'
ok "was seen" said "net/lo: failed: "
fresh
ok "one that comes in time ends it" takes 8 comes 1 earlybind -t 16 -r 'net,lo=none/wait[16]'
ok "and is where it belongs" said "net/lo: held without a driver"
done_testing
