# SPDX-License-Identifier: GPL-2.0-only
#
# Fuzzing: libFuzzer with clang in `make fuzz`; the same targets and checks with the samples,
# built by HOST_CC, in `make test`.

FUZZ_TARGETS := $(sort $(patsubst tests/fuzz/target_%.c,%,$(wildcard tests/fuzz/target_*.c)))
FUZZ_COMMON  := fuzz devices
FUZZ_CFLAGS  := -std=gnu99 -D_GNU_SOURCE $(WARNINGS) -Iapplet -Itests/samples -MMD -MP
FUZZ_CLANG   := clang -g -O1 -fno-omit-frame-pointer \
	-fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all

$(O)/fuzz/replay/%.o: tests/fuzz/%.c
	$(call say,CC,$@)mkdir -p $(@D) && $(HOST_CC) $(FUZZ_CFLAGS) $(HOST_CFLAGS) -c -o $@ $<

$(O)/fuzz/replay_%: $(O)/fuzz/replay/target_%.o $(O)/fuzz/replay/replay.o \
		$(FUZZ_COMMON:%=$(O)/fuzz/replay/%.o) $(O)/samples/sample.o \
		$(APPLET_PURE:%.c=$(O)/host/obj/%.o)
	$(call say,LD,$@)$(HOST_CC) $(HOST_CFLAGS) -o $@ $^

$(O)/fuzz/clang/%.o: applet/%.c
	$(call say,CLANG,$@)mkdir -p $(@D) && $(FUZZ_CLANG) $(FUZZ_CFLAGS) -c -o $@ $<
$(O)/fuzz/clang/%.o: tests/fuzz/%.c
	$(call say,CLANG,$@)mkdir -p $(@D) && $(FUZZ_CLANG) $(FUZZ_CFLAGS) -c -o $@ $<
$(O)/fuzz/clang/%.o: tests/samples/%.c
	$(call say,CLANG,$@)mkdir -p $(@D) && $(FUZZ_CLANG) $(FUZZ_CFLAGS) -c -o $@ $<

$(O)/fuzz/fuzz_%: $(O)/fuzz/clang/target_%.o $(FUZZ_COMMON:%=$(O)/fuzz/clang/%.o) \
		$(O)/fuzz/clang/sample.o $(APPLET_PURE:%.c=$(O)/fuzz/clang/%.o)
	$(call say,LD,$@)$(FUZZ_CLANG) -fsanitize=fuzzer -o $@ $^


-include $(wildcard $(O)/fuzz/*/*.d $(O)/fuzz/clang/*/*.d)

$(eval $(call tests,tests/fuzz/replay.t,$(FUZZ_TARGETS:%=$(O)/fuzz/replay_%),host))

#: fuzz         libFuzzer, SECONDS=60 for each target; TARGET=... picks one
.PHONY: fuzz run-fuzz
fuzz:
	$(call packages,host check)
	@+$(BUILD) run-fuzz
run-fuzz: $(addprefix $(O)/fuzz/fuzz_,$(or $(TARGET),$(FUZZ_TARGETS)))
	@O=$(abspath $(O)) tests/fuzz/run $(or $(SECONDS),60) $(or $(TARGET),$(FUZZ_TARGETS))
