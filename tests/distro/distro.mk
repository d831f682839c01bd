# SPDX-License-Identifier: GPL-2.0-only
#
# The initramfs of a distribution, as its own tools make it.

# With the program of the day it is made on, which is no reason to make it again.
$(O)/debian-root: tests/distro/root tests/distro/init applet/install.mk $(wildcard initramfs/hooks/*/*/* \
		initramfs/hooks/*/*/*/*) | $(O)/x86_64/earlybind $(O)/x86_64/earlybind.cpio
	@tests/distro/root $@

$(eval $(call tests,tests/distro/distro.t,$(O)/debian-root $(O)/x86_64/earlybind.cpio,x86_64 parts boot distro))
