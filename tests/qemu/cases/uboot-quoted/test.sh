# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# U-Boot, `setenv bootargs "..."` in quotes, with `;` between the rules.

# shellcheck source=tests/qemu/uboot-rules.sh
. /test/uboot-rules.sh
is "all in one parameter" "$(grep -o driver_override= /proc/cmdline | grep -c .)" 1
is "without the quotes" "$(tr -dc '"' </proc/cmdline)" ""
