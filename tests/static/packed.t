#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The static programs are made of packed sources (applet/pack.awk): what comes out of them is what
# the sources say.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
. tests/static/sources.sh
O=${O:-build}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

sources="$(applet_list APPLET_PURE) $(applet_list APPLET_IO)"
mkdir "$tmp/packed" "$tmp/back"
(cd applet && find . -type d) | (cd "$tmp/packed" && xargs mkdir -p)
(cd applet && find . -type d) | (cd "$tmp/back" && xargs mkdir -p)

# packer TO [OPTION]... SOURCE...
packer()
{
	to=$1
	shift
	LC_ALL=C awk -v to="$to" -v pairs="$tmp/packed/text/pairs.h" "$@"
}

# pack TO
pack()
{
	# shellcheck disable=SC2046,SC2086 # lists of words
	packer "$1" -f applet/pack.awk $(printf 'applet/%s\n' $sources) "$O/usage/usage.h"
}

# unpacked FILE SOURCE
unpacked()
{
	cmp "$tmp/back/$1" "$2"
}

# say PROGRAM: what the sentences about rules are, by the sources of -I
say()
{
	program=$1
	shift
	gcc -std=gnu99 "$@" -o "$tmp/$program" -x c "$tmp/say.c"
}

cat >"$tmp/say.c" <<'END'
#include <stdio.h>
#include "rules/message.c"
#include "text/out.c"
#include "text/span.c"
#include "usage.h"
static void say(const char *text)
{
	char buf[4096];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	eb_out_str(&out, text ? text : "-");
	puts(buf);
}
int main(void)
{
	int i;
	for (i = 0; i < EB_MSG_COUNT; i++) {
		say(eb_message_text(i));
		say(eb_message_hint(i));
	}
	say(earlybind_trivial_usage earlybind_full_usage);
	return 0;
}
END

ok "the sources are packed" pack "$tmp/packed"
for file in $sources usage.h; do
	ok "what the build packed is that: $file" cmp "$tmp/packed/$file" "$O/packed/$file"
done
# shellcheck disable=SC2046,SC2086 # lists of words
ok "they are unpacked" packer "$tmp/back" -v unpack=1 -f applet/pack.awk \
	$(printf "$tmp/packed/%s\n" $sources) "$tmp/packed/usage.h"
for file in $sources; do
	ok "$file is as it was" unpacked "$file" "applet/$file"
done
ok "so is the usage" unpacked usage.h "$O/usage/usage.h"

ok "a program of sources" say plain -Iapplet -I"$O/usage"
ok "a program of packed ones" say small -I"$tmp/packed" -Iapplet
"$tmp/plain" >"$tmp/plain.said"
"$tmp/small" >"$tmp/small.said"
ok "it says something" grep -q 'this rule names no bus' "$tmp/plain.said"
ok "both say the same" cmp "$tmp/plain.said" "$tmp/small.said"
ok "one has it packed" not grep -q 'this rule names no bus' "$tmp/small"

printf 'void f(void) { eb_out_str(out, "\\x41"); }\n' >"$tmp/odd.c"
ok "an escape that it does not know is refused" not packer "$tmp" -f applet/pack.awk "$tmp/odd.c"

done_testing
