/* SPDX-License-Identifier: GPL-2.0-only */
#include "guards/providers.h"

#include <errno.h>
#include <string.h>

#include "guards/references.h"

/* A longer property is cut off; the longest of Linux's trees have a quarter. */
#define EB_PROPERTY_MAX 4096u

struct eb_providers {
	const struct eb_root *root;
	struct eb_supplies supplies;
	size_t node; /* whose directory is being listed */
	bool read;
	bool missed; /* a part of it could not be read */
	bool too_large;
};

/* --- the tree --- */

static int eb_add_child(struct eb_providers *providers, const char *name)
{
	const char *parent = providers->supplies.nodes[providers->node].path;
	char path[EB_PATH_MAX];
	const char *copy;

	/* Of the root's path, "/", nothing stays. */
	if (!eb_path(path, parent[1] ? parent : "", "/", name, (char *)NULL))
		return -E2BIG;
	copy = eb_arena_string(providers->supplies.arena, eb_span_of(path));
	return copy ? eb_supplies_add(&providers->supplies, providers->node, copy) : -ENOMEM;
}

static int eb_read_entry(void *data, struct eb_span name)
{
	struct eb_providers *providers = data;
	const struct eb_binding *binding;
	char path[EB_PATH_MAX], value[EB_PROPERTY_MAX + 1];
	int n;

	if (eb_root_listed_directory(name))
		return eb_add_child(providers, name.p);
	binding = eb_supplies_binding(name);
	if (!binding || !eb_path(path, EB_TREE, providers->supplies.nodes[providers->node].path,
				 "/", name.p, (char *)NULL))
		return 0;
	n = eb_root_file(providers->root, path, value, sizeof(value));
	if (n < 0)
		return 0;
	return eb_supplies_note(&providers->supplies, providers->node, binding,
				(struct eb_span){ value, (size_t)n });
}

/* Level by level: what is deep costs no stack and no descriptors. */
static int eb_read_tree(struct eb_providers *providers)
{
	struct eb_supplies *supplies = &providers->supplies;
	int result = eb_supplies_add(supplies, 0, "/");
	char path[EB_PATH_MAX];

	for (; result == 0 && providers->node < supplies->n_nodes; providers->node++)
		if (eb_path(path, EB_TREE, supplies->nodes[providers->node].path, (char *)NULL))
			result = eb_root_list(providers->root, path, eb_read_entry, providers);
	if (result == 0)
		result = eb_supplies_resolve(supplies);
	providers->too_large = result == -E2BIG;
	providers->read = true;
	providers->missed = *providers->root->unread;
	return providers->too_large ? 0 : result;
}

/* --- one device --- */

/* What nobody can refer to, and what has no parts, provides nothing. */
static int eb_is_hint(void *data, struct eb_span name)
{
	(void)data;
	return eb_root_listed_directory(name) || eb_span_is(name, "phandle") ||
	       eb_span_is(name, "linux,phandle");
}

/* The path of its node: "../../../firmware/devicetree/base/soc/serial@13800000" */
static const char *eb_of_node_path(const struct eb_root *root, const char *link, char *target,
				   size_t size)
{
	if (eb_root_link(root, link, target, size) <= 0)
		return NULL;
	return eb_text_behind(target, "/devicetree/base");
}

static int eb_providers_words(struct eb_providers *providers, size_t node,
			      struct eb_device *device)
{
	struct eb_supplies *supplies = &providers->supplies;
	char buf[EB_PATH_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	eb_supplies_guard(supplies, node, &out);
	if (out.n) {
		device->guard = eb_arena_string(supplies->arena, eb_out_text(&out));
		return device->guard ? 0 : -ENOMEM;
	}
	eb_supplies_caution(supplies, node, &out);
	if (eb_supplies_exhausted(supplies))
		providers->too_large = true;
	if (!out.n)
		return 0;
	device->caution = eb_arena_string(supplies->arena, eb_out_text(&out));
	return device->caution ? 0 : -ENOMEM;
}

static int eb_providers_look(struct eb_providers *providers, struct eb_device *device)
{
	char link[EB_PATH_MAX], target[EB_PATH_MAX];
	const char *path;
	size_t node;
	int result = 0;

	if (!eb_device_path(link, device->bus, device->name, "/of_node") ||
	    !eb_root_list(providers->root, link, eb_is_hint, NULL))
		return 0;
	if (!providers->read)
		result = eb_read_tree(providers);
	if (result == 0 && !providers->too_large) {
		path = eb_of_node_path(providers->root, link, target, sizeof(target));
		node = path ? eb_supplies_by_path(&providers->supplies, path) : EB_TREE_NONE;
		if (node != EB_TREE_NONE)
			result = eb_providers_words(providers, node, device);
	}
	if (providers->too_large)
		device->caution = "its device tree is too large to tell who depends on it";
	return result;
}

int eb_providers_read(struct eb_finder *finder)
{
	struct eb_devices *devices = finder->devices;
	struct eb_providers providers = { .root = finder->root };
	int result = 0;
	size_t i;

	providers.supplies.arena = devices->arena;
	if (!finder->root->has_tree)
		return 0;
	for (i = 0; i < devices->n_devices && result == 0; i++) {
		struct eb_device *device = &devices->devices[i];

		if (!device->at_stake || device->guard)
			continue;
		if (!providers.missed)
			*finder->root->unread = '\0';
		result = eb_providers_look(&providers, device);
		if (result == 0)
			result = eb_find_untold(finder, device);
	}
	return result;
}
