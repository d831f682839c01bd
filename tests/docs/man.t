#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The manual pages are clean for mandoc. docs/earlybind.8 has the commands and options of
# `earlybind --help` and messages that the program really has, docs/earlybind.conf.5 all options and
# keywords of rules; the version is in the change log.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
earlybind=${O:-build}/host/earlybind
page=docs/earlybind.8
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# section NAME: its source lines
section()
{
	awk -v name=".Sh $1" '/^\.Sh / { on = $0 == name; next } on' $page
}

# heads NAME: what its lists explain, as plain text: "-R,--root DIR"
heads()
{
	section "$1" | sed -n 's/^\.It //p' | sed 's/Pq \(.*\)/(\1)/
		s/Oo Ar \([A-Z]*\) Oc Ns \.\.\./[\1].../g; s/Op Ar \([A-Z]*\)/[\1]/g
		s/Fl Fl /--/g; s/Fl /-/g; s/ , /,/g; s/ | /|/g; s/Cm //g; s/Ar //g'
}

# What --help explains: between the first and the last of these blank lines, up to two tabs
"$earlybind" --help | awk '/^$/ { n++; next } n == 2' | sed 's/^	//; s/		*.*//' >"$work/help.COMMANDS"
"$earlybind" --help | awk '/^$/ { n++; next } n == 3' | sed 's/^	//; s/		*.*//' >"$work/help.OPTIONS"

for one in docs/*.[1-9]; do
	ok "$one: mandoc finds nothing" mandoc -Tlint -W warning "$one"
done
for part in COMMANDS OPTIONS; do
	heads $part >"$work/page.$part"
	ok "--help has $part" test "$(wc -l <"$work/help.$part")" -gt 5
	ok "$part are those of --help" diff -u "$work/help.$part" "$work/page.$part"
done

version=$("$earlybind" --version | sed 's/.* //')
ok "CHANGELOG.md has version $version" grep -q "^## $version" CHANGELOG.md

# All strings of the program, those of several lines joined; then each quoted head of DIAGNOSTICS
find applet -name '*.c' -exec cat {} + | tr '\n\t' '  ' | sed 's/"  *"//g' >"$work/strings"
section DIAGNOSTICS | sed -n 's/^\.It Dq //p' >"$work/messages"
while IFS= read -r message; do
	ok "the program can say: $message" grep -qF -e "$message" "$work/strings"
done <"$work/messages"
ok 'there are messages' test "$(wc -l <"$work/messages")" -gt 10

# Every outcome of the program, except the one that is only shown as "to change"
sed -n '/eb_outcome_names\[\] = {/,/};/p' applet/report/text.c | grep -o '"[a-z-]*"' | tr -d '"' |
	grep -v -e pending -e rolled-back | sort >"$work/outcomes"
section OUTCOMES | sed -n 's/^\.It Li //p' | sort >"$work/page.outcomes"
ok 'the outcomes are those of the program' diff -u "$work/outcomes" "$work/page.outcomes"

# The words of the language, from the tables in grammar.c: options that work, keywords
words()
{
	sed -n "/eb_$1\[\] = {/,/};/p" applet/rules/grammar.c |
		grep -oE '\{ "[a-z]+", EB_[A-Z_]+(, true)?' | grep -E "$2" | grep -oE '"[a-z]+"' | tr -d '"'
}

for word in $(words options ', true'); do
	ok "earlybind.conf.5 has the option $word" grep -q "^\.It Li $word\$" docs/earlybind.conf.5
done
for word in $(words keywords TERM); do
	ok "earlybind.conf.5 has the selector $word" grep -q "^\.It Li $word\[" docs/earlybind.conf.5
done
ok 'the language has words' test "$(words keywords TERM | wc -l)" -eq 8
done_testing
