/* SPDX-License-Identifier: GPL-2.0-only */
#include "offline/tree.h"

#include <libfdt.h>
#include <stdlib.h>
#include <string.h>

#include "text/out.h"

#define EB_STEPS_MAX 20000000ul

bool eb_tree_step(struct eb_tree *tree)
{
	return ++tree->steps <= EB_STEPS_MAX;
}

/* --- values --- */

bool eb_strings_next(struct eb_span *rest, struct eb_span *string)
{
	size_t n;

	if (!rest->p || rest->n == 0)
		return false;
	n = eb_span_find(*rest, '\0');
	*string = (struct eb_span){ rest->p, n };
	n += n < rest->n;
	rest->p += n;
	rest->n -= n;
	return true;
}

struct eb_span eb_string_of(struct eb_span value)
{
	struct eb_span string = { NULL, 0 };

	(void)eb_strings_next(&value, &string);
	return string;
}

bool eb_tree_compatible(const struct eb_tree_node *node, const char *compatible)
{
	struct eb_span rest = node->compatible, string;

	while (eb_strings_next(&rest, &string))
		if (eb_span_is_nocase(string, compatible))
			return true;
	return false;
}

struct eb_span eb_tree_bare_name(const struct eb_tree_node *node)
{
	struct eb_span name = eb_span_of(node->name);

	name.n = eb_span_find(name, '@');
	return name;
}

/* --- properties --- */

int eb_tree_each_property(const struct eb_tree *tree, size_t node,
			  int (*fn)(void *data, const char *name, struct eb_span value),
			  void *data)
{
	int at, result = 0;

	fdt_for_each_property_offset(at, tree->blob, tree->nodes[node].offset)
	{
		const char *name;
		int n;
		const void *p = fdt_getprop_by_offset(tree->blob, at, &name, &n);

		if (p && n >= 0)
			result = fn(data, name, (struct eb_span){ p, (size_t)n });
		if (result)
			return result;
	}
	return 0;
}

struct eb_span eb_tree_property(const struct eb_tree *tree, size_t node, const char *name)
{
	int n;
	const void *p = fdt_getprop(tree->blob, tree->nodes[node].offset, name, &n);

	return p && n >= 0 ? (struct eb_span){ p, (size_t)n } : (struct eb_span){ NULL, 0 };
}

/* drivers/of/base.c:__of_device_is_available */
static bool eb_status_ok(struct eb_span value)
{
	struct eb_span status = eb_string_of(value);

	return status.p && (eb_span_is(status, "okay") || eb_span_is(status, "ok"));
}

static int eb_note_property(void *data, const char *name, struct eb_span value)
{
	struct eb_tree_node *node = data;
	const struct {
		const char *name;
		struct eb_span *value;
	} kept[] = {
		{ "compatible", &node->compatible },
		{ "device_type", &node->device_type },
		{ "reg", &node->reg },
		{ "ranges", &node->ranges },
		{ "mask", &node->mask },
		{ "arm,primecell-periphid", &node->periphid },
		{ "iommus", &node->iommus },
	};
	size_t i;

	for (i = 0; i < sizeof(kept) / sizeof(kept[0]); i++)
		if (strcmp(name, kept[i].name) == 0 && !kept[i].value->p)
			*kept[i].value = value;
	if (strcmp(name, "status") == 0)
		node->available = eb_status_ok(value);
	else if (strcmp(name, "interrupt-controller") == 0)
		node->interrupt_controller = true;
	else if (strcmp(name, "#address-cells") == 0 && value.n >= 4)
		node->address_cells = eb_cell(value, 0);
	else if (strcmp(name, "#size-cells") == 0 && value.n >= 4)
		node->size_cells = eb_cell(value, 0);
	return 0;
}

/* --- nodes --- */

static const char *eb_tree_path(struct eb_tree *tree, const struct eb_tree_node *node)
{
	const char *above = tree->nodes[node->parent].path;
	size_t head = node->depth > 1 ? strlen(above) : 0, tail = strlen(node->name);
	char *path;

	if (node->depth == 0)
		return "/";
	path = eb_arena_alloc(tree->arena, head + tail + 2);
	if (!path)
		return NULL;
	memcpy(path, above, head);
	path[head] = '/';
	memcpy(path + head + 1, node->name, tail + 1);
	return path;
}

static const char *eb_tree_add(struct eb_tree *tree, int offset, unsigned int depth,
			       const size_t *above)
{
	struct eb_tree_node *node = &tree->nodes[tree->n_nodes];
	int n;

	*node = (struct eb_tree_node){ .offset = offset, .depth = depth, .available = true };
	node->parent = depth ? above[depth - 1] : 0;
	/* of_bus_n_addr_cells(), of_bus_n_size_cells() */
	node->address_cells = depth ? tree->nodes[node->parent].address_cells : 1;
	node->size_cells = depth ? tree->nodes[node->parent].size_cells : 1;
	node->name = fdt_get_name(tree->blob, offset, &n);
	if (!node->name)
		return fdt_strerror(n);
	if (n > (int)EB_TREE_NAME_MAX)
		return "the name of a node has more than 255 bytes";
	if (depth && (n == 0 || strchr(node->name, '/')))
		return "a node's name is empty or contains '/'";
	if (strcmp(node->name, "__overlay__") == 0)
		return "it is an overlay: apply it to its base first (fdtoverlay)";
	node->path = eb_tree_path(tree, node);
	if (!node->path)
		return "not enough memory for its paths";
	(void)eb_tree_each_property(tree, tree->n_nodes, eb_note_property, node);
	node->enabled = node->available && (!depth || tree->nodes[node->parent].enabled);
	tree->n_nodes++;
	return NULL;
}

static const char *eb_tree_nodes(struct eb_tree *tree)
{
	size_t above[EB_TREE_DEPTH_MAX + 1];
	int offset, depth = 0;

	for (offset = 0; offset >= 0 && depth >= 0;
	     offset = fdt_next_node(tree->blob, offset, &depth)) {
		const char *wrong;

		if (depth > (int)EB_TREE_DEPTH_MAX)
			return "its nodes are nested too deeply: Linux drops what is below 62";
		if (tree->n_nodes == EB_TREE_NODES_MAX)
			return "it has more than 16384 nodes";
		above[depth] = tree->n_nodes;
		wrong = eb_tree_add(tree, offset, (unsigned int)depth, above);
		if (wrong)
			return wrong;
	}
	return offset < 0 && offset != -FDT_ERR_NOTFOUND ? fdt_strerror(offset) : NULL;
}

/* --- look-up --- */

static int eb_path_order(const void *a, const void *b)
{
	const struct eb_tree_node *one = *(const struct eb_tree_node *const *)a;
	const struct eb_tree_node *other = *(const struct eb_tree_node *const *)b;
	int order = strcmp(one->path, other->path);

	return order ? order : (one > other) - (one < other);
}

static bool eb_tree_index_paths(struct eb_tree *tree)
{
	const struct eb_tree_node **nodes =
		eb_arena_alloc(tree->arena, tree->n_nodes * sizeof(struct eb_tree_node *));
	size_t i;

	tree->by_path = eb_arena_alloc(tree->arena, tree->n_nodes * sizeof(unsigned int));
	if (!nodes || !tree->by_path)
		return false;
	for (i = 0; i < tree->n_nodes; i++)
		nodes[i] = &tree->nodes[i];
	qsort(nodes, tree->n_nodes, sizeof(struct eb_tree_node *), eb_path_order);
	for (i = 0; i < tree->n_nodes; i++)
		tree->by_path[i] = (unsigned int)(nodes[i] - tree->nodes);
	return true;
}

/* strcmp() of the node's path and @path */
static int eb_path_compare(const struct eb_tree_node *node, struct eb_span path)
{
	size_t n = strlen(node->path);
	int order = memcmp(node->path, path.p, n < path.n ? n : path.n);

	return order ? order : (n > path.n) - (n < path.n);
}

size_t eb_tree_by_path(const struct eb_tree *tree, struct eb_span path)
{
	size_t low = 0, high = tree->n_nodes;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (eb_path_compare(&tree->nodes[tree->by_path[middle]], path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == tree->n_nodes ||
	    eb_path_compare(&tree->nodes[tree->by_path[low]], path) != 0)
		return EB_TREE_NONE;
	return tree->by_path[low];
}

/* --- aliases --- */

static int eb_note_alias(void *data, const char *name, struct eb_span value)
{
	struct eb_tree *tree = data;
	struct eb_span digits = eb_span_of(name), path = eb_string_of(value);
	size_t stem = digits.n, node;
	struct eb_alias *alias;
	unsigned int number;

	while (stem > 0 && name[stem - 1] >= '0' && name[stem - 1] <= '9')
		stem--;
	digits.p += stem;
	digits.n -= stem;
	if (!path.p || eb_span_decimal(digits, &number) < 0)
		return 0;
	node = eb_tree_by_path(tree, path);
	if (node == EB_TREE_NONE)
		return 0;
	alias = eb_arena_more(tree->arena, tree->aliases, tree->n_aliases, &tree->cap_aliases,
			      sizeof(*alias));
	if (!alias)
		return -1;
	tree->aliases = alias;
	alias[tree->n_aliases] =
		(struct eb_alias){ name, (unsigned int)node, (unsigned int)tree->n_aliases };
	tree->n_aliases++;
	return 0;
}

static int eb_alias_order(const void *a, const void *b)
{
	const struct eb_alias *one = a, *other = b;

	if (one->node != other->node)
		return one->node < other->node ? -1 : 1;
	return one->order < other->order ? -1 : one->order > other->order;
}

static bool eb_tree_index_aliases(struct eb_tree *tree)
{
	size_t node = eb_tree_by_path(tree, eb_span_of("/aliases"));

	if (node == EB_TREE_NONE)
		return true;
	if (eb_tree_each_property(tree, node, eb_note_alias, tree) < 0)
		return false;
	if (tree->n_aliases)
		qsort(tree->aliases, tree->n_aliases, sizeof(*tree->aliases), eb_alias_order);
	return true;
}

size_t eb_tree_first_alias(const struct eb_tree *tree, size_t node)
{
	size_t low = 0, high = tree->n_aliases;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (tree->aliases[middle].node < node)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* --- the blob --- */

static const char *eb_fdt_error(int error)
{
	switch (error) {
	case -FDT_ERR_BADMAGIC:
		return "it is not a device tree blob";
	case -FDT_ERR_BADVERSION:
		return "its format is of a version that is not known";
	case -FDT_ERR_TRUNCATED:
		return "it is damaged: its header and its length do not fit";
	case -FDT_ERR_BADSTRUCTURE:
		return "it is damaged: its structure makes no sense";
	case -FDT_ERR_BADOFFSET:
		return "it is damaged: an offset in it leads nowhere";
	default:
		return fdt_strerror(error);
	}
}

/*
 * A property's name is an offset into one block of strings. Were that a single long string,
 * looking at names could take minutes.
 */
static bool eb_strings_are_short(const void *blob)
{
	struct eb_span rest = { (const char *)blob + fdt_off_dt_strings(blob),
				fdt_size_dt_strings(blob) };
	struct eb_span string;

	while (eb_strings_next(&rest, &string))
		if (string.n > EB_TREE_NAME_MAX)
			return false;
	return true;
}

static const char *eb_blob_check(const void *blob, size_t size)
{
	int error;

	if (size < sizeof(struct fdt_header))
		return "it is too short";
	error = fdt_check_header(blob);
	if (error)
		return eb_fdt_error(error);
	if (fdt_totalsize(blob) > size)
		return "it is cut off: its header says that it is longer";
	if (fdt_version(blob) < 17)
		return "its format is older than version 17";
	if (!eb_strings_are_short(blob))
		return "the name of a property has more than 255 bytes";
	error = fdt_check_full(blob, size);
	return error ? eb_fdt_error(error) : NULL;
}

const char *eb_tree_read(struct eb_tree *tree, const void *blob, size_t size)
{
	const char *wrong = eb_blob_check(blob, size);

	if (wrong)
		return wrong;
	tree->blob = blob;
	tree->nodes =
		eb_arena_alloc(tree->arena, EB_TREE_NODES_MAX * sizeof(struct eb_tree_node));
	if (!tree->nodes)
		return "not enough memory for its nodes";
	wrong = eb_tree_nodes(tree);
	if (wrong)
		return wrong;
	if (!eb_tree_index_paths(tree) || !eb_tree_index_aliases(tree))
		return "not enough memory for its nodes";
	return NULL;
}
