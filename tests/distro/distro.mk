# SPDX-License-Identifier: GPL-2.0-only
#
# The initramfs of a distribution, as its own tools make it.

$(O)/debian-root: tests/distro/root tests/distro/init
	@tests/distro/root $@

TESTS     += tests/distro/distro.t
TEST_DEPS += $(O)/debian-root $(O)/x86_64/earlybind.cpio
