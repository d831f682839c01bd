#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Debian's initrds boot to the real root: untouched, with earlybind.cpio behind them, and made with our
# hooks. The devices of the rules are on vfio-pci, their twins, and all of them without rules, on
# their native drivers.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=${O:-build}
root=$O/debian-root
work=$O/distro
mkdir -p "$work"

# As for tests/distro/root
as_root=
[ "$(id -u)" = 0 ] || as_root='--map-root-user --map-auto'
# shellcheck disable=SC2086 # words
[ -e "$root/vmlinuz" ] || need_namespaces unshare $as_root --mount true

# The initrds with our hooks are as old as the root: the program of today over theirs.
echo "file /usr/sbin/earlybind $O/x86_64/earlybind 755" >"$work/today.list"
ok "the program is packed" sh -c "initramfs/mkcpio '$work/today.list' >'$work/today.cpio'"

# facts IMAGE: an archive with what shows, behind the image, whether its folders are still links: initramfs-tools
# reads the one file before each of its scripts, dracut the other when it is done with the image. An archive's folder
# takes the place of a link of that name, as usr/lib/dracut/hooks is one since dracut 106.
# shellcheck disable=SC2016 # in the image
echo 'echo "FACT: /sbin is $(readlink /sbin)" >/dev/console' >"$work/facts"
facts()
{
	hooks=$(tar -tf "$root/initrd.$1.tar" | sed -n 's,^\./\(.*/dracut/hooks\)/pre-pivot/$,\1,p')
	cat >"$work/facts.list" <<-END
		file /conf/param.conf $work/facts 644
		file /${hooks:-none}/pre-pivot/99-facts.sh $work/facts 755
	END
	initramfs/mkcpio "$work/facts.list"
}

# No checks of a file system that was just made: some seconds.
short='fastboot rd.skipfsck rd.fstab=0'

# plain: without what systemd 257 says to the terminal
plain()
{
	tr -d '\r' | sed 's/\x1b\[[0-9;?!]*[A-Za-z]//g; s/\x1b\][^\x07\x1b]*\(\x07\|\x1b\\\)//g'
}

# boot NAME INITRD PARAMETER...: with earlybind.cpio behind it, which rdinit= makes use of
boot()
{
	log=$work/$1.log
	cp "$root/initrd.$2" "$work/$1.img"
	truncate -s %4 "$work/$1.img"
	{
		facts "$2"
		cat "$O/x86_64/earlybind.cpio"
	} >>"$work/$1.img"
	[ "$2" = "${2%-hook}" ] || cat "$work/today.cpio" >>"$work/$1.img"
	name=$1
	shift 2
	timeout "${TIMEOUT:-900}" qemu-system-x86_64 -M q35,kernel-irqchip=split -cpu max -m 1024 -smp 2 \
		-kernel "$root/vmlinuz" -initrd "$work/$name.img" \
		-append "console=ttyS0 intel_iommu=on no_timer_check panic=-1 $* root=/dev/sda ro init=/sbin/tell $short" \
		-device intel-iommu,intremap=on -nic none -device e1000,addr=2,romfile= -device e1000,addr=3,romfile= \
		-drive if=none,id=disk1,driver=null-co,read-zeroes=on,size=64M -device nvme,addr=4,drive=disk1,serial=1 \
		-drive if=none,id=disk2,driver=null-co,read-zeroes=on,size=64M -device nvme,addr=5,drive=disk2,serial=2 \
		-drive if=ide,format=raw,snapshot=on,file="$root/root.img" \
		-display none -serial stdio -monitor none -no-reboot </dev/null 2>&1 | plain >"$log"
	rm "$work/$name.img"
	ok "$name: it comes to the real root" grep -qx 'FACT: root ext4' "$log"
	# The kernel's word that it powers off may be in the same line.
	ok "$name: and to its end" grep -q '^FACT: end' "$log"
	ok "$name: /sbin was still a link" grep -q 'FACT: /sbin is usr/sbin' "$log"
}

# drivers: of the two cards and the two disks
drivers()
{
	sed -n 's/^FACT: 0000:00:0[2-5]\.0 //p' "$log" | tr '\n' ' '
}

# record: how many devices /run/earlybind/devices has
record()
{
	sed -n 's/^FACT: record //p' "$log"
}

# taken NAME: the last boot, whose rules took one of each
taken()
{
	is "$1: cards and disks, one of each by a rule" "$(drivers)" "vfio-pci e1000 vfio-pci nvme "
	for device in 02 04; do
		ok "$1: 0000:00:$device.0 was bound before its own driver came" grep -q \
			"^LOG: .*earlybind: pci/0000:00:$device\.0: bound to vfio-pci, had no driver" "$log"
	done
	ok "$1: the native drivers never had them" not grep -qE '^LOG: .*(e1000 0000:00:02|pci function 0000:00:04)' "$log"
	for had in 'e1000 0000:00:03' 'pci function 0000:00:05'; do
		ok "$1: the others they had: $had" grep -q "^LOG: .*$had" "$log"
	done
}

# unpack IMAGE FILE: to stdout
unpack()
{
	tar -xOf "$root/initrd.$1.tar" "./$2"
}

# list IMAGE: the files in it
list()
{
	tar -tf "$root/initrd.$1.tar" | sed 's,^\./,,'
}

# holds PATTERN: the list of the image has such a file
holds()
{
	grep -E "^$1\$" "$work/list"
}

# hooked NAME: what our hooks brought into the image
hooked()
{
	list "$1" >"$work/list"
	ok "$1: the program is in the image" holds usr/sbin/earlybind
	unpack "$1" usr/sbin/earlybind >"$work/program"
	chmod +x "$work/program"
	is "$1: and runs" "$("$work/program" -V | cut -d ' ' -f 1)" earlybind
	is "$1: so are the rules" "$(unpack "$1" etc/earlybind.conf)" 'pci,00:05.0=/final'
	for module in vfio-pci vfio-pci-core vfio vfio_iommu_type1; do
		ok "$1: and $module" holds ".*/$module\.ko(\..*)?"
	done
	list "${1%-hook}" >"$work/list.without"
	ok "$1: without us there is none" not grep earlybind "$work/list.without"
	ok "$1: though there is an image" grep -qx init "$work/list.without"
}

hooked initramfs-tools-hook
is 'initramfs-tools: it runs before udev' "$(unpack initramfs-tools-hook scripts/init-top/ORDER |
	sed -n 's,^/scripts/init-top/\(earlybind\|udev\) .*,\1,p' | tr '\n' ' ')" "earlybind udev "
for made in dracut dracut-systemd; do
	hooked "$made-hook"
	is "$made: it runs before udev starts" "$(grep -E '/hooks/[^/]*/[0-9]*-?earlybind' "$work/list")" \
		"$(grep '/hooks/pre-udev/$' "$work/list")05-earlybind.sh"
done

one='driver_override=pci,00:02.0=vfio-pci'
for made in initramfs-tools dracut dracut-systemd; do
	boot "$made" "$made" rdinit=/earlybind single "$one driver_override=pci,00:04.0=vfio-pci"
	taken "$made"
	# Its own init keeps what is in /run; the others mount theirs over it.
	case $made in dracut) record=2 ;; *) record='' ;; esac
	is "$made: record of so many devices on the real root" "$(record)" "$record"
	# The image's own rule protects one of the two disks.
	boot "$made-hook" "$made-hook" "$one driver_override=pci,class[0108]=vfio-pci"
	taken "$made-hook"
	is "$made-hook: the real root has the record" "$(record)" 3
	boot "$made-control" "$made-hook" rdinit=/earlybind
	is "$made: without a rule all have their own" "$(drivers)" "e1000 e1000 nvme nvme "
	is "$made: started twice, each time it reads the rule that protects" \
		"$(grep -c '^LOG: .*earlybind: .*protected, left' "$log")" 2
done
done_testing
