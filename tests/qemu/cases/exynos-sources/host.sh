# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# Rules in every source but the command line, which is `append`.  Marks like
# by-conf are drivers that do not exist: an unbound device is armed for them,
# so that its override says whose rule won.

mkdir -p "$work/etc/earlybind.d"
cat >"$work/etc/earlybind.conf" <<-'END'
	# earlybind.conf
	amba,12690000.dma-controller=none
	platform,100a0000.keypad=by-conf
	platform,11840000.jpeg-codec=by-conf
	platform,13400000.codec=by-conf
	platform,10060000.watchdog=by-conf/final
END
cat >"$work/etc/earlybind.d/20-second.conf" <<-'END'
	platform,11840000.jpeg-codec=by-conf.d-20
	platform,12800000.g2d=by-conf.d
	platform,13940000.spi=/final
END
cat >"$work/etc/earlybind.d/10-first.conf" <<-'END'
	platform,11840000.jpeg-codec=by-conf.d-10
END
echo 'platform,100a0000.keypad=by-backup' >"$work/etc/earlybind.d/10-first.conf~"
files="tree /etc $work/etc"

property=linux,driver-override
cp "$O/smdkc210/board.dtb" "$work/board.dtb"
chmod u+w "$work/board.dtb"
fdtput -t s "$work/board.dtb" /soc/i2c@13860000 $property vfio-platform/noiommu/noreset
fdtput -t s "$work/board.dtb" /soc/g2d@12800000 $property by-node
fdtput -t s "$work/board.dtb" /soc/rotator@12810000 $property by-node
fdtput -t s "$work/board.dtb" /soc/codec@13400000 $property by-node
fdtput -t s "$work/board.dtb" /chosen $property \
	platform,10070000.rtc=none \
	'platform,12810000.rotator=by-chosen; platform,10830000.sss=by-chosen' \
	of,/soc/codec@13400000=by-chosen
qemu="-dtb $work/board.dtb"

bootconfig=$work/bootconfig
cat >"$bootconfig" <<-'END'
	# Comments, both quotes, an array, a key in parts
	driver_override = "amba,12680000.dma-controller=none", # the first
		'platform,10830000.sss=by-bootconfig;platform,13400000.codec=by-bootconfig'
	rd { driver_override = "platform,10830400.rng=by-bootconfig" }
	other { driver_override = "platform,100a0000.keypad=by-mistake" }
END
