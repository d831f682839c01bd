# SPDX-License-Identifier: GPL-2.0-only
#
# Unit tests: one program for each pure file, with cmocka, ASan and UBSan. char is signed on
# x86 and unsigned on ARM and in BusyBox, so everything is built and run both ways.

UNIT_TESTS := $(sort $(wildcard tests/unit/test_*.c))
# Not pure, but parts of modules.c and options.c are; the others are what these need to link.
UNIT_SRC   := $(APPLET_PURE) devices/modules.c devices/root.c options.c report/emit.c
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

UNIT_PROGRAMS += $(UNIT_TESTS:tests/unit/%.c=$(O)/unit/$(1)/%)
-include $(UNIT_SRC:%.c=$(O)/unit/$(1)/applet/%.d)
-include $(UNIT_TESTS:tests/unit/%.c=$(O)/unit/$(1)/%.d) $(O)/unit/$(1)/unit.d
endef
$(foreach char,signed unsigned,$(eval $(call UNIT_RULES,$(char))))

TESTS     += $(UNIT_TESTS)
TEST_DEPS += $(UNIT_PROGRAMS)

#: unit         the unit tests alone
.PHONY: unit
unit:
	$(call packages,test)
	@+$(MAKE) --no-print-directory run-unit
.PHONY: run-unit
run-unit: $(UNIT_PROGRAMS)
	@O=$(abspath $(O)) tests/lib/prove $(UNIT_TESTS)
