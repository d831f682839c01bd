# SPDX-License-Identifier: GPL-2.0-only
#
# What `make install` and the Debian package put where.

PREFIX  ?= /usr/local
DESTDIR ?=
INSTALL_DOCS := README.md CHANGELOG.md $(wildcard docs/*.md) docs/earlybind.schema.json \
	docs/linux,driver-override.yaml
prefix = $(DESTDIR)$(PREFIX)
docdir = $(prefix)/share/doc/earlybind
# To install below PREFIX: SOURCE:TARGET, the second word without it where both are the same. The
# hooks are where initramfs-tools and dracut look when PREFIX is /usr.
INSTALL_DATA := docs/earlybind.8:share/man/man8/earlybind.8 \
	docs/earlybind.conf.5:share/man/man5/earlybind.conf.5 \
	docs/examples/earlybind.conf:share/doc/earlybind/examples/earlybind.conf \
	$(foreach file,$(INSTALL_DOCS),$(file):share/doc/earlybind/$(file))
INSTALL_HOOKS := $(foreach file,hooks/earlybind scripts/init-top/earlybind,\
		initramfs/hooks/initramfs-tools/$(file):share/initramfs-tools/$(file)) \
	$(foreach file,module-setup.sh earlybind.sh,\
		initramfs/hooks/dracut/05earlybind/$(file):lib/dracut/modules.d/05earlybind/$(file))
INSTALLED := sbin/earlybind lib/earlybind/earlybind.cpio lib/systemd/system/earlybind.service \
	$(foreach file,$(INSTALL_DATA) $(INSTALL_HOOKS),$(lastword $(subst :, ,$(file))))
# $(call install-as,MODE,SOURCE:TARGET...)
install-as = $(foreach file,$(2),install -D -m $(1) $(subst :, $(prefix)/,$(file)) &&)

#: install      the program for ARCH, hooks for initramfs generators, unit, manual pages, documents: DESTDIR= PREFIX=/usr/local
#: uninstall    remove these files, and the folders that are ours
.PHONY: install uninstall
install: $(O)/$(ARCH)/earlybind $(O)/$(ARCH)/earlybind.cpio
	$(call say,INSTALL,$(prefix))$(call install-as,755,$<:sbin/earlybind $(INSTALL_HOOKS)) \
		$(call install-as,644,$(lastword $^):lib/earlybind/earlybind.cpio $(INSTALL_DATA)) \
		sed 's|/sbin/earlybind|$(PREFIX)&|' initramfs/earlybind.service | \
			install -D -m 644 /dev/stdin $(prefix)/lib/systemd/system/earlybind.service
uninstall:
	$(call say,REMOVE,$(prefix))rm -f $(INSTALLED:%=$(prefix)/%) && \
		rmdir $(docdir)/docs $(docdir)/examples $(docdir) $(prefix)/lib/earlybind \
			$(prefix)/lib/dracut/modules.d/05earlybind 2>/dev/null || :
