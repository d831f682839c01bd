#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What the verbs of make would do in a fresh clone: a test alone builds little, no test is forgotten, and
# the program is one for this machine.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES APPLET ARCH BOARD CASE O T V
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# would VERB...: the commands of it, each on a line of its own
would()
{
	make -n O="$tmp/build" "$@" >"$tmp/commands" 2>"$tmp/said"
}

# little LIMIT TESTS: to build for these are fewer commands, no kernel, no BusyBox, no system in a folder, no toolchain
little()
{
	would test T="$2" || { cat "$tmp/said"; return 1; }
	[ "$(wc -l <"$tmp/commands")" -lt "$1" ] || { wc -l "$tmp/commands"; return 1; }
	! grep -E 'board/(kernel|debian)|initramfs/(busybox|toolchain|applet)|tests/distro/root' "$tmp/commands"
}

ok "one unit test, by its file" little 120 tests/unit/test_plan_judge.c
ok "is what it runs" grep -q 'lib/prove tests/unit/test_plan_judge.c$' "$tmp/commands"
ok "by its name" little 120 test_plan_judge
ok "the golden runs" little 150 tests/golden/sim.t
ok "the samples" little 120 samples.t
ok "two of them" little 150 'samples.t test_text_span'
ok "a boot builds its kernel" would test T=exynos-vfio
ok "which is there" grep -q 'board/kernel armv7' "$tmp/commands"
ok "and no other" not grep -E 'board/debian|tests/distro/root' "$tmp/commands"
ok "a folder" would test T=tests/docs
is "is all tests in it" "$(sed -n 's/.*lib\/prove //p' "$tmp/commands" | xargs -n 1 | sort)" \
	"$(find tests/docs -name '*.t' | sort)"
ok "an unknown test is an error" not would test T=nosuch
ok "which names it" grep -q 'T=nosuch' "$tmp/said"
ok "an unknown golden case, too" not would golden CASE=nosuch
ok "which names that" grep -q 'CASE=nosuch' "$tmp/said"

ok "no makefile uses what it defines later" sh -c \
	"! make --warn-undefined-variables -s list-tests 2>&1 >/dev/null | grep -E 'boot-|packages-for|need-'"
is "no test is forgotten" "$(make -s list-tests | sort)" \
	"$(find tests -name '*.t' -o -path 'tests/unit/test_*.c' -o -path 'tests/qemu/cases/*/test.sh' | sort)"

case $(uname -m) in
aarch64) arch=arm64 ;;
armv*)	arch=arm ;;
*)	arch=$(uname -m) ;;
esac
for verb in '' applet install; do
	ok "make $verb" would ${verb:+"$verb"} DESTDIR="$tmp/root"
	ok "builds for this machine" grep -q "obj/earlybind\.o" "$tmp/commands"
	is "and for no other" "$(grep -o "$tmp/build/[a-z0-9_]*/obj/" "$tmp/commands" | sort -u)" "$tmp/build/$arch/obj/"
done
done_testing
