#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What the documents show is what happens. Each block "console" of README.md and of pages of docs/, and
# each display of the manual pages that begins with "$ ", is played on a fresh copy of the machine
# in tests/docs/root, with the simulated kernel: what it prints must be what stands there. A block
# "conf", "bootconfig" or "dts" is put into that machine before the next one is played. Also: the
# make verbs that README.md and tests/README.md name exist, and relative links lead somewhere.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
program=$(cd "${O:-build}/host" && pwd)/earlybind-sim
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

earlybind()
{
	"$program" -R "$root" "$@"
}

# play BLOCK: the block again, its output made anew. Paths like /run/... are in the fake root.
# $last is the status of the command before, for `echo $?`.
play()
{
	last=0
	grep '^\$ ' "$1" | while IFS= read -r line; do
		printf '%s\n' "$line"
		command=$(printf '%s\n' "${line#??}" |
			sed -E "s@ /(run|sys|etc|proc)/@ $root/\\1/@g")
		(exit "$last")
		eval "$command" 2>&1
		last=$?
	done
}

# The blocks of a document, one file each: $work/NAME.1, ...; what is set up for one: NAME.1.conf
markdown_blocks()
{
	awk -v name="$work/$(basename "$1")." '
		BEGIN { n = 1 }
		$0 == "```console" { file = name n++; next }
		/^```(conf|bootconfig|dts)$/ { file = name n "." substr($0, 4); next }
		/^```/ { file = "" }
		file { print >file }' "$1"
}

# set_up BLOCK: puts what belongs to the block into $root
set_up()
{
	[ ! -e "$1.conf" ] || cp "$1.conf" "$root/etc/earlybind.conf"
	[ ! -e "$1.bootconfig" ] || cp "$1.bootconfig" "$root/proc/bootconfig"
	[ ! -e "$1.dts" ] || live_tree "$1.dts" linux,driver-override
}

# live_tree SOURCE PROPERTY: that property of /chosen and of the nodes in /soc into the tree of
# $root. Its strings have no blanks.
live_tree()
{
	{ echo '/dts-v1/;'; cat "$1"; } | dtc -q -O dtb -o "$work/dtb" - || return
	for node in chosen $(fdtget -l "$work/dtb" /soc 2>/dev/null | sed 's|^|soc/|'); do
		value=$(fdtget -t s "$work/dtb" "/$node" "$2" 2>/dev/null) || continue
		printf '%s\n' "$value" | tr ' \n' '\0\0' >"$root/proc/device-tree/$node/$2"
	done
}

# The same for a page of mdoc, with its escapes taken away; a display that begins with "# " is conf
man_blocks()
{
	awk -v name="$work/$(basename "$1")." '
		BEGIN { n = 1 }
		/^\.Bd -literal/ { start = 1; next }
		/^\.Ed/ { file = "" }
		start { file = /^\$ / ? name n++ : /^# / ? name n ".conf" : ""; start = 0 }
		file { gsub(/\\-/, "-"); gsub(/\\e/, "\\"); sub(/^\\&/, ""); print >file }' "$1"
}

for document in README.md docs/rules.md docs/habits.md docs/tutorial.md docs/earlybind.8 docs/earlybind.conf.5; do
	case $document in
	*.md)	markdown_blocks $document ;;
	*)	man_blocks $document ;;
	esac
	n=1
	while [ -e "$work/$(basename $document).$n" ]; do
		block=$work/$(basename $document).$n
		root=$work/root.$n.$(basename $document)
		tests/golden/mkroot "$root" <tests/docs/root
		ok "$document, block $n can be set up" set_up "$block"
		play "$block" >"$work/got"
		ok "$document, block $n: $(sed -n 1p "$block")" diff -u "$block" "$work/got"
		n=$((n + 1))
	done
	ok "$document has such blocks" test $n -gt 1
done

# make VERB, in code: at the start of a line of a block, or behind a backquote
MAKEFLAGS='' make help >"$work/help"
for document in README.md tests/README.md; do
	grep -oE '(`|^ *(\$ )?)make [a-z][a-z-]*' $document | sed 's/.*make //' |
		grep -vx help | sort -u >"$work/verbs"
	while read -r verb; do
		ok "$document: make $verb is in make help" grep -q "^  make $verb " "$work/help"
	done <"$work/verbs"
	ok "$document names verbs" test -s "$work/verbs"
done

for document in *.md */*.md */*/*.md; do
	case $document in build/*) continue ;; esac
	grep -oE '\]\([^)#: ]+\)' "$document" | sed 's/^](//; s/)$//' >"$work/links"
	[ -s "$work/links" ] || continue
	while read -r link; do
		ok "$document: $link exists" test -e "$(dirname "$document")/$link"
	done <"$work/links"
done
done_testing
