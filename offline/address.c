/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From reg to the address that the CPU sees, and from that to the device's name, as
 * drivers/of/address.c and drivers/of/device.c of Linux 6.12 have it, with CONFIG_PCI.
 */
#include "offline/populate.h"

#include <string.h>
#include <strings.h>

#define EB_ADDR_CELLS 4u /* OF_MAX_ADDR_CELLS */
#define EB_BAD_ADDR   UINT64_MAX

enum eb_bus_kind {
	EB_BUS_PCI,
	EB_BUS_ISA,
	EB_BUS_FLAGS, /* three address cells, the first are flags */
	EB_BUS_PLAIN,
};

/* How addresses below one node look. */
struct eb_bus_form {
	enum eb_bus_kind kind;
	uint32_t na, ns; /* cells of an address, of a size */
	uint32_t flags;  /* cells of flags in front of an address */
};

/* of_read_number(): only the last two cells remain. */
static uint64_t eb_number(const uint32_t *cells, uint32_t n)
{
	uint64_t number = 0;

	for (; n > 0; n--)
		number = number << 32 | *cells++;
	return number;
}

static bool eb_is_type(const struct eb_tree_node *node, const char *type)
{
	struct eb_span value = eb_string_of(node->device_type);

	return value.p && eb_span_is(value, type);
}

static bool eb_is_pci(const struct eb_tree_node *node)
{
	return eb_is_type(node, "pci") || eb_is_type(node, "pciex") ||
	       eb_is_type(node, "vci") || eb_is_type(node, "ht") ||
	       eb_span_is(eb_tree_bare_name(node), "pcie");
}

/* of_match_bus() of @parent, and the counts for its children */
static struct eb_bus_form eb_bus_form(const struct eb_tree *tree, size_t parent)
{
	const struct eb_tree_node *node = &tree->nodes[parent];
	struct eb_bus_form form = { EB_BUS_PLAIN, node->address_cells, node->size_cells, 0 };

	if (eb_is_pci(node))
		return (struct eb_bus_form){ EB_BUS_PCI, 3, 2, 1 };
	if (eb_span_is(eb_tree_bare_name(node), "isa"))
		return (struct eb_bus_form){ EB_BUS_ISA, 2, 1, 1 };
	if (form.na == 3) {
		form.kind = EB_BUS_FLAGS;
		form.flags = 1;
	}
	return form;
}

/* OF_CHECK_COUNTS; the kernel has no limit for @ns, but no entry holds as many. */
static bool eb_form_ok(const struct eb_bus_form *form)
{
	return form->na > 0 && form->na <= EB_ADDR_CELLS && form->ns > 0 &&
	       form->ns <= EB_BLOB_MAX;
}

/* 1: I/O, 2: memory, 0: configuration space */
static unsigned int eb_pci_space(uint32_t flags)
{
	static const unsigned char space[] = { 0, 1, 2, 2 };

	return space[flags >> 24 & 3];
}

static bool eb_flags_match(enum eb_bus_kind kind, uint32_t address, uint32_t range)
{
	switch (kind) {
	case EB_BUS_PCI:
		return eb_pci_space(address) == eb_pci_space(range);
	case EB_BUS_ISA:
		return ((address ^ range) & 1) == 0;
	case EB_BUS_FLAGS:
		return address == range;
	default:
		return true;
	}
}

/* Cells @from to @from + @n of a property, at most EB_ADDR_CELLS of them */
static void eb_cells(uint32_t *cells, struct eb_span value, size_t from, uint32_t n)
{
	uint32_t i;

	for (i = 0; i < n; i++)
		cells[i] = eb_cell(value, from + i);
}

/*
 * A size of any number of cells; of_read_number() keeps the last two. @from: its first cell.
 */
static uint64_t eb_size_number(struct eb_span value, size_t from, uint32_t n)
{
	uint32_t low = eb_cell(value, from + n - 1);
	uint32_t high = n > 1 ? eb_cell(value, from + n - 2) : 0;

	return (uint64_t)high << 32 | low;
}

/* The bus's map(): how far @address is into the range that begins at cell @at, or EB_BAD_ADDR.
 */
static uint64_t eb_map(const struct eb_bus_form *bus, uint32_t pna, const uint32_t *address,
		       struct eb_span ranges, size_t at)
{
	uint32_t range[EB_ADDR_CELLS];
	uint64_t start, size, wanted;

	eb_cells(range, ranges, at, bus->na);
	if (!eb_flags_match(bus->kind, address[0], range[0]))
		return EB_BAD_ADDR;
	start = eb_number(range + bus->flags, bus->na - bus->flags);
	size = eb_size_number(ranges, at + bus->na + pna, bus->ns);
	wanted = eb_number(address + bus->flags, bus->na - bus->flags);
	return wanted < start || wanted >= start + size ? EB_BAD_ADDR : wanted - start;
}

/* The bus's translate(): adds @offset to the address behind its flags. */
static void eb_add_offset(const struct eb_bus_form *bus, uint32_t *address, uint64_t offset)
{
	uint32_t *cells = address + bus->flags, n = bus->na - bus->flags;
	uint64_t sum = eb_number(cells, n) + offset;

	memset(cells, 0, n * sizeof(*cells));
	if (n > 1)
		cells[n - 2] = (uint32_t)(sum >> 32);
	cells[n - 1] = (uint32_t)sum;
}

/* of_translate_one(): @address on @bus, the one below @node, becomes one on @above. */
static bool eb_translate_one(struct eb_tree *tree, const struct eb_tree_node *node,
			     const struct eb_bus_form *bus, const struct eb_bus_form *above,
			     uint32_t *address)
{
	struct eb_span ranges = node->ranges;
	size_t entry = (size_t)bus->na + above->na + bus->ns, at;
	uint64_t offset = EB_BAD_ADDR;

	if (!ranges.p)
		return false;
	if (ranges.n == 0) {
		offset = eb_number(address, bus->na);
		memset(address + above->flags, 0,
		       (above->na - above->flags) * sizeof(*address));
		eb_add_offset(above, address, offset);
		return true;
	}
	for (at = 0; at + entry <= ranges.n / 4; at += entry) {
		if (!eb_tree_step(tree))
			return false;
		offset = eb_map(bus, above->na, address, ranges, at);
		if (offset != EB_BAD_ADDR)
			break;
	}
	if (offset == EB_BAD_ADDR)
		return false;
	eb_cells(address, ranges, at + bus->na, above->na);
	eb_add_offset(above, address, offset);
	return true;
}

bool eb_translate(struct eb_tree *tree, size_t node, uint64_t *result)
{
	const struct eb_tree_node *at = &tree->nodes[node];
	uint32_t address[EB_ADDR_CELLS] = { 0 };
	struct eb_bus_form bus, above;

	if (at->depth == 0 || !at->reg.p)
		return false;
	bus = eb_bus_form(tree, at->parent);
	/* Of a reg that is too short the kernel reads what lies behind it. */
	if (!eb_form_ok(&bus) || at->reg.n / 4 < bus.na)
		return false;
	eb_cells(address, at->reg, 0, bus.na);
	for (at = &tree->nodes[at->parent]; at->depth > 0; at = &tree->nodes[at->parent]) {
		above = eb_bus_form(tree, at->parent);
		if (!eb_tree_step(tree) || !eb_form_ok(&above) ||
		    !eb_translate_one(tree, at, &bus, &above, address))
			return false;
		bus = above;
	}
	*result = eb_number(address, bus.na);
	return *result != EB_BAD_ADDR;
}

bool eb_reg_size(const struct eb_tree *tree, size_t node, uint64_t *size)
{
	const struct eb_tree_node *at = &tree->nodes[node];
	struct eb_bus_form bus = eb_bus_form(tree, at->parent);

	if (!at->reg.p || !eb_form_ok(&bus) || at->reg.n / 4 < (size_t)bus.na + bus.ns)
		return false;
	*size = eb_size_number(at->reg, bus.na, bus.ns);
	return true;
}

/* --- names --- */

static void eb_out_hex(struct eb_out *out, uint64_t value)
{
	unsigned int shift = 60;

	while (shift > 0 && value >> shift == 0)
		shift -= 4;
	for (;; shift -= 4) {
		eb_out_char(out, "0123456789abcdef"[value >> shift & 15]);
		if (shift == 0)
			return;
	}
}

/* "ADDRESS.NAME", "ADDRESS.BIT.NAME"; @bit as ffs() - 1 gives it, in hex */
static void eb_address_name(struct eb_out *out, const struct eb_tree_node *node,
			    uint64_t address)
{
	eb_out_hex(out, address);
	eb_out_char(out, '.');
	if (node->mask.n >= 4) {
		eb_out_hex(out, (uint32_t)(ffs((int)eb_cell(node->mask, 0)) - 1));
		eb_out_char(out, '.');
	}
	eb_out_span(out, eb_tree_bare_name(node));
}

void eb_bus_id(struct eb_tree *tree, size_t node, struct eb_out *out)
{
	size_t leaf = node, chain[EB_TREE_DEPTH_MAX + 1], n = 0;
	uint64_t address;

	while (tree->nodes[leaf].depth > 0 && !eb_translate(tree, leaf, &address)) {
		chain[n++] = leaf;
		leaf = tree->nodes[leaf].parent;
	}
	if (tree->nodes[leaf].depth > 0)
		eb_address_name(out, &tree->nodes[leaf], address);
	while (n > 0) {
		if (out->n)
			eb_out_char(out, ':');
		eb_out_span(out, eb_span_of(tree->nodes[chain[--n]].name));
	}
}
