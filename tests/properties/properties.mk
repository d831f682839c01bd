# SPDX-License-Identifier: GPL-2.0-only
#
# Properties: the program and the simulated kernel in one process with what makes random machines
# and rules, whose main() it is. `fast` for the mass of cases, `checked` with the sanitizers.

PROPERTIES_SRC   := $(patsubst tests/properties/%.c,%,$(wildcard tests/properties/*.c))
PROPERTIES_FLAGS := -std=gnu99 -D_GNU_SOURCE $(WARNINGS) -Wno-unknown-warning-option -Wno-format-truncation -Iapplet \
	-I$(O)/usage -MMD -MP
PROPERTIES_fast    := -O2 -g
PROPERTIES_checked := $(HOST_CFLAGS)
PROPERTIES_LINK  := -Wl,--wrap=eb_sysfs_put -Wl,--wrap=eb_modprobe -Wl,--wrap=eb_arena_map \
	-Wl,--wrap=eb_worker_run

define PROPERTIES_RULES
$(O)/properties/$(1)/applet/%.o: applet/%.c $(O)/usage/usage.h
	$$(call say,CC,$$@)mkdir -p $$(@D) && $(HOST_CC) $(PROPERTIES_FLAGS) \
		-Dmain=eb_program_main $(PROPERTIES_$(1)) -c -o $$@ $$<

$(O)/properties/$(1)/%.o: tests/properties/%.c
	$$(call say,CC,$$@)mkdir -p $$(@D) && $(HOST_CC) $(PROPERTIES_FLAGS) \
		$(PROPERTIES_$(1)) -c -o $$@ $$<

$(O)/properties/$(1)/kernel.o: tests/golden/kernel.c
	$$(call say,CC,$$@)mkdir -p $$(@D) && $(HOST_CC) $(PROPERTIES_FLAGS) \
		$(PROPERTIES_$(1)) -c -o $$@ $$<

$(O)/properties/$(1)/properties: $(APPLET_SRC:%.c=$(O)/properties/$(1)/applet/%.o) \
		$(PROPERTIES_SRC:%=$(O)/properties/$(1)/%.o) $(O)/properties/$(1)/kernel.o
	$$(call say,LD,$$@)$(HOST_CC) $(PROPERTIES_$(1)) $(PROPERTIES_LINK) -o $$@ $$^
endef
$(foreach shape,fast checked,$(eval $(call PROPERTIES_RULES,$(shape))))

-include $(wildcard $(O)/properties/*/*.d $(O)/properties/*/applet/*.d \
	$(O)/properties/*/applet/*/*.d)

# For tests/properties/mutants, which compiles a file of its own
export HOST_CC
export PROPERTIES_MUTANT := $(PROPERTIES_FLAGS) $(PROPERTIES_fast) $(PROPERTIES_LINK)

$(eval $(call tests,tests/properties/properties.t,$(O)/properties/fast/properties $(O)/properties/checked/properties,host))
$(eval $(call tests,tests/properties/mutants.t,$(O)/properties/fast/properties,host))

#: properties   random rules on random machines: N=10000 SEED=... CASE=... for one
.PHONY: properties run-properties
properties:
	$(call packages,host)
	@+$(BUILD) run-properties
run-properties: $(O)/properties/fast/properties
	@$(O)/properties/fast/properties --seed $(or $(SEED),$$(date +%s)) \
		$(if $(CASE),--from $(CASE) --cases 1,--cases $(or $(N),10000))
