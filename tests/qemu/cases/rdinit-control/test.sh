# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The same image and rule, without rdinit=.

is "the card is on its native driver" "$(driver pci/0000:00:02.0)" e1000
is "its init found" "$(sed -n 2,4p /found | sed "s/ *$//")" "directory /, umask 0022
top bin dev earlybind found hooks init lib root run sbin test usr
devices console null"
is "nothing was mounted" "$(cut -d ' ' -f 2 /mounts | tr '\n' ' ')" "/ /proc "
is "signals" "$(tr -d '\t\n' </signals)" SigBlk:0000000000000000SigIgn:0000000000000004
is "descriptors" "$(grep -c /dev/console /descriptors) $(grep -c -- '->' /descriptors)" "3 5"

# Its boot configuration is not the last thing; that of the case rdinit is.
ok "the kernel finds no boot configuration" logged "'bootconfig' found on command line, but no bootconfig found"
is "the rule in it is not there" "$(override platform/a003a00.virtio_mmio)" unset
ok "it stumbles over it" logged 'Initramfs unpacking failed: invalid magic'
ok "and what is behind it is lost" not test -e /behind
