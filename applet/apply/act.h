/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Carries a plan out, in phases over all devices, so that the result does not depend on the
 * order of the rules: overrides, unbind, modules, probe, verify, undo.
 */
#ifndef EB_APPLY_ACT_H
#define EB_APPLY_ACT_H

#include "apply/klog.h"
#include "system/root.h"
#include "plan/plan.h"

/*
 * What is being done now. It lies in shared memory: when the worker hangs in the kernel, the
 * parent says by this which device and which step it was.
 */
struct eb_doing {
	size_t item;       /* 1 + index into plan->items, or 0 */
	size_t count;      /* of steps so far: eb_worker.progress */
	enum eb_step step; /* of that item */
	bool undone;       /* something was undone: what else did that change? */
};

/*
 * On return every item has an outcome. @klog: begun before the first change. When its process
 * hung and was killed, the rest can be done by calling it again: what is done is not repeated,
 * items with an outcome are left alone.
 */
void eb_act(const struct eb_root *root, struct eb_plan *plan, struct eb_doing *doing,
	    struct eb_klog *klog);

/*
 * For a plan that was not carried out to its end: gives every item that is still open the
 * outcome that sysfs shows, or EB_FAILED and @why, without going on, and undoes what failed.
 */
void eb_act_settle(const struct eb_root *root, struct eb_plan *plan, struct eb_doing *doing,
		   struct eb_klog *klog, enum eb_why why);

#endif
