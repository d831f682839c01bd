# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The rules of exynos-sources, and `off` on the command line: it beats them all.

set -- /sys/bus/*/devices/*/driver_override
ok "there are devices to look at" test $# -gt 50
is "no device has an override" "$(cat "$@" | sort -u)" "(null)"
is "the I2C controller is on its native driver" \
	"$(driver platform/13860000.i2c)" s3c-i2c
is "so is the RTC" "$(driver platform/10070000.rtc)" s3c-rtc
for address in 12680000 12690000 12850000; do
	is "so is DMA controller $address" \
		"$(driver amba/$address.dma-controller)" dma-pl330
done
ok "the sources are there" grep -q driver_override /proc/bootconfig
ok "the kernel log says why nothing was done" logged 'earlybind: /proc/cmdline:.*off'
ok "a rule by hand is off, too" exits 0 earlybind -r platform,100a0000.keypad=none
is "and does nothing" "$(override platform/100a0000.keypad)" unset
