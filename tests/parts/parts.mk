# SPDX-License-Identifier: GPL-2.0-only
#
# The machinery itself, and what needs processes and namespaces of its own.

$(eval $(call tests,$(addprefix tests/parts/,bootconfig.t cache.t make.t),,))
$(eval $(call tests,$(addprefix tests/parts/,late.t timeout.t watch.t),$(O)/host/earlybind $(O)/host/earlybind-sim,host test))
$(eval $(call tests,tests/parts/cpio.t,boot-smdkc210,$(TARGETS) kernel boot test))
$(eval $(call tests,tests/parts/runner.t,$(call boot-needs,virt-armv7),$(call boot-sets,virt-armv7)))
$(eval $(call tests,tests/parts/static.t,$(foreach arch,$(APPLET_ARCHES),$(O)/$(arch)/earlybind \
	$(O)/$(arch)/toolchain) $(O)/arm/busybox,$(TARGETS)))
$(eval $(call tests,tests/parts/modules.t,$(O)/debian-arm64/kernel $(O)/debian-x86_64/kernel,debian))
$(eval $(call tests,tests/parts/test-modules.t,$(O)/armv7/initramfs.cpio.gz $(O)/armv7/test-modules,arm parts kernel test))
$(eval $(call tests,tests/parts/recipes.t,$(O)/armv7/kernel $(O)/debian-arm64/kernel $(O)/debian-x86_64/kernel \
	$(O)/$(NATIVE)/busybox,$(TARGETS) kernel debian check))
$(eval $(call tests,tests/parts/install.t,$(O)/$(NATIVE)/earlybind $(O)/$(NATIVE)/earlybind.cpio,$(NATIVE) parts test))
