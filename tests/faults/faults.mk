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
		-Wno-unknown-warning-option -Wno-format-truncation -O1 -g -o $@ $(FAULTS_SRC)

# For guests
$(O)/x86_64/faults: $(FAULTS_SRC) tests/faults/trace.h | $(O)/x86_64/toolchain
	$(call say,CC,$@)$(O)/x86_64/toolchain/bin/musl-gcc -std=gnu99 -D_GNU_SOURCE $(WARNINGS) \
		-Wno-unknown-warning-option -Wno-format-truncation -Os -s -static -no-pie -o $@ $(FAULTS_SRC)

# It takes a driver link that it cannot read for none: a guest's injector must notice.
$(O)/x86_64/earlybind-untrue: tests/faults/mutant $(APPLET_SRC:%=applet/%) $(O)/usage/usage.h | $(O)/x86_64/toolchain
	$(call say,CC,$@)tests/faults/mutant $(abspath $@) apply/act.c \
		'item->after.unknown = n < 0 && n != -ENOENT;' 'item->after.unknown = false;' \
		$(abspath $(O))/x86_64/toolchain/bin/musl-gcc -std=gnu99 -D_GNU_SOURCE -Os -s -static -no-pie \
		-I$(abspath $(O)/usage)

FAULTS_DEPS := $(O)/faults/earlybind-fast $(O)/faults/faults $(O)/host/earlybind-sim

FAULTS_GUEST := $(O)/x86_64/faults $(O)/x86_64/earlybind-untrue

#: faults       make each system call of apply, clear and undo fail in turn; EVERY=10 a tenth of it; GUEST=1 in a guest
.PHONY: faults run-faults
faults:
	$(call packages,host $(if $(GUEST),$(call boot-sets,q35) guest))
	@+$(BUILD) run-faults
ifeq ($(GUEST),)
run-faults: $(FAULTS_DEPS)
	@O=$(abspath $(O)) tests/faults/all $(or $(EVERY),1)
else
run-faults: boot-q35 $(FAULTS_GUEST) $(O)/x86_64/vfio-proof
	@O=$(abspath $(O)) FAULTS='-n $(or $(EVERY),1)' tests/qemu/run tests/qemu/cases/faults-q35/test.sh
endif

$(eval $(call tests,tests/faults/faults.t,$(FAULTS_DEPS),host))
