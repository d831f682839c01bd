/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Devices that others take clocks, power and the like from, as the device tree of the running
 * system says: with or without a driver, they are in use.
 */
#ifndef EB_GUARDS_PROVIDERS_H
#define EB_GUARDS_PROVIDERS_H

#include "devices/find.h"

/*
 * Notes guard, unless there is one, and caution of each device that is at stake. Returns 0 or
 * -ENOMEM. The tree is read only when one of them can be a provider.
 */
int eb_providers_read(struct eb_finder *finder);

#endif
