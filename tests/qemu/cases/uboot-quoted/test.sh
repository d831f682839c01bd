# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# U-Boot, `setenv bootargs` in quotes: in "..." a `;` arrives, in '...' a quote
# as well, which a name with a blank needs.

# shellcheck source=tests/qemu/uboot-rules.sh
. /test/uboot-rules.sh
is "three rules in one parameter, and one for itself" \
	"$(grep -o driver_override= /proc/cmdline | grep -c .)" 2
ok "double quotes are U-Boot's" grep -q ' driver_override=pci' /proc/cmdline
ok "what stood in single ones is the kernel's" \
	grep -qF ' driver_override="platform,name[no such]=none" ' /proc/cmdline
ok "and a rule" logged 'platform/name\[no such\]: absent'
