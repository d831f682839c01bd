/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who takes what from whom in a device tree, by the properties that drivers/of/property.c of
 * Linux 6.12 makes device links of (of_supplier_bindings), those whose providers matter here.
 * Fed by guards/providers.c from the running system, by offline/relate.c from a blob. Pure.
 */
#ifndef EB_GUARDS_REFERENCES_H
#define EB_GUARDS_REFERENCES_H

#include <stdint.h>

#include "text/arena.h"
#include "text/out.h"

enum eb_supply {
	EB_SUPPLY_CLOCK,
	EB_SUPPLY_POWER,
	EB_SUPPLY_PIN,
	EB_SUPPLY_REGULATOR,
	EB_SUPPLY_INTERRUPT,
	EB_SUPPLY_MSI,
	EB_SUPPLY_IOMMU,
	EB_SUPPLY_RESET, /* from here on: worth a caution, no guard */
	EB_SUPPLY_PHY,
	EB_SUPPLY_GPIO,
	EB_SUPPLY_DMA,
	EB_SUPPLY_COUNT
};
/* #address-cells stands behind the numbers of cells that go with the above. */
#define EB_CELLS_ADDRESS EB_SUPPLY_COUNT

/* Larger ones are refused; the largest trees of Linux have a tenth. */
#define EB_TREE_NODES_MAX 16384u
#define EB_TREE_NONE      ((size_t)-1)

struct eb_supply_node {
	const char *path;
	size_t parent; /* of the root: itself */
	uint32_t phandle, interrupt_parent;
	bool disabled;                    /* or below a node that is */
	bool compatible;                  /* has that property: may become a device */
	bool provider, guarded;           /* others take something of it; of that kind */
	short cells[EB_SUPPLY_COUNT + 1]; /* #clock-cells and its like; -1: none */
};

/* A property that the references go by. */
struct eb_binding;

struct eb_reference {
	const struct eb_binding *binding;
	size_t consumer;
	struct eb_span value;
};

/* A reference that counts. */
struct eb_use {
	unsigned int consumer, provider; /* nodes */
	enum eb_supply supply;
};

struct eb_supplies {
	struct eb_arena *arena;
	struct eb_supply_node *nodes; /* parents before children */
	struct eb_reference *references;
	struct eb_use *uses;
	unsigned int *by_phandle; /* hash table: 1 + node, 0 is empty */
	size_t n_nodes, n_references, n_uses, n_by_phandle;
	size_t cap_nodes, cap_references, cap_uses;
	unsigned long steps; /* work that hostile trees could multiply */
};

/* The next node; its path is not copied. -E2BIG when there are too many, or -ENOMEM. */
int eb_supplies_add(struct eb_supplies *supplies, size_t parent, const char *path);

/* NULL when a property of that name does not matter. */
const struct eb_binding *eb_supplies_binding(struct eb_span name);

/* Notes a property of the node added last but for its children. Returns 0 or -ENOMEM. */
int eb_supplies_note(struct eb_supplies *supplies, size_t node,
		     const struct eb_binding *binding, struct eb_span value);

/* When all is noted: follows the references. Returns 0 or -ENOMEM. */
int eb_supplies_resolve(struct eb_supplies *supplies);

/* The node of that path or phandle, or EB_TREE_NONE. */
size_t eb_supplies_by_path(const struct eb_supplies *supplies, const char *path);
size_t eb_supplies_by_phandle(struct eb_supplies *supplies, uint32_t phandle);

/*
 * Takes the next reference off *@rest, a property of the form of `clocks` or `iommus`: a
 * phandle, and as many cells as its node says. Phandle 0 stands for nothing, EB_TREE_NONE.
 * Returns false at the end, or where a phandle leads nowhere.
 */
bool eb_supplies_next(struct eb_supplies *supplies, struct eb_span *rest, enum eb_supply supply,
		      size_t *provider, struct eb_span *cells);

/*
 * Why the device of @node must not be taken: what enabled nodes take from it or from a device
 * below it, "clock of 41 nodes such as /soc/serial@13800000". A node below it that has no
 * `compatible` (bank, pin state, regulator) is part of it; references from inside a device to
 * itself do not count. Nothing is written where there is nothing.
 */
void eb_supplies_guard(struct eb_supplies *supplies, size_t node, struct eb_out *out);

/* The same of what consumers can be without, from the device alone. */
void eb_supplies_caution(struct eb_supplies *supplies, size_t node, struct eb_out *out);

/* True when a tree has used up what any sensible one could need: then nothing of it counts. */
bool eb_supplies_exhausted(const struct eb_supplies *supplies);

/* Number @index of the 32-bit big-endian cells of @value; 0 where there are not that many. */
uint32_t eb_cell(struct eb_span value, size_t index);

#endif
