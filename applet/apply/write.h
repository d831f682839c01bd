/* SPDX-License-Identifier: GPL-2.0-only */
/* The one way in which sysfs is changed. */
#ifndef EB_APPLY_WRITE_H
#define EB_APPLY_WRITE_H

#include "devices/root.h"

enum eb_write_kind {
	EB_WRITE_VALUE,   /* an attribute that keeps what is written */
	EB_WRITE_COMMAND, /* bind, unbind, drivers_probe: each write is an order */
};

/*
 * Writes @text and a newline in a single write(), which sysfs takes as one store. The file is
 * never created. Returns 0 or a negative errno; a store that took only a part is -EIO.
 * On sysfs both kinds do the same; in a copied tree (-R) a value replaces the old content and
 * commands are lined up, so that the file shows what was written.
 */
int eb_sysfs_write(const struct eb_root *root, const char *path, const char *text,
		   enum eb_write_kind kind);

#endif
