# SPDX-License-Identifier: GPL-2.0-only
#
# Golden runs on fake roots: `plain` cases with every shape of the program that this machine can
# run, `sim` cases with the kernel of kernel.c behind it.

$(O)/host/tests/kernel.o: tests/golden/kernel.c
	$(call say,CC,$@)mkdir -p $(@D) && $(HOST_CC) -std=gnu99 -D_GNU_SOURCE -Wall -Wextra \
		-Werror -Iapplet -MMD $(HOST_CFLAGS) -c -o $@ $<

$(O)/host/earlybind-sim: $(HOST_SRC:%.c=$(O)/host/obj/%.o) $(O)/host/tests/kernel.o
	$(call say,LD,$@)$(HOST_CC) $(HOST_CFLAGS) -Wl,--wrap=eb_sysfs_put \
		-Wl,--wrap=eb_modprobe -o $@ $^ $(HOST_LIBS)

-include $(O)/host/tests/kernel.d

# The same of the one file that BusyBox gets. What kernel.c needs of ours is static there.
$(O)/host/earlybind-joined-sim: $(O)/busybox/util-linux/earlybind.c $(wildcard tests/golden/joined/*) \
		$(O)/host/tests/kernel.o $(addprefix $(O)/host/obj/,text/glob.o text/out.o text/path.o text/span.o system/root.o)
	$(call say,LD,$@)sed -f tests/golden/joined/wrap.sed $< >$(O)/host/tests/joined.c && \
		$(HOST_CC) -std=gnu99 -D_GNU_SOURCE $(HOST_CFLAGS) -Itests/golden/joined -o $@ \
			$(O)/host/tests/joined.c $(filter %.o,$^)

# For tests/golden/mutants, which compiles a file of its own
export HOST_CC HOST_LIBS
export MUTANT_CFLAGS := -std=gnu99 -D_GNU_SOURCE $(HOST_CFLAGS)
export MUTANT_OBJECTS := $(patsubst %.c,%.o,$(filter-out apply/act.c,$(HOST_SRC)))

$(eval $(call tests,tests/golden/plain.t,$(O)/host/earlybind,host))
$(eval $(call tests,tests/golden/sim.t tests/golden/mutants.t,$(O)/host/earlybind-sim,host))
$(eval $(call tests,tests/golden/joined.t,$(O)/host/earlybind-joined-sim,host))
$(eval $(call tests,tests/golden/static.t,$(O)/$(NATIVE)/earlybind,$(NATIVE) parts))
$(eval $(call tests,tests/golden/busybox.t,$(O)/$(NATIVE)/applet/busybox,$(NATIVE) parts))

#: golden       the golden runs alone; CASE=NAME one case; UPDATE=1 writes what they expect anew
.PHONY: golden golden-plain golden-sim
GOLDEN_KINDS = $(or $(strip $(foreach kind,plain sim,$(if $(wildcard tests/golden/$(kind)/$(CASE)),$(kind)))),\
	$(error CASE=$(CASE): there is no such case in tests/golden/plain or tests/golden/sim))
golden:
	$(call packages,host)
	@+$(BUILD) $(GOLDEN_KINDS:%=golden-%)
golden-plain: $(O)/host/earlybind
	@tests/golden/run plain $< $(CASE)
golden-sim: $(O)/host/earlybind-sim
	@tests/golden/run sim $< $(CASE)

#: mutants      take each phase of the apply engine out: a test must fail each time
.PHONY: mutants
mutants:
	$(call packages-for,tests/golden/mutants.t)
	$(call prove,tests/golden/mutants.t)
