/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What this system stands on, traced to devices: consoles, disks behind mounts, swap and root=,
 * the network's way out.
 */
#ifndef EB_GUARDS_IN_USE_H
#define EB_GUARDS_IN_USE_H

#include <stdint.h>

#include "devices/find.h"
#include "text/out.h"

#define EB_PHRASE_MAX 256u

/* One thing in use: a console, a disk, an interface. */
struct eb_trace {
	const char *at;     /* its link below sys/class or sys/dev */
	const char *path;   /* where that leads, below sys/devices; "" when nowhere */
	const char *phrase; /* who uses it */
};

struct eb_traces {
	struct eb_finder *finder;
	struct eb_trace *list;
	size_t n, capacity;
	struct eb_span stdout_node; /* path of the device-tree node, or empty */
	uint32_t server;            /* eb_route_interface(): what a route must lead to */
	bool no_memory;
	char phrase[EB_PHRASE_MAX]; /* for what is found next */
	struct eb_out out;
};

/*
 * Reads it all; @traces is zeroed. Returns 0 or -ENOMEM. What cannot be read or is too long is
 * left out, and noted: eb_root_miss().
 */
int eb_traces_read(struct eb_traces *traces, struct eb_finder *finder);

/* What stands on @device or on one below it; NULL when nothing does, or that is not known. */
const char *eb_traces_find(const struct eb_traces *traces, const struct eb_device *device);

#endif
