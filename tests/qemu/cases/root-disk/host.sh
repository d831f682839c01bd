# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# An ext4 disk with BusyBox, earlybind and the guest's part as its init, made without root. There
# earlybind is a program of its own: it reads what the applet of the initramfs left. Who reads this
# may have put more into $work/root.

root=$work/root
mkdir -p "$root/bin" "$root/sbin" "$root/usr/bin" "$root/usr/sbin" "$root/test" "$root/proc" "$root/sys" "$root/dev" "$root/run"
cp "$O/$arch/busybox/busybox" "$O/$arch/earlybind" "$root/bin/"
while IFS= read -r link; do
	ln -sf /bin/busybox "$root$link"
done <"$O/$arch/busybox/busybox.links"
cp "$top/tests/qemu/guest" "$root/sbin/real-init"
cp "$case/test.sh" "$top/tests/lib/tap.sh" "$root/test/"
echo standalone >"$root/test/applet"
PATH=$PATH:/sbin:/usr/sbin mke2fs -q -t ext4 -d "$root" "$work/disk.img" 8M >"$work/mke2fs.log"

hook=/unused
qemu="-drive if=none,id=disk,format=raw,file=$work/disk.img -device virtio-blk-pci,drive=disk"
