/* SPDX-License-Identifier: GPL-2.0-only */
#include "devices/guard.h"

#include <errno.h>

#include "devices/groups.h"
#include "devices/providers.h"
#include "text/out.h"

/* Reading the links of one device. */
struct eb_links {
	struct eb_finder *finder;
	char path[EB_PATH_MAX]; /* of the device */
	struct eb_out out;
};

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

	if (!eb_span_starts(name, prefix))
		return 0;
	eb_out_span(&out, name);
	if (!eb_path(path, links->path, "/", link, "/status", (char *)NULL) ||
	    eb_root_attribute(links->finder->root, path, status, sizeof(status)) <= 0 ||
	    !eb_span_is(eb_span_of(status), "active"))
		return 0;
	eb_out_str(&links->out, link + sizeof(prefix) - 1);
	eb_out_char(&links->out, '\n');
	return 0;
}

static int eb_guard_consumers(struct eb_finder *finder, struct eb_device *device)
{
	char buf[EB_OVERRIDE_SIZE];
	struct eb_links links = { finder, "", eb_out_on(buf, sizeof(buf)) };

	if (!device->driver || !eb_device_path(links.path, device->bus, device->name, ""))
		return 0;
	(void)eb_root_list(finder->root, links.path, eb_guard_link, &links);
	if (!links.out.n)
		return 0;
	device->consumers = eb_arena_string(finder->devices->arena, eb_out_text(&links.out));
	return device->consumers ? 0 : -ENOMEM;
}

int eb_guards_read(struct eb_finder *finder)
{
	struct eb_devices *devices = finder->devices;
	int result = 0;
	size_t i;

	for (i = 0; i < devices->n_devices && result == 0; i++) {
		struct eb_device *device = &devices->devices[i];

		if (!device->at_stake)
			continue;
		/* To clear a device gives it back. */
		if (device->wanted.n && eb_is_bridge(finder->root, device))
			device->guard = "a bridge, which other PCI devices are behind";
		result = eb_guard_consumers(finder, device);
	}
	return result == 0 ? eb_providers_read(finder) : result;
}
