# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Malformed rules in first, middle and last place, an empty value, a device
# that is not there: each is reported, all the others are applied.

is "the good rule between the bad ones is applied" \
	"$(driver platform/13860000.i2c)" vfio-platform
is "the second good rule is applied" \
	"$(driver amba/12680000.dma-controller)" none
is "so is the one of rd.driver_override" \
	"$(override amba/12690000.dma-controller)" none
is "a device that no rule names is left alone" \
	"$(driver amba/12850000.dma-controller)" dma-pl330
is "a device of a malformed rule is left alone" "$(driver platform/13870000.i2c)" s3c-i2c
is "so is the other one" "$(driver platform/10070000.rtc)" s3c-rtc
ok "the first bad rule is in the kernel log" logged 'earlybind: .*13870000\.i2c'
ok "the middle one too" logged 'earlybind: .*10070000\.rtc'
ok "the missing device is absent" logged 'earlybind: .*nosuch\.device.*absent'
ok "malformed rules are the exit status" exits 2 earlybind
ok "check finds them too" exits 2 earlybind check
is "each with its column" "$(earlybind check 2>&1 | grep -c ':[0-9]*: error: ')" 4
ok "the empty value is a warning" logged 'earlybind: .*warning: .*empty'
