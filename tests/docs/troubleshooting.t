#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# docs/troubleshooting.md has each reason that the program gives (eb_why_texts of
# report/text.c), and none that it does not give: `%` is DRIVER there, `$` is OTHER.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# The strings of the table, those that the compiler joins joined
perl -0ne 'while (/\[EB_WHY_\w+\] =\s*((?:"(?:[^"\\]|\\.)*"\s*)+)/g) {
	my $text = $1;
	$text =~ s/"\s*"//g;
	$text =~ s/^"|"\s*$//g;
	$text =~ s/%/DRIVER/g;
	$text =~ s/\$/OTHER/g;
	print "$text\n" if $text ne "";
}' applet/report/text.c | sort >"$tmp/given"
sed -n 's/^| `\([^`]*\)` |.*/\1/p' docs/troubleshooting.md | sort >"$tmp/explained"
ok "there are reasons" [ "$(wc -l <"$tmp/given")" -ge 40 ]
ok "each is in docs/troubleshooting.md, once, and no other" diff "$tmp/given" "$tmp/explained"
done_testing
