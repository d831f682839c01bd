# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The same card as in arndale-extlinux, and the other entry of its menu: no rule is in force.

ok "the rules are on the command line" grep -q 'driver_override=platform,12ce0000.i2c=vfio-platform' /proc/cmdline
ok "and off behind them" grep -q 'driver_override=off' /proc/cmdline
is "the I2C controller is on its native driver" "$(driver platform/12ce0000.i2c)" s3c-i2c
is "it has no override" "$(override platform/12ce0000.i2c)" unset
is "the RTC is on its native driver" "$(driver platform/101e0000.rtc)" s3c-rtc
ok "no VFIO module was loaded" not grep -q ^vfio /proc/modules
