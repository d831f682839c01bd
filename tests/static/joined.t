#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# BusyBox gets one file made of all our sources: joined they compile with its flags, so no
# static name of one collides with one of another.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
. tests/static/sources.sh
O=${O:-build}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# Makefile.flags of BusyBox 1.35 to 1.37
flags="-std=gnu99 -Os -fno-builtin-strlen -funsigned-char -fomit-frame-pointer
	-ffunction-sections -fdata-sections -fno-guess-branch-probability -fno-unwind-tables
	-fno-asynchronous-unwind-tables -D_GNU_SOURCE -D_LARGEFILE_SOURCE
	-D_LARGEFILE64_SOURCE -D_FILE_OFFSET_BITS=64 -D_TIME_BITS=64
	-Wall -Wshadow -Wwrite-strings -Wundef -Wstrict-prototypes -Wunused
	-Wunused-parameter -Wunused-function -Wunused-value -Wmissing-prototypes
	-Wmissing-declarations -Wno-format-security -Wdeclaration-after-statement
	-Wold-style-definition -Werror"

# compile COMPILER FILE [HEADERS]
compile()
{
	# shellcheck disable=SC2086 # a list of words
	"$1" $flags ${3:+"-I$3"} -Iapplet -I"$O/usage" -c -o "$tmp/joined.o" "$2"
}

sources="$(applet_list APPLET_PURE) $(applet_list APPLET_IO)"

# join FOLDER
join()
{
	for file in $sources; do
		printf '#line 1 "%s/%s"\n' "$1" "$file"
		cat "$1/$file"
	done
}

join applet >"$tmp/joined.c"
join "$O/packed" >"$tmp/packed.c"
offline="$(applet_list OFFLINE_PURE) $(applet_list OFFLINE_IO)"
libc=$(applet_list APPLET_LIBC)
# shellcheck disable=SC2086 # lists of words
ok "all sources are among them, but for those of the host and of libc" same \
	"$(printf '%s\n' $sources $offline $libc | sort)" "$(cd applet && find . -name '*.c' | sed 's|^./||' | sort)"
ok "they compile as one, on this machine" compile gcc "$tmp/joined.c"
for arch in arm arm64 x86_64; do
	ok "they compile as one, for $arch" compile "$O/$arch/toolchain/bin/musl-gcc" \
		"$tmp/joined.c"
	ok "and packed" compile "$O/$arch/toolchain/bin/musl-gcc" "$tmp/packed.c" "$O/packed"
done

{
	cat "$tmp/joined.c"
	echo 'static int eb_fail(void) { return 0; }'
	echo 'int eb_use_it(void); int eb_use_it(void) { return eb_fail(); }'
} >"$tmp/collision.c"
ok "a static name that two files have is caught" not compile gcc "$tmp/collision.c"

done_testing
