#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The devices of board arndale in QEMU are those that plan -D finds in the kernel's tree of the real board: the same names,
# nodes, compatibles, aliases and IOMMUs. What differs is listed here.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=${O:-build}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

devices()
{
	"$O/host/earlybind" plan -D "$1" -c '' | sed -n 's/;.*//; / node=/p' | LC_ALL=C sort
}

devices "$O/armv7/kernel/dtbs/exynos5250-arndale.dtb" >"$work/board"
devices "$O/arndale/board.dtb" >"$work/emulated"

ok "there are nearly a hundred" [ "$(wc -l <"$work/emulated")" -gt 90 ]
is "only on the board: clocks, the timer that they feed, its interrupt controller" \
	"$(LC_ALL=C comm -23 "$work/board" "$work/emulated" | sed 's/ .*//')" \
	"platform/10010000.clock-controller
platform/101c0000.timer
platform/10481000.interrupt-controller
platform/3810000.audss-clock-controller"
is "only in QEMU: console, interrupt controller, clock and firmware of its virt" \
	"$(LC_ALL=C comm -13 "$work/board" "$work/emulated" | sed 's/ .*//')" \
	"amba/9000000.pl011
platform/8000000.intc
platform/apb-pclk
platform/psci"

# soc BLOB GIC: each property of each node below /soc on a line. Left out: the four devices that are only on the board, clocks,
# and the ids of the DMA controllers. The interrupt controller is that of each.
soc()
{
	gic=$(fdtget -t x "$1" "$2" phandle)
	dtc -q -I dtb -O dts "$1" | awk -v gic="<0x$gic>;" '
		/\{$/ { up = depth++; path[depth] = path[up] "/" $1; next }
		/^[[:space:]]*\};$/ { depth--; next }
		path[depth] !~ "^///soc/" { next }
		path[depth] ~ /(clock-controller@10010000|audss-clock-controller@3810000|timer@101c0000|interrupt-controller@10481000)/ { next }
		$1 ~ /^(clocks|assigned-.*|arm,primecell-periphid)$/ { next }
		{ $1 = $1; gsub(/<0x0+/, "<0x"); gsub(/<0x>/, "<0x0>"); gsub(/<0x /, "<0x0 ") }
		$1 == "interrupt-parent" && $3 == gic { $3 = "<GIC>;" }
		{ print path[depth] ": " $0 }' | LC_ALL=C sort
}
soc "$O/armv7/kernel/dtbs/exynos5250-arndale.dtb" /soc/interrupt-controller@10481000 >"$work/board"
soc "$O/arndale/board.dtb" /intc@8000000 >"$work/emulated"
ok "all nodes below /soc are compared, with their properties" [ "$(wc -l <"$work/emulated")" -gt 1500 ]
# Virt's console has one interrupt of the combiner.
sed '/^...soc.interrupt-controller@10440000: interrupts = /s/ 0x00 0x01 0x04 / 0x00 0xff 0x04 /' "$work/board" >"$work/want"
is "one interrupt differs" "$(diff "$work/board" "$work/want" | grep -c '^>')" 1
ok "and nothing else" diff "$work/want" "$work/emulated"

same_property()
{
	same "$(fdtget -t x "$O/arndale/board.dtb" "$1" "$2")" \
		"$(fdtget -t x "$O/armv7/kernel/dtbs/exynos5250-arndale.dtb" "$1" "$2")"
}
ok "the console is the board's" same_property /chosen stdout-path

# Made twice, it is the same.
board/arndale/tree "$O/armv7/kernel/dtbs/exynos5250-arndale.dtb" "$work/again.dtb"
ok "the tree is reproducible" cmp "$O/arndale/board.dtb" "$work/again.dtb"

# What goes to a card
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES APPEND
ok "make image" make --no-print-directory image BOARD=arndale "O=$O"
ok "the rules in it, which are those of make run, are those of the boot arndale-2014" \
	grep -qF " $(cat tests/qemu/cases/arndale-2014/append)" "$O/arndale/image/extlinux/extlinux.conf"
append='driver_override=of,i2c8=none;pci,id[8086:*]=none a="b & c"'
ok "with other rules" env "APPEND=$append" board/image arndale "$O" "$work/image"
ok "the tree on it is the kernel's" cmp "$work/image/exynos5250-arndale.dtb" "$O/armv7/kernel/dtbs/exynos5250-arndale.dtb"
ok "so is the kernel" cmp "$work/image/zImage" "$O/armv7/kernel/zImage"
ok "each file that extlinux.conf names is there" sh -c "cd '$work/image' &&
	sed -n 's|^[[:space:]]*\(kernel\|initrd\|fdt\) /||p' extlinux/extlinux.conf | xargs ls"
is "the parameters are in both entries as they were given" \
	"$(grep -cF " $append" "$work/image/extlinux/extlinux.conf")" 2
is "one of them switches the rules off" "$(grep -c ' driver_override=off$' "$work/image/extlinux/extlinux.conf")" 1
ok "nothing is left to fill in" not grep -q @ "$work/image/extlinux/extlinux.conf"
ok "the readme's rules are understood, and take the device" sh -c "
	$(sed -n "s|^    build/\(host/.* \)build/|'$O'/\1$O/|p" board/arndale/README.md) |
	grep '^platform/12ce0000.i2c: would set override vfio-platform'"
done_testing
