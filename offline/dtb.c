/* SPDX-License-Identifier: GPL-2.0-only */
#include "system/dtb.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "offline/populate.h"

#define EB_PROPERTY "linux,driver-override"

struct eb_dtb {
	const char *file;
	struct eb_tree tree;
	struct eb_forecasts forecasts;
};

/* Up to @size bytes of @file; a negative errno. */
static int eb_dtb_load(const char *file, char *buf, size_t size)
{
	int fd = open(file, O_RDONLY | O_CLOEXEC);
	size_t n = 0;
	ssize_t got;

	if (fd < 0)
		return -errno;
	do {
		got = read(fd, buf + n, size - n);
		if (got > 0)
			n += (size_t)got;
	} while ((got > 0 && n < size) || (got < 0 && errno == EINTR));
	if (got < 0)
		n = 0;
	close(fd);
	return got < 0 ? -EIO : (int)n;
}

static struct eb_span eb_dtb_bootargs(const struct eb_dtb *dtb)
{
	struct eb_span none = { NULL, 0 };
	size_t chosen = eb_tree_by_path(&dtb->tree, eb_span_of("/chosen"));

	return chosen == EB_TREE_NONE
		       ? none
		       : eb_string_of(eb_tree_property(&dtb->tree, chosen, "bootargs"));
}

const char *eb_dtb_open(struct eb_arena *arena, const char *file, const char *cmdline,
			struct eb_dtb **result)
{
	struct eb_dtb *dtb = eb_arena_alloc(arena, sizeof(*dtb));
	char *blob = eb_arena_alloc(arena, EB_BLOB_MAX + 1);
	const char *wrong;
	int n;

	if (!dtb || !blob)
		return "not enough memory";
	n = eb_dtb_load(file, blob, EB_BLOB_MAX + 1);
	if (n < 0)
		return n == -ENOENT ? "no such file" : "it cannot be read";
	if (n > (int)EB_BLOB_MAX)
		return "it has more than 4 MiB";
	dtb->file = file;
	dtb->tree.arena = arena;
	dtb->forecasts.tree = &dtb->tree;
	wrong = eb_tree_read(&dtb->tree, blob, (size_t)n);
	if (!wrong)
		wrong = eb_populate(&dtb->forecasts);
	if (!wrong) {
		dtb->forecasts.cmdline = cmdline ? eb_span_of(cmdline) : eb_dtb_bootargs(dtb);
		wrong = eb_relate(&dtb->forecasts);
	}
	*result = dtb;
	return wrong;
}

/* --- the rules in it --- */

/* "FILE:NODE/PROPERTY", in the arena */
static const char *eb_dtb_label(const struct eb_dtb *dtb, const char *node, const char *name)
{
	size_t size = eb_span_of(dtb->file).n + eb_span_of(node).n + eb_span_of(name).n + 3;
	char *buf = eb_arena_alloc(dtb->tree.arena, size);
	struct eb_out out;

	if (!buf)
		return NULL;
	out = eb_out_on(buf, size);
	eb_out_span(&out, eb_span_of(dtb->file));
	eb_out_char(&out, ':');
	eb_out_span(&out, eb_span_of(node));
	eb_out_char(&out, '/');
	eb_out_span(&out, eb_span_of(name));
	return buf;
}

static int eb_dtb_add_node(const struct eb_dtb *dtb, struct eb_ruleset *set, size_t node)
{
	struct eb_span value = eb_tree_property(&dtb->tree, node, EB_PROPERTY);
	const char *path = dtb->tree.nodes[node].path, *label;

	if (!value.p)
		return 0;
	label = eb_dtb_label(dtb, path, EB_PROPERTY);
	return label ? eb_ruleset_add_node(set, label, eb_span_of(path), value) : -1;
}

/*
 * On the board a node's rule is found through its devices (sources.c): of a node without one it
 * is not read. In the order of the paths, as there.
 */
static int eb_dtb_add_nodes(const struct eb_dtb *dtb, struct eb_ruleset *set)
{
	size_t i;

	for (i = 0; i < dtb->tree.n_nodes; i++) {
		size_t node = dtb->tree.by_path[i];

		if (dtb->forecasts.of_node[node] && eb_dtb_add_node(dtb, set, node) < 0)
			return -1;
	}
	return 0;
}

int eb_dtb_sources(const struct eb_dtb *dtb, struct eb_ruleset *set, const char *cmdline)
{
	size_t chosen = eb_tree_by_path(&dtb->tree, eb_span_of("/chosen"));
	struct eb_span rules = { NULL, 0 }, bootargs = eb_dtb_bootargs(dtb);
	const char *label;

	if (eb_dtb_add_nodes(dtb, set) < 0)
		return -1;
	if (chosen != EB_TREE_NONE)
		rules = eb_tree_property(&dtb->tree, chosen, EB_PROPERTY);
	if (rules.p) {
		label = eb_dtb_label(dtb, "/chosen", EB_PROPERTY);
		if (!label || eb_ruleset_add_chosen(set, label, rules) < 0)
			return -1;
	}
	if (cmdline)
		return eb_ruleset_add_cmdline(set, "-c", eb_span_of(cmdline), false);
	if (!bootargs.p)
		return 0;
	label = eb_dtb_label(dtb, "/chosen", "bootargs");
	return label ? eb_ruleset_add_cmdline(set, label, bootargs, false) : -1;
}

/* --- the devices --- */

static int eb_dtb_add_bus(struct eb_devices *devices, struct eb_span name, bool exists)
{
	struct eb_bus *bus = eb_devices_bus(devices, name);

	if (bus)
		return 0;
	bus = eb_devices_add_bus(devices, name);
	if (!bus)
		return -ENOMEM;
	bus->exists = exists;
	return 0;
}

static int eb_dtb_add_device(const struct eb_dtb *dtb, struct eb_devices *devices, size_t i)
{
	const struct eb_forecast *forecast = &dtb->forecasts.devices[i];
	struct eb_device *device =
		eb_devices_add(devices, eb_span_of(forecast->amba ? "amba" : "platform"),
			       eb_span_of(forecast->name));

	if (!device)
		return -ENOMEM;
	device->has_override = true;
	device->of_top = true;
	device->uevent = eb_forecast_uevent(&dtb->forecasts, forecast);
	device->guard = forecast->guard;
	device->caution = forecast->caution;
	device->unsure = forecast->unsure;
	return device->uevent ? 0 : -ENOMEM;
}

void eb_dtb_choose(struct eb_devices *devices)
{
	size_t i;

	for (i = 0; i < devices->n_devices; i++) {
		struct eb_device *device = &devices->devices[i];

		if (eb_span_is(device->wanted, "vfio"))
			device->wanted = eb_span_of(strcmp(device->bus, "amba") == 0
							    ? "vfio-amba"
							    : "vfio-platform");
	}
}

int eb_dtb_find(const struct eb_dtb *dtb, struct eb_devices *devices,
		const struct eb_ruleset *set)
{
	size_t i;

	devices->offline = true;
	if (eb_dtb_add_bus(devices, eb_span_of("amba"), true) < 0 ||
	    eb_dtb_add_bus(devices, eb_span_of("platform"), true) < 0)
		return -ENOMEM;
	for (i = 0; i < dtb->forecasts.n_devices; i++)
		if (eb_dtb_add_device(dtb, devices, i) < 0)
			return -ENOMEM;
	for (i = 0; i < set->n_rules; i++) {
		const struct eb_rule *rule = &set->rules[i];
		bool several = eb_span_is(rule->bus, "*") || eb_span_is(rule->bus, "of");

		if (!several && eb_dtb_add_bus(devices, rule->bus, false) < 0)
			return -ENOMEM;
	}
	return 0;
}

/* --- the list --- */

static void eb_describe_field(struct eb_out *out, const char *name, struct eb_span value)
{
	eb_out_all(out, " ", name, "=", (char *)NULL);
	eb_out_safe(out, value);
}

static void eb_describe_aliases(struct eb_out *out, const struct eb_tree *tree, size_t node)
{
	size_t i;

	for (i = eb_tree_first_alias(tree, node);
	     i < tree->n_aliases && tree->aliases[i].node == node; i++)
		eb_describe_field(out, "alias", eb_span_of(tree->aliases[i].name));
}

static void eb_describe_iommus(struct eb_out *out, const struct eb_forecasts *forecasts,
			       const struct eb_forecast *device)
{
	size_t i;

	for (i = 0; i < device->n_iommus; i++) {
		size_t node = forecasts->iommus[device->first_iommu + i].iommu;
		size_t iommu = forecasts->of_node[node];

		eb_describe_field(out, "iommu",
				  eb_span_of(iommu ? forecasts->devices[iommu - 1].name
						   : forecasts->tree->nodes[node].path));
	}
}

static void eb_describe_words(struct eb_out *out, const char *before, const char *words)
{
	eb_out_str(out, before);
	eb_out_safe(out, eb_span_of(words));
}

bool eb_dtb_describe(const struct eb_dtb *dtb, size_t i, struct eb_out *out)
{
	const struct eb_forecasts *forecasts = &dtb->forecasts;
	const struct eb_forecast *device;
	const struct eb_tree_node *node;

	if (i >= forecasts->n_devices)
		return false;
	device = &forecasts->devices[i];
	node = &dtb->tree.nodes[device->node];
	eb_out_str(out, device->amba ? "amba/" : "platform/");
	eb_out_safe(out, eb_span_of(device->name));
	eb_describe_field(out, "node", eb_span_of(node->path));
	if (node->compatible.n)
		eb_describe_field(out, "compatible", eb_string_of(node->compatible));
	eb_describe_aliases(out, &dtb->tree, device->node);
	eb_describe_iommus(out, forecasts, device);
	if (device->guard)
		eb_describe_words(out, "; guarded: ", device->guard);
	if (device->caution)
		eb_describe_words(out, "; ", device->caution);
	return true;
}
