#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The boots that README.md shows. Each block "console make" is a command and its output: the lines
# must come like that; "..." stands for lines left out. Kernel versions may differ.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=$(cd "${O:-build}" && pwd)
# This make is not part of the one that runs the tests, and takes its own default rules.
unset MAKEFLAGS MFLAGS MAKELEVEL APPEND
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

awk -v name="$work/block." '
	$0 == "```console make" { on = 1; n++; next }
	/^```/ { on = 0 }
	on { print >(name n) }' README.md

clean()
{
	tr -d '\r' | sed 's/ *$//; s/Linux [0-9][0-9.]*/Linux VERSION/'
}

# shows BLOCK OUTPUT: the block's lines are in the output, one behind the other
shows()
{
	awk 'NR == FNR { want[++n] = $0; next }
		BEGIN { at = 2 }
		want[at] == "..." { at++; gap = 1 }
		at > n { exit }
		$0 == want[at] { at++; gap = 0; next }
		!gap { exit }
		END {
			if (want[at] == "...") at++
			if (at > n) exit 0
			print "not found: " want[at]
			exit 1
		}' "$1" "$2"
}

n=1
while [ -e "$work/block.$n" ]; do
	command=$(sed -n '1s/^\$ //p' "$work/block.$n")
	eval "timeout 1200 $command O='$O'" </dev/null 2>&1 | clean >"$work/output"
	clean <"$work/block.$n" >"$work/want"
	ok "$command" shows "$work/want" "$work/output"
	[ $n != 1 ] || cp "$work/output" "$work/first"
	n=$((n + 1))
done
ok 'README.md shows boots' test $n -gt 2
sed -n '/^-- .dev.vfio,/,/^$/p' "$work/first" >"$work/offer"
ok 'its screen says what VFIO offers' grep -qw noiommu-0 "$work/offer"
ok "and how to try a rule of one's own" grep -q "^make run BOARD=smdkc210 APPEND=" "$work/first"
done_testing
