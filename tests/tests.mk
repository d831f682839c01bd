# SPDX-License-Identifier: GPL-2.0-only
#
# What `make test` runs. Each test says what it needs: of the build folder, and of Debian's packages.

WARNINGS  ?= -Wall -Wextra -Werror

# $(eval $(call tests,FILES,WHAT IS BUILT FOR THEM,SETS OF PACKAGES)); the sets are those of initramfs/packages.
define tests
TESTS += $(1)
$(foreach file,$(1),$(eval SETS-$(file) := prove $(3)))
$(addprefix need-,$(1)): $(2)
.PHONY: $(addprefix need-,$(1))
endef

TARGETS := arm arm64 x86_64 parts

# $(call boot-needs,BOARD), $(call boot-sets,BOARD): to boot it with the tests' hook
boot-needs = boot-$(1) $(O)/$(file <board/$(1)/arch)/vfio-proof
boot-sets = $(file <board/$(1)/arch) parts boot $(if $(filter arm,$(file <board/$(1)/arch)),kernel,debian)

include tests/unit/unit.mk
include tests/golden/golden.mk
include tests/samples/samples.mk
include tests/properties/properties.mk
include tests/static/static.mk
include tests/fuzz/fuzz.mk
include tests/faults/faults.mk
include tests/races/races.mk
include tests/json/json.mk
include tests/parts/parts.mk
include tests/docs/docs.mk
include tests/busybox/busybox.mk
include tests/cost/cost.mk
include tests/offline/offline.mk
include tests/distro/distro.mk
include tests/hosts/hosts.mk
include tests/qemu/qemu.mk

# T=: files, folders, or the last part of a file's name without its ending
pick = $(filter $(1) $(1)/% tests/$(1)/% %/$(1) %/$(1).t %/$(1).c %/$(1)/test.sh,$(TESTS))
pick-all = $(foreach word,$(1),$(or $(call pick,$(word:%/=%)),$(error T=$(word): there is no such test)))
PICKED = $(if $(T),$(sort $(call pick-all,$(patsubst $(CURDIR)/%,%,$(T:./%=%)))),$(TESTS))
# $(call prove,TESTS): builds what these need, and runs them
packages-for = $(call packages,$(sort $(foreach file,$(1),$(SETS-$(file)))))
prove = @+$(BUILD) run-tests T='$(1)'

#: test         everything that proves the project works; T=FILE... some of it, and no more is built than that needs
.PHONY: test run-tests
test:
	$(call packages-for,$(PICKED))
	$(call prove,$(T))
ifneq ($(filter run-tests,$(MAKECMDGOALS)),)
run-tests: $(addprefix need-,$(PICKED))
	@O=$(abspath $(O)) tests/lib/prove $(PICKED)
endif

# For tests/parts/make.t
.PHONY: list-tests
list-tests:
	@printf '%s\n' $(TESTS)

#: quick        the tests for between two edits: no boot, nothing downloaded, under a minute
.PHONY: quick
QUICK_TESTS := $(UNIT_TESTS) $(addprefix tests/golden/,plain.t sim.t) tests/samples/samples.t tests/properties/properties.t \
	$(STATIC_QUICK)
quick:
	$(call packages-for,$(QUICK_TESTS))
	@+N=$(or $(N),1000) $(BUILD) run-tests T='$(QUICK_TESTS)'
