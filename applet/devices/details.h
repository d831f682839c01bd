/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What rules ask of a device beyond its name: the uevent file (ids, class, modalias,
 * device-tree node), its place in the PCI topology, whether it is the topmost device of its
 * node. Read only for buses of which a rule needs it.
 */
#ifndef EB_DEVICES_DETAILS_H
#define EB_DEVICES_DETAILS_H

#include "devices/device.h"
#include "system/root.h"
#include "rules/ruleset.h"

/* Notes in the table of buses what the rules need. */
void eb_details_note_needs(struct eb_devices *devices, const struct eb_ruleset *set);

/* Reads it for all devices. Returns 0 or -ENOMEM. */
int eb_details_read(const struct eb_root *root, struct eb_devices *devices);

#endif
