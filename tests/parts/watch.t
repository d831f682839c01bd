#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What `watch` does with its file of process ids, with signals, and where it cannot watch. Events are for the boots.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
need_namespaces
O=${O:-build}
program=$PWD/$O/host/earlybind
case $O in /*) program=$O/host/earlybind ;; esac
work=$(mktemp -d)
root=$work/root pids=$work/root/run/earlybind/watch.pid
trap 'touch "$work/enough"; eb watch --stop >/dev/null 2>&1; rm -rf "$work"' EXIT
hold=$work/hold
export program root pids hold

eb()
{
	"$program" -R "$root" "$@"
}

# said STATUS TEXT COMMAND...: it ends with that and says that
said()
{
	want="status $1, $2"
	shift 2
	said=$("$@" 2>&1)
	same "status $?, $said" "$want"
}

override()
{
	cat "$root/sys/devices/platform/$1/driver_override"
}

tests/golden/mkroot "$root" <<'END'
device platform 1.i2c
cmdline driver_override=platform,1.i2c=none
file etc/passwd root\n
END

# --- whose number fcntl() does not tell ---

# inside COMMAND: in a process namespace, with a process that gets signals meant for all. /proc is that of the
# namespace outside, in which LeakSanitizer does not find itself.
inside()
{
	# shellcheck disable=SC2016 # for the shell inside
	ASAN_OPTIONS=detect_leaks=0 setsid unshare -rpf sh -c 'sleep 60 & other=$!
		'"$1"' 2>&1; echo "status $?"
		kill -0 "$other" 2>/dev/null || echo "all were killed"
		kill -9 "$other" 2>/dev/null'
}

# A lock of the open file
cat >"$work/hold" <<'END'
open(F, "+>>", $ENV{pids}) && fcntl(F, 37, my $lock = pack("s s x4 q q i x4", 1, 0, 0, 0, 0)) or die;
open(G, ">", "$ENV{hold}.is") or die;
close(STDOUT);
sleep(300);
END
mkdir -p "$root/run/earlybind"
# shellcheck disable=SC2016 # for the shell inside
held='rm -f "$hold.is"; perl "$hold" & until [ -e "$hold.is" ]; do sleep 0.1; done; timeout 60 "$program" -R "$root" watch'
is "--stop kills nobody for a lock that no process holds" "$(inside "$held --stop")" \
	"earlybind: cannot stop what holds /run/earlybind/watch.pid
status 1"
is "such a lock keeps another watch out" "$(inside "$held")" \
	"earlybind: another watch holds /run/earlybind/watch.pid
status 3"
is "which has not touched a device" "$(override 1.i2c)" "(null)"
rm "$pids"

ok "watch goes into the background" said 0 "platform/1.i2c: held without a driver [/proc/cmdline:17 platform,1.i2c=none]
1 rule, 1 device: 1 held" eb watch -b
first=$(cat "$pids")
ok "its number is in the file" test -d "/proc/$first"
# shellcheck disable=SC2016 # for the shell inside
seen='timeout 60 "$program" -R "$root" watch'
is "from another process namespace it is not stopped" "$(inside "$seen --stop")" \
	"earlybind: cannot stop what holds /run/earlybind/watch.pid
status 1"
is "and keeps another watch out" "$(inside "$seen")" \
	"earlybind: another watch holds /run/earlybind/watch.pid
status 3"
is "nor out of its file" "$(cat "$pids")" "$first"
ok "--stop ends it" said 0 "" eb watch --stop
ok "it is gone" said 1 "earlybind: no watch is running that holds /run/earlybind/watch.pid" eb watch --stop

# again: as an init does that starts it anew at once
again()
{
	until [ -e "$work/enough" ]; do
		eb watch >/dev/null 2>&1
	done
}

# another OLD: another watch than OLD is there, within a minute
another()
{
	for _ in $(seq 3000); do
		pid=$(cat "$pids" 2>/dev/null)
		[ "${pid:-$1}" != "$1" ] && [ -d "/proc/$pid" ] && return
		sleep 0.02
	done
	return 1
}

again &
ok "an init starts it" another none
first=$(cat "$pids")
ok "--stop ends that one" said 0 "" timeout 60 "$program" -R "$root" watch --stop
ok "and not the next, which is there at once" another "$first"
touch "$work/enough"
eb watch --stop >/dev/null 2>&1
wait


# --- a file that is none ---

for made in "ln -s ../../etc/passwd" "mkfifo" "mkdir"; do
	$made "$root/run/earlybind/other"
	ok "a file made by $made is not written to" sh -c "timeout 60 '$program' -R '$root' watch -p /run/earlybind/other 2>&1 |
		grep -xF 'earlybind: nothing is watched: cannot write /run/earlybind/other'"
	ok "nor taken for that of a watch" exits 1 eb watch --stop -p /run/earlybind/other
	rm -r "$root/run/earlybind/other"
done
is "what the link led to is as it was" "$(cat "$root/etc/passwd")" root
rm -r "$root/run/earlybind"
ok "--stop makes no file" said 1 "earlybind: no watch is running that holds /run/earlybind/watch.pid" eb watch --stop
ok "and no folder" not test -e "$root/run/earlybind"


# --- where it cannot watch, the rules are applied ---

applied='platform/1.i2c: held without a driver [/proc/cmdline:17 platform,1.i2c=none]
1 rule, 1 device: 1 held'

# fresh: as before the first run
fresh()
{
	rm -rf "$root/run/earlybind"
	echo '(null)' >"$root/sys/devices/platform/1.i2c/driver_override"
}

# deaf COMMAND...: in a kernel without CONFIG_NET
deaf()
{
	ASAN_OPTIONS=detect_leaks=0 timeout 60 strace -f -qq -o /dev/null -e trace=socket -e inject=socket:error=EAFNOSUPPORT "$program" -R "$root" "$@"
}

fresh
mkdir "$root/run/earlybind"
ln -s nowhere/watch.pid "$root/run/earlybind/watch.pid"
for background in '' -b; do
	ok "without a file for its number$background" said 3 "$applied
earlybind: nothing is watched: cannot write /run/earlybind/watch.pid" timeout 60 "$program" -R "$root" watch $background
	is "the override is set" "$(override 1.i2c)" none
	fresh
	ok "without events$background" said 3 "$applied
earlybind: nothing is watched: the kernel sends no uevents, it needs CONFIG_NET" deaf watch $background
	is "the override is set" "$(override 1.i2c)" none
	fresh
	mkdir -p "$root/run/earlybind/watch.pid"
done
ok "where the rules are off, that is all there is to say" said 0 "-c:17: off: nothing is done" eb watch -c driver_override=off
fresh

# --- without events nothing is waited for ---

ok "a rule with wait says so" said 1 "platform/2.i2c: absent: no such device; see /sys/bus/*/devices [-c:17 platform,2.i2c=none/wait]
nothing is waited for: the kernel sends no uevents, it needs CONFIG_NET
1 rule, 0 devices: 1 absent" deaf -c 'driver_override=platform,2.i2c=none/wait'
ok "also in the log" grep -qF '<4>earlybind: nothing is waited for: the kernel sends no uevents, it needs CONFIG_NET' "$root/dev/kmsg"
ok "not where the device is there" said 0 "platform/1.i2c: held without a driver [-c:17 platform,1.i2c=none/wait]
1 rule, 1 device: 1 held" deaf -c 'driver_override=platform,1.i2c=none/wait'
ok "one without it does not" said 1 "platform/2.i2c: absent: no such device; see /sys/bus/*/devices [-c:17 platform,2.i2c=none]
1 rule, 0 devices: 1 absent" deaf -c 'driver_override=platform,2.i2c=none'


# --- what it starts gets signals, though it holds back its own ---

${CC:-cc} -static -x c -o "$root/modprobe" - <<'END'
#include <signal.h>
#include <stdio.h>
int main(void)
{
	const int all[] = { SIGTERM, SIGINT, SIGPIPE };
	FILE *said = fopen("/blocked", "w");
	sigset_t set;
	sigprocmask(SIG_BLOCK, NULL, &set);
	for (int i = 0; i < 3; i++)
		fprintf(said, "%d", sigismember(&set, all[i]));
	return 1;
}
END
echo /modprobe >"$root/proc/sys/kernel/modprobe"
echo kernel/mod.ko: >"$root/lib/modules/sim/modules.dep"
unshare -r "$program" -R "$root" watch -b -c driver_override=platform,1.i2c=mod >/dev/null
is "modprobe has no signal blocked" "$(cat "$root/blocked")" 000
ok "the watch is ended" said 0 "" eb watch --stop

done_testing
