# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The sentence that was proposed for the kernel in 2014, word for word, on a
# board that has neither device (virt-2014 has one of them): each is reported,
# and the boot goes on as if nothing had been said.

ok "the sentence is on the command line" \
	grep -qF 'driver_override=pci,0000:02:00.0=pci-stub;platform,fakename=vfio-platform' \
	/proc/cmdline
ok "the PCI device is absent" logged 'earlybind: pci/0000:02:00\.0: absent'
ok "the platform device is absent" logged 'earlybind: platform/fakename: absent'
is "I2C is on its native driver" "$(driver platform/13860000.i2c)" s3c-i2c
is "so is the RTC" "$(driver platform/10070000.rtc)" s3c-rtc
is "so is DMA" "$(driver amba/12680000.dma-controller)" dma-pl330
ok "no module was loaded for it" not grep -q '^vfio\|^pci_stub' /proc/modules
ok "the exit status tells" exits 1 earlybind
