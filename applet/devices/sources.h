/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The sources of rules on this system, read in order of precedence, low to high:
 * /etc/earlybind.conf and .d, the device tree (a node's own property, then /chosen),
 * /proc/bootconfig, the kernel command line.
 */
#ifndef EB_DEVICES_SOURCES_H
#define EB_DEVICES_SOURCES_H

#include "devices/root.h"
#include "rules/ruleset.h"

/*
 * Adds them all to @set. @cmdline: text that stands in for /proc/cmdline, or NULL.
 * A source that is not there has no rules. Returns 0; 1 when /proc/cmdline cannot be read; -1
 * when the arena is full.
 */
int eb_sources_read(const struct eb_root *root, struct eb_ruleset *set, const char *cmdline);

#endif
