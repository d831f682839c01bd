# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# /proc/cmdline is byte for byte the one of exynos-cut, and nothing is missing:
# the device tree has no more.

is "the kernel kept 1023 bytes" "$(wc -c </proc/cmdline)" 1024
ok "which end in the same rule" grep -q ';platform,10070000\.rtc=none$' /proc/cmdline
is "the device tree has as many, and its NUL" \
	"$(wc -c </proc/device-tree/chosen/bootargs)" 1024
is "the last rule is applied" "$(driver platform/10070000.rtc)" none
is "so is the one before it" "$(driver platform/13870000.i2c)" none
is "so is the first" "$(driver platform/13860000.i2c)" vfio-platform
ok "nothing is wrong" exits 0 earlybind check
