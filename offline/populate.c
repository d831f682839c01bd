/* SPDX-License-Identifier: GPL-2.0-only */
#include "offline/populate.h"

#include <stdlib.h>
#include <string.h>

static const char eb_no_memory[] = "not enough memory for its devices";

/* A parent that is no device of the tree, as of of_platform_device_create(node, NULL, NULL) */
#define EB_NO_PARENT 0u

/* --- adding one --- */

/* Two devices of one name on one bus, or in one directory: device_add() refuses the second. */
static bool eb_is_taken(const struct eb_forecasts *forecasts, const char *name, bool amba,
			size_t parent)
{
	size_t i;

	for (i = 0; i < forecasts->n_devices; i++) {
		const struct eb_forecast *device = &forecasts->devices[i];

		if (!eb_tree_step(forecasts->tree))
			return true;
		if ((device->amba == amba || device->parent == parent) &&
		    strcmp(device->name, name) == 0)
			return true;
	}
	return false;
}

/* What of_address_to_resource() and request_resource() ask of an AMBA device. */
static bool eb_amba_possible(struct eb_tree *tree, size_t node)
{
	uint64_t address, size;

	return eb_reg_size(tree, node, &size) && size > 0 && eb_translate(tree, node, &address);
}

/*
 * of_platform_device_create_pdata(), of_amba_device_create(). *@made: 1 + its number, or 0
 * where there is no device. Returns NULL, or why it cannot be told.
 */
static const char *eb_populate_one(struct eb_forecasts *forecasts, size_t node, bool amba,
				   size_t parent, size_t *made)
{
	struct eb_tree *tree = forecasts->tree;
	char buf[EB_NAME_MAX + 2], *name;
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct eb_forecast *device;

	*made = 0;
	if (!tree->nodes[node].available || forecasts->of_node[node] ||
	    (amba && !eb_amba_possible(tree, node)))
		return NULL;
	eb_bus_id(tree, node, &out);
	if (out.cut || out.n > EB_NAME_MAX || eb_is_taken(forecasts, buf, amba, parent))
		return NULL;
	name = eb_arena_string(tree->arena, eb_out_text(&out));
	device = eb_arena_more(tree->arena, forecasts->devices, forecasts->n_devices,
			       &forecasts->cap_devices, sizeof(*device));
	if (!name || !device)
		return eb_no_memory;
	forecasts->devices = device;
	device += forecasts->n_devices++;
	*device = (struct eb_forecast){ .name = name, .node = node, .parent = parent };
	device->amba = amba;
	device->early = eb_early(&tree->nodes[node]);
	forecasts->of_node[node] = forecasts->n_devices;
	if (parent)
		forecasts->devices[parent - 1].children++;
	*made = forecasts->n_devices;
	return NULL;
}

/* --- the walk --- */

static bool eb_is_any_of(const struct eb_tree_node *node, const char *const *list)
{
	for (; *list; list++)
		if (eb_tree_compatible(node, *list))
			return true;
	return false;
}

/* of_default_bus_match_table, with CONFIG_ARM_AMBA */
static bool eb_is_bus(const struct eb_tree_node *node)
{
	static const char *const buses[] = { "simple-bus", "simple-mfd", "isa", "arm,amba-bus",
					     NULL };

	return eb_is_any_of(node, buses);
}

/* reserved_mem_matches */
static bool eb_is_reserved_memory(const struct eb_tree_node *node)
{
	static const char *const kinds[] = { "phram",     "qcom,rmtfs-mem", "qcom,cmd-db",
					     "qcom,smem", "ramoops",        "nvmem-rmem",
					     NULL };

	return eb_is_any_of(node, kinds) || eb_tree_compatible(node, "google,open-dice");
}

/* of_platform_bus_create() of one node; its children follow when *@made is a bus. */
static const char *eb_populate_node(struct eb_forecasts *forecasts, size_t node, size_t parent,
				    size_t *made)
{
	const struct eb_tree_node *at = &forecasts->tree->nodes[node];
	const char *wrong;

	*made = 0;
	if (!at->compatible.p || eb_tree_compatible(at, "operating-points-v2"))
		return NULL;
	if (eb_tree_compatible(at, "arm,primecell"))
		return eb_populate_one(forecasts, node, true, parent, made);
	wrong = eb_populate_one(forecasts, node, false, parent, made);
	if (*made)
		forecasts->devices[*made - 1].bus = eb_is_bus(at);
	return wrong;
}

/*
 * of_platform_populate(): the nodes below @root, and below buses among them. Parents stand in
 * front of their children in the table, so one pass over it does. @skip: a node with which this
 * has been done already, or EB_TREE_NONE.
 */
static const char *eb_populate_below(struct eb_forecasts *forecasts, size_t root, size_t skip)
{
	const struct eb_tree *tree = forecasts->tree;
	bool *bus = eb_arena_alloc(tree->arena, tree->n_nodes * sizeof(*bus));
	size_t i;

	if (!bus)
		return eb_no_memory;
	bus[root] = true;
	for (i = root + 1; i < tree->n_nodes && tree->nodes[i].depth > tree->nodes[root].depth;
	     i++) {
		size_t above = tree->nodes[i].parent, made;
		size_t parent = above == root ? EB_NO_PARENT : forecasts->of_node[above];
		const char *wrong;

		if (!bus[above] || i == skip)
			continue;
		wrong = eb_populate_node(forecasts, i, parent, &made);
		if (wrong)
			return wrong;
		bus[i] = made && forecasts->devices[made - 1].bus;
	}
	return NULL;
}

/* of_get_compatible_child(): the first, whatever its status */
static size_t eb_framebuffer(const struct eb_tree *tree)
{
	size_t chosen = eb_tree_by_path(tree, eb_span_of("/chosen")), i;

	if (chosen == EB_TREE_NONE)
		chosen = eb_tree_by_path(tree, eb_span_of("/chosen@0"));
	if (chosen == EB_TREE_NONE)
		return EB_TREE_NONE;
	for (i = chosen + 1; i < tree->n_nodes && tree->nodes[i].depth > 1; i++)
		if (tree->nodes[i].parent == chosen &&
		    eb_tree_compatible(&tree->nodes[i], "simple-framebuffer"))
			return i;
	return EB_TREE_NONE;
}

/* By bus, then by name, as listings of sysfs are shown. */
static int eb_forecast_order(const void *a, const void *b)
{
	const struct eb_forecast *one = a, *other = b;

	if (one->amba != other->amba)
		return one->amba ? -1 : 1;
	return strcmp(one->name, other->name);
}

static void eb_forecasts_sort(struct eb_forecasts *forecasts)
{
	size_t i;

	for (i = 0; i < forecasts->n_devices; i++) {
		struct eb_forecast *device = &forecasts->devices[i];

		/* Numbers change: remember the parent's node meanwhile. */
		if (device->parent)
			device->parent = 1 + forecasts->devices[device->parent - 1].node;
	}
	if (forecasts->n_devices)
		qsort(forecasts->devices, forecasts->n_devices, sizeof(*forecasts->devices),
		      eb_forecast_order);
	for (i = 0; i < forecasts->n_devices; i++)
		forecasts->of_node[forecasts->devices[i].node] = i + 1;
	for (i = 0; i < forecasts->n_devices; i++) {
		struct eb_forecast *device = &forecasts->devices[i];

		if (device->parent)
			device->parent = forecasts->of_node[device->parent - 1];
	}
}

/* of_platform_default_populate_init() */
const char *eb_populate(struct eb_forecasts *forecasts)
{
	struct eb_tree *tree = forecasts->tree;
	size_t firmware = eb_tree_by_path(tree, eb_span_of("/firmware"));
	size_t framebuffer = eb_framebuffer(tree), i, made;
	const char *wrong = NULL;

	forecasts->of_node = eb_arena_alloc(tree->arena, tree->n_nodes * sizeof(size_t));
	if (!forecasts->of_node)
		return eb_no_memory;
	for (i = 0; i < tree->n_nodes && !wrong; i++)
		if (eb_is_reserved_memory(&tree->nodes[i]))
			wrong = eb_populate_one(forecasts, i, false, EB_NO_PARENT, &made);
	if (!wrong && firmware != EB_TREE_NONE)
		wrong = eb_populate_below(forecasts, firmware, EB_TREE_NONE);
	if (!wrong && framebuffer != EB_TREE_NONE)
		wrong = eb_populate_one(forecasts, framebuffer, false, EB_NO_PARENT, &made);
	if (!wrong)
		wrong = eb_populate_below(forecasts, 0, firmware);
	if (!wrong && !eb_tree_step(tree))
		wrong = "it takes too long: its addresses or names are made to";
	if (!wrong)
		eb_forecasts_sort(forecasts);
	return wrong;
}

/* --- uevent --- */

#define EB_UEVENT_SIZE 2048u /* UEVENT_BUFFER_SIZE */
#define EB_UEVENT_KEYS 64u   /* UEVENT_NUM_ENVP */

/* struct kobj_uevent_env */
struct eb_env {
	struct eb_out out;
	unsigned int keys;
};

/* add_uevent_var(): false when there is no room for it. */
static bool eb_env_add(struct eb_env *env, const char *key, struct eb_span value)
{
	size_t length = strlen(key) + 1 + value.n + 1;

	if (env->keys == EB_UEVENT_KEYS || length > EB_UEVENT_SIZE - env->out.n)
		return false;
	env->keys++;
	eb_out_all(&env->out, key, "=", (char *)NULL);
	eb_out_span(&env->out, value);
	eb_out_char(&env->out, '\n');
	return true;
}

static void eb_env_add_numbered(struct eb_env *env, const char *prefix, unsigned int number,
				struct eb_span value)
{
	char key[32];
	struct eb_out out = eb_out_on(key, sizeof(key));

	eb_out_str(&out, prefix);
	eb_out_uint(&out, number);
	(void)eb_env_add(env, key, value);
}

/* of_property_for_each_string(): of a property without a value, one empty string */
static struct eb_span eb_compatible_strings(const struct eb_tree_node *node)
{
	struct eb_span one_empty = { "", 1 };

	return node->compatible.p && node->compatible.n == 0 ? one_empty : node->compatible;
}

static void eb_env_compatible(struct eb_env *env, const struct eb_tree_node *node)
{
	struct eb_span rest = eb_compatible_strings(node), string;
	unsigned int n = 0;
	char buf[16];
	struct eb_out count = eb_out_on(buf, sizeof(buf));

	while (eb_strings_next(&rest, &string))
		eb_env_add_numbered(env, "OF_COMPATIBLE_", n++, string);
	eb_out_uint(&count, n);
	(void)eb_env_add(env, "OF_COMPATIBLE_N", eb_out_text(&count));
}

static void eb_env_aliases(struct eb_env *env, const struct eb_tree *tree, size_t node)
{
	size_t first = eb_tree_first_alias(tree, node), i;

	for (i = first; i < tree->n_aliases && tree->aliases[i].node == node; i++)
		eb_env_add_numbered(env, "OF_ALIAS_", (unsigned int)(i - first),
				    eb_span_of(tree->aliases[i].name));
}

/* drivers/of/module.c:of_modalias */
static void eb_modalias(struct eb_out *out, const struct eb_tree_node *node)
{
	struct eb_span type = eb_string_of(node->device_type);
	struct eb_span rest = eb_compatible_strings(node), string;

	eb_out_str(out, "of:N");
	eb_out_span(out, eb_tree_bare_name(node));
	eb_out_char(out, 'T');
	if (type.p)
		eb_out_span(out, type);
	else
		eb_out_str(out, "(null)");
	while (eb_strings_next(&rest, &string)) {
		size_t i;

		eb_out_char(out, 'C');
		for (i = 0; i < string.n; i++)
			eb_out_char(out, string.p[i] == ' ' ? '_' : string.p[i]);
	}
}

/* drivers/amba/bus.c:amba_uevent; without the property the id stands in the hardware only. */
static bool eb_env_amba(struct eb_env *env, const struct eb_tree_node *node)
{
	char buf[32];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	unsigned int shift;

	if (node->periphid.n < 4)
		return true;
	eb_out_str(&out, "amba:d");
	for (shift = 32; shift > 0; shift -= 4)
		eb_out_char(&out,
			    "0123456789ABCDEF"[eb_cell(node->periphid, 0) >> (shift - 4) & 15]);
	return eb_env_add(env, "MODALIAS", eb_out_text(&out));
}

const char *eb_forecast_uevent(const struct eb_forecasts *forecasts,
			       const struct eb_forecast *device)
{
	const struct eb_tree *tree = forecasts->tree;
	const struct eb_tree_node *node = &tree->nodes[device->node];
	char text[EB_UEVENT_SIZE + 1], buf[EB_UEVENT_SIZE + 1];
	struct eb_env env = { eb_out_on(text, sizeof(text)), 0 };
	struct eb_out modalias = eb_out_on(buf, sizeof(buf));
	struct eb_span type = eb_string_of(node->device_type);
	bool fits;

	(void)eb_env_add(&env, "OF_NAME", eb_tree_bare_name(node));
	(void)eb_env_add(&env, "OF_FULLNAME", eb_span_of(node->path));
	if (type.p)
		(void)eb_env_add(&env, "OF_TYPE", type);
	eb_env_compatible(&env, node);
	eb_env_aliases(&env, tree, device->node);
	if (device->amba) {
		fits = eb_env_amba(&env, node);
	} else {
		eb_modalias(&modalias, node);
		fits = !modalias.cut && eb_env_add(&env, "MODALIAS", eb_out_text(&modalias));
	}
	/* Without room for its modalias the kernel shows nothing at all. */
	return fits ? eb_arena_string(tree->arena, eb_out_text(&env.out)) : "";
}
