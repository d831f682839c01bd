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

# The same with the applet in it, see applet/applet.mk
$(O)/%/applet/busybox: initramfs/applet $(O)/%/busybox $(APPLET_FILES) | $(O)/%/toolchain
	@initramfs/applet $* $(O)/$*/toolchain $(O)/$*/busybox $(O)/busybox $(@D)

#: busybox      BusyBox for ARCH with earlybind as an applet, and build/busybox, the files to drop into yours
#: bloat        what the applet adds to BusyBox, as BusyBox shows it
.PHONY: busybox bloat
busybox:
	$(call packages,$(ARCH) parts)
	@+$(BUILD) $(O)/$(ARCH)/applet/busybox
	@printf '  FILE    %s\n' $(APPLET_FILES) $(O)/$(ARCH)/applet/busybox
bloat: busybox
	$(call packages,bloat)
	@cd $(O)/$(ARCH)/applet/src && python3 scripts/bloat-o-meter busybox_old busybox_unstripped && \
		size busybox_old busybox_unstripped

# What every initramfs is made of, apart from the parts of its ARCH
INITRAMFS := $(addprefix initramfs/,init files.list mkcpio pack) $(O)/image-applet

# APPLET=busybox has earlybind as an applet of the image's BusyBox, standalone as a program.
APPLET ?= busybox
image-parts-busybox = $(O)/$(1)/applet/busybox
image-parts-standalone = $(O)/$(1)/busybox $(O)/$(1)/earlybind initramfs/standalone.list
ifeq ($(origin image-parts-$(APPLET)),undefined)
$(error APPLET=$(APPLET) is unknown: use busybox or standalone)
endif
# $(call image-parts,ARCH): what the image is made of, apart from the kernel
image-parts = $(call image-parts-$(APPLET),$(1))
# $(call pack,ARCH,KERNEL): makes $@ of it
pack = PARTS=$(O)/$(1) KERNEL=$(O)/$(2)/kernel BUSYBOX=$(O)/$(1)/$(if $(filter busybox,$(APPLET)),applet,busybox) \
	initramfs/pack $@ initramfs/files.list $(filter %.list,$(image-parts-$(APPLET)))

# Written when another one is asked for than last time
$(O)/image-applet: FORCE
	@mkdir -p $(@D) && { echo $(APPLET) | cmp -s - $@ || echo $(APPLET) >$@; }
.PHONY: FORCE
