# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The same machine without a rule: all devices that the other arndale cases take go to their native drivers. And
# the devices are those that `plan -D` predicts from the tree.

for device in 12c60000 12c90000 12ce0000 121d0000; do
	is "$device.i2c is on its native driver" "$(driver platform/$device.i2c)" s3c-i2c
	ok "which probed it" logged "s3c-i2c $device.i2c: .*S3C I2C adapter"
done
is "the RTC is on its native driver" "$(driver platform/101e0000.rtc)" s3c-rtc
is "it has no override" "$(override platform/101e0000.rtc)" unset
for device in 10800000 11c10000 121a0000 121b0000; do
	is "$device.dma-controller is on its native driver" \
		"$(driver amba/$device.dma-controller)" dma-pl330
done
ok "VFIO has nothing to offer" not vfio-proof 12ce0000.i2c
ok "no VFIO module was loaded" not grep -q ^vfio /proc/modules
is "IOMMUs have no driver in this kernel" "$(driver platform/11d40000.sysmmu)" none

# shellcheck source=/dev/null
. /test/forecast.guest
