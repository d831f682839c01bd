# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The initrd of exynos-sources, with `off` in its boot configuration, and no
# `bootconfig` on the command line: the kernel does not read it, so its rules
# are not there; those of the other sources are.

ok "the kernel shows no bootconfig" not grep -q driver_override /proc/bootconfig
is "the DMA controller of the bootconfig is on its native driver" \
	"$(driver amba/12680000.dma-controller)" dma-pl330
is "the one of earlybind.conf is held" "$(driver amba/12690000.dma-controller)" none
is "the I2C controller with the property is on vfio-platform" \
	"$(driver platform/13860000.i2c)" vfio-platform
is "/chosen wins where bootconfig did" "$(override platform/10830000.sss)" by-chosen
