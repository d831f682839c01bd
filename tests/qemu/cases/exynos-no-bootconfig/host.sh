# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # part of `run`

# shellcheck source=tests/qemu/cases/exynos-sources/host.sh
. "$top/tests/qemu/cases/exynos-sources/host.sh"
echo 'driver_override = off' >>"$bootconfig"
