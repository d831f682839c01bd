#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Every rule in the blocks "rules good|bad" of docs/rules.md and docs/habits.md through `check`. What stands
# behind "  # " is a remark; beside a bad rule it is part of the message. Each rule of a
# block "rules takes" through `plan` on the machine of tests/docs/root: the remark lists the
# devices that it takes, in order, or says "nothing" or what else becomes of them.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
earlybind=${O:-build}/host/earlybind

# block KIND: the lines of the document's blocks of that kind
block()
{
	awk -v first="\`\`\`rules $1" '$0 == first { on = 1; next } /^```/ { on = 0 } on' docs/rules.md docs/habits.md
}

# checks STATUS LINE WORDS: check exits so, and its output has the remark and the words
checks()
{
	rule=$(printf '%s\n' "$2" | sed 's/   *# .*//')
	remark=$(printf '%s\n' "$2" | sed -n 's/.*   *# //p')
	[ "$1" != 0 ] || remark=
	status=0
	output=$("$earlybind" check "$rule" 2>&1) || status=$?
	printf '%s\n' "$output"
	[ "$status" = "$1" ] || return 1
	printf '%s\n' "$output" | grep -qF -e "$remark" || return 1
	printf '%s\n' "$output" | grep -qF -e "$3"
}

root=$(mktemp -d)
trap 'rm -rf "$root"' EXIT
tests/golden/mkroot "$root" <tests/docs/root

# takes LINE: the plan has the devices of the remark, and no others
takes()
{
	rule=$(printf '%s\n' "$1" | sed 's/   *# .*//')
	want=$(printf '%s\n' "$1" | sed 's/.*   *# //')
	output=$("$earlybind" -R "$root" plan -c '' -r "$rule" 2>&1)
	printf '%s\n' "$output"
	got=$(printf '%s\n' "$output" | sed '$d' | awk '
		{ sub(/: /, "\t"); split($0, line, "\t"); word = line[2] }
		word ~ /^(would |cleared|held|armed|bound)/ { print line[1]; next }
		{ sub(/[:, ].*/, "", word); print (word == "absent" ? "nothing" : word " " line[1]) }' |
		paste -sd '|' | sed 's/|/, /g')
	same "$got" "$want"
}

for kind in good bad takes; do
	before=$tap_count
	while IFS= read -r line; do
		case $kind in
		good)	ok "good: $line" checks 0 "$line" ' 0 errors' ;;
		bad)	ok "bad: $line" checks 2 "$line" ': error: ' ;;
		takes)	ok "takes: $line" takes "$line" ;;
		esac
	done <<-END
		$(block $kind)
	END
	ok "there are examples: $kind" test $((tap_count - before)) -gt 1
done

# A rule without a remark would not be compared with it.
ok 'every bad or taking rule has its remark' \
	test -z "$({ block bad; block takes; } | grep -v '   *# .')"

# limit NAME: its value stands in the table of limits
limit()
{
	value=$(grep -rhoE "^#define $1 +[0-9]+" applet | grep -oE '[0-9]+$')
	[ -n "$value" ] && sed -n '/^## Limits/,/^## N/p' docs/rules.md | grep -qE "\| $value( |$)"
}

for name in EB_RULE_TEXT_MAX EB_RULE_TERMS_MAX EB_RULES_MAX EB_SOURCE_MAX EB_RULE_OPTIONS_MAX \
	EB_NAME_MAX EB_BLOCKED_MAX; do
	ok "the limit $name is the document's" limit $name
done
done_testing
