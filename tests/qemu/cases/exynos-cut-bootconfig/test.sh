# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The command line of exynos-cut, to which the kernel adds what the boot
# configuration has for it, in front and behind: now /proc/cmdline is longer
# than what the boot loader passed, and is cut off all the same.

ok "/proc/cmdline is longer than the device tree's" \
	test "$(wc -c </proc/cmdline)" -gt "$(wc -c </proc/device-tree/chosen/bootargs)"
ok "the rest of the last rule is missing" not grep -q of-your-business /proc/cmdline
ok "it is followed by what is for init" \
	grep -q ';platform,10070000\.rtc=none -- words=' /proc/cmdline

is "the mutilated rule is not applied" "$(driver platform/10070000.rtc)" s3c-rtc
is "the one before it, in the same parameter, is" \
	"$(driver platform/13870000.i2c)" none
is "so is the first" "$(driver platform/13860000.i2c)" vfio-platform
is "so is the one that the kernel put in front" \
	"$(driver amba/12680000.dma-controller)" none
ok "the kernel log says it" logged 'earlybind: /proc/cmdline:.*cut off.*10070000\.rtc'
