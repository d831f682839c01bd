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

# For tests/golden/mutants, which compiles a file of its own
export HOST_CC HOST_LIBS
export MUTANT_CFLAGS := -std=gnu99 -D_GNU_SOURCE $(HOST_CFLAGS)
export MUTANT_OBJECTS := $(patsubst %.c,%.o,$(filter-out apply/act.c,$(HOST_SRC)))

TESTS     += $(sort $(wildcard tests/golden/*.t))
TEST_DEPS += $(O)/host/earlybind $(O)/host/earlybind-sim $(O)/x86_64/earlybind $(O)/x86_64/applet/busybox

#: golden       the golden runs alone; UPDATE=1 writes what they expect anew
.PHONY: golden
golden: $(O)/host/earlybind $(O)/host/earlybind-sim
	@tests/golden/run plain $(O)/host/earlybind
	@tests/golden/run sim $(O)/host/earlybind-sim

#: mutants      take each phase of the apply engine out: a test must fail each time
.PHONY: mutants
mutants: $(O)/host/earlybind-sim
	@O=$(abspath $(O)) tests/golden/mutants
