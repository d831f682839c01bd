# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A driver whose probe does not return (tests/qemu/modules/eb-hang.c).

is "the image's init runs" "$(sed -n 1p /found)" "started as /init with , process 1"
ok "the rule that cannot end is said to be blocked" \
	logged 'earlybind: platform/a003e00\.virtio_mmio: failed: blocked in the kernel'
is "the other one holds" "$(driver pci/0000:00:02.0) $(override pci/0000:00:02.0)" "none none"
is "and the twin has its driver" "$(driver pci/0000:00:03.0)" e1000
is "nothing is left mounted" "$(cut -d ' ' -f 2 /mounts | tr '\n' ' ')" "/ /proc "
start=$(dmesg | sed -n 's/^\[ *\([0-9]*\)\..*Run \/earlybind as init process.*/\1/p')
end=$(dmesg | sed -n 's/^\[ *\([0-9]*\)\..*earlybind: 2 rules, 2 devices.*/\1/p')
ok "it held the boot for not more than its timeout of 10 seconds" [ $((end - start)) -le 12 ]
ok "and nearly for that long" [ $((end - start)) -ge 4 ]
echo >/sys/module/eb_hang/parameters/let_go
