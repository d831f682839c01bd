# SPDX-License-Identifier: GPL-2.0-only
#
# Every system call of a run fails in turn. `earlybind-fast` is the program with the simulated
# kernel, without sanitizers; `faults` injects and judges.

# For the mutants in faults.t, too
export FAULTS_CFLAGS  := -std=gnu99 -D_GNU_SOURCE -O1 -g -Wl,--wrap=eb_sysfs_put -Wl,--wrap=eb_modprobe
export FAULTS_SOURCES := $(APPLET_SRC)

$(O)/faults/earlybind-fast: $(APPLET_SRC:%=applet/%) tests/golden/kernel.c $(O)/usage/usage.h \
		$(O)/host/earlybind-sim
	$(call say,CC,$@)mkdir -p $(@D) && $(HOST_CC) $(FAULTS_CFLAGS) -Iapplet -I$(O)/usage -o $@ \
		$(APPLET_SRC:%=applet/%) tests/golden/kernel.c

FAULTS_SRC := tests/faults/faults.c tests/faults/trace.c
$(O)/faults/faults: $(FAULTS_SRC) tests/faults/trace.h
	$(call say,CC,$@)mkdir -p $(@D) && $(HOST_CC) -std=gnu99 -D_GNU_SOURCE $(WARNINGS) \
		-Wno-format-truncation -O1 -g -o $@ $(FAULTS_SRC)

# For guests
$(O)/x86_64/faults: $(FAULTS_SRC) tests/faults/trace.h | $(O)/x86_64/toolchain
	$(call say,CC,$@)$(O)/x86_64/toolchain/bin/musl-gcc -std=gnu99 -D_GNU_SOURCE $(WARNINGS) \
		-Wno-format-truncation -Os -s -static -no-pie -o $@ $(FAULTS_SRC)

FAULTS_DEPS := $(O)/faults/earlybind-fast $(O)/faults/faults $(O)/host/earlybind-sim

#: faults       make each system call of apply, clear and undo fail in turn; EVERY=10 a tenth of it
.PHONY: faults
faults: $(FAULTS_DEPS)
	@O=$(abspath $(O)) tests/faults/all $(or $(EVERY),1)

TESTS     += tests/faults/faults.t
TEST_DEPS += $(FAULTS_DEPS) $(O)/x86_64/faults
