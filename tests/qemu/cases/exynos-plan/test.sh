# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# driver_override=plan: say what would be done, touch nothing.

is "the device is on its native driver" "$(driver platform/13860000.i2c)" s3c-i2c
is "it has no override" "$(override platform/13860000.i2c)" unset
ok "no VFIO module was loaded" not grep -q ^vfio /proc/modules
ok "the plan is in the kernel log" logged 'earlybind: .*13860000\.i2c.*vfio-platform'
is "planning again touches nothing" \
	"$(earlybind plan >/dev/null; override platform/13860000.i2c)" unset
