# SPDX-License-Identifier: GPL-2.0-only
#
# The applet: the file that it is made of, BusyBox's own tests, and how to drop it into a BusyBox.

TESTS     += $(sort $(wildcard tests/busybox/*.t))
TEST_DEPS += $(foreach arch,$(APPLET_ARCHES),$(O)/$(arch)/applet/busybox)
