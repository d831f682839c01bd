# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What `plan -D` predicts from this board's own blob is what it has.

# shellcheck source=/dev/null
. /test/forecast.guest

planned()
{
	earlybind plan -c '' -r "platform,$1" >/tmp/planned
	grep -q "^platform/.*: $2" /tmp/planned || { cat /tmp/planned; return 1; }
}

ok "a bus with the clocks of others on it is refused" planned soc=none \
	'refused: this system depends on it: ' 
ok "but not with force" planned soc=none/force 'would set override none'
ok "an IOMMU is refused" planned 12a20000.sysmmu=none 'refused: this system depends on it: iommu of /soc/g2d@12800000'
ok "an I2C controller whose devices nobody needs is not" planned 13860000.i2c=none 'would set override none'
ok "of the main clock controller no device is made" planned 10030000.clock-controller=none 'absent'
