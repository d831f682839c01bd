# SPDX-License-Identifier: GPL-2.0-only
################################################################################
#
# earlybind
#
################################################################################

# From the tree that this file is in; what was built there stays there.

EARLYBIND_VERSION = 0.1.0
EARLYBIND_SITE = $(BR2_EXTERNAL_EARLYBIND_PATH)/../../..
EARLYBIND_SITE_METHOD = local
EARLYBIND_OVERRIDE_SRCDIR_RSYNC_EXCLUSIONS = --exclude /build
EARLYBIND_LICENSE = GPL-2.0
EARLYBIND_LICENSE_FILES = COPYING

EARLYBIND_ARCH = $(if $(BR2_arm),arm)$(if $(BR2_aarch64),arm64)$(if $(BR2_x86_64),x86_64)

# Static whatever the rest of the system is: an initramfs need not have a C library.
define EARLYBIND_BUILD_CMDS
	$(TARGET_MAKE_ENV) $(MAKE) -C $(@D) O=build ARCH=$(EARLYBIND_ARCH) \
		TARGET_CC="$(TARGET_CC)" TARGET_STRIP="$(TARGET_STRIP)" \
		build/$(EARLYBIND_ARCH)/earlybind
endef

define EARLYBIND_INSTALL_TARGET_CMDS
	$(INSTALL) -D -m 0755 $(@D)/build/$(EARLYBIND_ARCH)/earlybind \
		$(TARGET_DIR)/sbin/earlybind
endef

$(eval $(generic-package))
