# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# For the host.sh of a case on board virt-armv7: through U-Boot.  Its saved
# environment is the case's `env`, and $args, if set, what `run args` runs; what
# QEMU would pass on is not used. `run extlinux` is sysboot, which Debian 13's U-Boot
# has not, or bootflow, which does the same.

uboot=$(dpkg -L u-boot-qemu | grep '/qemu_arm/u-boot\.bin$')
{
	cat "$case/env"
	echo "${args:+args=$args}"
	cat <<-'END'
	bootdelay=-2
	scriptaddr=0x40200000
	kernel_addr_r=0x40400000
	ramdisk_addr_r=0x44000000
	load=qfw load $kernel_addr_r $ramdisk_addr_r
	extlinux=sysboot virtio 0:0 any $scriptaddr /extlinux/extlinux.conf || bootflow scan -b virtio
	boot=bootz $kernel_addr_r $ramdisk_addr_r:$filesize $fdtcontroladdr
	END
} >"$work/env"
mkenvimage -s 0x40000 -o "$work/env.img" "$work/env"
# The second flash has 64 MiB; U-Boot looks at its beginning.
truncate -s 64M "$work/env.img"
qemu="-bios $uboot -drive if=pflash,unit=1,format=raw,file=$work/env.img"
files="file /test/uboot-rules.sh $top/tests/qemu/uboot-rules.sh 644"
