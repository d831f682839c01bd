/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sources of rules on this system, read in order of precedence, low to high:
 * /etc/earlybind.conf and .d, the device tree (a node's own property, then /chosen),
 * /proc/bootconfig, the kernel command line.
 */
#ifndef EB_SYSTEM_SOURCES_H
#define EB_SYSTEM_SOURCES_H

#include "system/root.h"
#include "rules/ruleset.h"

/*
 * Adds them all to @set. @cmdline: text that stands in for /proc/cmdline, or NULL.
 * A source that is not there has no rules. Returns 0; 1 when /proc/cmdline cannot be read; -1
 * when the arena is full.
 */
int eb_sources_read(const struct eb_root *root, struct eb_ruleset *set, const char *cmdline);

/*
 * The same again for a system that runs: as @set, which is empty, those of @old, but for the
 * properties of devices' own nodes, which come with the devices and are read. After a
 * switch_root the other files are not those that the system was started with. Returns 0 or -1.
 */
int eb_sources_renew(const struct eb_root *root, struct eb_ruleset *set,
		     const struct eb_ruleset *old);

#endif
