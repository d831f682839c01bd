# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# VFIO where it cannot work: no IOMMU, no reset handler.  The same devices are
# bound when the rule says that it may be without.

card=pci/0000:00:02.0 virtio=platform/a003e00.virtio_mmio

ok "there is no IOMMU" test -z "$(ls /sys/kernel/iommu_groups 2>/dev/null)"
is "the card has no driver" "$(driver $card)" none
is "and is held back from its own" "$(override $card)" vfio-pci
ok "e1000 is there" test -d /sys/bus/pci/drivers/e1000
ok "and never probed it" not logged 'e1000 0000:00:02\.0'
ok "the log says that it failed, and what the kernel said" logged \
	'earlybind: pci/0000:00:02\.0: failed: .*kernel: vfio-pci 0000:00:02\.0: .*error -22.*held back'
ok "in a sentence of its own" logged \
	'earlybind: pci/0000:00:02\.0: failed: it has no IOMMU group, which vfio-pci needs;'
is "the other rule is applied" "$(driver pci/0000:00:03.0)" pci-stub
ok "a second run fails the same way" exits 1 earlybind
is "and leaves it so" "$(driver $card) $(override $card)" "none vfio-pci"

# fails RULE PATTERN: earlybind with that rule alone fails, and says so
fails()
{
	exits 1 earlybind -c '' -r "$1" && grep "failed: .*$2" /run/earlybind/report
}

# The twin has a driver: what cannot come to a good end is not begun.
earlybind clear pci/00:03.0 >/run/said
twin=pci/0000:00:03.0
is "the twin is on its native driver" "$(driver $twin) $(override $twin)" "e1000 unset"
ok "a bound device without an IOMMU group" fails 'pci,00:03.0=vfio-pci' \
	'it has no IOMMU group, so vfio-pci would not take it, and e1000 keeps it'
is "is left as it is" "$(driver $twin) $(override $twin)" "e1000 unset"
ok "and vfio-pci was not even asked" not sh -c "dmesg | grep 'vfio-pci 0000:00:03'"

rule=platform,a003e00.virtio_mmio=vfio-platform
ok "vfio-platform: a reset handler is required" fails "$rule" 'wants a reset handler.*noreset'
is "the device is held back" "$(driver $virtio) $(override $virtio)" "none vfio-platform"
ok "with noreset it is too late" fails "$rule/noreset" 'loaded before.*reset_required=1'

rmmod vfio_platform
ok "vfio-platform without reset handler" exits 0 earlybind -c '' -r "$rule/noiommu/noreset"
is "is bound" "$(driver $virtio)" vfio-platform
# Debian's 6.1 is asked for its variants in q35-vfio, this kernel here.
ok "vfio-pci without IOMMU, which is what vfio stands for here" exits 0 earlybind -c '' -r 'pci,00:02.0=vfio/noiommu'
is "is bound too" "$(driver $card)" vfio-pci
is "and the other one, as that mode is on for all" \
	"$(earlybind -c '' -r 'pci,00:03.0=vfio-pci' >/run/said; driver $twin)" vfio-pci
