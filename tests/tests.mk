# SPDX-License-Identifier: GPL-2.0-only
#
# TESTS are the files that prove runs, TEST_DEPS what they need built.

WARNINGS  ?= -Wall -Wextra -Werror

TESTS     += $(sort $(wildcard tests/parts/*.t tests/qemu/cases/*/test.sh))
TEST_DEPS += $(BOOTS) $(foreach arch,arm arm64 x86_64,$(O)/$(arch)/vfio-proof) \
	$(addprefix $(O)/arm/,small-sockets forge-uevent debian-init) $(O)/armv7/test-modules $(O)/armv7/foreign.cpio.gz \
	$(foreach arch,arm arm64 x86_64,$(O)/$(arch)/earlybind.cpio)
include tests/busybox/busybox.mk
include tests/cost/cost.mk
include tests/distro/distro.mk
include tests/docs/docs.mk
include tests/golden/golden.mk
include tests/json/json.mk
include tests/offline/offline.mk
include tests/unit/unit.mk
include tests/static/static.mk
include tests/samples/samples.mk
include tests/fuzz/fuzz.mk
include tests/properties/properties.mk
include tests/faults/faults.mk

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

#: test         everything that proves the project works; T=tests/... picks some
.PHONY: test run-tests
test:
	$(call packages,arm arm64 x86_64 parts kernel debian boot test)
	@+$(MAKE) --no-print-directory run-tests
run-tests: $(TEST_DEPS)
	@O=$(abspath $(O)) tests/lib/prove $(or $(T),$(TESTS))
