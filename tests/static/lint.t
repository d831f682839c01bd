#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# cppcheck over the program, shellcheck over every script of the tree.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
. tests/static/sources.sh
O=${O:-build}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
includes="-I. -Iapplet -I$O/usage"

# Suppressed, as matters of taste on which versions differ: a scope that could be smaller, a
# pointer that could be to const (callbacks share one type); and, as mistakes of the checker:
# members of a struct that only the kernel reads, x.n = f(x) as "overwritten", the note of
# cppcheck 2.11 and later that it looked at a part of the branches only.
check()
{
	platform=$1
	shift
	# shellcheck disable=SC2086 # a list of words
	cppcheck --quiet --error-exitcode=1 --std=c99 --language=c --platform="$platform" \
		--enable=warning,performance,portability,style --inline-suppr \
		--suppress=variableScope --suppress=constParameter \
		--suppress=constParameterPointer --suppress=constParameterCallback \
		--suppress=constVariable --suppress=constVariablePointer \
		--suppress='unusedStructMember:*/root.c' \
		--suppress='redundantAssignment:*/modules.c' \
		--suppress=normalCheckLevelMaxBranches --suppress=missingIncludeSystem \
		-D_GNU_SOURCE $includes "$@"
}

ok "cppcheck, 32 bits" check unix32 applet offline
ok "cppcheck, 64 bits" check unix64 applet offline
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
ok "cppcheck catches a bad file" not check unix64 "$tmp/bad.c"

for file in $(shell_files); do
	ok "shellcheck $file" shellcheck "$file"
done
printf '%s\n' '#!/bin/sh' "rm \$1" >"$tmp/bad.sh"
ok "shellcheck catches a bad script" not shellcheck "$tmp/bad.sh"

done_testing
