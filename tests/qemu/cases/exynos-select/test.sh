# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# By compatible with one exception, by modalias on a bus that has no such file,
# with an identity; the devices beside are left alone.

is "compatible: the first I2C controller is on vfio-platform" \
	"$(driver platform/13860000.i2c)" vfio-platform
ok "and works there" vfio-proof 13860000.i2c 8 0x5a
is "the one that is excepted is on the native driver" \
	"$(driver platform/13870000.i2c)" s3c-i2c
is "and has no override" "$(override platform/13870000.i2c)" unset

ok "a device on amba has no file modalias" \
	not test -e /sys/bus/amba/devices/12680000.dma-controller/modalias
is "modalias: the first DMA controller is held" \
	"$(driver amba/12680000.dma-controller)" none
is "the second too" "$(driver amba/12690000.dma-controller)" none
is "the one that is excepted is on the native driver" \
	"$(driver amba/12850000.dma-controller)" dma-pl330

is "another identity: the RTC keeps its driver" "$(driver platform/10070000.rtc)" s3c-rtc
is "nor does a later rule touch it" "$(override platform/10070000.rtc)" unset
ok "it is refused, with what was expected and what is there" logged \
	'platform/10070000\.rtc: refused: .*s3c6410-rtc.*s3c2410-rtc'
is "the right identity is accepted" "$(override platform/12810000.rotator)" none

ok "a path in another case is absent, with the right one" logged \
	'/soc/sysmmu@11A20000: absent.*did you mean /soc/sysmmu@11a20000'
is "and nothing is done" "$(override platform/11a20000.sysmmu)" unset
ok "a glob that matched nothing says so" logged '1183\*\.fimc.*absent'
ok "so does a compatible" logged 'compatible\[no,such\].*absent'
ok "but not where it is optional" not grep -q 1300 /run/earlybind/report
ok "a refused rule is the exit status" exits 1 earlybind
