# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2016,SC2034,SC2154 # part of `run`; U-Boot's variables
#
# The first rule, then one more each by the line of docs/tutorial.md.

line=$(sed -n 's/^| U-Boot | `\(setenv [^`]*\)`.*/\1/p' "$top/docs/tutorial.md")
args='setenv bootargs console=ttyAMA0 panic=-1 driver_override=pci,id[8086:*],!00:03.0=pci-stub/final'
for rule in 'of,/virtio_mmio@a00?e*,!/virtio_mmio@a002e00=none' \
	'platform,9020000.fw-cfg+compatible[qemu,fw-cfg-mmio]=vfio-platform/noiommu/noreset'; do
	args="$args; $(echo "$line" | sed "s|\.\.\.|$rule|")"
done
args="$args; setenv bootargs \"\$bootargs last=word\""

# shellcheck source=tests/qemu/uboot.sh
. "$top/tests/qemu/uboot.sh"
