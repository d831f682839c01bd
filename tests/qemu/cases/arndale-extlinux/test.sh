# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The files of `make image BOARD=arndale` from a card, by U-Boot with its memory layout for the board: the rules of
# extlinux.conf arrive whole, the device tree is the one on the card.

ok "this came by extlinux.conf" grep -q 'console=ttyAMA0 .*clk_ignore_unused driver_override=' /proc/cmdline
is "the tree is the one on the card" "$(tr '\0' '\n' </proc/device-tree/model)" \
	"Insignal Arndale evaluation board based on Exynos5250"
is "the I2C controller is on vfio-platform" "$(driver platform/12ce0000.i2c)" vfio-platform
is "the RTC is on vfio-platform" "$(driver platform/101e0000.rtc)" vfio-platform
is "the next controller is on its native driver" "$(driver platform/12c90000.i2c)" s3c-i2c
