# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The kernel cut its command line off, in the middle of a rule that is still a
# good one.  It is not what was written, so it is not applied.

is "the kernel kept 1023 bytes" "$(wc -c </proc/cmdline)" 1024
ok "which end in the middle of a rule" grep -q ';platform,10070000\.rtc=none$' /proc/cmdline
ok "the device tree has more" \
	grep -q ';platform,10070000\.rtc=none-of-your-business' /proc/device-tree/chosen/bootargs

is "the mutilated rule is not applied" "$(driver platform/10070000.rtc)" s3c-rtc
is "the one before it, in the same parameter, is" \
	"$(driver platform/13870000.i2c)" none
is "so is the one before that" "$(driver platform/13860000.i2c)" vfio-platform
ok "the kernel log says it" logged 'earlybind: /proc/cmdline:.*cut off.*10070000\.rtc'
ok "check does too" exits 2 earlybind check
