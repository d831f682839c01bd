#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Pure files (APPLET_PURE) do no I/O and keep no state: what they import is ours or
# computes, they have nothing to write to, and they include no header for more.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
. tests/static/sources.sh
O=${O:-build}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# no_imports OBJECT: names what it takes from elsewhere and may not
no_imports()
{
	nm -u "$1" >"$tmp/imports" || return 1
	! awk '{ print $NF }' "$tmp/imports" | grep -vxE "${2:-.^}" | grep -vxE 'eb_[a-z0-9_]+|_GLOBAL_OFFSET_TABLE_|__aeabi_[a-z0-9_]+|mem(cmp|cpy|move|set)|str(chr|cmp|len|ncmp)|qsort'
}

# no_state OBJECT: no variables; constant tables with pointers are relocated, then read-only
no_state()
{
	readelf -SW "$1" >"$tmp/sections" && grep -q '\.text' "$tmp/sections" || return 1
	! sed 's/^ *\[ *[0-9]*\] //' "$tmp/sections" |
		awk '$1 ~ /^\.(data|bss|tdata|tbss)/ && $1 !~ /^\.data\.rel\.ro/ && $5 !~ /^0+$/' |
		grep . && ! nm "$1" | grep ' C '
}

# no_headers SOURCE: of it and of all of ours that it includes
no_headers()
{
	gcc -MM -Iapplet "$1" | tr -s ' \134' '\n' | grep '\.[ch]$' >"$tmp/included"
	[ -s "$tmp/included" ] || return 1
	! xargs grep -H '^#include <' <"$tmp/included" |
		grep -vE '<(errno|limits|stdarg|stdbool|stddef|stdint|stdlib|string)\.h>'
}

# snippet NAME TEXT: an object that is not pure
snippet()
{
	printf '%s\n' "$2" >"$tmp/$1.c"
	gcc -Os -c -o "$tmp/$1.o" "$tmp/$1.c"
}

# compiled FILE: of applet/ or offline/, to $object, without what sanitizers and stack protectors import
object=$tmp/object.o
compiled()
{
	case $1 in
	offline/*)	source=$1 ;;
	*)		source=applet/$1 ;;
	esac
	gcc -std=gnu99 -D_GNU_SOURCE -O1 -fno-stack-protector -I. -Iapplet -I"$O/usage" -c -o "$object" "$source"
}

applet_list APPLET_PURE >"$tmp/pure"
ok "there are pure files" [ "$(wc -l <"$tmp/pure")" -ge 16 ]
while IFS= read -r file; do
	ok "$file compiles" compiled "$file"
	ok "$file imports no I/O" no_imports "$object"
	ok "$file has no state" no_state "$object"
	ok "$file includes no I/O" no_headers "applet/$file"
done <"$tmp/pure"

# The offline planner is in the host build alone; libfdt, on which it stands, is pure, too.
applet_list OFFLINE_PURE >"$tmp/offline"
while IFS= read -r file; do
	ok "$file compiles" compiled "$file"
	ok "$file imports no I/O" no_imports "$object" 'fdt_[a-z_]+|fdt32_ld|ffs|bsearch|str(rchr|casecmp)'
	ok "$file has no state" no_state "$object"
done <"$tmp/offline"

snippet open '#include <fcntl.h>
int eb_x(void) { return open("/dev/null", 0); }'
ok "a file that opens something is caught" not no_imports "$tmp/open.o"
ok "and its header" not no_headers "$tmp/open.c"
snippet printf '#include <stdio.h>
void eb_x(void) { puts("x"); }'
ok "one that prints is caught" not no_imports "$tmp/printf.o"
snippet zero 'static int n; int eb_x(void) { return n++; }'
ok "a variable is caught" not no_state "$tmp/zero.o"
snippet data 'static int n = 7; int eb_x(void) { return n++; }'
ok "one with a value, too" not no_state "$tmp/data.o"
snippet table 'int eb_x(int i) { static const char *const t[] = { "a", "b" }; return *t[i]; }'
ok "a constant table is none" no_state "$tmp/table.o"
ok "apply/write.c compiles" compiled apply/write.c
ok "and is not pure" not no_imports "$object"

done_testing
