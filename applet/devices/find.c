/* SPDX-License-Identifier: GPL-2.0-only */
#include "devices/find.h"

#include <errno.h>
#include <string.h>

#include "devices/details.h"
#include "devices/groups.h"
#include "system/modules.h"
#include "devices/vfio.h"
#include "text/glob.h"

/* What a listing works for. */
struct eb_scan {
	struct eb_finder *finder;
	const struct eb_bus *bus;
};

/* An unset override reads "(null)" on most buses and an empty line on spi and ap. */
bool eb_override_is_set(const char *value)
{
	return *value && strcmp(value, "(null)") != 0;
}

int eb_find_untold(const struct eb_finder *finder, struct eb_device *device)
{
	const char *unread = finder->root->unread;

	if (!*unread || device->guard)
		return 0;
	device->guard = eb_arena_string(finder->devices->arena, eb_span_of(unread));
	device->untold = true;
	return device->guard ? 0 : -ENOMEM;
}

static bool eb_is_blocked(const struct eb_finder *finder, struct eb_span bus,
			  struct eb_span name)
{
	size_t i;

	for (i = 0; i < finder->n_blocked; i++)
		if (eb_span_is(bus, finder->blocked[i].bus) &&
		    eb_span_is(name, finder->blocked[i].name))
			return true;
	return false;
}

/*
 * What sysfs tells about @device. Returns false when there is no such device: asked only where
 * there is no driver_override, as every device of the buses that matter has one.
 */
static bool eb_find_read(struct eb_finder *finder, struct eb_device *device)
{
	struct eb_arena *arena = finder->devices->arena;
	char path[EB_PATH_MAX], value[EB_OVERRIDE_SIZE];
	int n;

	if (!eb_device_path(path, device->bus, device->name, "/driver_override")) {
		device->error = ENAMETOOLONG;
		return true;
	}
	n = eb_root_attribute(finder->root, path, value, sizeof(value));
	device->has_override = n != -ENOENT;
	if (n < 0 && n != -ENOENT)
		device->error = -n;
	if (n > 0 && eb_override_is_set(value))
		device->override_name = eb_arena_string(arena, eb_span_of(value));

	(void)eb_device_path(path, device->bus, device->name, "");
	if (!device->has_override && eb_root_exists(finder->root, path) < 0)
		return false;
	(void)eb_device_path(path, device->bus, device->name, "/driver");
	n = eb_root_link_name(finder->root, path, value, sizeof(value));
	if (n > 0)
		device->driver = eb_arena_string(arena, eb_span_of(value));
	else if (n != -ENOENT && !device->error)
		device->error = -n;
	return true;
}

int eb_find_device(struct eb_finder *finder, struct eb_span bus, struct eb_span name)
{
	struct eb_devices *devices = finder->devices;
	struct eb_device *device = eb_devices_get(devices, bus, name);
	bool listed = device;

	if (!eb_name_ok(name) || (listed && !device->unread))
		return 0;
	if (!listed)
		device = eb_devices_add(devices, bus, name);
	if (!device)
		return -ENOMEM;
	device->blocked = eb_is_blocked(finder, bus, name);
	device->unread = finder->lazy && !device->blocked;
	if (device->unread || device->blocked)
		return 0;
	devices->reading_bus = eb_span_of(device->bus);
	devices->reading_name = eb_span_of(device->name);
	if (!eb_find_read(finder, device)) {
		devices->reading_name.n = 0;
		if (listed)
			device->error = ENODEV;
		else
			eb_devices_drop_last(devices);
		return 0;
	}
	devices->reading_name.n = 0;
	/* One device tells for all of its bus whether they have the attribute. */
	return finder->overridable && !device->has_override ? EB_FIND_STOP : 0;
}

int eb_find_bus(struct eb_finder *finder, struct eb_span name)
{
	char path[EB_PATH_MAX];
	struct eb_bus *bus;

	if (eb_devices_bus(finder->devices, name))
		return 0;
	bus = eb_devices_add_bus(finder->devices, name);
	if (!bus)
		return -ENOMEM;
	bus->exists = eb_path(path, "sys/bus/", bus->name, "/devices", (char *)NULL) &&
		      eb_root_exists(finder->root, path) != -ENOENT;
	return 0;
}

static int eb_find_listed_bus(void *data, struct eb_span name)
{
	return eb_find_bus(data, name);
}

static int eb_find_buses(struct eb_finder *finder)
{
	int result;

	if (finder->has_buses)
		return 0;
	finder->has_buses = true;
	result = eb_root_list(finder->root, "sys/bus", eb_find_listed_bus, finder);
	eb_devices_sort_buses(finder->devices);
	return result;
}

static bool eb_is_listed_for(const struct eb_bus *bus, struct eb_span name)
{
	bool listed = bus->all;
	size_t i;

	for (i = 0; i < bus->n_globs && !listed; i++)
		listed = eb_glob(bus->globs[i], name, EB_GLOB_NAME);
	return listed;
}

static int eb_find_listed_device(void *data, struct eb_span name)
{
	const struct eb_scan *scan = data;

	return eb_is_listed_for(scan->bus, name)
		       ? eb_find_device(scan->finder, eb_span_of(scan->bus->name), name)
		       : 0;
}

/*
 * Lists @bus for what was noted of it. Where no rule names the bus, it is of interest only if
 * it has the attribute.
 */
static int eb_find_scan(struct eb_finder *finder, struct eb_bus *bus)
{
	struct eb_scan scan = { finder, bus };
	size_t before = finder->devices->n_devices;
	char path[EB_PATH_MAX];
	int result;

	finder->overridable = !bus->asked[false];
	if ((!bus->all && !bus->n_globs) || (bus->bare && finder->overridable) ||
	    !eb_path(path, "sys/bus/", bus->name, "/devices", (char *)NULL))
		return 0;
	finder->lazy = bus->all && !bus->asked[true] && !finder->planning;
	result = eb_root_list(finder->root, path, eb_find_listed_device, &scan);
	finder->lazy = bus->all = bus->asked[false] = bus->asked[true] = false;
	bus->n_globs = 0;
	eb_devices_sort(finder->devices, before);
	bus->bare = result == EB_FIND_STOP;
	return bus->bare ? 0 : result;
}

static int eb_find_scans(struct eb_finder *finder)
{
	struct eb_devices *devices = finder->devices;
	int result = 0;
	size_t i;

	for (i = 0; i < devices->n_buses && result == 0; i++)
		result = eb_find_scan(finder, &devices->buses[i]);
	return result;
}

/* For globs and attributes it is noted that @bus has to be listed; exact names are for later.
 */
static int eb_find_term_on(struct eb_finder *finder, struct eb_bus *bus,
			   const struct eb_rule *rule, const struct eb_term *term)
{
	bool exact = term->kind == EB_TERM_NAME;
	int result;

	if (term->negated || !bus->exists || exact != finder->exact)
		return 0;
	if (exact) {
		result = eb_find_device(finder, eb_span_of(bus->name), term->name);
		return result == EB_FIND_STOP ? 0 : result;
	}
	bus->asked[finder->overridable] = true;
	/* Which device of a node is the topmost, all of them tell. */
	if (term->kind != EB_TERM_GLOB || eb_span_is(rule->bus, "of")) {
		bus->all = true;
		return 0;
	}
	bus->globs = eb_arena_more(finder->devices->arena, bus->globs, bus->n_globs,
				   &bus->cap_globs, sizeof(*bus->globs));
	if (!bus->globs)
		return -ENOMEM;
	bus->globs[bus->n_globs++] = term->name;
	return 0;
}

static int eb_find_rule_on(struct eb_finder *finder, struct eb_bus *bus,
			   const struct eb_rule *rule)
{
	int result = 0;
	size_t i;

	for (i = 0; i < rule->n_terms && result == 0; i++)
		if (rule->terms[i].first)
			result = eb_find_term_on(finder, bus, rule, &rule->terms[i]);
	return result;
}

static int eb_find_rule(struct eb_finder *finder, const struct eb_rule *rule)
{
	struct eb_devices *devices = finder->devices;
	int result;
	size_t i;

	finder->overridable = false;
	if (!eb_span_is(rule->bus, "*") && !eb_span_is(rule->bus, "of")) {
		result = eb_find_bus(finder, rule->bus);
		return result ? result
			      : eb_find_rule_on(finder, eb_devices_bus(devices, rule->bus),
						rule);
	}
	result = eb_find_buses(finder);
	finder->overridable = true;
	for (i = 0; i < devices->n_buses && result == 0; i++)
		result = eb_find_rule_on(finder, &devices->buses[i], rule);
	return result;
}

static int eb_find_rules(struct eb_finder *finder, const struct eb_ruleset *set, bool exact)
{
	int result = 0;
	size_t i;

	finder->exact = exact;
	for (i = 0; i < set->n_rules && result == 0; i++)
		result = eb_find_rule(finder, &set->rules[i]);
	return result;
}

static int eb_find_driver(struct eb_finder *finder, const char *bus, struct eb_span name)
{
	char path[EB_PATH_MAX];
	struct eb_driver *driver;

	if (eb_devices_driver(finder->devices, eb_span_of(bus), name))
		return 0;
	driver = eb_devices_add_driver(finder->devices, eb_span_of(bus), name);
	if (!driver)
		return -ENOMEM;
	driver->unbindable = eb_driver_path(path, bus, driver->name, "/unbind") &&
			     eb_root_exists(finder->root, path) == 0;
	driver->registered = driver->unbindable ||
			     (eb_driver_path(path, bus, driver->name, "") &&
			      eb_root_exists(finder->root, path) == 0);
	if (!driver->registered)
		driver->loadable = eb_module_loadable(finder->root, driver->name);
	return 0;
}

static int eb_find_module(struct eb_finder *finder, struct eb_device *device)
{
	const struct eb_driver *driver =
		eb_devices_driver(finder->devices, eb_span_of(device->bus), device->wanted);
	char path[EB_PATH_MAX], name[EB_NAME_MAX + 1];

	if (!driver || driver->registered || driver->loadable ||
	    eb_driver_is_vfio(device->wanted) ||
	    !eb_module_of(finder->root, device, name, sizeof(name)))
		return 0;
	/* What has a driver is left alone, and told of the module: not of one that is there. */
	if (device->driver && eb_path(path, "sys/module/", name, (char *)NULL) &&
	    eb_root_exists(finder->root, path) == 0)
		return 0;
	device->module = eb_arena_string(finder->devices->arena, eb_span_of(name));
	return device->module ? 0 : -ENOMEM;
}

static int eb_find_wanted(struct eb_finder *finder, struct eb_device *device)
{
	int result = eb_vfio_choose(finder->root, finder->devices->arena, device);

	if (result == 0)
		result = eb_find_driver(finder, device->bus, device->wanted);
	return result ? result : eb_find_module(finder, device);
}

/* What a rule takes is read now, if it was only listed: the driver it has, and is to have. */
static int eb_find_drivers_of(struct eb_finder *finder, struct eb_device *device)
{
	int result = 0;

	if (device->unread)
		result = eb_find_device(finder, eb_span_of(device->bus),
					eb_span_of(device->name));
	if (result == 0 && device->wanted.n && !eb_span_is(device->wanted, "none"))
		result = eb_find_wanted(finder, device);
	if (result == 0 && device->driver)
		result = eb_find_driver(finder, device->bus, eb_span_of(device->driver));
	return result;
}

int eb_find_drivers(struct eb_finder *finder)
{
	struct eb_devices *devices = finder->devices;
	int result = 0;
	size_t i;

	for (i = 0; i < devices->n_devices && result == 0; i++)
		if (devices->devices[i].claim)
			result = eb_find_drivers_of(finder, &devices->devices[i]);
	return result;
}

int eb_find_for_rules(struct eb_finder *finder, const struct eb_ruleset *set)
{
	int result = eb_find_rules(finder, set, false);

	if (result == 0)
		result = eb_find_scans(finder);
	if (result == 0)
		result = eb_find_rules(finder, set, true);
	if (result)
		return result;
	eb_details_note_needs(finder->devices, set);
	return eb_details_read(finder->root, finder->devices);
}

/* What rules about nodes ask: is a device above it of the same node? */
static int eb_find_above(struct eb_finder *finder, const struct eb_named *device)
{
	char path[EB_PATH_MAX], target[2 * EB_PATH_MAX], bus[EB_NAME_MAX + 1];
	char above[sizeof(target)];
	struct eb_out out = eb_out_on(above, sizeof(above));
	struct eb_span rest, part;
	int result = 0;

	if (!eb_device_path(path, device->bus, device->name, "") ||
	    eb_root_link(finder->root, path, target, sizeof(target)) <= 0)
		return 0;
	rest = eb_span_of(target);
	for (part = eb_span_take(&rest, '/'); rest.n && result == 0;
	     part = eb_span_take(&rest, '/')) {
		/* "../../../devices/A/B" is relative to the folder of the link. */
		eb_out_char(&out, '/');
		eb_out_span(&out, part);
		if (!eb_path(path, "sys/bus/", device->bus, "/devices", above, "/subsystem",
			     (char *)NULL))
			return 0;
		if (eb_root_link_name(finder->root, path, bus, sizeof(bus)) <= 0)
			continue;
		result = eb_find_bus(finder, eb_span_of(bus));
		if (result == 0)
			result = eb_find_device(finder, eb_span_of(bus), part);
	}
	return result;
}

static int eb_find_one_late(struct eb_finder *finder, const struct eb_named *named, bool groups,
			    bool nodes)
{
	const struct eb_device *device;
	struct eb_span bus = eb_span_of(named->bus), name = eb_span_of(named->name);
	int result = eb_find_bus(finder, bus);

	if (result == 0)
		result = eb_find_device(finder, bus, name);
	device = eb_devices_get(finder->devices, bus, name);
	if (result == 0 && groups && device)
		result = eb_groups_find(finder, *device);
	return result || !nodes ? result : eb_find_above(finder, named);
}

int eb_find_late(struct eb_finder *finder, const struct eb_ruleset *set)
{
	bool groups = false, nodes = false;
	int result = 0;
	size_t i;

	for (i = 0; i < set->n_rules; i++) {
		groups |= (set->rules[i].target.options & EB_OPT_GROUP) != 0;
		nodes |= eb_span_is(set->rules[i].bus, "of");
	}
	for (i = 0; i < finder->n_only && result == 0; i++)
		result = eb_find_one_late(finder, &finder->only[i], groups, nodes);
	if (result)
		return result;
	eb_details_note_needs(finder->devices, set);
	return eb_details_read(finder->root, finder->devices);
}

int eb_find_overridden(struct eb_finder *finder)
{
	struct eb_devices *devices = finder->devices;
	int result = eb_find_buses(finder);
	size_t i;

	for (i = 0; i < devices->n_buses; i++)
		devices->buses[i].all = devices->buses[i].exists;
	return result ? result : eb_find_scans(finder);
}

bool eb_find_has_sysfs(const struct eb_root *root)
{
	return eb_root_exists(root, "sys/bus") == 0;
}
