# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# What an I2C controller has for its pins is a GPIO bank: they cannot be set up.

cp "$O/smdkc210/board.dtb" "$work/board.dtb"
chmod u+w "$work/board.dtb"
bank=$(fdtget -t x "$work/board.dtb" /soc/pinctrl@11400000/gpc1-gpio-bank phandle)
fdtput -t x "$work/board.dtb" /soc/i2c@13860000 pinctrl-0 "$bank"
qemu="-dtb $work/board.dtb"
