# SPDX-License-Identifier: GPL-2.0-only
#
# Kernels and boards.  $(O)/KERNEL/kernel links to a kernel in the cache,
# $(O)/KERNEL/initramfs.cpio.gz goes with it, $(O)/BOARD/ has what only that
# board needs.  board/README.md says how to add one.

# What `make run` tries, instead of nothing.
RULES_smdkc210   := driver_override=platform,13860000.i2c=vfio-platform/noiommu/noreset
RULES_arndale    := driver_override=platform,12ce0000.i2c=vfio-platform;platform,101e0000.rtc=vfio-platform \
	vfio.enable_unsafe_noiommu_mode=1 vfio_platform.reset_required=0
RULES_virt-arm64 := driver_override=pci,00:02.0=vfio-pci
RULES_q35        := driver_override=pci,00:02.0=vfio-pci;pci,00:04.0=vfio-pci
APPEND ?= $(RULES_$(BOARD))
export APPEND

# The packages for a board: its compiler, and for a kernel built here or one of Debian's
BOARD_ARCH := $(shell cat board/$(BOARD)/arch 2>/dev/null)
BOARD_SETS := $(BOARD_ARCH) parts $(if $(filter arm,$(BOARD_ARCH)),kernel,debian) boot

$(O)/armv7/kernel: board/kernel board/armv7.config initramfs/arch.sh
	$(call packages,arm kernel)
	@board/kernel armv7 $@

$(O)/armv7/initramfs.cpio.gz: $(INITRAMFS) $(call image-parts,arm) $(O)/armv7/kernel
	$(call say,CPIO,$@)$(call pack,arm,armv7)

$(O)/debian-%/kernel: board/debian board/debian-%.modules initramfs/arch.sh
	$(call packages,debian)
	@board/debian $* $@

$(O)/debian-%/initramfs.cpio.gz: $(INITRAMFS) $(call image-parts,%) $(O)/debian-%/kernel
	$(call say,CPIO,$@)$(call pack,$*,debian-$*)

# boot-BOARD: all that its command needs
BOOTS := $(patsubst board/%/README.md,boot-%,$(wildcard board/*/README.md))
.PHONY: $(BOOTS)
boot-smdkc210: $(O)/armv7/initramfs.cpio.gz $(O)/smdkc210/board.dtb
boot-arndale: $(O)/armv7/initramfs.cpio.gz $(O)/arndale/board.dtb
boot-virt-armv7: $(O)/armv7/initramfs.cpio.gz
boot-virt-arm64: $(O)/debian-arm64/initramfs.cpio.gz
boot-q35: $(O)/debian-x86_64/initramfs.cpio.gz
$(BOOTS):
	$(call packages,boot)

$(O)/smdkc210/board.dtb: board/smdkc210/board.dtso $(O)/armv7/kernel
	$(call packages,boot)
	$(call say,DTB,$@)mkdir -p $(@D) && dtc -q -I dts -O dtb -o $(@D)/board.dtbo $< && \
		fdtoverlay -i $(O)/armv7/kernel/dtbs/exynos4210-smdkv310.dtb -o $@ $(@D)/board.dtbo

$(O)/arndale/board.dtb: board/arndale/tree $(O)/armv7/kernel
	$(call packages,boot)
	$(call say,DTB,$@)mkdir -p $(@D) && board/arndale/tree $(O)/armv7/kernel/dtbs/exynos5250-arndale.dtb $@

# A second archive, with the hook that shows the outcome and powers off, and which board it is
$(O)/run-%.cpio.gz: board/run.list board/show initramfs/mkcpio initramfs/pack
	$(call say,CPIO,$@)BOARD=$* initramfs/pack $@ $<

#: run          boot BOARD, hand devices away as APPEND='driver_override=...' says, show it
.PHONY: run run-board
run:
	$(call packages,$(BOARD_SETS))
	@+$(BUILD) run-board
run-board: boot-$(BOARD) $(O)/run-$(BOARD).cpio.gz
	@OVERLAY=$(O)/run-$(BOARD).cpio.gz board/boot $(BOARD) $(O) </dev/null

#: shell        the same with a prompt in the guest; exit or Ctrl-A x ends it
.PHONY: shell shell-board
shell:
	$(call packages,$(BOARD_SETS))
	@+$(BUILD) shell-board
shell-board: boot-$(BOARD)
	@board/boot $(BOARD) $(O)

#: image        the files to copy to the board, with APPEND in them: BOARD=arndale
.PHONY: image image-board
image:
	@[ -e board/$(BOARD)/extlinux.conf ] || \
		{ echo "there is no image for $(BOARD): boards with an extlinux.conf have one" >&2; exit 1; }
	$(call packages,$(BOARD_SETS))
	@+$(BUILD) image-board
image-board: $(O)/armv7/initramfs.cpio.gz
	@board/image $(BOARD) $(O) $(O)/$(BOARD)/image

#: kernel       Linux for the 32-bit ARM boards; for the others it is Debian's
#: initramfs    the image that the boards boot
.PHONY: kernel initramfs
kernel: $(O)/armv7/kernel
initramfs: boot-$(BOARD)
