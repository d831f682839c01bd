#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The commands of `commands` print what `commands.expected` says; UPDATE=1 writes that anew:
# read the difference before you commit it.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=$(cd "${O:-build}" && pwd)
here=$PWD/tests/offline
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

eb()
{
	"$O/host/earlybind" "$@"
}

play()
{
	while IFS= read -r line; do
		case $line in ''|'#'*) echo "$line"; continue ;; esac
		printf '$ %s\n' "$line"
		eval "$line" 2>&1
		echo "status $?"
	done <"$here/commands"
}

for name in facts odd; do
	ok "dtc takes $name" dtc -q -I dts -O dtb -o "$work/$name.dtb" "$here/$name.dts"
done
cp "$O/armv7/kernel/dtbs/exynos5250-arndale.dtb" "$work/board.dtb"
cp "$here/facts.dts" "$work"
: >"$work/empty"
echo '/dts-v1/; /plugin/; &{/} { x { }; };' | dtc -q -I dts -O dtb -o "$work/overlay.dtbo" -
cd "$work" || exit 1
play >got
[ -z "${UPDATE:-}" ] || cp got "$here/commands.expected"
ok "what the commands print" diff -u "$here/commands.expected" got

# The board's builds have no libfdt in them.
ok "a board's build says that it needs the host's" sh -c \
	"'$O/x86_64/earlybind' plan -D board.dtb 2>&1 | grep -q 'needs the host build'"
exits_usage()
{
	exits 3 "$O/x86_64/earlybind" plan -D board.dtb
}
ok "and it is a wrong usage" exits_usage
for arch in arm arm64 x86_64; do
	ok "no libfdt in the build for $arch" not grep -q FDT_ERR "$O/$arch/earlybind"
done
done_testing
