# SPDX-License-Identifier: GPL-2.0-only
#
# The applet: the file that it is made of, BusyBox's own tests, and how to drop it into a BusyBox.

$(eval $(call tests,tests/busybox/joined.t,$(foreach arch,$(APPLET_ARCHES),$(O)/$(arch)/applet/busybox),$(TARGETS)))
$(eval $(call tests,tests/busybox/runtest.t,$(O)/$(NATIVE)/applet/busybox $(O)/$(NATIVE)/earlybind,$(NATIVE) parts bloat))
$(eval $(call tests,tests/busybox/document.t,$(O)/host/earlybind $(O)/$(NATIVE)/applet/busybox,host $(NATIVE) parts))
