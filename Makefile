# SPDX-License-Identifier: GPL-2.0-only
#
# earlybind: `make` alone builds the program for this machine, `make help` lists the verbs.  Each room
# brings its own rules: applet/ the program, initramfs/ its surroundings, board/ kernels and boots.

NATIVE := $(patsubst armv%,arm,$(patsubst aarch64,arm64,$(shell uname -m)))
ARCH  ?= $(NATIVE)
BOARD ?= smdkc210
O     ?= build
# The same name for the same folder however it is given: the lists of headers (.d) have it in them.
override O := $(patsubst $(CURDIR)/%,%,$(O))
V     ?= 0

# Built once, outside the tree, for every clone: sources, musl, BusyBox, kernel.
CACHE ?= $(or $(XDG_CACHE_HOME),$(HOME)/.cache)/earlybind
export CACHE V

ifeq ($(V),0)
Q   := @
say  = @printf '  %-8s%s\n' '$(1)' '$(2)';
else
Q   :=
say  =
endif

.PHONY: all help
all: applet
	@echo "This is $(O)/$(ARCH)/earlybind. 'make help' says what else there is, 'make run' shows it at work."
help:
	@echo 'Verbs (the lines "#:" in the makefiles):'
	@sed -n 's/^#: /  make /p' $(foreach room,board tests applet initramfs,\
		$(filter $(room)/%.mk,$(MAKEFILE_LIST))) Makefile
	@echo 'Variables: ARCH=$(ARCH) BOARD=$(BOARD) O=$(O) V=$(V) CACHE=$(CACHE)'

.DELETE_ON_ERROR:
.SUFFIXES:
# What is made on the way stays. Prerequisites of another .SECONDARY would undo that.
.SECONDARY:
# Another make, on all cores, when the packages that it needs are there
BUILD = $(MAKE) --no-print-directory $(if $(filter -j%,$(MAKEFLAGS)),,-j$(shell nproc))
# A link to a shared part is as new as the link: the part may be older than this clone.
MAKEFLAGS += --no-builtin-rules --check-symlink-times

-include applet/applet.mk
include initramfs/parts.mk
include board/board.mk
include tests/tests.mk

#: clean        remove the build folder; the cache outside the tree stays
.PHONY: clean
clean:
	$(call say,CLEAN,$(O))rm -rf $(O)
