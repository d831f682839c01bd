# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# rdinit=/earlybind in an image that knows nothing of it: the rules hold before the image's own
# init loads a module, and that init starts as if the kernel had started it.

card=pci/0000:00:02.0

is "the card of the rule is on vfio-pci" "$(driver $card)" vfio-pci
ok "it works" vfio-proof 0000:00:02.0
ok "the native driver never probed it" not logged 'e1000 0000:00:02.0'
is "its twin is on the native driver" "$(driver pci/0000:00:03.0)" e1000
is "a second rule is kept, too" "$(override platform/a003c00.virtio_mmio)" none
is "and one of the boot configuration" "$(override platform/a003a00.virtio_mmio)" none
ok "the kernel log has the outcome" logged 'earlybind: pci/0000:00:02\.0: bound to vfio-pci, had no driver'

is "the image's init is the first process, with the words that the kernel had for it" \
	"$(sed -n 1p /found)" "started as /init with one -two four, process 1"
is "in the root folder" "$(sed -n 2p /found)" "directory /, umask 0022"
is "no mount point was left" "$(sed -n 3p /found | tr ' ' '\n' | grep -cxE 'proc|sys')" 0
is "nor a device" "$(sed -n 4p /found)" "devices console null "
is "nothing is mounted but what it mounts" "$(cut -d ' ' -f 2 /mounts | tr '\n' ' ')" "/ /proc "
ok "its environment is the kernel's" grep -qx three=3 /environment
is "and nothing more" "$(grep -vcE '^(HOME|TERM|three|PATH|SHLVL|PWD|OLDPWD|driver_override)=' /environment)" 0
# What is a shell's own of these, rdinit-control has as well.
is "signals are as the kernel leaves them" "$(tr -d '\t\n' </signals)" \
	SigBlk:0000000000000000SigIgn:0000000000000004
is "so are descriptors" "$(grep -c /dev/console /descriptors) $(grep -c -- '->' /descriptors)" "3 5"
is "no child is left, not a dead one either" "$(cat /children)" ""
