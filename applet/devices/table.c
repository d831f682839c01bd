/* SPDX-License-Identifier: GPL-2.0-only */
#include "devices/device.h"

#include <string.h>

#include "text/glob.h"
#include "text/sort.h"

/* FNV-1a, https://datatracker.ietf.org/doc/html/draft-eastlake-fnv */
static unsigned int eb_hash(unsigned int hash, struct eb_span a)
{
	size_t i;

	for (i = 0; i < a.n; i++)
		hash = (hash ^ (unsigned char)a.p[i]) * 16777619u;
	return hash;
}

/* The slot where the device is, or where it would go. The table is never full. */
static size_t eb_slot(const struct eb_devices *devices, struct eb_span bus, struct eb_span name)
{
	unsigned int hash = eb_hash(eb_hash(2166136261u, bus), name);
	size_t slot = hash & (devices->n_index - 1);

	while (devices->index[slot]) {
		const struct eb_device *device = &devices->devices[devices->index[slot] - 1];

		if (eb_span_is(name, device->name) && eb_span_is(bus, device->bus))
			break;
		slot = (slot + 1) & (devices->n_index - 1);
	}
	return slot;
}

struct eb_device *eb_devices_get(const struct eb_devices *devices, struct eb_span bus,
				 struct eb_span name)
{
	unsigned int found;

	if (!devices->n_index)
		return NULL;
	found = devices->index[eb_slot(devices, bus, name)];
	return found ? &devices->devices[found - 1] : NULL;
}

static void eb_devices_reindex(struct eb_devices *devices)
{
	size_t i;

	memset(devices->index, 0, devices->n_index * sizeof(*devices->index));
	for (i = 0; i < devices->n_devices; i++) {
		const struct eb_device *device = &devices->devices[i];

		devices->index[eb_slot(devices, eb_span_of(device->bus),
				       eb_span_of(device->name))] = (unsigned int)i + 1;
	}
}

/* Keeps the hash table at most half full. */
static int eb_devices_grow_index(struct eb_devices *devices)
{
	size_t want = devices->n_index ? devices->n_index * 2 : 32;
	unsigned int *index;

	if (devices->n_devices * 2 < devices->n_index)
		return 0;
	index = eb_arena_alloc(devices->arena, want * sizeof(*index));
	if (!index)
		return -1;
	devices->index = index;
	devices->n_index = want;
	eb_devices_reindex(devices);
	return 0;
}

void eb_devices_drop_last(struct eb_devices *devices)
{
	const struct eb_device *last = &devices->devices[devices->n_devices - 1];

	/* Nothing was added after it, so no probe sequence leads across its slot. */
	devices->index[eb_slot(devices, eb_span_of(last->bus), eb_span_of(last->name))] = 0;
	devices->n_devices--;
}

static int eb_device_compare(const void *a, const void *b)
{
	const struct eb_device *one = a, *other = b;

	return strcmp(one->name, other->name);
}

static int eb_bus_compare(const void *a, const void *b)
{
	const struct eb_bus *one = a, *other = b;

	return strcmp(one->name, other->name);
}

void eb_devices_sort_buses(struct eb_devices *devices)
{
	eb_sort(devices->buses, devices->n_buses, sizeof(*devices->buses), eb_bus_compare);
}

void eb_devices_sort(struct eb_devices *devices, size_t from)
{
	if (devices->n_devices - from < 2)
		return;
	eb_sort(devices->devices + from, devices->n_devices - from, sizeof(*devices->devices),
		eb_device_compare);
	eb_devices_reindex(devices);
}

struct eb_device *eb_devices_add(struct eb_devices *devices, struct eb_span bus,
				 struct eb_span name)
{
	const struct eb_bus *known = eb_devices_bus(devices, bus);
	struct eb_device *device;
	char *copy = eb_arena_string(devices->arena, name);

	if (!copy || !known || eb_devices_grow_index(devices) < 0)
		return NULL;
	device = eb_arena_more(devices->arena, devices->devices, devices->n_devices,
			       &devices->cap_devices, sizeof(*device));
	if (!device)
		return NULL;
	devices->devices = device;
	device += devices->n_devices;
	*device = (struct eb_device){ .bus = known->name, .name = copy };
	devices->index[eb_slot(devices, bus, name)] = (unsigned int)++devices->n_devices;
	return device;
}

struct eb_driver *eb_devices_driver(const struct eb_devices *devices, struct eb_span bus,
				    struct eb_span name)
{
	size_t i;

	for (i = 0; i < devices->n_drivers; i++)
		if (eb_span_is(name, devices->drivers[i].name) &&
		    eb_span_is(bus, devices->drivers[i].bus))
			return &devices->drivers[i];
	return NULL;
}

struct eb_driver *eb_devices_add_driver(struct eb_devices *devices, struct eb_span bus,
					struct eb_span name)
{
	const struct eb_bus *known = eb_devices_bus(devices, bus);
	char *copy = eb_arena_string(devices->arena, name);
	struct eb_driver *driver;

	if (!copy || !known)
		return NULL;
	driver = eb_arena_more(devices->arena, devices->drivers, devices->n_drivers,
			       &devices->cap_drivers, sizeof(*driver));
	if (!driver)
		return NULL;
	devices->drivers = driver;
	driver += devices->n_drivers++;
	*driver = (struct eb_driver){ .bus = known->name, .name = copy };
	return driver;
}

struct eb_bus *eb_devices_bus(const struct eb_devices *devices, struct eb_span name)
{
	size_t i;

	for (i = 0; i < devices->n_buses; i++)
		if (eb_span_is(name, devices->buses[i].name))
			return &devices->buses[i];
	return NULL;
}

struct eb_bus *eb_devices_add_bus(struct eb_devices *devices, struct eb_span name)
{
	char *copy = eb_arena_string(devices->arena, name);
	struct eb_bus *bus;

	if (!copy)
		return NULL;
	bus = eb_arena_more(devices->arena, devices->buses, devices->n_buses,
			    &devices->cap_buses, sizeof(*bus));
	if (!bus)
		return NULL;
	devices->buses = bus;
	bus += devices->n_buses++;
	*bus = (struct eb_bus){ .name = copy };
	return bus;
}

bool eb_driver_is_vfio(struct eb_span driver)
{
	return eb_glob(eb_span_of("*vfio*"), driver, EB_GLOB_ANY);
}
