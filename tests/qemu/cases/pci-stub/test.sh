# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# PCI: one of two identical cards is kept from e1000, then given to it.

is "the card is on pci-stub" "$(driver pci/0000:00:02.0)" pci-stub
is "its identical twin is on e1000" "$(driver pci/0000:00:03.0)" e1000
is "they are identical" "$(cat /sys/bus/pci/devices/0000:00:02.0/modalias)" \
	"$(cat /sys/bus/pci/devices/0000:00:03.0/modalias)"
ok "e1000 never probed the first" not logged 'e1000 0000:00:02.0'
ok "the kernel log has the outcome" logged 'earlybind: .*0000:00:02\.0.*bound'

ok "clear gives it back" exits 0 earlybind clear pci/0000:00:02.0
is "it is on e1000" "$(driver pci/0000:00:02.0)" e1000
is "without an override" "$(override pci/0000:00:02.0)" unset
is "the twin stays" "$(driver pci/0000:00:03.0)" e1000
