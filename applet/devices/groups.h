/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The IOMMU groups of the devices whose rule asks for them (eb_device.group_asked), with all
 * their members, which are added to the table of devices.
 *
 * Without ACPI, before Linux 6.15, a group lists only devices that some driver has probed
 * (drivers/of/device.c:of_dma_configure_id). There, with option group (eb_device.group_taken),
 * what is likely to be in it is added: all functions of a PCI slot, all platform devices with
 * the same `iommus`.
 */
#ifndef EB_DEVICES_GROUPS_H
#define EB_DEVICES_GROUPS_H

#include "devices/find.h"

/* Returns 0 or -ENOMEM. */
int eb_groups_read(struct eb_finder *finder);

/* Adds the devices that are, or may be, in one group with @device, and nothing else. */
int eb_groups_find(struct eb_finder *finder, struct eb_device device);

/* True for a PCI device with a bus behind it. */
bool eb_is_bridge(const struct eb_root *root, const struct eb_device *device);

#endif
