# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The main job: an Exynos I2C controller is on vfio-platform before its own
# driver is loaded, and works there; the others go where they always went.

i2c=platform/13860000.i2c

ok "the native driver's module is loaded" grep -q ^i2c_s3c2410 /proc/modules
is "the device is on vfio-platform" "$(driver $i2c)" vfio-platform
is "its override says so" "$(override $i2c)" vfio-platform
ok "the native driver never probed it" not logged 's3c-i2c 13860000.i2c'
is "the second controller is on the native driver" \
	"$(driver platform/13870000.i2c)" s3c-i2c
ok "the native driver probed that one" logged 's3c-i2c 13870000.i2c: .*S3C I2C adapter'

ok "a user-space driver writes I2CADD and reads it back" \
	vfio-proof 13860000.i2c 8 0x5a
ok "one region of 0x100 bytes" \
	sh -c 'vfio-proof 13860000.i2c | grep -x "region 0: 0x100 bytes, read, write"'
ok "one interrupt" sh -c 'vfio-proof 13860000.i2c | grep "^device: .* 1 regions, 1 interrupts"'
ok "the second controller is not VFIO's" not vfio-proof 13870000.i2c 8 0x5a

is "amba: the held DMA controller has no driver" \
	"$(driver amba/12680000.dma-controller)" none
is "amba: its twin is on the native driver" \
	"$(driver amba/12690000.dma-controller)" dma-pl330

ok "the kernel log has the outcome of the device" \
	logged 'earlybind: .*13860000\.i2c.*bound'
ok "and of the held one" logged 'earlybind: .*12680000\.dma-controller.*held'
ok "/run/earlybind/ has a record" test -n "$(ls /run/earlybind)"
ok "status names the driver" sh -c 'earlybind status 13860000.i2c | grep vfio-platform'

modules=$(cat /proc/modules)
ok "a second run is content" exits 0 earlybind
is "and loads nothing" "$(cat /proc/modules)" "$modules"
is "and moves nothing" "$(driver $i2c)" vfio-platform
