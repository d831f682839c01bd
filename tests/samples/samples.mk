# SPDX-License-Identifier: GPL-2.0-only
#
# Sample files of every source, and what they are understood as.

SAMPLE_CFLAGS := -std=gnu99 -D_GNU_SOURCE $(WARNINGS) -Iapplet -Itests/samples -MMD -MP

$(O)/samples/%.o: tests/samples/%.c
	$(call say,CC,$@)mkdir -p $(@D) && $(HOST_CC) $(SAMPLE_CFLAGS) $(HOST_CFLAGS) -c -o $@ $<

$(O)/samples/dump: $(O)/samples/dump.o $(O)/samples/sample.o $(APPLET_PURE:%.c=$(O)/host/obj/%.o)
	$(call say,LD,$@)$(HOST_CC) $(HOST_CFLAGS) -o $@ $^

-include $(O)/samples/dump.d $(O)/samples/sample.d

$(eval $(call tests,tests/samples/samples.t,$(O)/samples/dump,host))
