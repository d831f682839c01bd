# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# In the guest of a case that came through U-Boot: all three of its rules
# arrived whole and were applied.

is "the last word of bootargs is there" "$(sed 's/.* //' /proc/cmdline)" last=word
ok "earlybind has nothing to complain of" exits 0 earlybind check
is "id[] with a wildcard: the card is on pci-stub" "$(driver pci/0000:00:02.0)" pci-stub
is "the exception: its twin is on e1000" "$(driver pci/0000:00:03.0)" e1000
is "a path with wildcards: the device is held" \
	"$(override platform/a003e00.virtio_mmio)" none
is "the exception: the other is not" \
	"$(override platform/a002e00.virtio_mmio)" unset
is "an identity: the device is on vfio-platform" \
	"$(driver platform/9020000.fw-cfg)" vfio-platform
