# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# An image without /init: the next that the kernel would try on a root file system. It is started
# although the process that applies the rules crashed, and nobody is left to report.

is "its init runs" "$(sed -n 1p /found)" "started as /sbin/init with , process 1"
is "what was done before the crash stays" "$(driver pci/0000:00:02.0) $(override pci/0000:00:02.0)" "none none"
is "nothing but the rule's driver gets the other card" "$(override pci/0000:00:03.0)" pci-stub
ok "nothing was reported" not logged 'earlybind: pci/'
ok "the crash was" logged 'earlybind: the process that applies the rules crashed'
is "nothing is left mounted" "$(cut -d ' ' -f 2 /mounts | tr '\n' ' ')" "/ /proc "
is "no mount point was left" "$(sed -n 3p /found | tr ' ' '\n' | grep -cxE 'proc|sys')" 0
