# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The board's devices by alias, path and compatible; what is refused on it is refused here.

is "of,i2c8: the controller is on vfio-platform" "$(driver platform/12ce0000.i2c)" vfio-platform
is "a path that has the right compatible: the RTC is held" \
	"$(driver platform/101e0000.rtc) $(override platform/101e0000.rtc)" "none none"
ok "no native driver probed it" not logged 's3c-rtc 101e0000.rtc'

ok "the controller with the PMIC behind it is refused" \
	logged 'platform/12c60000\.i2c: refused: .*pmic@66 is behind it: regulator'
is "and has its driver" "$(driver platform/12c60000.i2c)" s3c-i2c
is "its neighbour, in the same rule, is held" "$(override platform/12c90000.i2c)" none
is "the fourth went to its native driver" "$(driver platform/121d0000.i2c)" s3c-i2c

ok "the board's console is refused" logged 'platform/12c20000\.serial: refused: .*stdout-path'
is "it has no override" "$(override platform/12c20000.serial)" unset

# This kernel has no driver for the IOMMUs; the device waits for its own.
ok "a device behind an IOMMU is armed" logged 'platform/11c00000\.rotator: armed for vfio-platform: .*waits for a supplier'
is "its override is set" "$(override platform/11c00000.rotator)" vfio-platform
# Until the kernel gives up waiting: 10 seconds after the last driver came (deferred_probe_timeout=).
for _ in $(seq 120); do
	[ "$(driver platform/11c00000.rotator)" = none ] || break
	sleep 1
done
is "then it is on vfio-platform" "$(driver platform/11c00000.rotator)" vfio-platform

is "a DMA controller is on vfio-amba" "$(driver amba/10800000.dma-controller)" vfio-amba
is "its twin is on the native driver" "$(driver amba/11c10000.dma-controller)" dma-pl330

ok "what is only on the board is absent" logged 'platform/10010000\.clock-controller: absent'
