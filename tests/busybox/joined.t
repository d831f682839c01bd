#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# BusyBox gets one file made of all our sources (applet/join.awk): its own build, for three
# architectures, has no warning in it and exports nothing but earlybind_main().

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
. tests/static/sources.sh
O=$(cd "${O:-build}" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
joined=$O/busybox/util-linux/earlybind.c

# compile ARCH FILE: with the very command by which BusyBox compiled the applet
compile()
{
	command=$(sed -n 's|^cmd_util-linux/earlybind.o := ||p' "$O/$1/applet/src/util-linux/.earlybind.o.cmd" |
		sed "s|-Wp,-MD,[^ ]*||; s|-c -o .*|-c -o $tmp/joined.o $2|; s|\\\\\"|\"|g")
	(cd "$O/$1/applet/src" && eval "$command")
}

exports()
{
	"$O/$1/toolchain/bin/nm" -g --defined-only "$O/$1/applet/src/util-linux/earlybind.o" |
		awk '{ print $3 }'
}

sources="$(applet_list APPLET_PURE) $(applet_list APPLET_IO)"
libc=$(applet_list APPLET_LIBC)
# shellcheck disable=SC2086 # lists of words
ok "all sources are among them, but for those of libc" same \
	"$(printf '%s\n' $sources $libc | sort)" "$(cd applet && find . -name '*.c' | sed 's|^./||' | sort)"
for file in $sources; do
	ok "$file is in it, once" same "$(grep -cF "/* === $file === */" "$joined")" 1
done

for arch in arm arm64 x86_64; do
	ok "BusyBox for $arch has that file" cmp "$joined" "$O/$arch/applet/src/util-linux/earlybind.c"
	is "of which it exports, for $arch" "$(exports $arch)" earlybind_main
	ok "it compiles as BusyBox compiles it, for $arch" compile $arch "$joined"
done
{
	cat "$joined"
	echo 'static int eb_left_over(void) { return 0; }'
} >"$tmp/warned.c"
ok "a warning is an error" not compile x86_64 "$tmp/warned.c"

# What it does with sources
mkdir "$tmp/in"
cat >"$tmp/in/word.h" <<'END'
/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EB_WORD_H
#define EB_WORD_H

#include <string.h>
#include <sys/syscall.h>

/* The word. */
const char *eb_word(void);

/* For tests alone. */
int eb_word_unused(int a,
		   int b);

#endif
END
cat >"$tmp/in/word.c" <<'END'
/* SPDX-License-Identifier: GPL-2.0-only */
#include "word.h"

#ifdef EB_HAVE_DTB
#error the host build alone has that
#else
#define WORD "a"
#endif

const char *eb_word(void)
{
	return WORD;
}

static int eb_helper(int a)
{
	return a;
}

int eb_word_unused(int a,
		   int b)
{
	return eb_helper(a) + b;
}
END
cat >"$tmp/in/main.c" <<'END'
/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * main: says the word.
 */
//config:config EARLYBIND

#include <stdio.h>

#include "word.h"
#ifndef ENABLE_EARLYBIND
#include "nosuch.h"
#endif

int earlybind_main(int argc, char **argv);
int earlybind_main(int argc, char **argv)
{
#ifdef __linux__
	puts(eb_word());
#endif
	return 0;
}

#ifndef ENABLE_EARLYBIND
int main(int argc, char **argv)
{
	return earlybind_main(argc, argv);
}
#endif
END
cat >"$tmp/want" <<'END'
/* vi: set sw=8 ts=8: */
/*
 * main: says the word.
 *
 * Made of many files by join.awk, of earlybind's own tree: changes belong there.
 *
 * Licensed under GPLv2, see file LICENSE in this source tree.
 */
//config:config EARLYBIND

#include "libbb.h"
#include <sys/syscall.h>

/* === word.h === */

/* The word. */
static const char *eb_word(void);

/* === word.c === */

#define WORD "a"

static const char *eb_word(void)
{
	return WORD;
}

/* === main.c === */

int earlybind_main(int argc, char **argv) MAIN_EXTERNALLY_VISIBLE;
int earlybind_main(int argc, char **argv)
{
#ifdef __linux__
	puts(eb_word());
#endif
	return 0;
}
END
# join PROGRAM...: the sources above, by that awk
join()
{
	LC_ALL=C "$@" -v path="$tmp/none $tmp/in" -f applet/join.awk word.c main.c
}
join awk >"$tmp/got"
ok "sources become one as in this example" diff -u "$tmp/want" "$tmp/got"
join "$O/x86_64/applet/busybox" awk >"$tmp/got"
ok "with BusyBox's awk, too" diff -u "$tmp/want" "$tmp/got"
rm "$tmp/in/word.h"
ok "a header that is not there is an error" not join awk

done_testing
