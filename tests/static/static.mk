# SPDX-License-Identifier: GPL-2.0-only
#
# What can be checked without running the program.

STATIC_TESTS := $(sort $(wildcard tests/static/*.t))
# A toolchain is named, or make takes it for intermediate and removes it.
STATIC_DEPS  := $(O)/usage/usage.h $(foreach arch,$(APPLET_ARCHES),\
	$(O)/$(arch)/toolchain $(O)/$(arch)/earlybind)

TESTS     += $(STATIC_TESTS)
TEST_DEPS += $(STATIC_DEPS)

#: check        static checks alone: format, lint, pure objects
.PHONY: check run-check
check:
	$(call packages,arm arm64 x86_64 parts test)
	@+$(MAKE) --no-print-directory run-check
run-check: $(STATIC_DEPS)
	@O=$(abspath $(O)) tests/lib/prove $(STATIC_TESTS)
