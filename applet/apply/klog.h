/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel said about a device while we worked on it. */
#ifndef EB_APPLY_KLOG_H
#define EB_APPLY_KLOG_H

#include "devices/device.h"
#include "devices/root.h"

struct eb_klog {
	int fd; /* /dev/kmsg, behind the last record of the time before; -1: none */
	const char
		*text; /* what came since, once it was asked for; messages only, a line each */
	const char *deferred; /* debugfs' list of deferred devices, once it was asked for */
};

/* Notes where the kernel log ends now. */
void eb_klog_begin(struct eb_klog *klog, const struct eb_root *root);

/*
 * The last message since then that names the device and is not our own, in the arena; NULL when
 * there is none. Reads the log when it is called first.
 */
const char *eb_klog_about(struct eb_klog *klog, struct eb_arena *arena,
			  const struct eb_device *device);

/*
 * Why the kernel put the probe of the device off, as debugfs has it: "supplier X not ready", or
 * "" where no reason is given. NULL when the device is not in that list, or there is no
 * debugfs. Reads the list when it is called first.
 */
const char *eb_deferred_reason(struct eb_klog *klog, const struct eb_root *root,
			       struct eb_arena *arena, const struct eb_device *device);

#endif
