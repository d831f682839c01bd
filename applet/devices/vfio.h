/* SPDX-License-Identifier: GPL-2.0-only */
/* IOMMU groups and the nodes that VFIO gives them. */
#ifndef EB_DEVICES_VFIO_H
#define EB_DEVICES_VFIO_H

#include "devices/device.h"
#include "system/root.h"

/* VFIO's no-IOMMU mode, a parameter of module vfio (drivers/vfio/vfio_main.c in 6.12) */
#define EB_NOIOMMU_MODE "sys/module/vfio/parameters/enable_unsafe_noiommu_mode"

/*
 * Where device->wanted is `vfio`, puts the name of the best VFIO driver in its place: that of
 * the variant whose alias in modules.alias, `vfio_` and a modalias, matches with the fewest
 * wildcards (drivers/vfio/pci since 5.16), or else that of the bus. Returns 0 or -ENOMEM.
 *
 * A module does not say how its driver writes its name, with '-' or '_', until it is loaded:
 * then eb_vfio_registered_name() tells, in @buf; false where there is no such driver.
 */
int eb_vfio_choose(const struct eb_root *root, struct eb_arena *arena,
		   struct eb_device *device);
bool eb_vfio_registered_name(const struct eb_root *root, const struct eb_device *device,
			     struct eb_span driver, char *buf, size_t size);

/* True when the kernel has set up an IOMMU. */
bool eb_has_iommu(const struct eb_root *root);

/* The number of the device's IOMMU group as text in @buf; false when it has none. */
bool eb_iommu_group(const struct eb_root *root, const struct eb_device *device, char *buf,
		    size_t size);

/*
 * The node through which user space gets at the device: "/dev/vfio/N", or "/dev/vfio/noiommu-N"
 * for a group that VFIO made in no-IOMMU mode. NULL when @driver, the one that is bound, is no
 * VFIO driver, or there is no such node. @group: its number, NULL where it is not known yet.
 * Numbers change from boot to boot.
 */
const char *eb_vfio_node(const struct eb_root *root, struct eb_arena *arena,
			 const struct eb_device *device, const char *driver, const char *group);

#endif
