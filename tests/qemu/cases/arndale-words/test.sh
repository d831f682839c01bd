# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The words of arndale-2014 alone, without the parameters of VFIO: they are understood, the override is set, the kernel's
# refusal is explained, and the native driver does not get the device all the same.

i2c=platform/12ce0000.i2c

ok "nothing is wrong with the words" exits 0 earlybind check
is "the device has no driver" "$(driver $i2c)" none
is "it is held back from the native one" "$(override $i2c)" vfio-platform
ok "whose module is loaded" grep -q ^i2c_s3c2410 /proc/modules
ok "which never probed it" not logged 's3c-i2c 12ce0000.i2c'
ok "vfio-platform did, and the kernel says why not" \
	logged 'vfio-platform 12ce0000.i2c: .*failed with error'
ok "earlybind says what to do" logged 'earlybind: platform/12ce0000\.i2c: failed: .*option no'
ok "VFIO has nothing to offer" not vfio-proof 12ce0000.i2c
is "the RTC is on its native driver" "$(driver platform/101e0000.rtc)" s3c-rtc
is "so is the next controller" "$(driver platform/12c90000.i2c)" s3c-i2c

# The parameter that noreset stands for is read when the module is loaded.
modprobe -r vfio_platform
ok "with the options it is taken" exits 0 earlybind set $i2c vfio-platform/noiommu/noreset
is "and on vfio-platform" "$(driver $i2c)" vfio-platform
