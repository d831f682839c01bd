#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The tests' own machinery can fail: a guest that dies, hangs or says nothing,
# a board that does not exist, a skipped or half-run test.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=$(cd "${O:-build}" && pwd)
export O
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# case_of NAME: a case whose guest runs the script on stdin
case_of()
{
	mkdir -p "$tmp/$1"
	echo virt-armv7 >"$tmp/$1/board"
	cat >"$tmp/$1/test.sh"
}

# boot NAME TEXT: the runner fails, and its output has TEXT
boot()
{
	! tests/qemu/run "$tmp/$1/test.sh" >"$tmp/out" 2>&1 && grep -e "$2" "$tmp/out" && return
	cat "$tmp/out"
	return 1
}

echo 'ok "one" true; poweroff -f' | case_of runner-dies
ok "a guest that ends before its plan" boot runner-dies '^not ok 3 '
echo 'ok "one" true; reboot -f' | case_of runner-reboots
ok "a guest that resets" boot runner-reboots '^not ok 3 '
echo 'sleep 1000' | case_of runner-hangs
export TIMEOUT=30
ok "a guest that hangs" boot runner-hangs 'no end after 30 seconds'
unset TIMEOUT
echo 'ok "one" true' | case_of runner-board
echo no-such-board >"$tmp/runner-board/board"
ok "a board that does not exist" boot runner-board '^not ok 1 '
echo 'ok "one" false' | case_of runner-fails
tests/qemu/run "$tmp/runner-fails/test.sh" >"$tmp/out" 2>&1
ok "a test that fails in the guest" grep -q '^not ok 2 - one$' "$tmp/out"

# totals TEXT [COMMAND]: what prove makes of a test that prints TEXT, then does that; $other is another test
unset CI
other=
totals()
{
	printf '#!/bin/sh\nprintf "%s"\n%s\n' "$1" "${2:-}" >"$tmp/x.t"
	chmod +x "$tmp/x.t"
	O=$tmp/build tests/lib/prove "$tmp/x.t" ${other:+"$other"} >"$tmp/said" 2>&1
	echo "$? $(cat "$tmp/build/tap/totals")"
}

is "a good test" "$(totals 'ok 1 - a\\nok 2 - b\\n1..2\\n')" "0 2 passed, 0 failed"
is "a skipped one" "$(totals 'ok 1 - a\\nok 2 # SKIP b\\n1..2\\n')" "1 1 passed, 1 failed"
is "a short one" "$(totals 'ok 1 - a\\n1..2\\n')" "1 1 passed, 1 failed"
is "a mute one" "$(totals '')" "1 0 passed, 1 failed"
is "a skipped file" "$(totals '1..0 # SKIP no tool\\n')" "1 0 passed, 1 failed"
is "one whose TAP is gone" "$(totals 'ok 1 - a\\n1..1\\n' "rm -r $tmp/build/tap")" "1 0 passed, 1 failed"
printf '#!/bin/sh\necho "not ok 1"; echo 1..1\n' >"$tmp/y.t"
chmod +x "$tmp/y.t"
other=$tmp/y.t
is "a short one, beside one that fails" "$(totals 'ok 1 - a\\n1..2\\n')" "1 1 passed, 2 failed"
is "a mute one, beside one that fails" "$(totals '')" "1 0 passed, 2 failed"
other=
none='ok 1 - a\\nok 2 # SKIP no user namespaces\\n1..2\\n'
is "one without user namespaces" "$(totals "$none")" "0 1 passed, 0 failed, 1 skipped"
ok "which is named" grep -q '^not run: .*x.t.tap: no user namespaces$' "$tmp/said"
is "in CI it fails" "$(CI=true totals "$none")" "1 1 passed, 1 failed"
# What it left behind holds the pipe to prove, as a loop in the background does.
is "one that hangs" "$(SECONDS_EACH=5 totals 'ok 1 - a\\nok 2 - b\\n1..2\\n' 'sleep 1000 &')" "1 2 passed, 1 failed"

done_testing
