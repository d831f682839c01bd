# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# U-Boot, `setenv bootargs` without quotes, and added to as docs/tutorial.md says: no `;`, a parameter for
# each rule.

# shellcheck source=tests/qemu/uboot-rules.sh
. /test/uboot-rules.sh
is "each in a parameter of its own" \
	"$(grep -o driver_override= /proc/cmdline | grep -c .)" 3
