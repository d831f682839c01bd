/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A uevent, as the kernel sends it to its netlink group and as mdev and hotplug helpers have it
 * in their environment (lib/kobject_uevent.c:kobject_uevent_env). Pure.
 */
#ifndef EB_SYSTEM_EVENT_H
#define EB_SYSTEM_EVENT_H

#include "text/span.h"

/* Longest message: UEVENT_BUFFER_SIZE of keys behind a line with the action and the path. */
#define EB_EVENT_SIZE 8192u

/* A device is there (action add), or a driver has taken it (action bind, since Linux 4.14). */
struct eb_event {
	struct eb_span bus, name;
	struct eb_span driver; /* p NULL: it is new */
};

/*
 * From the message @buf of @n bytes, KEY=VALUE and NUL each, which is changed; there is room
 * for one more byte behind it. False for an event that is of no interest, for one of no
 * possible device, and for what udev sends.
 */
bool eb_event_parse(struct eb_event *event, char *buf, size_t n);

#endif
