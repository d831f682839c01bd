/* SPDX-License-Identifier: GPL-2.0-only */
#include "system/sources.h"

#include <string.h>

#include "rules/cmdline.h"
#include "text/sort.h"

#define EB_PROPERTY "linux,driver-override"
#define EB_CHOSEN   EB_TREE "/chosen/"

/* A node that has the property. */
struct eb_node {
	const char *path;
	struct eb_span text;
};

struct eb_reader {
	const struct eb_root *root;
	struct eb_ruleset *set;
	const char **names; /* of /etc/earlybind.d */
	size_t n_names, cap_names;
	struct eb_node *nodes;
	size_t n_nodes, cap_nodes;
	const char *bus; /* whose devices are listed */
};

/*
 * The whole of a file in the arena; p is NULL when it cannot be read. One byte more than a
 * source may have is read, so that a longer one is noticed (eb_ruleset.h).
 */
static struct eb_span eb_slurp(const struct eb_reader *reader, const char *path)
{
	char buf[EB_SOURCE_MAX + 2];
	struct eb_span text = { buf, 0 };
	int n = eb_root_file(reader->root, path, buf, sizeof(buf));

	if (n < 0)
		return (struct eb_span){ NULL, 0 };
	text.n = (size_t)n;
	return (struct eb_span){ eb_arena_string(reader->set->arena, text), text.n };
}

/* "/" and @path, in the arena. */
static const char *eb_label(const struct eb_reader *reader, const char *path)
{
	char buf[EB_PATH_MAX];

	return eb_path(buf, "/", path, (char *)NULL)
		       ? eb_arena_string(reader->set->arena, eb_span_of(buf))
		       : NULL;
}

typedef int (*eb_add_fn)(struct eb_ruleset *set, const char *label, struct eb_span text);

static int eb_read_source(struct eb_reader *reader, const char *path, eb_add_fn add)
{
	struct eb_span text = eb_slurp(reader, path);
	const char *label;

	if (!text.p)
		return 0;
	label = eb_label(reader, path);
	return label ? add(reader->set, label, text) : -1;
}

/* --- /etc/earlybind.conf, /etc/earlybind.d --- */

static int eb_note_conf(void *data, struct eb_span name)
{
	struct eb_reader *reader = data;
	const char **names;

	if (name.n < 6 || memcmp(name.p + name.n - 5, ".conf", 5) != 0)
		return 0;
	names = eb_arena_more(reader->set->arena, reader->names, reader->n_names,
			      &reader->cap_names, sizeof(*names));
	if (!names)
		return -1;
	reader->names = names;
	names[reader->n_names] = eb_arena_string(reader->set->arena, name);
	return names[reader->n_names++] ? 0 : -1;
}

static int eb_name_order(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static int eb_read_conf(struct eb_reader *reader)
{
	char path[EB_PATH_MAX];
	size_t i;

	if (eb_read_source(reader, "etc/earlybind.conf", eb_ruleset_add_conf) < 0 ||
	    eb_root_list(reader->root, "etc/earlybind.d", eb_note_conf, reader) < 0)
		return -1;
	eb_sort(reader->names, reader->n_names, sizeof(*reader->names), eb_name_order);
	for (i = 0; i < reader->n_names; i++)
		if (eb_path(path, "etc/earlybind.d/", reader->names[i], (char *)NULL) &&
		    eb_read_source(reader, path, eb_ruleset_add_conf) < 0)
			return -1;
	return 0;
}

/* --- the device tree --- */

/*
 * The path of a device's node: what follows "devicetree/base" in the target of its of_node link
 * (drivers/base/core.c:device_add_class_symlinks). The uevent file has it too, but reading that
 * can block, and this is not the worker.
 */
static struct eb_span eb_node_path(const char *target)
{
	static const char base[] = "devicetree/base/";
	struct eb_span whole = eb_span_of(target);
	size_t at = eb_span_find_text(whole, eb_span_of(base));

	/* Its last byte is the first of the path. */
	at += at < whole.n ? sizeof(base) - 2 : 0;
	return eb_span_between(whole.p + at, whole.p + whole.n);
}

static int eb_note_node(struct eb_reader *reader, const char *device, struct eb_span text)
{
	char path[EB_PATH_MAX], target[2 * EB_PATH_MAX];
	struct eb_span node;
	struct eb_node *nodes;

	if (!eb_path(path, device, "/of_node", (char *)NULL) ||
	    eb_root_link(reader->root, path, target, sizeof(target)) <= 0)
		return 0;
	node = eb_node_path(target);
	if (!node.n)
		return 0;
	nodes = eb_arena_more(reader->set->arena, reader->nodes, reader->n_nodes,
			      &reader->cap_nodes, sizeof(*nodes));
	if (!nodes)
		return -1;
	reader->nodes = nodes;
	nodes += reader->n_nodes;
	nodes->path = eb_arena_string(reader->set->arena, node);
	nodes->text = text;
	if (!nodes->path)
		return -1;
	reader->n_nodes++;
	return 0;
}

static int eb_node_order(const void *a, const void *b)
{
	return strcmp(((const struct eb_node *)a)->path, ((const struct eb_node *)b)->path);
}

/* Several devices can have one node; its rule is one. */
static int eb_add_nodes(struct eb_reader *reader)
{
	char path[EB_PATH_MAX];
	const char *label;
	size_t i;

	eb_sort(reader->nodes, reader->n_nodes, sizeof(*reader->nodes), eb_node_order);
	for (i = 0; i < reader->n_nodes; i++) {
		const struct eb_node *node = &reader->nodes[i];

		if (i > 0 && strcmp(node->path, node[-1].path) == 0)
			continue;
		if (!eb_path(path, EB_TREE, node->path, "/" EB_PROPERTY, (char *)NULL))
			continue;
		label = eb_label(reader, path);
		if (!label || eb_ruleset_add_node(reader->set, label, eb_span_of(node->path),
						  node->text) < 0)
			return -1;
	}
	return 0;
}

static int eb_look_at_node(void *data, struct eb_span name)
{
	struct eb_reader *reader = data;
	char device[EB_PATH_MAX], path[EB_PATH_MAX];
	char *copy = eb_arena_string(reader->set->arena, name);
	struct eb_span text;

	if (!copy)
		return -1;
	if (!eb_device_path(device, reader->bus, copy, "") ||
	    !eb_path(path, device, "/of_node/" EB_PROPERTY, (char *)NULL))
		return 0;
	text = eb_slurp(reader, path);
	return text.p ? eb_note_node(reader, device, text) : 0;
}

static int eb_look_at_bus(void *data, struct eb_span name)
{
	struct eb_reader *reader = data;
	char path[EB_PATH_MAX];

	reader->bus = eb_arena_string(reader->set->arena, name);
	if (!reader->bus)
		return -1;
	if (!eb_path(path, "sys/bus/", reader->bus, "/devices", (char *)NULL))
		return 0;
	return eb_root_list(reader->root, path, eb_look_at_node, reader);
}

static int eb_read_nodes(struct eb_reader *reader)
{
	reader->set->nodes = reader->set->n_sources;
	if (reader->root->has_tree &&
	    (eb_root_list(reader->root, "sys/bus", eb_look_at_bus, reader) < 0 ||
	     eb_add_nodes(reader) < 0))
		return -1;
	reader->set->nodes_end = reader->set->n_sources;
	return 0;
}

static int eb_read_chosen(struct eb_reader *reader)
{
	return reader->root->has_tree
		       ? eb_read_source(reader, EB_CHOSEN EB_PROPERTY, eb_ruleset_add_chosen)
		       : 0;
}

/* --- the kernel command line --- */

static int eb_read_cmdline(struct eb_reader *reader)
{
	static const char path[] = "proc/cmdline";
	struct eb_span text = eb_slurp(reader, path), bootargs = { NULL, 0 };
	size_t length = text.n;
	bool cut;

	if (!text.p)
		return 1;
	if (length > 0 && text.p[length - 1] == '\n')
		length--;
	if (reader->root->has_tree)
		bootargs = eb_slurp(reader, EB_CHOSEN "bootargs");
	/* Its own NUL is part of the property. */
	bootargs.n -= bootargs.n > 0;
	cut = eb_cmdline_shorten(&text, bootargs) || eb_cmdline_is_cut(length, bootargs.n);
	return eb_ruleset_add_cmdline(reader->set, "/proc/cmdline", text, cut);
}

int eb_sources_read(const struct eb_root *root, struct eb_ruleset *set, const char *cmdline)
{
	struct eb_reader reader = { .root = root, .set = set };

	if (eb_read_conf(&reader) < 0 || eb_read_nodes(&reader) < 0 ||
	    eb_read_chosen(&reader) < 0 ||
	    eb_read_source(&reader, "proc/bootconfig", eb_ruleset_add_bootconfig) < 0)
		return -1;
	if (cmdline)
		return eb_ruleset_add_cmdline(set, "-c", eb_span_of(cmdline), false);
	return eb_read_cmdline(&reader);
}

int eb_sources_renew(const struct eb_root *root, struct eb_ruleset *set,
		     const struct eb_ruleset *old)
{
	struct eb_reader reader = { .root = root, .set = set };

	set->word = old->word;
	set->strict = old->strict;
	if (eb_ruleset_add_sources(set, old, 0, old->nodes) < 0 || eb_read_nodes(&reader) < 0)
		return -1;
	return eb_ruleset_add_sources(set, old, old->nodes_end, old->n_sources);
}
