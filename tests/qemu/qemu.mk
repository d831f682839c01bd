# SPDX-License-Identifier: GPL-2.0-only
#
# Boots. What a case needs follows from its board; what only this case needs stands in its file `needs`.

guest_cc = $(call say,CC,$@)$(O)/$*/toolchain/bin/musl-gcc -std=c11 -D_GNU_SOURCE $(WARNINGS) \
	-Os -s -static -no-pie -o $@ $<
$(O)/%/vfio-proof: tests/qemu/vfio-proof.c | $(O)/%/toolchain
	$(guest_cc)
$(O)/%/small-sockets: tests/qemu/small-sockets.c | $(O)/%/toolchain
	$(guest_cc)
$(O)/%/forge-uevent: tests/qemu/forge-uevent.c | $(O)/%/toolchain
	$(guest_cc)

$(O)/arm/debian-init: tests/qemu/debian-init initramfs/arch.sh
	@mkdir -p $(@D) && tests/qemu/debian-init arm $@

$(O)/armv7/test-modules: $(wildcard tests/qemu/modules/*) initramfs/arch.sh $(O)/armv7/kernel
	@tests/qemu/modules/build arm $(O)/armv7/kernel $@

# An image that knows nothing of earlybind
$(O)/armv7/foreign.cpio.gz: $(wildcard tests/qemu/foreign/*) $(INITRAMFS) $(O)/arm/busybox $(O)/armv7/kernel
	$(call say,CPIO,$@)KERNEL=$(O)/armv7/kernel BUSYBOX=$(O)/arm/busybox initramfs/pack $@ \
		tests/qemu/foreign/image.list

# $(call boot-case,FOLDER,BOARD)
define boot-case
$(call tests,$(1)/test.sh,$(call boot-needs,$(2)) $(addprefix $(O)/,$(file <$(1)/needs)) \
	$(if $(filter standalone,$(file <$(1)/applet)),$(O)/$(file <board/$(2)/arch)/earlybind),$(call boot-sets,$(2)) guest $(if $(filter host/%,$(file <$(1)/needs)),host))
endef
CASES := $(sort $(patsubst %/test.sh,%,$(wildcard tests/qemu/cases/*/test.sh)))
$(foreach case,$(CASES),$(eval $(call boot-case,$(case),$(file <$(case)/board))))
