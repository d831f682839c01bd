/* SPDX-License-Identifier: GPL-2.0-only */
/* Why a driver that was asked to take a device did not. */
#ifndef EB_APPLY_EXPLAIN_H
#define EB_APPLY_EXPLAIN_H

#include "system/root.h"
#include "plan/plan.h"

/* What is the same for all devices of a run. */
struct eb_circumstances {
	const struct eb_root *root;
	bool noiommu;           /* VFIO's no-IOMMU mode is on */
	char reset_required[8]; /* that parameter of vfio-platform, once it was read; else "" */
};

/* Replaces EB_WHY_NOT_BOUND in item->why by a cause that can be told, else leaves it. */
void eb_explain(struct eb_circumstances *known, struct eb_item *item,
		const struct eb_device *device);

/*
 * The first supplier of @device, "BUS:NAME", that has no driver: what its probe waits for, by
 * the device links that the kernel made of the device tree or firmware (drivers/base/core.c:
 * fw_devlink). In the arena; NULL when there is none.
 */
const char *eb_missing_supplier(const struct eb_root *root, struct eb_arena *arena,
				const struct eb_device *device);

/*
 * The member of the device's IOMMU group that a VFIO driver has, and the driver, "NAME is on
 * DRIVER", in the arena; NULL when there is none. While user space has such a group open, the
 * kernel begins no probe of its other members (drivers/iommu/iommu.c:
 * iommu_device_use_default_domain, since 5.19).
 */
const char *eb_vfio_sharer(const struct eb_root *root, struct eb_arena *arena,
			   const struct eb_device *device);

#endif
