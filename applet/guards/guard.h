/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What this system would lose with a device: read only for devices that are at stake
 * (eb_device.at_stake), noted in eb_device.guard and eb_devices.links. Adds consumers to the
 * table.
 */
#ifndef EB_GUARDS_GUARD_H
#define EB_GUARDS_GUARD_H

#include "devices/find.h"

/* Returns 0 or -ENOMEM. Where what tells cannot be read, that guards: eb_device.untold. */
int eb_guards_read(struct eb_finder *finder);

#endif
