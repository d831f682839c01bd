/* SPDX-License-Identifier: GPL-2.0-only */
/* Which kernel modules this root file system has. */
#ifndef EB_DEVICES_MODULES_H
#define EB_DEVICES_MODULES_H

#include "devices/root.h"
#include "text/span.h"

/*
 * True when `modprobe NAME` would find a module: one of that name in modules.dep, or an alias
 * of that name in modules.alias, of the running kernel. '-' and '_' are equal.
 */
bool eb_module_loadable(const struct eb_root *root, const char *name);

/* The two line formats, for the tests. @line is without its newline. */
bool eb_modules_dep_line_is(struct eb_span line, struct eb_span name);
bool eb_modules_alias_line_is(struct eb_span line, struct eb_span name);

#endif
