#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# BusyBox's own test runner on applet/earlybind.tests, in the tree that the applet was dropped into, its
# count of what the applet adds, and the help, which is that of the program of its own.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=$(cd "${O:-build}" && pwd)
case $(uname -m) in
aarch64) arch=arm64 ;;
armv*) arch=arm ;;
*) arch=$(uname -m) ;;
esac
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
suite=$O/$arch/applet/src/testsuite

run()
{
	(cd "$suite" && ./runtest -v earlybind >"$tmp/out" 2>&1)
}

ok "they are those of applet/" cmp applet/earlybind.tests "$suite/earlybind.tests"
ok "the runner is content" run || sed 's/^/# /' "$tmp/out"
is "no test is skipped, none fails" "$(grep -cE '^(SKIPPED|UNTESTED|FAIL)' "$tmp/out")" 0
is "all have run" "$(grep -c '^PASS: earlybind' "$tmp/out")" "$(grep -c '^testing ' applet/earlybind.tests)"

# help PROGRAM: without the line that BusyBox begins all help with
help()
{
	"$1" --help 2>&1 | sed '/^BusyBox v.* multi-call binary\.$/,/^$/d'
}
help "$O/$arch/applet/earlybind" >"$tmp/applet"
help "$O/$arch/earlybind" >"$tmp/program"
ok "the help is that of the program of its own" diff "$tmp/program" "$tmp/applet"
ok "there is some" grep -q 'clear DEVICE' "$tmp/applet"

# A make of its own
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES APPLET ARCH BOARD T
ok "make bloat" sh -c "make bloat ARCH=$arch O='$O' >'$tmp/bloat'"
ok "counts the applet" grep -q '^earlybind_main ' "$tmp/bloat"
ok "and all that it adds" grep -qE 'Total: [0-9]{5,6} bytes$' "$tmp/bloat"

done_testing
