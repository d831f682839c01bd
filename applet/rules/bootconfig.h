/* SPDX-License-Identifier: GPL-2.0-only */
/* /proc/bootconfig, as the kernel prints it: key = "value", 'value' (fs/proc/bootconfig.c). */
#ifndef EB_RULES_BOOTCONFIG_H
#define EB_RULES_BOOTCONFIG_H

#include "text/span.h"

/*
 * Takes the next value off the front of *@rest; values of an array come one by one, each with
 * its key. *@key is empty before the first call and is kept by the caller. Comment lines are
 * passed over: since 6.12 the kernel appends some.
 * value->p is NULL where a quote is not closed: what is left may be a part of a value.
 * Returns false at the end.
 */
bool eb_bootconfig_next(struct eb_span *rest, struct eb_span *key, struct eb_span *value);

#endif
