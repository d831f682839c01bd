# SPDX-License-Identifier: GPL-2.0-only
#
# Planning without the board: against device tree blobs, and against a copy of its sysfs.

OFFLINE_TESTS := $(sort $(wildcard tests/offline/*.t))
OFFLINE_ALONE := $(addprefix tests/offline/,hostile.t saved.t)
$(eval $(call tests,$(OFFLINE_ALONE),$(O)/host/earlybind $(O)/host/earlybind-sim,host docs))
$(eval $(call tests,$(filter-out $(OFFLINE_ALONE),$(OFFLINE_TESTS)),$(O)/host/earlybind $(O)/host/earlybind-sim $(foreach arch,$(APPLET_ARCHES),$(O)/$(arch)/earlybind) \
	boot-arndale boot-virt-arm64,host $(TARGETS) $(call boot-sets,arndale) $(call boot-sets,virt-arm64) docs))

#: offline      the tests of plan -D alone; UPDATE=1 writes what they expect anew
.PHONY: offline
offline:
	$(call packages-for,$(OFFLINE_TESTS))
	$(call prove,$(OFFLINE_TESTS))
