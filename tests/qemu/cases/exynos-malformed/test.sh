# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Malformed rules in first, middle and last place, an empty value, a device
# that is not there: each is reported, all the others are applied.

is "the good rule between the bad ones is applied" \
	"$(driver platform/13860000.i2c)" vfio-platform
is "the second good rule is applied" \
	"$(driver amba/12680000.dma-controller)" none
is "the rule of the second parameter is applied" "$(override platform/12580000.usb)" none
is "a device of a malformed rule is left alone" "$(driver platform/13870000.i2c)" s3c-i2c
is "so is the other one" "$(driver platform/10070000.rtc)" s3c-rtc
ok "the first bad rule is in the kernel log" logged 'earlybind: .*13870000\.i2c'
ok "the middle one too" logged 'earlybind: .*10070000\.rtc'
ok "the missing device is absent" logged 'earlybind: .*nosuch\.device.*absent'
ok "malformed rules are the exit status" exits 2 earlybind
ok "check finds them too" exits 2 earlybind check
ok "with the column" sh -c 'earlybind check 2>&1 | grep -E "[0-9]"'
