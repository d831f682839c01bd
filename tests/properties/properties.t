#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Random rules on random machines: what must hold for all of them does. SEED= and N= as for `make
# properties`; without SEED= the commit is the seed: other cases with every commit, the same ones
# whoever tests it.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
# shellcheck source=tests/lib/tap.sh
. "$here/../lib/tap.sh"
O=$(cd "${O:-$top/build}" && pwd)
commit=$(git -C "$top" rev-parse --short=7 HEAD 2>/dev/null) || commit=1
seed=${SEED:-$((0x$commit))}
n=${N:-10000}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# cases SHAPE ARGUMENT...
cases()
{
	shape=$1
	shift
	"$O/properties/$shape/properties" --seed "$seed" "$@"
}

# The roots are those that mkroot would make of what a failure prints.
same_root()
{
	cases fast --describe --from "$1" --root "$work/ours" >"$work/description" &&
		"$here/../golden/mkroot" "$work/theirs" <"$work/description" &&
		diff -r --no-dereference "$work/ours" "$work/theirs" &&
		rm -r "$work/ours" "$work/theirs"
}

ok "seed $seed: $n random cases" cases fast --cases "$n"
ok "seed $seed: 1 % of them with the sanitizers and processes of their own" cases checked --fork --cases $((n / 100))
ok "seed $seed: 3 % with the sanitizers" cases checked --cases $((n * 3 / 100))
ok "seed $seed: 3 % while somebody renames files" cases fast --disturb --cases $((n * 3 / 100))
for i in 1 2 3 4 5; do
	ok "seed $seed: mkroot makes the same root of case $i" same_root "$i"
done

done_testing
