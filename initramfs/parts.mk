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
