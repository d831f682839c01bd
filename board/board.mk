# SPDX-License-Identifier: GPL-2.0-only
#
# Kernels and boards.  $(O)/KERNEL/kernel links to a kernel in the cache,
# $(O)/KERNEL/initramfs.cpio.gz goes with it, $(O)/BOARD/ has what only that
# board needs.  board/README.md says how to add one.

# What `make run` tries, instead of nothing.
RULES  := driver_override=platform,13860000.i2c=vfio-platform/noiommu/noreset
APPEND ?= $(if $(filter smdkc210,$(BOARD)),$(RULES))
export APPEND

$(O)/armv7/kernel: board/kernel board/armv7.config initramfs/arch.sh
	$(call packages,arm kernel)
	@board/kernel armv7 $@

$(O)/armv7/initramfs.cpio.gz: $(INITRAMFS) $(O)/arm/busybox $(O)/arm/earlybind $(O)/armv7/kernel
	$(call say,CPIO,$@)PARTS=$(O)/arm KERNEL=$(O)/armv7/kernel initramfs/pack $@ initramfs/files.list

# boot-BOARD: all that its command needs
.PHONY: boot-smdkc210 boot-virt-armv7
boot-smdkc210: $(O)/armv7/initramfs.cpio.gz $(O)/smdkc210/board.dtb
boot-virt-armv7: $(O)/armv7/initramfs.cpio.gz
boot-smdkc210 boot-virt-armv7:
	$(call packages,boot)

$(O)/smdkc210/board.dtb: board/smdkc210/board.dtso $(O)/armv7/kernel
	$(call packages,boot)
	$(call say,DTB,$@)mkdir -p $(@D) && dtc -q -I dts -O dtb -o $(@D)/board.dtbo $< && \
		fdtoverlay -i $(O)/armv7/kernel/dtbs/exynos4210-smdkv310.dtb -o $@ $(@D)/board.dtbo

# A second archive, with the hook that shows the outcome and powers off
$(O)/run.cpio.gz: board/run.list board/show initramfs/mkcpio initramfs/pack
	$(call say,CPIO,$@)initramfs/pack $@ $<

#: run          boot BOARD, hand devices away as APPEND='driver_override=...' says, show it
.PHONY: run run-board
run:
	$(call packages,arm parts kernel boot)
	@+$(MAKE) --no-print-directory run-board
run-board: boot-$(BOARD) $(O)/run.cpio.gz
	@OVERLAY=$(O)/run.cpio.gz board/boot $(BOARD) $(O) </dev/null

#: shell        the same with a prompt in the guest; exit or Ctrl-A x ends it
.PHONY: shell shell-board
shell:
	$(call packages,arm parts kernel boot)
	@+$(MAKE) --no-print-directory shell-board
shell-board: boot-$(BOARD)
	@board/boot $(BOARD) $(O)

#: kernel       Linux for the 32-bit ARM boards
#: initramfs    the image that the boards boot
.PHONY: kernel initramfs
kernel: $(O)/armv7/kernel
initramfs: boot-$(BOARD)
