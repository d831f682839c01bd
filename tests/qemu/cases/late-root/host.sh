# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# The disk of root-disk, with BusyBox's init and the inittab of the document; an initramfs whose
# init starts a watch, as the document says.

mkdir -p "$work/root/etc" "$work/root/sbin"
cp "$O/arm/debian-init" "$work/root/sbin/init"
cp "$O/arm/earlybind" "$work/root/sbin/"
# shellcheck disable=SC2016 # a document, not a command
sed -n '/^```inittab/,/^```$/ { /^```/d; p; }' "$top/docs/late.md" >"$work/root/etc/inittab"
echo ::once:/sbin/real-init >>"$work/root/etc/inittab"
# shellcheck source=tests/qemu/cases/root-disk/host.sh
. "$top/tests/qemu/cases/root-disk/host.sh"

sed 's|^\t/sbin/earlybind$|\t/sbin/earlybind watch -b|' "$top/initramfs/init" >"$work/init"
# Gone with the initramfs; the watch has to keep it.
echo pci,00:03.0=none >"$work/earlybind.conf"
files="file /etc/earlybind.conf $work/earlybind.conf 644
file /init $work/init 755"
