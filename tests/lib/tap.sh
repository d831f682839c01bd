# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# TAP for tests in shell, on the host and, as /test/tap.sh, in the guest.

tap_count=0

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

# done_testing: the plan, last
done_testing()
{
	tap "1..$tap_count"
}
