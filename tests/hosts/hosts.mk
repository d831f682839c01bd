# SPDX-License-Identifier: GPL-2.0-only
#
# README's two commands on other Debian systems than this.

HOSTS ?= bookworm-root bookworm-user trixie-root trixie-user

#: hosts        both of README's commands on HOSTS, other Debian systems, from nothing: hours; QUICK=1 no boots
.PHONY: hosts
hosts:
	$(call packages,hosts)
	@QUICK=$(QUICK) tests/hosts/run $(O)/hosts $(HOSTS)
