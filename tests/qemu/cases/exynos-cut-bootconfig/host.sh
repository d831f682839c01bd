# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`

# shellcheck source=tests/qemu/cases/exynos-cut/host.sh
. "$top/tests/qemu/cases/exynos-cut/host.sh"

bootconfig=$work/bootconfig
cat >"$bootconfig" <<-'END'
	kernel.driver_override = "amba,12680000.dma-controller=none"
	init.words = "as long as what was cut off, and more than that"
END
