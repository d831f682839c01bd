# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# rdinit=/earlybind in front of our own image, whose init starts the applet: that finds all done.

is "the card is on pci-stub" "$(driver pci/0000:00:02.0)" pci-stub
ok "which the first did" logged 'earlybind: pci/0000:00:02\.0: bound to pci-stub, had no driver'
ok "and the second found" logged 'earlybind: pci/0000:00:02\.0: bound to pci-stub already'
is "its twin is on the native driver" "$(driver pci/0000:00:03.0)" e1000
ok "the record is that of the second" grep -q 'pci/0000:00:02\.0' /run/earlybind/devices
is "init mounted all itself" "$(cut -d ' ' -f 2 /proc/mounts | sort | uniq -d)" ""
