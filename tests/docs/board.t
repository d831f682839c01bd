#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# "How to add your board": the steps of board/README.md, in a copy of the project, make a board that boots and a
# test that passes.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=$(cd "${O:-build}" && pwd)
# A make of its own
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES APPEND APPLET BOARD T
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# The project, and what is built of it; as old as it is, or all would be built again.
mkdir -p "$work/copy/build"
cp -a .clang* .shellcheckrc "$work/copy/"
for part in *; do
	[ "$(readlink -f "$part")" = "$O" ] || cp -a "$part" "$work/copy/"
done
for part in "$O"/*; do
	case ${part##*/} in
	tap|qemu|fuzz)	;;
	*)		cp -a "$part" "$work/copy/build/" ;;
	esac
done

# block LANGUAGE: what stands in the document's blocks of it
block()
{
	awk -v fence="$1" '
		!on && $0 ~ "^````?" fence "$" { on = $0; sub(/[^`].*/, "", on); next }
		on && $0 == on { on = "" }
		on { print }' board/README.md
}

block 'sh steps' >"$work/steps"
block 'console make' >"$work/console"
cd "$work/copy" || exit 1
# Its own build folder
unset O
ok "the steps can be taken" sh -eu "$work/steps"
ok "they make a board" [ -s board/mine/README.md ]
ok "and scripts that shellcheck likes" shellcheck tests/qemu/cases/mine*/test.sh

# Each command, then the lines that its output has to have, one behind the other
sed -n 's/^\$ //p' "$work/console" >"$work/commands"
while IFS= read -r command; do
	eval "timeout 1200 $command" </dev/null 2>&1 | tr -d '\r' | sed 's/ *$//' >"$work/output"
	awk -v command="$ $command" '
		/^\$ / { on = $0 == command; next }
		on && $0 != "..." { print }' "$work/console" >"$work/want"
	grep -xFf "$work/want" "$work/output" >"$work/got"
	ok "$command" [ -s "$work/want" ]
	ok "prints what the document says" diff "$work/want" "$work/got" || tail -n 20 "$work/output" | sed 's/^/# /'
done <"$work/commands"
ok "there are commands" [ -s "$work/commands" ]
done_testing
