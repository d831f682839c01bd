# SPDX-License-Identifier: GPL-2.0-only
#
# README's two commands on other Debian systems than this.

HOSTS ?= bookworm-root bookworm-user trixie-root trixie-user

#: hosts        run and test on HOSTS (bookworm-root bookworm-user trixie-root trixie-user), from nothing: an hour or two; QUICK=1 builds and tests without boots
.PHONY: hosts
hosts:
	$(call packages,hosts)
	@QUICK=$(QUICK) tests/hosts/run $(O)/hosts $(HOSTS)
