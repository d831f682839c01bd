#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# clang-tidy over the program.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=${O:-build}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# One file a run: the analyzer of version 14 carries va_list states from file to file.
tidy()
{
	clang-tidy --quiet "$1" -- -std=gnu99 -D_GNU_SOURCE -I. -Iapplet -I"$O/usage" 2>&1
}

cat >"$tmp/bad.c" <<'END'
static int f(const int *p)
{
	int unset;

	if (!p)
		return *p;
	return unset;
}
int main(void)
{
	return f(0);
}
END
cp .clang-tidy "$tmp"
ok "clang-tidy catches a bad file" not tidy "$tmp/bad.c"
find applet offline -name '*.c' | sort >"$tmp/sources"
while IFS= read -r file; do
	ok "clang-tidy $file" tidy "$file"
done <"$tmp/sources"

done_testing
