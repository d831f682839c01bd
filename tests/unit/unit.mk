# SPDX-License-Identifier: GPL-2.0-only
#
# Unit tests: one program for each pure file, with cmocka, ASan and UBSan. char is signed on
# x86 and unsigned on ARM and in BusyBox, so everything is built and run both ways.

UNIT_TESTS := $(sort $(wildcard tests/unit/test_*.c))
# Not pure, but parts of modules.c and options.c are; the others are what these need to link.
UNIT_SRC   := $(APPLET_PURE) system/modules.c system/root.c commands/options.c report/emit.c
UNIT_LIBS  := -lcmocka

define UNIT_RULES
$(O)/unit/$(1)/applet/%.o: applet/%.c $(O)/usage/usage.h
	$$(call say,CC,$$@)mkdir -p $$(@D) && $(HOST_CC) $$(APPLET_CFLAGS) $$(HOST_CFLAGS) \
		-f$(1)-char -I$(O)/usage -c -o $$@ $$<

$(O)/unit/$(1)/%.o: tests/unit/%.c
	$$(call say,CC,$$@)mkdir -p $$(@D) && $(HOST_CC) $$(APPLET_CFLAGS) $$(HOST_CFLAGS) \
		-f$(1)-char -Itests/unit -c -o $$@ $$<

$(O)/unit/$(1)/applet.a: $(UNIT_SRC:%.c=$(O)/unit/$(1)/applet/%.o)
	$$(call say,AR,$$@)rm -f $$@ && ar rcs $$@ $$^

$(O)/unit/$(1)/test_%: $(O)/unit/$(1)/test_%.o $(O)/unit/$(1)/unit.o $(O)/unit/$(1)/applet.a
	$$(call say,LD,$$@)$(HOST_CC) $$(HOST_CFLAGS) -o $$@ $$^ $$(UNIT_LIBS)

-include $(UNIT_SRC:%.c=$(O)/unit/$(1)/applet/%.d)
-include $(UNIT_TESTS:tests/unit/%.c=$(O)/unit/$(1)/%.d) $(O)/unit/$(1)/unit.d
endef
$(foreach char,signed unsigned,$(eval $(call UNIT_RULES,$(char))))

$(foreach test,$(UNIT_TESTS),$(eval $(call tests,$(test),$(test:tests/unit/%.c=$(O)/unit/signed/%) \
	$(test:tests/unit/%.c=$(O)/unit/unsigned/%),host unit)))

#: unit         the unit tests alone; T=test_plan_match some of them
.PHONY: unit
unit:
	$(call packages-for,$(UNIT_TESTS))
	$(call prove,$(if $(T),$(or $(filter $(UNIT_TESTS),$(PICKED)),$(error T=$(T): no unit test)),$(UNIT_TESTS)))
