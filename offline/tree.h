/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A flattened device tree as a table of nodes (host build only). The blob is read once, through
 * libfdt; what the planner asks of a node stands in the table afterwards, so that no later step
 * can run longer than the tree is big. Pure.
 */
#ifndef EB_OFFLINE_TREE_H
#define EB_OFFLINE_TREE_H

#include "guards/references.h"

/* Larger ones are refused; the largest trees of Linux have a tenth. */
#define EB_BLOB_MAX (4u << 20) /* bytes */
/* Nodes on one path, root included: drivers/of/fdt.c:unflatten_dt_nodes drops deeper ones. */
#define EB_TREE_DEPTH_MAX 62u
/* Longest node or property name; also what keeps libfdt's comparisons short. */
#define EB_TREE_NAME_MAX 255u

struct eb_tree_node {
	const char *name; /* last part of its path, with the unit address */
	const char *path;
	size_t parent; /* of the root: itself */
	int offset;    /* in the blob */
	unsigned int depth;
	bool available; /* no status, or "okay" */
	bool enabled;   /* and so is every node above it */
	bool interrupt_controller;
	/* Values as they are; p is NULL where there is no such property. */
	struct eb_span compatible, device_type, reg, ranges, mask, periphid;
	struct eb_span iommus;
	uint32_t address_cells, size_cells; /* for its children; inherited where it has none */
};

/* drivers/of/base.c:of_alias_scan */
struct eb_alias {
	const char *name;
	unsigned int node, order;
};

struct eb_tree {
	struct eb_arena *arena;
	const void *blob;
	struct eb_tree_node *nodes; /* parents first, children in the order of the blob */
	size_t n_nodes;
	unsigned int *by_path;    /* numbers of nodes, in this order */
	struct eb_alias *aliases; /* sorted by node; those of one in the order of the blob */
	size_t n_aliases, cap_aliases;
	unsigned long steps; /* work that hostile trees could multiply; see eb_tree_step() */
};

/*
 * Reads @blob, @size bytes, which must outlive the table. Returns NULL, or what is wrong with
 * it.
 */
const char *eb_tree_read(struct eb_tree *tree, const void *blob, size_t size);

/* The value of a property; p is NULL when there is none. */
struct eb_span eb_tree_property(const struct eb_tree *tree, size_t node, const char *name);

/* Calls @fn for each property of @node, in the order of the blob, until it returns non-zero. */
int eb_tree_each_property(const struct eb_tree *tree, size_t node,
			  int (*fn)(void *data, const char *name, struct eb_span value),
			  void *data);

/* The node of that path, every part with its unit address, or EB_TREE_NONE. */
size_t eb_tree_by_path(const struct eb_tree *tree, struct eb_span path);

/* Where @node's aliases begin in tree->aliases, should it have any. */
size_t eb_tree_first_alias(const struct eb_tree *tree, size_t node);

/* Takes the next string off a list of them, each ended by NUL; false at the end. */
bool eb_strings_next(struct eb_span *rest, struct eb_span *string);

/* The first string of a value, without its NUL. */
struct eb_span eb_string_of(struct eb_span value);

/* Case does not count: include/linux/of.h:of_compat_cmp. */
bool eb_tree_compatible(const struct eb_tree_node *node, const char *compatible);

/* A node's name without its unit address. */
struct eb_span eb_tree_bare_name(const struct eb_tree_node *node);

/*
 * Called in each loop that a tree can make long and repeat; false when a tree has used up what
 * any sensible one could need.
 */
bool eb_tree_step(struct eb_tree *tree);

#endif
