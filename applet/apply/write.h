/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Values and orders for sysfs. A file is never created. On sysfs O_TRUNC and O_APPEND mean
 * nothing; in a copied tree (-R) they let a value replace the old content and line orders up,
 * so that the file shows what was written.
 */
#ifndef EB_APPLY_WRITE_H
#define EB_APPLY_WRITE_H

#include "system/root.h"

/*
 * Stores @value in an attribute and reads it back into @back, @size bytes, NUL-terminated and
 * without its newline. Returns 0, or a negative errno: then @back is empty.
 */
int eb_sysfs_store(const struct eb_root *root, const char *path, const char *value, char *back,
		   size_t size);

/* A file that takes orders, such as `unbind` or `drivers_probe`; kept open for the next one,
 * and by the last one until the process ends. */
struct eb_orders {
	int fd;                 /* -1: none is open */
	char path[EB_PATH_MAX]; /* what is open */
};

/* Writes the order @text to @path. Returns 0 or a negative errno. */
int eb_sysfs_order(const struct eb_root *root, struct eb_orders *orders, const char *path,
		   const char *text);

#endif
