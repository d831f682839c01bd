#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Each file of good/ is taken without a word, each of bad/ with at least one error, and both
# are understood as FILE.expected says.  UPDATE=1 writes those anew.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=${O:-build}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# sample FILE STATUS: its dump is the expected one
sample()
{
	"$O/samples/dump" "$1" >"$tmp/out" 2>"$tmp/err"
	status=$?
	if [ -n "${UPDATE-}" ]; then
		cp "$tmp/out" "$1.expected"
	fi
	cat "$tmp/err"
	[ "$status" = "$2" ] || { echo "status $status"; cat "$tmp/out"; return 1; }
	diff -u "$1.expected" "$tmp/out"
}

for want in good:0 bad:2; do
	for file in tests/samples/"${want%:*}"/*; do
		case $file in
		*.expected)
			ok "$file has its sample" test -f "${file%.expected}"
			continue ;;
		esac
		ok "$file" sample "$file" "${want#*:}"
		[ "$want" = bad:2 ] || ok "$file: no warning either" \
			not grep -q -e ': warning: ' -e ': error: ' "$file.expected"
	done
done
for kind in rules conf cmdline cut bootconfig chosen node; do
	ok "there are samples of kind $kind" \
		sh -c "ls tests/samples/bad/*.$kind && { test $kind = cut || ls tests/samples/good/*.$kind; }"
done

# The machinery itself
UPDATE=
echo 'nonsense' >"$tmp/bad.rules"
ok "a sample that should be good and is not is caught" not sample "$tmp/bad.rules" 0
echo 'platform,x=none' >"$tmp/good.rules"
ok "so is one that should be bad" not sample "$tmp/good.rules" 2
echo 'other' >"$tmp/good.rules.expected"
ok "so is one that is understood otherwise" not sample "$tmp/good.rules" 0

done_testing
