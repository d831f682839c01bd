# SPDX-License-Identifier: GPL-2.0-only
#
# The machinery itself, and what needs processes and namespaces of its own.

$(eval $(call tests,$(addprefix tests/parts/,bootconfig.t cache.t make.t),,))
$(eval $(call tests,$(addprefix tests/parts/,late.t timeout.t watch.t),$(O)/host/earlybind $(O)/host/earlybind-sim,host trace))
$(eval $(call tests,tests/parts/cpio.t,boot-smdkc210,$(call boot-sets,smdkc210) guest))
$(eval $(call tests,tests/parts/runner.t,$(call boot-needs,virt-armv7),$(call boot-sets,virt-armv7)))
$(eval $(call tests,tests/parts/static.t,$(foreach arch,$(APPLET_ARCHES),$(O)/$(arch)/earlybind \
	$(O)/$(arch)/toolchain) $(O)/arm/busybox $(O)/arm/vfio-proof,$(TARGETS)))
$(eval $(call tests,tests/parts/modules.t,$(O)/debian-arm64/kernel $(O)/debian-x86_64/kernel,debian))
$(eval $(call tests,tests/parts/test-modules.t,$(O)/armv7/initramfs.cpio.gz $(O)/armv7/test-modules,arm parts kernel guest))
$(eval $(call tests,tests/parts/recipes.t,$(O)/armv7/kernel $(O)/debian-arm64/kernel $(O)/debian-x86_64/kernel,arm parts kernel debian check))
$(eval $(call tests,tests/parts/install.t,$(O)/x86_64/earlybind $(O)/x86_64/earlybind.cpio,x86_64 parts guest docs package))
