/* SPDX-License-Identifier: GPL-2.0-only */
/* The text of a device's uevent file: KEY=VALUE lines. Pure. */
#ifndef EB_SYSTEM_UEVENT_H
#define EB_SYSTEM_UEVENT_H

#include "text/span.h"

/* Longest text of such a file, with NUL: a page (drivers/base/core.c:uevent_show). */
#define EB_UEVENT_SIZE 4096u

/* The value of @key; p is NULL when there is none. @uevent may be NULL. */
struct eb_span eb_uevent_get(const char *uevent, const char *key);

/* True when one of the keys @prefix0, @prefix1, ... has the value @value. */
bool eb_uevent_lists(const char *uevent, const char *prefix, struct eb_span value);

#endif
