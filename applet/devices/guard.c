/* SPDX-License-Identifier: GPL-2.0-only */
#include "devices/guard.h"

#include <errno.h>
#include <string.h>

#include "devices/facts.h"
#include "devices/groups.h"
#include "devices/providers.h"
#include "devices/trace.h"
#include "text/out.h"

/* Reading the links of one device. */
struct eb_links {
	struct eb_finder *finder;
	char path[EB_PATH_MAX]; /* of the device */
	bool host;              /* it has a PCI bus below it */
	struct eb_out out;
};

/* "pciDOMAIN:BUS" (drivers/pci/probe.c:pci_register_host_bridge) */
static bool eb_is_root_bus(struct eb_span name)
{
	size_t colon = eb_span_find(name, ':');

	return eb_span_starts(name, "pci") && colon >= 7 && colon + 3 == name.n;
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
	char path[EB_PATH_MAX], link[EB_NAME_MAX + 1], status[32];
	struct eb_out out = eb_out_on(link, sizeof(link));

	links->host |= eb_is_root_bus(name);
	if (!eb_span_starts(name, prefix))
		return 0;
	eb_out_span(&out, name);
	if (!eb_path(path, links->path, "/", link, "/status", (char *)NULL) ||
	    eb_root_attribute(links->finder->root, path, status, sizeof(status)) <= 0 ||
	    !eb_span_is(eb_span_of(status), "active"))
		return 0;
	eb_out_span(&links->out, eb_span_of(link + sizeof(prefix) - 1));
	eb_out_char(&links->out, '\n');
	return 0;
}

static int eb_guard_consumers(struct eb_finder *finder, struct eb_device *device)
{
	char buf[EB_OVERRIDE_SIZE];
	struct eb_links links = { finder, "", false, eb_out_on(buf, sizeof(buf)) };

	if (!device->driver || !eb_device_path(links.path, device->bus, device->name, ""))
		return 0;
	(void)eb_root_list(finder->root, links.path, eb_guard_link, &links);
	if (links.host && device->wanted.n && !device->guard)
		device->guard = "a PCI host bridge, which all devices of its buses are behind";
	if (links.out.cut)
		(void)eb_root_miss(finder->root, links.path, -EFBIG);
	if (!links.out.n)
		return 0;
	device->consumers = eb_arena_string(finder->devices->arena, eb_out_text(&links.out));
	return device->consumers ? 0 : -ENOMEM;
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

int eb_guards_read(struct eb_finder *finder)
{
	struct eb_devices *devices = finder->devices;
	struct eb_traces traces = { .finder = NULL };
	bool missed = false;
	int result = 0;
	size_t i;

	for (i = 0; i < devices->n_devices && result == 0; i++) {
		struct eb_device *device = &devices->devices[i];

		if (!device->at_stake)
			continue;
		/* What is in use is for all devices, what follows for this one. */
		if (!missed)
			*finder->root->unread = '\0';
		if (!traces.finder) {
			result = eb_traces_read(&traces, finder);
			missed = *finder->root->unread;
		}
		eb_guard_device(finder, &traces, device);
		if (result == 0)
			result = eb_guard_consumers(finder, device);
		if (result == 0)
			result = eb_find_untold(finder, device);
	}
	return result == 0 ? eb_providers_read(finder) : result;
}
