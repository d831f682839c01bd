/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Option -D: rules and devices from a device tree blob instead of this machine. The host build
 * has it (dtb.c, on libfdt); the others have nodtb.c, which says so.
 */
#ifndef EB_SYSTEM_DTB_H
#define EB_SYSTEM_DTB_H

#include "devices/device.h"
#include "rules/ruleset.h"
#include "text/out.h"

struct eb_dtb;

/*
 * Reads the blob in @file; @cmdline stands in for its bootargs, when that is not NULL. Returns
 * NULL, or what is wrong.
 */
const char *eb_dtb_open(struct eb_arena *arena, const char *file, const char *cmdline,
			struct eb_dtb **result);

/*
 * Adds the rules in the blob to @set, in order of precedence: those of nodes, of /chosen, of
 * its bootargs; or of @cmdline, when that is not NULL. Returns 0, or -1 when the arena is full.
 */
int eb_dtb_sources(const struct eb_dtb *dtb, struct eb_ruleset *set, const char *cmdline);

/* Fills @devices with those that Linux makes of the blob. Returns 0 or -ENOMEM. */
int eb_dtb_find(const struct eb_dtb *dtb, struct eb_devices *devices,
		const struct eb_ruleset *set);

/* Puts the name of the bus's VFIO driver where a rule wants `vfio`. */
void eb_dtb_choose(struct eb_devices *devices);

/* What is known of device number @i, on one line; false when there are not that many. */
bool eb_dtb_describe(const struct eb_dtb *dtb, size_t i, struct eb_out *out);

#endif
