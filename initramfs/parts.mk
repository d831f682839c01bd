# SPDX-License-Identifier: GPL-2.0-only
#
# The parts of an initramfs.  Scripts do the work and keep it in $(CACHE);
# $(O)/ARCH/toolchain and $(O)/ARCH/busybox are links into it.

# $(call packages,SET...): the Debian packages of these sets, see the script
packages = @initramfs/packages $(1)

$(O)/%/toolchain: initramfs/toolchain initramfs/arch.sh
	$(call packages,parts $*)
	@initramfs/toolchain $* $@

#: toolchain    musl for ARCH
.PHONY: toolchain
toolchain: $(O)/$(ARCH)/toolchain

$(O)/%/busybox: initramfs/busybox initramfs/busybox.config | $(O)/%/toolchain
	@initramfs/busybox $* $(O)/$*/toolchain $@

#: busybox      BusyBox for ARCH
.PHONY: busybox
busybox: $(O)/$(ARCH)/busybox

# What every initramfs is made of, apart from the parts of its ARCH
INITRAMFS := $(addprefix initramfs/,init files.list mkcpio pack)
