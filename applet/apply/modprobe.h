/* SPDX-License-Identifier: GPL-2.0-only */
/* Loading kernel modules through the system's own modprobe. */
#ifndef EB_APPLY_MODPROBE_H
#define EB_APPLY_MODPROBE_H

#include "system/root.h"

/*
 * Runs `modprobe -q -- NAME [PARAMETER]` and waits for it. The program is the one that
 * /proc/sys/kernel/modprobe names, which the kernel itself would run; with -R it runs chrooted
 * there. @parameter may be NULL.
 * Returns 0, or -1 when it could not be run or reported a failure. What was loaded is to be
 * seen in sysfs, not here.
 */
int eb_modprobe(const struct eb_root *root, const char *name, const char *parameter);

#endif
