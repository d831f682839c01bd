#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# System calls fail, one in each run; `make faults` does all of them. Then copies of the program
# that ignore an error must be noticed.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
O=$(cd "${O:-$top/build}" && pwd)
# shellcheck source=tests/lib/tap.sh
. "$here/../lib/tap.sh"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ok 'what is reported is so, whatever fails' "$here/all" 21
ok 'the same with the sanitizers' "$here/all" 541 "$O/host/earlybind-sim"

# caught FILE OLD NEW
caught()
{
	# shellcheck disable=SC2086 # flags and names
	"$here/mutant" "$work/mutant" "$@" $HOST_CC $FAULTS_CFLAGS -I"$O/usage" "$top/tests/golden/kernel.c" ||
		return
	FIRST=1 "$here/all" 7 "$work/mutant" >"$work/said" 2>&1
	grep '^    ' "$work/said"
}

: "${HOST_CC:?is exported by golden.mk}"
ok 'a driver link that cannot be read, taken for none, is noticed' caught \
	apply/act.c 'item->after.unknown = n < 0 && n != -ENOENT;' 'item->after.unknown = false;'
ok 'a record that could not be written, unnoticed, is noticed' caught \
	report/emit.c 'return complete && !out.cut' 'return !out.cut'
ok 'a write that failed, taken for done, is noticed' caught \
	apply/put.c 'return -errno;' 'return 0;'
ok 'no record before the first change is noticed' caught \
	commands/session.c '(void)eb_record(session);' ';'
export ONLY=guards
ok 'a file that cannot be read, taken for one that is not there, is noticed' caught \
	system/root.c 'if (!*root->unread && ' 'if (0 && '
export ONLY=group
ok 'half a group, as its list cannot be read, is noticed' caught \
	devices/groups.c 'return result || !device->group_taken ?' 'return true ?'
done_testing
