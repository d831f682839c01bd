# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The example of 2014 word for word, on the names of the board it was written for; the RTC, too.

i2c=platform/12ce0000.i2c
rtc=platform/101e0000.rtc

ok "the words are on the command line" \
	grep -q '[ "]driver_override=platform,12ce0000.i2c=vfio-platform;' /proc/cmdline
is "this is Arndale's tree" "$(tr '\0' '\n' </proc/device-tree/model)" \
	"Insignal Arndale evaluation board based on Exynos5250"
ok "the modules of the native drivers are loaded" \
	sh -c 'grep ^i2c_s3c2410 /proc/modules && grep ^rtc_s3c /proc/modules'
is "the I2C controller is on vfio-platform" "$(driver $i2c)" vfio-platform
is "the RTC is on vfio-platform" "$(driver $rtc)" vfio-platform
is "the override says so" "$(override $i2c)" vfio-platform
ok "its native driver never probed it" not logged 's3c-i2c 12ce0000.i2c'
ok "nor the RTC" not logged 's3c-rtc 101e0000.rtc'
ok "the kernel log has the outcome" logged 'earlybind: platform/12ce0000\.i2c: bound to vfio-platform'

ok "a user-space program opens the I2C controller" vfio-proof 12ce0000.i2c
ok "it has the region that the tree says" \
	sh -c 'vfio-proof 12ce0000.i2c | grep "^region 0: 0x1000 bytes, read, write"'
ok "and one interrupt" sh -c 'vfio-proof 12ce0000.i2c | grep "^device: .* 1 regions, 1 interrupts"'
ok "the RTC has two" sh -c 'vfio-proof 101e0000.rtc | grep "^device: .* 1 regions, 2 interrupts"'

for sibling in 12c60000 12c90000 121d0000; do
	is "$sibling.i2c is on its native driver" "$(driver platform/$sibling.i2c)" s3c-i2c
	ok "which VFIO does not have" not vfio-proof $sibling.i2c
done
is "the DMA controllers are on theirs" "$(driver amba/121a0000.dma-controller)" dma-pl330
ok "a second run is content" exits 0 earlybind
