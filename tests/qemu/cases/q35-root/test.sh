# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The machine runs from a disk on the SATA controller, whose driver is a module,
# while a network card and a disk controller are VFIO's.

is "the init that was asked for is process 1" "$$" 1
ok "the root is the disk, writable" grep -q '^/dev/[^ ]* / ext4 rw' /proc/mounts
ok "and takes a file" touch /file
ok "it is behind the SATA controller" \
	sh -c 'readlink /sys/block/sda | grep /0000:00:1f.2/'
is "which is on its native driver" "$(driver pci/0000:00:1f.2)" ahci
is "the network card is on vfio-pci" "$(driver pci/0000:00:02.0)" vfio-pci
is "the NVMe disk is on vfio-pci" "$(driver pci/0000:00:04.0)" vfio-pci
is "its twin is on nvme" "$(driver pci/0000:00:05.0)" nvme
is "/dev/ moved along, with two groups" "$(find /dev/vfio -name '[0-9]*' | wc -l)" 2
