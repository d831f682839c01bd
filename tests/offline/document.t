#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The examples of docs/offline.md print what stands below them.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=$(cd "${O:-build}" && pwd)
top=$PWD
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir bin
ln -s "$O/host/earlybind" bin/earlybind
PATH=$work/bin:$PATH
cp "$O/armv7/kernel/dtbs/exynos5250-arndale.dtb" .

# printed COMMAND: every line of $work/want is in what it prints
printed()
{
	eval "$1" >got 2>&1
	while IFS= read -r line; do
		[ "$line" = ... ] || grep -qxF -e "$line" got || { echo "missing: $line"; return 1; }
	done <want
	[ -s want ]
}

# Lines "    $ COMMAND" and what follows each
awk '/^    \$ / { on = 1; n++; print substr($0, 7) >("command." n); next }
	/^    / && on { print substr($0, 5) >("want." n); next }
	{ on = 0 }' "$top/docs/offline.md"
for file in command.*; do
	cp "want.${file#command.}" want
	ok "$(cat "$file")" printed "$(cat "$file")"
done
ok "there are examples" [ -e command.2 ]
done_testing
