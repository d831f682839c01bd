# SPDX-License-Identifier: GPL-2.0-only
#
# The documents: every example in them is run, and the man page is held to the program.

TESTS     += $(sort $(wildcard tests/docs/*.t))
TEST_DEPS += $(O)/host/earlybind $(O)/host/earlybind-sim boot-smdkc210 $(O)/run-smdkc210.cpio.gz
