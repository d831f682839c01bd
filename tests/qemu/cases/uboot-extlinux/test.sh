# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# U-Boot, extlinux.conf on a disk: no shell reads `append`, `;` arrives as it is.

# shellcheck source=tests/qemu/uboot-rules.sh
. /test/uboot-rules.sh
is "all in one parameter" "$(grep -o driver_override= /proc/cmdline | grep -c .)" 1
