/* SPDX-License-Identifier: GPL-2.0-only */
/* Why a driver that was asked to take a device did not. */
#ifndef EB_APPLY_EXPLAIN_H
#define EB_APPLY_EXPLAIN_H

#include "devices/root.h"
#include "plan/plan.h"

/*
 * Replaces EB_WHY_NOT_BOUND in item->why by a cause that can be told, else leaves it.
 * @reset_required: 8 bytes that keep that parameter of vfio-platform once it was read; empty at
 * first.
 */
void eb_explain(const struct eb_root *root, char *reset_required, struct eb_item *item,
		const struct eb_device *device);

/*
 * The first supplier of @device, "BUS:NAME", that has no driver: what its probe waits for, by
 * the device links that the kernel made of the device tree or firmware (drivers/base/core.c:
 * fw_devlink). In the arena; NULL when there is none.
 */
const char *eb_missing_supplier(const struct eb_root *root, struct eb_arena *arena,
				const struct eb_device *device);

#endif
