# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The same board without a rule: what exynos-vfio proves is not there by
# itself, so that test is able to fail.  Then the rules by hand.

i2c=platform/13860000.i2c

is "the device is on its native driver" "$(driver $i2c)" s3c-i2c
is "it has no override" "$(override $i2c)" unset
ok "the native driver probed it" logged 's3c-i2c 13860000.i2c: .*S3C I2C adapter'
ok "VFIO has nothing to offer" not vfio-proof 13860000.i2c 8 0x5a
is "the DMA controller is on its native driver" \
	"$(driver amba/12680000.dma-controller)" dma-pl330
ok "no VFIO module was loaded" not grep -q ^vfio /proc/modules
ok "earlybind without a rule is content" exits 0 earlybind

# A device that already has a driver: taken away from it, and given back.
ok "set takes it from the native driver" \
	exits 0 earlybind set $i2c vfio-platform/noiommu/noreset
is "it is on vfio-platform" "$(driver $i2c)" vfio-platform
ok "and works there" vfio-proof 13860000.i2c 8 0x5a
ok "clear gives it back" exits 0 earlybind clear $i2c
is "it is on the native driver" "$(driver $i2c)" s3c-i2c
is "without an override" "$(override $i2c)" unset
