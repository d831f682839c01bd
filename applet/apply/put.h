/* SPDX-License-Identifier: GPL-2.0-only */
/* The one place where sysfs is changed. */
#ifndef EB_APPLY_PUT_H
#define EB_APPLY_PUT_H

#include "system/root.h"

/*
 * Writes @text and a newline to @fd, open for @path, in a single write(): sysfs takes each
 * write() as one store. Returns 0 or a negative errno; a store that took only a part is -EIO.
 */
int eb_sysfs_put(const struct eb_root *root, int fd, const char *path, const char *text);

#endif
