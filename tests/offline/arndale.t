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

# Registers and interrupts of a few, as the tree itself has them
same_property()
{
	same "$(fdtget -t x "$O/arndale/board.dtb" "$1" "$2")" \
		"$(fdtget -t x "$O/armv7/kernel/dtbs/exynos5250-arndale.dtb" "$1" "$2")"
}
for node in i2c@12ce0000 rtc@101e0000 mmc@12200000 serial@12c20000 gsc@13e00000 dma-controller@121a0000; do
	ok "$node has its registers" same_property "/soc/$node" reg
	ok "and interrupts" same_property "/soc/$node" interrupts
done
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
