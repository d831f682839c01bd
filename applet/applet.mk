# SPDX-License-Identifier: GPL-2.0-only
#
# The program: $(O)/ARCH/earlybind, static against musl, for three architectures, and
# $(O)/host/earlybind for this machine with the sanitizers on.

# Pure rooms: no I/O, no global state (tests/static/pure.t holds them to it).
APPLET_PURE := \
	text/span.c text/path.c text/arena.c text/out.c text/glob.c text/sort.c \
	rules/message.c rules/cmdline.c rules/bootconfig.c rules/pciaddr.c rules/grammar.c rules/ruleset.c \
	rules/devname.c rules/guess.c \
	system/uevent.c system/event.c devices/table.c guards/proc_lines.c guards/references.c \
	plan/match.c plan/claim.c plan/group.c plan/steps.c plan/refuse.c plan/follow.c plan/judge.c \
	report/text.c memory/record.c report/json.c
APPLET_IO := \
	system/root.c system/modules.c devices/vfio.c devices/details.c system/sources.c \
	devices/find.c devices/groups.c guards/in_use.c guards/guard.c guards/providers.c \
	system/nodtb.c \
	apply/put.c apply/write.c apply/modprobe.c apply/klog.c apply/explain.c apply/act.c apply/worker.c \
	report/emit.c \
	commands/options.c commands/session.c commands/late.c commands/daemon.c commands/rdinit.c commands/output.c \
	commands/change.c commands/wait.c commands/apply.c commands/watch.c commands/uevent.c commands/check.c \
	commands/status.c earlybind.c
APPLET_SRC := $(APPLET_PURE) $(APPLET_IO)
# In the static programs instead of parts of musl.
APPLET_LIBC := string.c
# The offline planner (-D), on libfdt: in the host build only, from offline/, instead of nodtb.c.
OFFLINE_PURE := \
	offline/tree.c offline/address.c offline/early.c offline/populate.c offline/vital.c offline/relate.c
OFFLINE_IO := offline/dtb.c
HOST_SRC  := $(filter-out system/nodtb.c,$(APPLET_SRC)) $(OFFLINE_PURE) $(OFFLINE_IO)
HOST_LIBS := -lfdt

# Warnings that BusyBox turns on are among them: the same sources become its applet.
APPLET_WARN := -Wall -Wextra -Werror -Wshadow -Wundef -Wwrite-strings -Wcast-qual \
	-Wpointer-arith -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wdeclaration-after-statement -Wvla -Wformat=2 -Wconversion -Wsign-conversion \
	-Wimplicit-fallthrough
APPLET_CFLAGS := -std=gnu99 -D_GNU_SOURCE $(APPLET_WARN) -Iapplet -MMD -MP
# Debian's compilers make position-independent code unless told. Objects keep their code beside
# what the link-time optimizer reads: tests/static/pure.t looks into them.
APPLET_TARGET := -Oz -ffunction-sections -fdata-sections -fno-pie -fno-unwind-tables \
	-fno-asynchronous-unwind-tables -fno-stack-protector -fomit-frame-pointer -fno-jump-tables \
	-fno-move-loop-invariants -fno-if-conversion -fno-tree-dominator-opts \
	-fno-expensive-optimizations -fno-caller-saves -fno-tree-tail-merge -fipa-pta -flto=1 \
	-flto-partition=one -ffat-lto-objects
# RELRO pads the file to a page, on arm64 to 64 KiB; nothing is relocated in a static program.
# Segments still lie in pages of their own (max-page-size); the small common-page-size only
# keeps ld from padding the file between them.
APPLET_LINK := -static -no-pie -Wl,-z,norelro -Wl,--gc-sections -Wl,-z,noseparate-code \
	-Wl,-z,common-page-size=64 -Wl,--build-id=none
# A loop that copies is not to become a call of the function that it is in, and the optimizer is to
# find these functions as it finds those of musl.
APPLET_FREE := -ffreestanding -fno-tree-loop-distribute-patterns -fno-lto
HOST_CC ?= gcc
HOST_CFLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined \
	-fno-sanitize-recover=all

APPLET_ARCHES := arm arm64 x86_64

# The text of --help is the text of BusyBox's //usage: lines; each becomes a line of a #define.
$(O)/usage/usage.h: applet/earlybind.c applet/applet.mk
	$(call say,GEN,$@)mkdir -p $(@D) && \
		sed -n 's|^//usage:\(#.*\)|\n\1 \\|p; s|^//usage:\( .*\)|\1 \\|p; $$s|.*||p' $< >$@

# The static programs are made of copies of the sources with the sentences in them packed. A copy
# that stays the same keeps its time, so that it is not compiled again.
$(O)/packed/stamp: $(APPLET_SRC:%=applet/%) $(O)/usage/usage.h applet/pack.awk
	$(call say,PACK,$(@D))rm -rf $(@D).new && \
		mkdir -p $(sort $(addprefix $(@D).new/,$(dir $(APPLET_SRC))) $(addprefix $(@D)/,$(dir $(APPLET_SRC)))) && \
		LC_ALL=C awk -v to=$(@D).new -v pairs=$(@D).new/text/pairs.h -f applet/pack.awk \
			$(filter-out %.awk,$^) && \
		for file in $(APPLET_SRC) usage.h text/pairs.h; do \
			cmp -s $(@D).new/$$file $(@D)/$$file || mv $(@D).new/$$file $(@D)/$$file; \
		done && rm -r $(@D).new && touch $@

$(O)/packed/%.c: $(O)/packed/stamp ;
$(O)/packed/text/pairs.h: $(O)/packed/stamp ;
$(foreach arch,$(APPLET_ARCHES),$(O)/$(arch)/obj/text/out.o): $(O)/packed/text/pairs.h

# What makes it an applet of BusyBox, in the places where BusyBox has such files
APPLET_FILES := $(O)/busybox/util-linux/earlybind.c $(O)/busybox/testsuite/earlybind.tests

$(O)/busybox/util-linux/earlybind.c: applet/join.awk $(APPLET_SRC:%=applet/%) \
		$(wildcard applet/*.h applet/*/*.h) applet/applet.mk
	$(call say,JOIN,$@)mkdir -p $(@D) && LC_ALL=C awk -v path=applet -f $< $(APPLET_SRC) >$@

$(O)/busybox/testsuite/earlybind.tests: applet/earlybind.tests
	$(call say,COPY,$@)mkdir -p $(@D) && cp --remove-destination $< $@

# NATIVE_MUSL=y takes the musl-gcc and strip of this system, for its own architecture, and downloads
# nothing: for those who make packages.
NATIVE_MUSL ?=
# Nor does TARGET_CC=, a compiler for ARCH with any libc that can be linked statically, with its TARGET_STRIP=:
# for systems that build images. CROSS_COMPILE= is the prefix of both; it is none of ours in the environment.
ifeq ($(origin CROSS_COMPILE),command line)
TARGET_CC    ?= $(CROSS_COMPILE)gcc
TARGET_STRIP ?= $(CROSS_COMPILE)strip
endif
# $(call musl-for,ARCH): what has to be there to compile; $(call musl-tool,ARCH,TOOL)
musl-for = $(if $(NATIVE_MUSL)$(TARGET_CC),,$(O)/$(1)/toolchain)
musl-tool = $(if $(TARGET_CC),$(if $(filter strip,$(2)),$(or $(TARGET_STRIP),strip),$(TARGET_CC)),$(if \
	$(NATIVE_MUSL),,$(O)/$(1)/toolchain/bin/)$(2))
# Debian's musl-gcc does not look for the kernel's headers (linux/netlink.h): behind those of musl they are found.
ifneq ($(NATIVE_MUSL),)
APPLET_TARGET += -idirafter /usr/include -idirafter /usr/include/$(shell gcc -print-multiarch)
endif

define APPLET_RULES
$(O)/$(1)/obj/%.o: $(O)/packed/%.c applet/applet.mk | $(call musl-for,$(1))
	$$(call say,CC,$$@)mkdir -p $$(@D) && $(call musl-tool,$(1),musl-gcc) \
		-I$(O)/packed $$(APPLET_CFLAGS) $$(APPLET_TARGET) -c -o $$@ $$<

$(O)/$(1)/obj/string.o: applet/string.c applet/applet.mk | $(call musl-for,$(1))
	$$(call say,CC,$$@)mkdir -p $$(@D) && $(call musl-tool,$(1),musl-gcc) \
		$$(APPLET_CFLAGS) $$(APPLET_TARGET) $$(APPLET_FREE) -c -o $$@ $$<

$(O)/$(1)/earlybind: $(patsubst %.c,$(O)/$(1)/obj/%.o,$(APPLET_SRC) $(APPLET_LIBC)) applet/applet.mk
	$$(call say,LD,$$@)$(call musl-tool,$(1),musl-gcc) $$(APPLET_TARGET) $$(APPLET_LINK) -o $$@ $$(filter %.o,$$^) && \
		$(call musl-tool,$(1),strip) --strip-all -R .comment -R .ARM.attributes $$@

-include $(APPLET_SRC:%.c=$(O)/$(1)/obj/%.d)
endef
$(foreach arch,$(APPLET_ARCHES),$(eval $(call APPLET_RULES,$(arch))))

host_cc = $(call say,CC,$@)mkdir -p $(@D) && $(HOST_CC) $(APPLET_CFLAGS) $(HOST_CFLAGS) \
	-DEB_HAVE_DTB -I. -I$(O)/usage -c -o $@ $<
$(O)/host/obj/offline/%.o: offline/%.c applet/applet.mk
	$(host_cc)
$(O)/host/obj/%.o: applet/%.c $(O)/usage/usage.h applet/applet.mk
	$(host_cc)

$(O)/host/earlybind: $(HOST_SRC:%.c=$(O)/host/obj/%.o)
	$(call say,LD,$@)$(HOST_CC) $(HOST_CFLAGS) -o $@ $^ $(HOST_LIBS)

-include $(HOST_SRC:%.c=$(O)/host/obj/%.d)

# One regular file and no folder: an archive behind another would replace a link of that name there.
$(O)/%/earlybind.cpio: $(O)/%/earlybind initramfs/mkcpio initramfs/rdinit.list
	$(call say,CPIO,$@)EARLYBIND=$< initramfs/mkcpio initramfs/rdinit.list >$@

#: cpio         an archive for rdinit=/earlybind, to put behind any initramfs: ARCH=arm|arm64|x86_64
.PHONY: cpio
cpio:
	$(call packages,$(ARCH) parts)
	@+$(BUILD) $(O)/$(ARCH)/earlybind.cpio

include applet/install.mk

#: applet       the program alone, for ARCH=arm|arm64|x86_64; without a verb: for this machine
.PHONY: applet host
applet:
	$(call packages,$(ARCH) parts)
	@+$(BUILD) $(O)/$(ARCH)/earlybind

#: host         the program for this machine, with ASan and UBSan
host:
	$(call packages,host)
	@+$(BUILD) $(O)/host/earlybind
