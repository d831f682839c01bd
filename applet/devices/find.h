/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From rules to the devices and drivers that they are about, read from sysfs. Exact names are
 * opened directly; a bus is listed, once for all rules, only where one cannot do without. What
 * no glob matches is passed over then, and of the others no more is read than the rules ask
 * for, until one takes them.
 *
 * Reading an attribute can block for ever: up to Linux 6.1 show() of driver_override takes the
 * device lock, which a probe that hangs holds (drivers/pci/pci-sysfs.c,
 * drivers/base/platform.c). So this runs in the worker, and says in devices->reading_* what it
 * is about to read.
 */
#ifndef EB_DEVICES_FIND_H
#define EB_DEVICES_FIND_H

#include "devices/device.h"
#include "system/root.h"
#include "rules/ruleset.h"

/* A device by its name. */
struct eb_named {
	const char *bus;
	const char *name;
};

struct eb_finder {
	/* Flags first: see struct eb_device. */
	bool planning;    /* nothing will be done: what cannot be told is worth a word */
	bool overridable; /* find.c: pass over buses without driver_override */
	bool lazy;        /* find.c: devices are only listed */
	bool exact;       /* find.c: the turn of exact names */
	bool has_buses;   /* find.c: all buses are in the table */
	const struct eb_root *root;
	struct eb_devices *devices;
	const struct eb_named *blocked; /* known to block: they are not read */
	size_t n_blocked;
	const struct eb_named *only; /* eb_find_late(): the devices that it is about */
	size_t n_only;
	struct eb_span cmdline; /* of the kernel, or what stands in for it; p NULL: not read */
};

/*
 * All return 0, or a negative errno: -ENOMEM where the arena is full. A device, bus or driver
 * that cannot be read is no error here: what is known of it goes into the table.
 */

/* Every device that the rules can be about. */
int eb_find_for_rules(struct eb_finder *finder, const struct eb_ruleset *set);
/*
 * finder->only, and of the others those without which it cannot be told which rule takes them:
 * where rules take groups the other members, where they name nodes the devices above.
 */
int eb_find_late(struct eb_finder *finder, const struct eb_ruleset *set);
/*
 * For the devices that rules take: the driver they want (`vfio` is replaced by the one chosen)
 * and the driver they have.
 */
int eb_find_drivers(struct eb_finder *finder);
/* Guards @device when something was missed: finder->root->unread. Returns 0 or -ENOMEM. */
int eb_find_untold(const struct eb_finder *finder, struct eb_device *device);

/* Every device of every bus that has an override; for `status`. */
int eb_find_overridden(struct eb_finder *finder);

/* Ends a listing of devices early; no error. */
#define EB_FIND_STOP 1

/*
 * Adds a device with what sysfs tells about it, or a bus, unless it is in the table or there is
 * no such device. eb_find_device() may return EB_FIND_STOP where finder->overridable.
 */
int eb_find_device(struct eb_finder *finder, struct eb_span bus, struct eb_span name);
int eb_find_bus(struct eb_finder *finder, struct eb_span name);

/* True when @root has a sysfs with buses in it. */
bool eb_find_has_sysfs(const struct eb_root *root);

/* Longest value that driver_override can hold, with NUL: stores of a page fail. */
#define EB_OVERRIDE_SIZE 4096u

/* False for the value of an unset driver_override. */
bool eb_override_is_set(const char *value);

#endif
