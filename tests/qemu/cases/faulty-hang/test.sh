# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A driver whose probe does not return (tests/qemu/modules/eb-hang.c): the boot
# comes this far, and further runs end too.  Then the probe is let go.

hung=platform/a003e00.virtio_mmio rules=$(cut -d = -f 2- /proc/cmdline)

tap "# $(cut -d ' ' -f 1 /proc/uptime) seconds since the kernel started"
cat /run/earlybind/report | while IFS= read -r l; do tap "# $l"; done
