# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# In pci-select the card behind the second port is 0000:02:00.0; here it is
# not, and another is.  The path goes with the card, the address does not, and
# the two together notice.

is "the card behind the port is on another bus, and on pci-stub" \
	"$(driver pci/0000:01:00.0)" pci-stub
is "the one that has its address now is on e1000" "$(driver pci/0000:02:00.0)" e1000
is "without an override" "$(override pci/0000:02:00.0)" unset
ok "address and path do not agree: refused, with the path of what is there" logged \
	'0000:02:00\.0: refused: .*path\[00_05\.0-00_00\.0\], found 0000_00_06\.0-00_00\.0'
