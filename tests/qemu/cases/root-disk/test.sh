# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The same image hands over to a root disk whose driver is a module, and what
# was decided before lasts.  A root= in quotes or after `--` is not meant.

is "the init that was asked for is process 1" "$$" 1
ok "the root is the disk, writable" grep -q '^/dev/[^ ]* / ext4 rw' /proc/mounts
ok "and takes a file" touch /file
for fs in /proc /sys /dev /run /sys/kernel/debug; do
	ok "$fs moved along" mountpoint -q $fs
done
ok "/run/earlybind/ has a record" test -n "$(ls /run/earlybind)"
is "the card is on pci-stub" "$(driver pci/0000:00:02.0)" pci-stub
is "its twin is on e1000" "$(driver pci/0000:00:03.0)" e1000
is "what followed -- went to init" "$*" root=/dev/late
