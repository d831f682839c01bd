# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# U-Boot, `;` without quotes: what follows it is a command to U-Boot's shell,
# and does not arrive.  So the others do prove something.

is "the last word of bootargs is lost" "$(grep -c last=word /proc/cmdline)" 0
is "one rule is left" "$(earlybind check 2>&1 | tail -n 1)" "1 rule, 0 errors"
is "it is applied" "$(driver pci/0000:00:02.0)" pci-stub
is "the second is not" "$(override platform/a003e00.virtio_mmio)" unset
is "nor is the third" "$(driver platform/9020000.fw-cfg)" none
