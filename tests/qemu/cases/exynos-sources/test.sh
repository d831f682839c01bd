# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A rule from each source does its work, and between any two neighbours the
# one of higher precedence wins (the twin is exynos-sources-off).

is "node property: the I2C controller is on vfio-platform" \
	"$(driver platform/13860000.i2c)" vfio-platform
ok "and works there" vfio-proof 13860000.i2c 8 0x5a
is "a node without one: its twin is on the native driver" \
	"$(driver platform/13870000.i2c)" s3c-i2c
is "/chosen: the RTC is held" "$(driver platform/10070000.rtc)" none
is "bootconfig: the first DMA controller is held" \
	"$(driver amba/12680000.dma-controller)" none
is "earlybind.conf: so is the second" "$(driver amba/12690000.dma-controller)" none
is "the third, which no source names, is on its native driver" \
	"$(driver amba/12850000.dma-controller)" dma-pl330

is "conf alone; not a file of another suffix, nor a key of another name" \
	"$(override platform/100a0000.keypad)" by-conf
is "conf < conf.d, whose files are sorted" \
	"$(override platform/11840000.jpeg-codec)" by-conf.d-20
is "conf.d < node" "$(override platform/12800000.g2d)" by-node
is "node < chosen" "$(override platform/12810000.rotator)" by-chosen
is "chosen < bootconfig" "$(override platform/10830000.sss)" by-bootconfig
is "bootconfig < command line" "$(override platform/10830400.rng)" by-cmdline
is "all of them: the command line" "$(override platform/13400000.codec)" by-cmdline
is "final in the lowest of them beats it" \
	"$(override platform/10060000.watchdog)" by-conf
is "=/final protects" "$(override platform/13940000.spi)" unset

ok "the overruled rule is named with the place of the one that won" \
	logged 'platform/10830400\.rng: shadowed by .*/proc/cmdline:.*/proc/bootconfig'
ok "a rule that met a final one too" \
	logged 'platform/10060000\.watchdog: shadowed by .*/etc/earlybind.conf:6:1.*/proc/cmdline'
is "nothing is malformed" "$(earlybind check 2>&1 | tail -n 1)" "25 rules, 0 errors"
