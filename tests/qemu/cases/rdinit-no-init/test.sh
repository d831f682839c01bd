# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# An image without /init: the next that the kernel would try on a root file system.

is "its init runs" "$(sed -n 1p /found)" "started as /sbin/init with , process 1"
is "the rule holds" "$(driver pci/0000:00:02.0) $(override pci/0000:00:02.0)" "none none"
