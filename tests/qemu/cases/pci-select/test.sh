# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# PCI: by identity, class, topology path, pci=driver[], short address, glob
# with an exception; pci-control has the same machine without a rule.

pci()
{
	driver "pci/0000:$1"
}

is "pci=driver[]: the card is on pci-stub" "$(pci 00:02.0)" pci-stub
ok "the kernel passed over that piece" logged 'PCI: Unknown option .driver\[0000:00:02\.0\]=pci-stub'
ok "and took no other for unknown" \
	test "$(dmesg | grep -c 'PCI: Unknown option')" = 1
is "id[]: the card of that id is on pci-stub" "$(pci 00:07.0)" pci-stub
is "class[]: the serial controller is held" "$(pci 00:08.0)" none
is "one of another class is on its native driver" "$(pci 00:09.0)" virtio-pci
is "path[]: the card behind the second port is on pci-stub" "$(pci 02:00.0)" pci-stub
is "short address: the card behind the bridge is on pci-stub" "$(pci 03:03.0)" pci-stub
is "glob: function 0 is on pci-stub" "$(pci 00:0a.0)" pci-stub
is "the exception, function 1, is on e1000" "$(pci 00:0a.1)" e1000
is "function 2 is on pci-stub" "$(pci 00:0a.2)" pci-stub

is "another identity: the card keeps to e1000" "$(pci 00:03.0)" e1000
is "without an override" "$(override pci/0000:00:03.0)" unset
ok "it is refused, with what was expected and what is there" logged \
	'0000:00:03\.0: refused: .*8086:1533.*8086:100E'
ok "another domain is another device" logged 'pci/0001:00:03\.0: absent'
ok "subsystem ids are compared too" logged 'id\[8086:100e:1af4:1101\].*absent'
ok "a refused rule is the exit status" exits 1 earlybind

ok "domains of five digits are in the language" exits 0 earlybind check 'pci,10000:e1:00.0=none'
ok "a swapped rule is not" exits 2 earlybind check 'pci,vfio-pci=0000:02:00.0'
