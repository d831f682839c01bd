#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# docs/troubleshooting.md has every message that the program has, word for word, and no other.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

ok 'the sources can be read' sh -c "tests/docs/messages >'$work/program'"
LC_ALL=C sort -o "$work/program" "$work/program"
# shellcheck disable=SC2016 # backquotes of Markdown
sed -n 's/^| `\([^`]*\)` |.*/\1/p' docs/troubleshooting.md | LC_ALL=C sort >"$work/page"
ok 'they have messages' test "$(wc -l <"$work/program")" -gt 150
is 'none is there twice' "$(uniq -d "$work/page")" ''
is 'the page has all messages of the program' "$(LC_ALL=C comm -23 "$work/program" "$work/page")" ''
is 'the program has all messages of the page' "$(LC_ALL=C comm -13 "$work/program" "$work/page")" ''

# Of each table of the sources at least one line that is known, lest a pattern finds nothing any more
while IFS= read -r message; do
	ok "found in the sources: $message" grep -qxF -e "$message" "$work/program"
done <<-'END'
	nothing matches
	this rule has no '='
	swap on
	clock of
	drift: was left with
	it is not a device tree blob
	no such command
	held back, no other driver can take it
	off: nothing is done
END
done_testing
