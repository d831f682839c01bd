#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# BusyBox's own test runner on applet/earlybind.tests, in the tree that the applet was dropped into.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=$(cd "${O:-build}" && pwd)
case $(uname -m) in
aarch64) arch=arm64 ;;
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

done_testing
