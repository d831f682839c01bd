# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# With drivers bound: what is in use is refused, its unused twin taken; later that is in use.

disk=$(ls /sys/bus/pci/devices/0000:00:06.0/virtio*/block)
other=$(ls /sys/bus/pci/devices/0000:00:07.0/virtio*/block)
card=$(ls /sys/bus/pci/devices/0000:00:02.0/net)
mkdir -p /mnt /dev/mine
ok "the disk is mounted" mount -t ext4 "/dev/$disk" /mnt
ifconfig "$card" 192.0.2.2 netmask 255.255.255.0 up
ok "the card has the default route" route add default gw 192.0.2.1

earlybind -r 'amba,9000000.pl011=none' >/run/said
is "the console keeps its driver, which cannot be unbound" "$(driver amba/9000000.pl011)" uart-pl011

# A node of another name leads to the disk by its number.
mknod /dev/mine/disk b "$(sed 's/:.*//' "/sys/class/block/$other/dev")" "$(sed 's/.*://' "/sys/class/block/$other/dev")"
earlybind plan -c root=/dev/mine/disk -r 'pci,00:07.0=none' >/run/said
ok "the disk of root= is refused" grep -q '0000:00:07\.0: refused: .*root=/dev/mine/disk' /run/said

earlybind -r 'pci,00:*=pci-stub' >/run/said
is "the mounted disk keeps its driver" "$(driver pci/0000:00:06.0)" virtio-pci
ok "it is refused as what it is" grep -q "0000:00:06\.0: refused: .*/dev/$disk mounted on /mnt" /run/said
is "the disk that is not mounted is taken" "$(driver pci/0000:00:07.0)" pci-stub
is "the card with the default route keeps its driver" "$(driver pci/0000:00:02.0)" e1000
ok "it is refused as what it is" grep -q "0000:00:02\.0: refused: .*default route over $card" /run/said
is "its twin is taken" "$(driver pci/0000:00:03.0)" pci-stub
ok "the mounted disk works" touch /mnt/file

umount /mnt
route del default
earlybind -r 'pci,00:06.0=pci-stub;pci,00:02.0=pci-stub' >/run/said
is "no longer mounted, it is taken" "$(driver pci/0000:00:06.0)" pci-stub
is "so is the card without a route" "$(driver pci/0000:00:02.0)" pci-stub
