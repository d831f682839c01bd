# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# An image whose /init cannot start: the next that the kernel would try on a root file system. It is started
# although the process that applies the rules crashed, and nobody is left to report.

is "its init runs" "$(sed -n 1p /found)" "started as /bin/init with , process 1"
ok "the one that cannot start is said" logged 'earlybind: cannot execute /init'
ok "those that are not there are not" not logged 'earlybind: cannot execute /[^i]'
is "what was done before the crash stays" "$(driver pci/0000:00:02.0) $(override pci/0000:00:02.0)" "none none"
is "nothing but the rule's driver gets the other card" "$(override pci/0000:00:03.0)" pci-stub
ok "nothing was reported" not logged 'earlybind: pci/'
ok "the crash was" logged 'earlybind: the process that applies the rules crashed'
is "its worker does not go on beside the image's init, nor does modprobe" \
	"$(awk '/^Name:/ { name = $2 }
		/^State:/ && $2 != "Z" && (name == "earlybind" || name == "sleep") { print name }' \
		/proc/[0-9]*/status)" ""
is "nothing is left mounted" "$(cut -d ' ' -f 2 /mounts | tr '\n' ' ')" "/ /proc "
is "no mount point was left" "$(sed -n 3p /found | tr ' ' '\n' | grep -cxE 'proc|sys')" 0
