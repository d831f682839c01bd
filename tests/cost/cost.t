#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# No more bytes, instructions and system calls than were recorded, and that this would be noticed.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=${O:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

[ "$(id -u)" = 0 ] || need_namespaces

measure()
{
	tests/cost/bench figures check >"$work/figures"
}

# Records what was measured, with instructions and system calls $1 times as many.
record()
{
	rm -f "$work/recorded"
	tests/cost/bench record "$work/figures" "$work/recorded" &&
		awk -v times="$1" '{ $6 = int($6 * times); print }' "$work/recorded" >"$work/changed"
}

ok 'measured' measure
ok 'within 5 % of what is recorded, and within budget' \
	tests/cost/bench compare "$work/figures" tests/cost/recorded
record 0.96
ok '4 % more is none' tests/cost/bench compare "$work/figures" "$work/changed"
record 0.94
not tests/cost/bench compare "$work/figures" "$work/changed" >"$work/said"
ok '6 % more fails' exits 1 tests/cost/bench compare "$work/figures" "$work/changed"
ok 'and it says what' grep -q 'instructions, exact, devices 1000, .* worse' "$work/said"
sed -i 's/-gcc-[^ ]*/-gcc-0.1/' "$work/changed"
ok 'another compiler is compared with nothing' \
	tests/cost/bench compare "$work/figures" "$work/changed"
sed 's/ memory .*/ memory 513/' "$work/figures" >"$work/fat"
ok 'too much memory fails' exits 1 tests/cost/bench compare "$work/fat" tests/cost/recorded

ok 'no size, no number of processes or system calls beyond its limit' tests/cost/size
mkdir -p "$work/build/arm"
for part in arm64 x86_64 arm/applet arm/earlybind.cpio; do
	ln -s "$(realpath "$O/$part")" "$work/build/$part"
done
head -c 80573 /dev/zero >"$work/build/arm/earlybind"
O=$work/build tests/cost/size >"$work/said"
is 'one byte more fails' "$?" 1
ok 'and it says which' grep -q 'static binary, ARMv7 .* over the limit' "$work/said"
done_testing
