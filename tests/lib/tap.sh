# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# TAP for tests in shell, on the host and, as /test/tap.sh, in the guest.

tap_count=0 tap_failed=0

# The guest puts a mark before each line.
tap()
{
	printf '%s\n' "$*"
}

# ok NAME COMMAND...: passes when the command succeeds; shows its output if not
ok()
{
	tap_name=$1
	shift
	tap_count=$((tap_count + 1))
	if tap_output=$("$@" 2>&1); then
		tap "ok $tap_count - $tap_name"
		return
	fi
	tap_failed=$((tap_failed + 1))
	tap "not ok $tap_count - $tap_name"
	tap "#   failed: $*"
	[ -z "$tap_output" ] || printf '%s\n' "$tap_output" | while IFS= read -r tap_line; do
		tap "#   $tap_line"
	done
}

# is NAME GOT WANT
is()
{
	ok "$1" same "$2" "$3"
}

same()
{
	[ "$1" = "$2" ] && return
	printf 'got:  %s\nwant: %s\n' "$1" "$2"
	return 1
}

not()
{
	! "$@"
}

# exits STATUS COMMAND...
exits()
{
	tap_want=$1
	shift
	tap_status=0
	"$@" || tap_status=$?
	same "status $tap_status" "status $tap_want"
}

# soon COMMAND...: within a minute it succeeds
soon()
{
	for _ in $(seq 3000); do
		"$@" >/dev/null 2>&1 && return
		sleep 0.02
	done
	"$@"
}

# done_testing: the plan, last; fails when a test did
done_testing()
{
	tap "1..$tap_count"
	[ "$tap_failed" = 0 ]
}

# namespace COMMAND...: as root of a user namespace, with mounts and a network of its own. The second
# is made inside the first: only then is the network's part of /sys ours to mount.
namespace()
{
	unshare -r unshare -nm "$@"
}

# need_namespaces [COMMAND...]: what follows runs in namespaces as COMMAND makes them (`namespace true`); a machine
# that makes none does not run it, and `prove` says so
need_namespaces()
{
	[ $# != 0 ] || set -- namespace true
	"$@" 2>/dev/null && return
	if [ "$tap_count" = 0 ]; then
		tap "1..0 # SKIP no user namespaces"
	else
		tap_count=$((tap_count + 1))
		tap "ok $tap_count # SKIP no user namespaces"
		done_testing
	fi
	exit "$tap_failed"
}
