# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# By alias and by device-tree path, whatever the bus; what exynos-select gives
# away stays here and the other way round.

is "alias: the second I2C controller is on vfio-platform" \
	"$(driver platform/13870000.i2c)" vfio-platform
ok "and works there" vfio-proof 13870000.i2c 8 0x5a
is "the first, of another alias, is on the native driver" \
	"$(driver platform/13860000.i2c)" s3c-i2c
is "path: the RTC is held" "$(driver platform/10070000.rtc)" none
is "path with a wildcard, on amba: a DMA controller is held" \
	"$(driver amba/12680000.dma-controller)" none
is "so is the next" "$(driver amba/12690000.dma-controller)" none
is "the third, of another path, is on the native driver" \
	"$(driver amba/12850000.dma-controller)" dma-pl330
is "of[] on any bus" "$(override platform/12530000.mmc)" none
is "alias[] on a bus" "$(override platform/13940000.spi)" none
ok "an alias that is not there is absent" logged 'of/i2c9: absent'
