# SPDX-License-Identifier: GPL-2.0-only
#
# Planning without the board: against device tree blobs, and against a copy of its sysfs.

OFFLINE_TESTS := $(sort $(wildcard tests/offline/*.t))
$(eval $(call tests,$(OFFLINE_TESTS),$(O)/host/earlybind $(O)/host/earlybind-sim $(O)/$(NATIVE)/earlybind \
	boot-arndale boot-virt-arm64,host $(call boot-sets,arndale) $(call boot-sets,virt-arm64) test))

#: offline      the tests of plan -D alone; UPDATE=1 writes what they expect anew
.PHONY: offline
offline:
	$(call packages-for,$(OFFLINE_TESTS))
	$(call prove,$(OFFLINE_TESTS))
