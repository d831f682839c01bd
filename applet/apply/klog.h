/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel said about a device while we worked on it. */
#ifndef EB_APPLY_KLOG_H
#define EB_APPLY_KLOG_H

#include "devices/device.h"
#include "system/root.h"

/*
 * It lies in shared memory, as the worker processes of a run follow each other: what one has
 * read of the log the next cannot read again.
 */
struct eb_klog {
	int fd;         /* /dev/kmsg, behind the last record of the time before; -1: none */
	char *text;     /* what was read since: messages only, a line each; NULL: nothing */
	size_t n;       /* bytes of it */
	char *deferred; /* debugfs' list of deferred devices; NULL: not read */
	size_t n_deferred;
	bool no_deferred;  /* there is none, or it is too long to be read whole */
	bool read, listed; /* they were, and hold until eb_klog_refresh() */
};

/* Notes where the kernel log ends now. To be ended before another is begun. */
void eb_klog_begin(struct eb_klog *klog, const struct eb_root *root);
void eb_klog_end(struct eb_klog *klog);

/* What has come since is to be read, too, when it is asked for next. */
void eb_klog_refresh(struct eb_klog *klog);

/*
 * The last message since the beginning that names the device and is not our own, in the arena;
 * NULL when there is none.
 */
const char *eb_klog_about(struct eb_klog *klog, struct eb_arena *arena,
			  const struct eb_device *device);

/* True when it said since the beginning that a probe of the device ended with an error. */
bool eb_klog_has_error(struct eb_klog *klog, struct eb_arena *arena,
		       const struct eb_device *device);

/* The error in such a message, "... failed with error -22", or 0. */
unsigned int eb_logged_error(struct eb_span message);

/*
 * Why the kernel put the probe of the device off, as debugfs has it: "supplier X not ready", or
 * "" where no reason is given. NULL when the device is not in that list, or the list is not to
 * be had: klog->no_deferred.
 */
const char *eb_deferred_reason(struct eb_klog *klog, const struct eb_root *root,
			       struct eb_arena *arena, const struct eb_device *device);

#endif
