# SPDX-License-Identifier: GPL-2.0-only
#
# Planning without the board: against device tree blobs, and against a copy of its sysfs.

TESTS     += $(sort $(wildcard tests/offline/*.t))
TEST_DEPS += $(O)/host/earlybind $(O)/host/earlybind-sim $(O)/armv7/kernel boot-arndale boot-virt-arm64

#: offline      the tests of plan -D alone; UPDATE=1 writes what they expect anew
.PHONY: offline
offline: $(O)/host/earlybind $(O)/host/earlybind-sim $(O)/armv7/kernel boot-arndale boot-virt-arm64
	$(call packages,test)
	@O=$(abspath $(O)) tests/lib/prove $(sort $(wildcard tests/offline/*.t))
