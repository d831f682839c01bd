/* SPDX-License-Identifier: GPL-2.0-only */
#include "devices/details.h"

#include <errno.h>
#include <string.h>

#include "system/uevent.h"
#include "rules/pciaddr.h"
#include "text/sort.h"

static unsigned int eb_term_needs(const struct eb_term *term)
{
	switch ((enum eb_term_kind)term->kind) {
	case EB_TERM_NAME:
	case EB_TERM_GLOB:
		return 0;
	case EB_TERM_PATH:
		return EB_NEED_TOPOLOGY;
	default:
		return EB_NEED_UEVENT;
	}
}

void eb_details_note_needs(struct eb_devices *devices, const struct eb_ruleset *set)
{
	size_t i, k;

	for (i = 0; i < set->n_rules; i++) {
		const struct eb_rule *rule = &set->rules[i];
		bool of = eb_span_is(rule->bus, "of");
		bool any = of || eb_span_is(rule->bus, "*");
		unsigned int needs = of ? EB_NEED_UEVENT | EB_NEED_OF_TOP : 0;

		for (k = 0; k < rule->n_terms; k++)
			needs |= eb_term_needs(&rule->terms[k]);
		for (k = 0; k < devices->n_buses; k++)
			if (any || eb_span_is(rule->bus, devices->buses[k].name))
				devices->buses[k].needs |= needs;
	}
}

static int eb_read_uevent(const struct eb_root *root, struct eb_devices *devices,
			  struct eb_device *device)
{
	char path[EB_PATH_MAX], text[EB_UEVENT_SIZE];

	if (!eb_device_path(path, device->bus, device->name, "/uevent") ||
	    eb_root_attribute(root, path, text, sizeof(text)) <= 0)
		return 0;
	device->uevent = eb_arena_string(devices->arena, eb_span_of(text));
	return device->uevent ? 0 : -ENOMEM;
}

/* The bus below bridge @name, as the bridge's own file says: a decimal number. */
static unsigned int eb_secondary_bus(const struct eb_root *root, const char *name)
{
	char path[EB_PATH_MAX], text[16];
	unsigned int bus = 0;
	int n;

	if (!eb_path(path, "sys/bus/pci/devices/", name, "/secondary_bus_number", (char *)NULL))
		return 0;
	n = eb_root_attribute(root, path, text, sizeof(text));
	if (n <= 0 || eb_span_decimal(eb_span_of(text), &bus) < 0)
		return 0;
	return bus;
}

/*
 * @target: where the device's link leads, "../../../devices/pci0000:00/0000:00:1c.4/...". Each
 * part that is a PCI address is a step.
 */
static int eb_read_topology(const struct eb_root *root, struct eb_devices *devices,
			    struct eb_device *device, char *target)
{
	char buf[EB_PCI_PATH_SIZE], *part, *next;
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	unsigned int base = 0;

	for (part = target; part; part = next) {
		struct eb_pci_addr addr;

		next = strchr(part, '/');
		if (next)
			*next++ = '\0';
		if (eb_pci_parse(eb_span_of(part), &addr) != EB_MSG_NONE)
			continue;
		eb_pci_path_step(&out, &addr, addr.bus - base);
		if (next)
			base = eb_secondary_bus(root, part);
	}
	if (!out.n || out.cut)
		return 0;
	device->topology = eb_arena_string(devices->arena, eb_out_text(&out));
	return device->topology ? 0 : -ENOMEM;
}

static unsigned int eb_depth(const char *target)
{
	unsigned int depth = 0;

	for (; *target; target++)
		depth += *target == '/';
	return depth;
}

static int eb_read_place(const struct eb_root *root, struct eb_devices *devices,
			 struct eb_device *device, unsigned int needs)
{
	char path[EB_PATH_MAX], target[2 * EB_PATH_MAX];

	if (!eb_device_path(path, device->bus, device->name, "") ||
	    eb_root_link(root, path, target, sizeof(target)) <= 0)
		return 0;
	device->depth = eb_depth(target);
	return (needs & EB_NEED_TOPOLOGY) ? eb_read_topology(root, devices, device, target) : 0;
}

static int eb_read_device(const struct eb_root *root, struct eb_devices *devices,
			  struct eb_device *device, unsigned int needs)
{
	int result = 0;

	if (device->blocked)
		return 0;
	devices->reading_bus = eb_span_of(device->bus);
	devices->reading_name = eb_span_of(device->name);
	if ((needs & EB_NEED_UEVENT) && !device->uevent)
		result = eb_read_uevent(root, devices, device);
	if (result == 0 && (needs & (EB_NEED_TOPOLOGY | EB_NEED_OF_TOP)))
		result = eb_read_place(root, devices, device, needs);
	devices->reading_name.n = 0;
	return result;
}

/* --- the topmost device of each device-tree node --- */

static int eb_span_order(struct eb_span a, struct eb_span b)
{
	int order = memcmp(a.p, b.p, a.n < b.n ? a.n : b.n);

	return order ? order : (a.n > b.n) - (a.n < b.n);
}

/* By node, then from the top down; all of these have a node. */
static int eb_by_node(const void *a, const void *b)
{
	const struct eb_device *one = *(struct eb_device *const *)a;
	const struct eb_device *other = *(struct eb_device *const *)b;
	int order = eb_span_order(eb_uevent_get(one->uevent, "OF_FULLNAME"),
				  eb_uevent_get(other->uevent, "OF_FULLNAME"));

	if (order)
		return order;
	if (one->depth != other->depth)
		return one->depth < other->depth ? -1 : 1;
	return strcmp(one->name, other->name);
}

static bool eb_same_node(const struct eb_device *a, const struct eb_device *b)
{
	return eb_span_eq(eb_uevent_get(a->uevent, "OF_FULLNAME"),
			  eb_uevent_get(b->uevent, "OF_FULLNAME"));
}

static int eb_find_tops(struct eb_devices *devices)
{
	struct eb_device **nodes =
		eb_arena_alloc(devices->arena, devices->n_devices * sizeof(struct eb_device *));
	size_t i, n = 0;

	if (!nodes)
		return -ENOMEM;
	for (i = 0; i < devices->n_devices; i++)
		if (devices->devices[i].has_override &&
		    eb_uevent_get(devices->devices[i].uevent, "OF_FULLNAME").p)
			nodes[n++] = &devices->devices[i];
	eb_sort(nodes, n, sizeof(struct eb_device *), eb_by_node);
	for (i = 0; i < n; i++) {
		bool again = i > 0 && eb_same_node(nodes[i - 1], nodes[i]);

		nodes[i]->of_top = !again;
		nodes[i]->of_shared = again ||
				      (i + 1 < n && eb_same_node(nodes[i], nodes[i + 1]));
	}
	return 0;
}

int eb_details_read(const struct eb_root *root, struct eb_devices *devices)
{
	unsigned int all = 0;
	size_t i;

	for (i = 0; i < devices->n_devices; i++) {
		struct eb_device *device = &devices->devices[i];
		unsigned int needs = eb_devices_bus(devices, eb_span_of(device->bus))->needs;

		all |= needs;
		if (needs && eb_read_device(root, devices, device, needs) < 0)
			return -ENOMEM;
	}
	return (all & EB_NEED_OF_TOP) ? eb_find_tops(devices) : 0;
}
