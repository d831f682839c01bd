# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The worker crashes while it waits for modprobe: the boot goes on, and what was done is said.

is "the image's init runs" "$(sed -n 1p /found)" "started as /init with , process 1"
is "what was done before stays" "$(driver pci/0000:00:02.0) $(override pci/0000:00:02.0)" "none none"
ok "and is said" logged 'earlybind: pci/0000:00:02\.0: held'
ok "so is what was not" logged 'earlybind: pci/0000:00:03\.0: failed.*worker process died'
is "nothing but the rule's driver gets that card" "$(override pci/0000:00:03.0)" pci-stub
is "nothing is left mounted" "$(cut -d ' ' -f 2 /mounts | tr '\n' ' ')" "/ /proc "
