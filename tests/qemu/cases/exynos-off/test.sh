# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# driver_override=off: nothing at all this boot.

is "the device is on its native driver" "$(driver platform/13860000.i2c)" s3c-i2c
is "it has no override" "$(override platform/13860000.i2c)" unset
ok "no VFIO module was loaded" not grep -q ^vfio /proc/modules
ok "off is not an error" exits 0 earlybind
is "and stays off" "$(override platform/13860000.i2c)" unset
ok "the kernel log says so" logged 'earlybind: .*off'

# The same board, with a sysfs that cannot be written and with none.
mount -o remount,ro /sys
ok "a read-only sysfs is a failed outcome" exits 1 earlybind set platform/13860000.i2c none
ok "with its reason" logged 'earlybind: platform/13860000\.i2c: failed: .*read-only'
is "the device keeps its driver" "$(driver platform/13860000.i2c)" s3c-i2c
mkdir -p /nosys/sys /nosys/proc /nosys/dev /nosys/run
ok "without sysfs nothing can be done" exits 3 earlybind -R /nosys -r platform,x=none
