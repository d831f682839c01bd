#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Debian's initrds, untouched, with earlybind.cpio behind them, boot to the real root: the devices of
# the rules are on vfio-pci, their twins, and all of them without rules, on their native drivers.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=${O:-build}
root=$O/debian-root
work=$O/distro
mkdir -p "$work"

# boot NAME INITRD PARAMETER...
boot()
{
	log=$work/$1.log
	cp "$root/initrd.$2" "$work/$1.img"
	truncate -s %4 "$work/$1.img"
	cat "$O/x86_64/earlybind.cpio" >>"$work/$1.img"
	name=$1
	shift 2
	timeout "${TIMEOUT:-300}" qemu-system-x86_64 -M q35,kernel-irqchip=split -cpu max -m 1024 -smp 2 \
		-kernel "$root/vmlinuz" -initrd "$work/$name.img" \
		-append "console=ttyS0 intel_iommu=on no_timer_check panic=-1 $* root=/dev/sda ro init=/sbin/tell" \
		-device intel-iommu,intremap=on -nic none -device e1000,addr=2,romfile= -device e1000,addr=3,romfile= \
		-drive if=none,id=disk1,driver=null-co,read-zeroes=on,size=64M -device nvme,addr=4,drive=disk1,serial=1 \
		-drive if=none,id=disk2,driver=null-co,read-zeroes=on,size=64M -device nvme,addr=5,drive=disk2,serial=2 \
		-drive if=ide,format=raw,snapshot=on,file="$root/root.img" \
		-display none -serial stdio -monitor none -no-reboot </dev/null 2>&1 | tr -d '\r' >"$log"
	rm "$work/$name.img"
	ok "$name: it comes to the real root" grep -qx 'FACT: root ext4' "$log"
	ok "$name: and to its end" grep -qx 'FACT: end' "$log"
}

# drivers: of the two cards and the two disks
drivers()
{
	sed -n 's/^FACT: 0000:00:0[2-5]\.0 //p' "$log" | tr '\n' ' '
}

rules='driver_override=pci,00:02.0=vfio-pci driver_override=pci,00:04.0=vfio-pci'
for made in initramfs-tools dracut; do
	boot "$made" "$made" rdinit=/earlybind single "$rules"
	is "$made: cards and disks, one of each by a rule" "$(drivers)" "vfio-pci e1000 vfio-pci nvme "
	for device in 02 04; do
		ok "$made: 0000:00:$device.0 was bound before its own driver came" grep -q \
			"^LOG: .*earlybind: pci/0000:00:$device\.0: bound to vfio-pci, had no driver" "$log"
	done
	ok "$made: the native drivers never had them" not grep -qE '^LOG: .*(e1000 0000:00:02|pci function 0000:00:04)' "$log"
	ok "$made: the others they had" grep -q '^LOG: .*e1000 0000:00:03' "$log"
	boot "$made-control" "$made" rdinit=/earlybind
	is "$made: without a rule all have their own" "$(drivers)" "e1000 e1000 nvme nvme "
done
done_testing
