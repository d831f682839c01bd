# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The machine of pci-select without a rule: every card is on its native driver.

for card in 00:02.0 00:03.0 00:07.0 00:0a.0 00:0a.1 00:0a.2 02:00.0 03:03.0; do
	is "$card is on e1000" "$(driver pci/0000:$card)" e1000
	is "$card has no override" "$(override pci/0000:$card)" unset
done
for card in 00:08.0 00:09.0; do
	is "$card is on virtio-pci" "$(driver pci/0000:$card)" virtio-pci
done
ok "pci-stub is not even loaded" not grep -q ^pci_stub /proc/modules
ok "earlybind is content" exits 0 earlybind

# With the machine as it is now, each selector of pci-select would take one.
planned()
{
	earlybind plan -r "$1=pci-stub" | grep -c 'pci/.*would'
}
is "id[] means one card" "$(planned 'pci,id[8086:100c]')" 1
is "id[] of the others means seven" "$(planned 'pci,id[8086:100e]')" 7
is "a subsystem that is right too" "$(planned 'pci,id[8086:100e:1af4:*]')" 7
is "class[] means eight" "$(planned 'pci,class[0200]')" 8
is "path[] means one" "$(planned 'pci,path[00_06.0-00_03.0]')" 1
is "with the domain, too" "$(planned 'pci,path[0000_00_06.0-00_03.0]')" 1
is "the bus number as it happens to be now is not in it" \
	"$(planned 'pci,path[00_06.0-03_03.0]')" 0
