# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The machine of arm64-vfio without a rule: both cards are on their native driver.

for card in 00:02.0 00:03.0; do
	is "$card is on e1000" "$(driver pci/0000:$card)" e1000
	is "$card has no override" "$(override pci/0000:$card)" unset
	ok "VFIO does not have $card" not vfio-proof 0000:$card
done
ok "vfio-pci is not even loaded" not grep -q ^vfio_pci /proc/modules
ok "no group has a node" not ls /dev/vfio/[0-9]*

# What `plan -D` predicts from this board's own blob is what it has.
# shellcheck source=/dev/null
. /test/forecast.guest
