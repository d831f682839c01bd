# SPDX-License-Identifier: GPL-2.0-only

COST_DEPS := $(foreach part,earlybind busybox floor,$(O)/$(NATIVE)/$(part))
GUEST_DEPS := $(O)/debian-x86_64/kernel $(O)/x86_64/earlybind.cpio $(O)/x86_64/busybox
SIZE_DEPS := $(foreach arch,arm arm64 x86_64,$(O)/$(arch)/applet/busybox $(O)/$(arch)/earlybind.cpio)
$(eval $(call tests,tests/cost/cost.t,$(COST_DEPS) $(SIZE_DEPS),$(TARGETS) trace))
COST      := O=$(abspath $(O)) tests/cost/bench
FIGURES   := $(O)/bench/figures

#: size         what the program costs: bytes, system calls, processes, and the budgets
.PHONY: size
size:
	$(call packages,arm arm64 x86_64 parts trace)
	@+$(BUILD) $(SIZE_DEPS)
	@O=$(abspath $(O)) tests/cost/size

$(O)/%/floor: tests/cost/floor.c | $(O)/%/toolchain
	$(call say,CC,$@)$(O)/$*/toolchain/bin/musl-gcc -std=c11 -D_GNU_SOURCE $(WARNINGS) \
		-Os -s -static -no-pie -o $@ $<

#: bench        beside other programs; QUICK=1 less, GUEST=... boots, CHECK=1 against what RECORD=1 noted
.PHONY: bench run-bench
bench:
	$(call packages,$(NATIVE) parts bench $(if $(CHECK),,arm arm64 x86_64 debian boot trace))
	@+$(BUILD) $(COST_DEPS) $(if $(CHECK),,$(GUEST_DEPS) $(if $(GUEST),,$(SIZE_DEPS)))
	@mkdir -p $(O)/bench
	@+$(BUILD) run-bench
ifdef CHECK
run-bench:
	$(Q)$(COST) figures check >$(FIGURES).check
	$(Q)$(if $(RECORD),$(COST) record $(FIGURES).check tests/cost/recorded)
	$(Q)$(COST) compare $(FIGURES).check tests/cost/recorded
else ifdef GUEST
run-bench:
	$(Q)O=$(abspath $(O)) tests/cost/guest $(if $(QUICK),1,3) $(GUEST) >$(FIGURES).guest
	$(Q)$(COST) report $(FIGURES).guest
else
run-bench:
	$(Q)$(COST) figures $(if $(QUICK),quick,all) >$(FIGURES)
	$(Q)O=$(abspath $(O)) tests/cost/guest $(if $(QUICK),1,3) >>$(FIGURES)
	$(Q)O=$(abspath $(O)) tests/cost/size >$(O)/bench/sizes || true
	$(Q)$(COST) plot $(FIGURES) $(O)/bench/cost.svg
ifdef RECORD
	$(Q)$(COST) figures check >$(FIGURES).check
	$(Q)$(COST) record $(FIGURES).check tests/cost/recorded
	$(Q)$(COST) document $(FIGURES) docs/benchmarks.md && cp $(O)/bench/cost.svg docs/benchmarks.svg
endif
	$(Q)$(COST) report $(FIGURES)
endif
