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

# In earnest: what the machine runs from stays.
earlybind -c '' -r 'pci,00:1f.2,00:05.0,00:03.0=none' >/run/said
is "the controller of the root disk keeps its driver" "$(driver pci/0000:00:1f.2) $(override pci/0000:00:1f.2)" "ahci unset"
ok "it is refused as what it is" grep -q '^pci/0000:00:1f\.2: refused: .*/dev/.* mounted on /;' /run/said
is "a disk that is not mounted is taken" "$(driver pci/0000:00:05.0)" none
is "so is a card without a route" "$(driver pci/0000:00:03.0)" none
ok "the root still takes a file" touch /other
earlybind plan -n -c '' -r 'pci,00:1f.2=none/force' >/run/said
ok "option force would take it" grep -q '^pci/0000:00:1f\.2: would .* unbind from ahci' /run/said
