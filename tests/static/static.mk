# SPDX-License-Identifier: GPL-2.0-only
#
# What can be checked without running the program.

STATIC_TESTS := $(sort $(wildcard tests/static/*.t))
# clang-tidy takes minutes.
STATIC_QUICK := $(filter-out %/tidy.t,$(STATIC_TESTS))
$(eval $(call tests,$(STATIC_TESTS),$(O)/usage/usage.h $(O)/packed/stamp,host check))

#: check        static checks alone: format, lint, pure objects
.PHONY: check
check:
	$(call packages-for,$(STATIC_TESTS))
	$(call prove,$(STATIC_TESTS))
