/* SPDX-License-Identifier: GPL-2.0-only */
#include "guards/guard.h"

#include <errno.h>
#include <string.h>

#include "guards/proc_lines.h"
#include "devices/groups.h"
#include "guards/providers.h"
#include "guards/in_use.h"
#include "text/out.h"

/* Reading the links of one device. */
struct eb_links {
	struct eb_finder *finder;
	size_t supplier;        /* whose consumers, and theirs, are looked for */
	size_t first;           /* link to one of them */
	char path[EB_PATH_MAX]; /* of the device that is read */
	bool host;              /* it has a PCI bus below it */
};

/* "pciDOMAIN:BUS" (drivers/pci/probe.c:pci_register_host_bridge) */
static bool eb_is_root_bus(struct eb_span name)
{
	size_t colon = eb_span_find(name, ':');

	return eb_span_starts(name, "pci") && colon >= 7 && colon + 3 == name.n;
}

static int eb_guard_add(struct eb_links *links, struct eb_span bus, struct eb_span name,
			bool active)
{
	struct eb_devices *devices = links->finder->devices;
	const struct eb_device *device = eb_devices_get(devices, bus, name);
	struct eb_link *link;
	size_t i, consumer;

	if (!device)
		return 0;
	consumer = (size_t)(device - devices->devices);
	for (i = links->first; i < devices->n_links; i++)
		if (devices->links[i].consumer == consumer)
			return 0;
	link = eb_arena_more(devices->arena, devices->links, devices->n_links,
			     &devices->cap_links, sizeof(*link));
	if (!link)
		return -ENOMEM;
	devices->links = link;
	link[devices->n_links++] = (struct eb_link){ links->supplier, consumer, active };
	return 0;
}

/*
 * "consumer:BUS:NAME" leads to a device link (drivers/base/core.c:devlink_add_symlinks). Of
 * those in state "active" the consumer is bound, and is unbound with its supplier
 * (device_links_unbind_consumers()); the other states have no driver to lose.
 */
static int eb_guard_link(void *data, struct eb_span name)
{
	static const char prefix[] = "consumer:";
	struct eb_links *links = data;
	struct eb_finder *finder = links->finder;
	char path[EB_PATH_MAX], link[EB_NAME_MAX + 1], status[32];
	struct eb_out out = eb_out_on(link, sizeof(link));
	struct eb_span bus;
	bool active;

	links->host |= eb_is_root_bus(name);
	if (!eb_span_starts(name, prefix))
		return 0;
	eb_out_span(&out, name);
	active = eb_path(path, links->path, "/", link, "/status", (char *)NULL) &&
		 eb_root_attribute(finder->root, path, status, sizeof(status)) > 0 &&
		 eb_span_is(eb_span_of(status), "active");
	if (!active && !finder->devices->led)
		return 0;
	name = eb_span_of(link + sizeof(prefix) - 1);
	bus = eb_span_take(&name, ':');
	if (active &&
	    (eb_find_bus(finder, bus) < 0 || eb_find_device(finder, bus, name) == -ENOMEM))
		return -ENOMEM;
	return eb_guard_add(links, bus, name, active);
}

/* The consumers of device number @supplier, and theirs: all go down with it. */
static int eb_guard_consumers(struct eb_finder *finder, size_t supplier)
{
	struct eb_devices *devices = finder->devices;
	struct eb_links links = { finder, supplier, devices->n_links, "", false };
	size_t next = supplier, i = links.first;

	for (;; next = devices->links[i++].consumer) {
		struct eb_device *device = &devices->devices[next];

		if (eb_device_path(links.path, device->bus, device->name, "") &&
		    eb_root_list(finder->root, links.path, eb_guard_link, &links) == -ENOMEM)
			return -ENOMEM;
		device = &devices->devices[supplier];
		if (next == supplier && links.host && device->wanted.n && !device->guard)
			device->guard =
				"a PCI host bridge, which all devices of its buses are behind";
		if (i == devices->n_links)
			return 0;
	}
}

/*
 * True when a root disk or the network may turn up behind @device once it has a driver. PCI
 * classes 01 and 02 are mass storage and network (include/linux/pci_ids.h).
 */
static bool eb_may_boot(const struct eb_root *root, const struct eb_device *device)
{
	char path[EB_PATH_MAX], class[16];

	if (strcmp(device->bus, "pci") != 0)
		return (strcmp(device->bus, "platform") == 0 ||
			strcmp(device->bus, "amba") == 0) &&
		       eb_is_boot_name(eb_span_of(device->name));
	return eb_device_path(path, "pci", device->name, "/class") &&
	       eb_root_attribute(root, path, class, sizeof(class)) > 4 &&
	       (class[3] == '1' || class[3] == '2') && class[2] == '0';
}

static void eb_guard_device(struct eb_finder *finder, const struct eb_traces *traces,
			    struct eb_device *device)
{
	const char *use = eb_traces_find(traces, device);

	if (use)
		device->guard = use;
	/* To clear a device gives it back. */
	if (!device->guard && device->wanted.n && eb_is_bridge(finder->root, device))
		device->guard = "a bridge, which other PCI devices are behind";
	if (device->guard || !finder->planning)
		return;
	if (device->driver && eb_root_exists(finder->root, "proc/cmdline") == -ENOENT)
		device->caution = "without /proc it cannot be told whether a mounted disk or "
				  "the network needs it";
	if (device->unidentified && !device->driver && eb_may_boot(finder->root, device))
		device->caution =
			"whether a root disk or the network needs it cannot be told before "
			"its driver is there; a final rule would protect it";
}

/* What is cleared may have to give consumers back that lost their drivers before. */
static bool eb_may_matter(const struct eb_devices *devices, const struct eb_device *device)
{
	return device->at_stake ? device->driver != NULL : devices->led && device->claim;
}

int eb_guards_read(struct eb_finder *finder)
{
	struct eb_devices *devices = finder->devices;
	struct eb_traces traces = { .finder = NULL };
	bool missed = false;
	int result = 0;
	size_t i, n = devices->n_devices;

	finder->overridable = false;
	for (i = 0; i < n && result == 0; i++) {
		struct eb_device *device = &devices->devices[i];

		/* What is in use is for all devices, what follows for this one. */
		if (device->at_stake && !missed)
			*finder->root->unread = '\0';
		if (device->at_stake && !traces.finder) {
			result = eb_traces_read(&traces, finder);
			missed = *finder->root->unread;
		}
		if (device->at_stake)
			eb_guard_device(finder, &traces, device);
		if (result == 0 && eb_may_matter(devices, device))
			result = eb_guard_consumers(finder, i);
		if (result == 0 && devices->devices[i].at_stake)
			result = eb_find_untold(finder, &devices->devices[i]);
	}
	return result == 0 ? eb_providers_read(finder) : result;
}
