/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is known about devices and drivers: plain data that devices/find.c fills in from sysfs
 * and that plan/ reads. The functions here are pure.
 */
#ifndef EB_DEVICES_DEVICE_H
#define EB_DEVICES_DEVICE_H

#include "text/arena.h"

struct eb_device {
	/* The flags stand first, where one short instruction of Thumb-2 reaches them. */
	bool has_override; /* the attribute exists */
	bool blocked;      /* reading it did not return; nothing else is known */
	bool unread;       /* listed only: override and driver are not known yet */
	bool gone;         /* known from its line alone: there is no such device now */
	bool let_go;       /* it was cleared: no rule takes it again */
	bool locked;       /* no later rule may take it */
	bool group_asked;  /* the rule wants to know of its IOMMU group */
	bool group_taken;  /* and to take it whole */
	bool noiommu;      /* the rule wants VFIO's no-IOMMU mode */
	bool at_stake;     /* it would lose its driver, or be given one */
	bool unidentified; /* its rule does not say what it must be */
	bool untold;       /* guard is the file that would tell, and cannot be read */
	bool of_top;       /* the topmost device of its device-tree node */
	bool of_shared;    /* other devices have the same node */
	bool bridge;       /* PCI: leads to other devices */
	bool unsure; /* -D: a disk or network controller: what is behind it cannot be told */
	const char *bus;
	const char *name;
	const char *driver;        /* the bound driver, NULL for none */
	const char *override_name; /* driver_override, NULL when unset */
	int error;                 /* errno of reading it, else 0 */
	const char *uevent;        /* text of its uevent file; NULL unless a rule needs it */
	const char *topology;      /* PCI: its topology path, written out; else NULL */
	unsigned int depth;        /* steps from /sys/devices; only where of_node matters */
	size_t group;              /* 1 + index into eb_devices.groups; 0: none, or not asked */
	size_t group_next;         /* 1 + index of the next device of that group, or 0 */
	const char *guard;         /* why it must not be taken without `force`; or NULL */
	const char *caution;       /* what to bear in mind before it is given away; or NULL */
	struct eb_span record;     /* report/record.h: its line of an earlier run, or empty */
	/* Before earlybind first changed it, or as `clear` left it; NULL: none, or no record.
	 */
	const char *former_driver, *former_override;
	bool ours;        /* its state is earlybind's */
	bool unfinished;  /* a run that began to change it was killed */
	bool kept_driver; /* and has not taken it from the driver of its override */
	bool lost;        /* or failed, and nobody else has given it a driver since */
	bool led;         /* it lost its driver with its supplier, or may have */
	/* What the plan makes of it (plan/plan.c) */
	size_t claim;          /* 1 + index of the item that decides, or 0 */
	struct eb_span wanted; /* the driver that the rule names, or empty */
	/*
	 * Where no module here has the name of that driver: the one that the kernel would load
	 * for the device, and that may have it (i2c_s3c2410 has s3c-i2c); or NULL.
	 */
	const char *module;
};

/*
 * An IOMMU group with its members. Where the kernel shows groups only of devices that a driver
 * has probed (device tree, before Linux 6.15), what is expected to be in it: provisional.
 */
struct eb_group {
	const char *number; /* below /sys/kernel/iommu_groups; NULL: there is none yet */
	size_t first;       /* 1 + index of its first device */
	bool provisional;
	bool noiommu; /* VFIO made it, in no-IOMMU mode; read where a rule has that option */
};

/* That a device depends on another, directly or by others; indices into eb_devices.devices. */
struct eb_link {
	size_t supplier, consumer;
	bool active; /* both have drivers: the consumer loses its own with the supplier */
};

/* A driver of a bus, as seen before anything is changed. */
struct eb_driver {
	const char *bus;
	const char *name;
	bool registered; /* has a directory below /sys/bus/BUS/drivers */
	bool unbindable; /* has an `unbind` file: no suppress_bind_attrs */
	bool loadable;   /* a module of that name is to be had here; only when not registered */
	bool tried;      /* apply/act.c: its module was asked for in this run */
	const char *tried_in; /* or the last eb_device.module that it was looked for in */
};

/* What a rule has to know of a device beyond its name. */
enum eb_need {
	EB_NEED_UEVENT = 1 << 0,
	EB_NEED_TOPOLOGY = 1 << 1,
	EB_NEED_OF_TOP = 1 << 2,
};

struct eb_bus {
	const char *name;
	bool exists;
	bool bare;          /* its devices have no driver_override */
	bool all;           /* to be listed: every device is looked at */
	bool asked[2];      /* to be listed for a rule of this bus; for one of all that have the
			       attribute */
	unsigned int needs; /* enum eb_need: what rules ask of its devices */
	struct eb_span *globs; /* to be listed: names that one of these matches */
	size_t n_globs, cap_globs;
};

struct eb_devices {
	bool led;        /* some device is (eb_device.led) */
	bool noiommu;    /* VFIO's no-IOMMU mode is on */
	bool no_noiommu; /* a rule wants it, and this kernel has no such mode */
	bool offline; /* predicted from a device tree blob: drivers and other buses are unknown
		       */
	struct eb_arena *arena;
	struct eb_device *devices;
	struct eb_driver *drivers;
	struct eb_bus *buses;
	struct eb_group *groups;
	struct eb_link *links; /* as far as they matter: devices/guard.h */
	size_t n_devices, n_drivers, n_buses, n_groups, n_links;
	size_t cap_devices, cap_drivers, cap_buses, cap_groups, cap_links;
	unsigned int *index; /* hash table over devices: 1 + index, 0 is empty */
	size_t n_index;      /* its size, a power of two */
	/* What is being read now; reading can block for ever (find.h). */
	struct eb_span reading_bus, reading_name;
};

/*
 * Option -D is in the host build only: for a board's build this is a constant, and the compiler
 * leaves out what hangs on it.
 */
#ifdef EB_HAVE_DTB
#define EB_CAN_DTB true
#else
#define EB_CAN_DTB false
#endif

static inline bool eb_devices_offline(const struct eb_devices *devices)
{
	return EB_CAN_DTB && devices->offline;
}

/* The number of the device's IOMMU group, as far as it was read; or NULL. */
static inline const char *eb_group_number(const struct eb_devices *devices,
					  const struct eb_device *device)
{
	return device->group ? devices->groups[device->group - 1].number : NULL;
}

/* True when it has one that an IOMMU stands for. */
static inline bool eb_group_is_real(const struct eb_devices *devices,
				    const struct eb_device *device)
{
	return eb_group_number(devices, device) && !devices->groups[device->group - 1].noiommu;
}

/* NULL when there is none of that name in the table. */
struct eb_device *eb_devices_get(const struct eb_devices *devices, struct eb_span bus,
				 struct eb_span name);
struct eb_driver *eb_devices_driver(const struct eb_devices *devices, struct eb_span bus,
				    struct eb_span name);
struct eb_bus *eb_devices_bus(const struct eb_devices *devices, struct eb_span name);

/*
 * Adds one that is not in the table yet; the strings are copied. NULL when the arena is full.
 * The pointer holds until the next one is added.
 */
struct eb_device *eb_devices_add(struct eb_devices *devices, struct eb_span bus,
				 struct eb_span name);
/* Takes the device that was added last out again. */
void eb_devices_drop_last(struct eb_devices *devices);
/*
 * Orders the devices from number @from on, or the buses, by name, so that reports do not depend
 * on readdir().
 */
void eb_devices_sort(struct eb_devices *devices, size_t from);
void eb_devices_sort_buses(struct eb_devices *devices);
struct eb_driver *eb_devices_add_driver(struct eb_devices *devices, struct eb_span bus,
					struct eb_span name);
struct eb_bus *eb_devices_add_bus(struct eb_devices *devices, struct eb_span name);

/* True for the name of a VFIO driver, variants included. */
bool eb_driver_is_vfio(struct eb_span driver);

#endif
