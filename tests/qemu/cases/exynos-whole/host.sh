# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # part of `run`

# shellcheck source=tests/qemu/cases/exynos-cut/host.sh
. "$top/tests/qemu/cases/exynos-cut/host.sh"
APPEND=${APPEND%-of-your-business}
