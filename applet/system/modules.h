/* SPDX-License-Identifier: GPL-2.0-only */
/* Which kernel modules this root file system has for the running kernel. */
#ifndef EB_SYSTEM_MODULES_H
#define EB_SYSTEM_MODULES_H

#include "devices/device.h"
#include "system/root.h"
#include "text/span.h"

/*
 * True when `modprobe NAME` would find a module: one of that name in modules.dep, or an alias
 * of that name in modules.alias. '-' and '_' are equal.
 */
bool eb_module_loadable(const struct eb_root *root, const char *name);

/* The modalias of the device; false when it has none, or it is longer than @size. */
bool eb_modalias(const struct eb_root *root, const struct eb_device *device, char *buf,
		 size_t size);

/* The name of the first module that modules.alias has for the device, in @buf; false when there
 * is none. */
bool eb_module_of(const struct eb_root *root, const struct eb_device *device, char *buf,
		  size_t size);

/*
 * Gives @fn each line of @file ("/modules.alias") without its newline, until it returns true,
 * which is then the result.
 */
typedef bool (*eb_modules_line_fn)(void *data, struct eb_span line);
bool eb_modules_search(const struct eb_root *root, const char *file, eb_modules_line_fn fn,
		       void *data);

/* The two line formats. Of no alias line, the pattern is empty. */
bool eb_modules_dep_line_is(struct eb_span line, struct eb_span name);
struct eb_span eb_modules_alias(struct eb_span line, struct eb_span *module);

#endif
