/* SPDX-License-Identifier: GPL-2.0-only */
/* Why a driver that was asked to take a device did not. */
#ifndef EB_APPLY_EXPLAIN_H
#define EB_APPLY_EXPLAIN_H

#include "devices/root.h"
#include "plan/plan.h"

/* Replaces EB_WHY_NOT_BOUND in item->why by a cause that can be told, else leaves it. */
void eb_explain(const struct eb_root *root, struct eb_item *item,
		const struct eb_device *device);

#endif
