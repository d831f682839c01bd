/* SPDX-License-Identifier: GPL-2.0-only */
#include "guards/references.h"

#include <errno.h>
#include <string.h>

#include "text/glob.h"

/* include/linux/of.h: MAX_PHANDLE_ARGS */
#define EB_CELLS_MAX 16u
#define EB_STEPS_MAX 20000000ul
/* Steps from a node to the controller of its interrupts; loops end there. */
#define EB_INTERRUPT_HOPS 64u

/* What a property is to us. */
enum eb_form {
	/* of a node alone */
	EB_FORM_CELLS,
	EB_FORM_PHANDLE,
	EB_FORM_INTERRUPT_PARENT,
	EB_FORM_STATUS,
	EB_FORM_COMPATIBLE,
	EB_FORM_IGNORED,
	/* references */
	EB_FORM_LIST,       /* phandle, cells */
	EB_FORM_PLAIN,      /* phandles */
	EB_FORM_MAP,        /* of_map_id(): id, phandle, id there, length */
	EB_FORM_NEXUS,      /* of_irq_parse_raw(): address, cells, phandle, address, cells */
	EB_FORM_INTERRUPTS, /* of interrupt-parent */
};

struct eb_binding {
	unsigned char form;
	unsigned char supply;
};

/*
 * Names are globs; the first that matches counts. "nr-gpios" is a number: parse_gpios(). One
 * list, two tables: names in an array of their longest would take a third more.
 */
#define EB_BINDINGS(X)                                 \
	X("phandle", PHANDLE, COUNT)                   \
	X("linux,phandle", PHANDLE, COUNT)             \
	X("status", STATUS, COUNT)                     \
	X("compatible", COMPATIBLE, COUNT)             \
	X("interrupt-parent", INTERRUPT_PARENT, COUNT) \
	X("#address-cells", CELLS, COUNT)              \
	X("#clock-cells", CELLS, CLOCK)                \
	X("#power-domain-cells", CELLS, POWER)         \
	X("#interrupt-cells", CELLS, INTERRUPT)        \
	X("#msi-cells", CELLS, MSI)                    \
	X("#iommu-cells", CELLS, IOMMU)                \
	X("#reset-cells", CELLS, RESET)                \
	X("#phy-cells", CELLS, PHY)                    \
	X("#gpio-cells", CELLS, GPIO)                  \
	X("#dma-cells", CELLS, DMA)                    \
	X("clocks", LIST, CLOCK)                       \
	X("power-domains", LIST, POWER)                \
	X("pinctrl-?", PLAIN, PIN)                     \
	X("pinctrl-1?", PLAIN, PIN)                    \
	X("*-supply", PLAIN, REGULATOR)                \
	X("interrupts", INTERRUPTS, INTERRUPT)         \
	X("interrupts-extended", LIST, INTERRUPT)      \
	X("interrupt-map", NEXUS, INTERRUPT)           \
	X("msi-parent", LIST, MSI)                     \
	X("msi-map", MAP, MSI)                         \
	X("iommus", LIST, IOMMU)                       \
	X("iommu-map", MAP, IOMMU)                     \
	X("resets", LIST, RESET)                       \
	X("phys", LIST, PHY)                           \
	X("dmas", LIST, DMA)                           \
	X("*nr-gpios", IGNORED, COUNT)                 \
	X("gpio", LIST, GPIO)                          \
	X("gpios", LIST, GPIO)                         \
	X("*-gpio", LIST, GPIO)                        \
	X("*-gpios", LIST, GPIO)

#define EB_BINDING_NAME(name, form, supply) name "\0"
#define EB_BINDING_KIND(name, form, supply) { EB_FORM_##form, EB_SUPPLY_##supply },

static const char eb_binding_names[] = EB_BINDINGS(EB_BINDING_NAME);
static const struct eb_binding eb_bindings[] = { EB_BINDINGS(EB_BINDING_KIND) };

static bool eb_supplies_step(struct eb_supplies *supplies)
{
	return ++supplies->steps <= EB_STEPS_MAX;
}

uint32_t eb_cell(struct eb_span value, size_t index)
{
	const unsigned char *p;

	if (!value.p || value.n / 4 <= index)
		return 0;
	p = (const unsigned char *)value.p + 4 * index;
	return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}

/* --- what is read --- */

int eb_supplies_add(struct eb_supplies *supplies, size_t parent, const char *path)
{
	struct eb_supply_node *nodes;

	if (supplies->n_nodes == EB_TREE_NODES_MAX)
		return -E2BIG;
	nodes = eb_arena_more(supplies->arena, supplies->nodes, supplies->n_nodes,
			      &supplies->cap_nodes, sizeof(*nodes));
	if (!nodes)
		return -ENOMEM;
	supplies->nodes = nodes;
	nodes += supplies->n_nodes++;
	*nodes = (struct eb_supply_node){ .path = path, .parent = parent };
	memset(nodes->cells, -1, sizeof(nodes->cells));
	return 0;
}

const struct eb_binding *eb_supplies_binding(struct eb_span name)
{
	const char *at = eb_binding_names;
	size_t i;

	for (i = 0; i < sizeof(eb_bindings) / sizeof(eb_bindings[0]); i++, at += strlen(at) + 1)
		if (eb_glob(eb_span_of(at), name, EB_GLOB_ANY))
			return eb_bindings[i].form == EB_FORM_IGNORED ? NULL : &eb_bindings[i];
	return NULL;
}

static int eb_supplies_refer(struct eb_supplies *supplies, size_t node,
			     const struct eb_binding *binding, struct eb_span value)
{
	struct eb_reference *reference =
		eb_arena_more(supplies->arena, supplies->references, supplies->n_references,
			      &supplies->cap_references, sizeof(*reference));
	const char *copy = eb_arena_string(supplies->arena, value);

	if (!reference || !copy)
		return -ENOMEM;
	supplies->references = reference;
	reference[supplies->n_references++] =
		(struct eb_reference){ binding, node, { copy, value.n } };
	return 0;
}

/* drivers/of/base.c:__of_device_is_available; strings end in NUL there. */
static bool eb_is_okay(struct eb_span status)
{
	status.n = eb_span_find(status, '\0');
	return eb_span_is(status, "okay") || eb_span_is(status, "ok");
}

int eb_supplies_note(struct eb_supplies *supplies, size_t node,
		     const struct eb_binding *binding, struct eb_span value)
{
	struct eb_supply_node *at = &supplies->nodes[node];
	uint32_t cell = eb_cell(value, 0);

	switch ((enum eb_form)binding->form) {
	case EB_FORM_CELLS:
		if (value.n >= 4 && cell <= EB_CELLS_MAX)
			at->cells[binding->supply] = (short)cell;
		return 0;
	case EB_FORM_PHANDLE:
		at->phandle = cell;
		return 0;
	case EB_FORM_INTERRUPT_PARENT:
		at->interrupt_parent = cell;
		return 0;
	case EB_FORM_STATUS:
		at->disabled = !eb_is_okay(value);
		return 0;
	case EB_FORM_COMPATIBLE:
		at->compatible = true;
		return 0;
	default:
		return eb_supplies_refer(supplies, node, binding, value);
	}
}

/* --- look-up --- */

size_t eb_supplies_by_path(const struct eb_supplies *supplies, const char *path)
{
	size_t i;

	for (i = 0; i < supplies->n_nodes; i++)
		if (strcmp(supplies->nodes[i].path, path) == 0)
			return i;
	return EB_TREE_NONE;
}

/* The place of @phandle in the hash table: its own, or a free one. */
static unsigned int *eb_phandle_slot(struct eb_supplies *supplies, uint32_t phandle)
{
	size_t at = phandle, mask = supplies->n_by_phandle - 1;
	unsigned int *slot;

	do {
		slot = &supplies->by_phandle[at++ & mask];
	} while (*slot && supplies->nodes[*slot - 1].phandle != phandle &&
		 eb_supplies_step(supplies));
	return slot;
}

size_t eb_supplies_by_phandle(struct eb_supplies *supplies, uint32_t phandle)
{
	unsigned int node = phandle ? *eb_phandle_slot(supplies, phandle) : 0;

	return node && supplies->nodes[node - 1].phandle == phandle ? node - 1 : EB_TREE_NONE;
}

static int eb_supplies_index(struct eb_supplies *supplies)
{
	size_t i;

	for (supplies->n_by_phandle = 8; supplies->n_by_phandle < 2 * supplies->n_nodes;)
		supplies->n_by_phandle *= 2;
	supplies->by_phandle =
		eb_arena_alloc(supplies->arena, supplies->n_by_phandle * sizeof(unsigned int));
	if (!supplies->by_phandle)
		return -ENOMEM;
	for (i = 0; i < supplies->n_nodes; i++) {
		struct eb_supply_node *node = &supplies->nodes[i];
		unsigned int *slot;

		node->disabled |= supplies->nodes[node->parent].disabled;
		slot = node->phandle ? eb_phandle_slot(supplies, node->phandle) : NULL;
		if (slot && !*slot)
			*slot = (unsigned int)i + 1;
	}
	return 0;
}

/* --- references --- */

/* of_irq_find_parent(): the next node up, or where interrupt-parent leads, with the cells */
static size_t eb_interrupt_parent(struct eb_supplies *supplies, size_t node)
{
	unsigned int hops;

	for (hops = 0; hops < EB_INTERRUPT_HOPS && eb_supplies_step(supplies); hops++) {
		const struct eb_supply_node *at = &supplies->nodes[node];

		if (at->interrupt_parent)
			node = eb_supplies_by_phandle(supplies, at->interrupt_parent);
		else
			node = node ? at->parent : EB_TREE_NONE;
		if (node == EB_TREE_NONE ||
		    supplies->nodes[node].cells[EB_SUPPLY_INTERRUPT] >= 0)
			return node;
	}
	return EB_TREE_NONE;
}

/* The number of cells behind a reference to @node, or -1 when it does not say. */
static int eb_cells_behind(const struct eb_supply_node *node, enum eb_form form,
			   enum eb_supply supply)
{
	int n = node->cells[supply];

	if (form == EB_FORM_PLAIN)
		return 0;
	if (form == EB_FORM_MAP)
		return 2;
	if (form == EB_FORM_NEXUS && n >= 0 && node->cells[EB_CELLS_ADDRESS] > 0)
		return n + node->cells[EB_CELLS_ADDRESS];
	/* drivers/of/irq.c: an msi-parent needs no #msi-cells. */
	return n < 0 && supply == EB_SUPPLY_MSI ? 0 : n;
}

/* A property whose references are followed. */
struct eb_trail {
	struct eb_span rest;
	size_t lead; /* cells in front of each phandle */
	enum eb_form form;
	enum eb_supply supply;
};

static bool eb_trail_next(struct eb_supplies *supplies, struct eb_trail *trail,
			  size_t *provider, struct eb_span *cells)
{
	struct eb_span *rest = &trail->rest;
	uint32_t phandle = eb_cell(*rest, trail->lead);
	size_t skip = 4 * trail->lead + 4;
	int behind = 0;

	if (rest->n < skip || !eb_supplies_step(supplies))
		return false;
	*provider = eb_supplies_by_phandle(supplies, phandle);
	if (*provider != EB_TREE_NONE)
		behind = eb_cells_behind(&supplies->nodes[*provider], trail->form,
					 trail->supply);
	else if (phandle || trail->lead)
		return false;
	if (behind < 0 || (rest->n - skip) / 4 < (size_t)behind)
		return false;
	*cells = (struct eb_span){ rest->p + skip, 4 * (size_t)behind };
	skip += cells->n;
	rest->p += skip;
	rest->n -= skip;
	return true;
}

bool eb_supplies_next(struct eb_supplies *supplies, struct eb_span *rest, enum eb_supply supply,
		      size_t *provider, struct eb_span *cells)
{
	struct eb_trail trail = { *rest, 0, EB_FORM_LIST, supply };
	bool result = eb_trail_next(supplies, &trail, provider, cells);

	*rest = trail.rest;
	return result;
}

/* A bank, a pin state, a regulator of a PMIC are part of the device above them. */
static size_t eb_device_node(const struct eb_supplies *supplies, size_t node)
{
	while (node && !supplies->nodes[node].compatible)
		node = supplies->nodes[node].parent;
	return node;
}

static bool eb_is_below(const struct eb_supplies *supplies, size_t node, size_t top)
{
	while (node > top)
		node = supplies->nodes[node].parent;
	return node == top;
}

static int eb_supplies_use(struct eb_supplies *supplies, size_t consumer, size_t provider,
			   enum eb_supply supply)
{
	struct eb_use *use;

	if (provider == EB_TREE_NONE || supplies->nodes[provider].disabled)
		return 0;
	provider = eb_device_node(supplies, provider);
	if (eb_is_below(supplies, consumer, provider))
		return 0;
	use = eb_arena_more(supplies->arena, supplies->uses, supplies->n_uses,
			    &supplies->cap_uses, sizeof(*use));
	if (!use)
		return -ENOMEM;
	supplies->uses = use;
	supplies->nodes[provider].provider = true;
	supplies->nodes[provider].guarded |= supply < EB_SUPPLY_RESET;
	use[supplies->n_uses++] =
		(struct eb_use){ (unsigned int)consumer, (unsigned int)provider, supply };
	return 0;
}

/* Cells of an entry of interrupt-map in front of the phandle */
static size_t eb_nexus_lead(const struct eb_supplies *supplies, size_t node)
{
	int interrupt = supplies->nodes[node].cells[EB_SUPPLY_INTERRUPT];
	int address = supplies->nodes[node].cells[EB_CELLS_ADDRESS];

	while (address < 0 && node) {
		node = supplies->nodes[node].parent;
		address = supplies->nodes[node].cells[EB_CELLS_ADDRESS];
	}
	if (address < 0)
		address = 2;
	return (size_t)address + (size_t)(interrupt < 0 ? 0 : interrupt);
}

static int eb_supplies_follow(struct eb_supplies *supplies,
			      const struct eb_reference *reference)
{
	struct eb_trail trail = { .rest = reference->value,
				  .form = (enum eb_form)reference->binding->form,
				  .supply = (enum eb_supply)reference->binding->supply };
	size_t consumer = reference->consumer, provider;
	struct eb_span cells;
	int result = 0;

	if (trail.form == EB_FORM_INTERRUPTS) {
		provider = eb_interrupt_parent(supplies, consumer);
		return eb_supplies_use(supplies, consumer, provider, trail.supply);
	}
	if (trail.form == EB_FORM_MAP)
		trail.lead = 1;
	if (trail.form == EB_FORM_NEXUS)
		trail.lead = eb_nexus_lead(supplies, consumer);
	while (result == 0 && eb_trail_next(supplies, &trail, &provider, &cells))
		result = eb_supplies_use(supplies, consumer, provider, trail.supply);
	return result;
}

int eb_supplies_resolve(struct eb_supplies *supplies)
{
	int result = eb_supplies_index(supplies);
	size_t i;

	for (i = 0; i < supplies->n_references && result == 0; i++)
		if (!supplies->nodes[supplies->references[i].consumer].disabled)
			result = eb_supplies_follow(supplies, &supplies->references[i]);
	return result;
}

/* --- in words --- */

/* What is taken from one node. */
struct eb_tally {
	unsigned int n, last; /* consumers; the one counted last */
	const char *first;    /* by path */
};

static void eb_tally_all(struct eb_supplies *supplies, size_t node, struct eb_tally *tallies)
{
	size_t i;

	supplies->steps += supplies->n_uses;
	if (supplies->steps > EB_STEPS_MAX)
		return;
	for (i = 0; i < supplies->n_uses; i++) {
		const struct eb_use *use = &supplies->uses[i];
		const char *path = supplies->nodes[use->consumer].path;
		struct eb_tally *tally = &tallies[use->supply];

		if (use->provider != node || use->consumer + 1 == tally->last)
			continue;
		tally->last = use->consumer + 1;
		if (!tally->n++ || strcmp(path, tally->first) < 0)
			tally->first = path;
	}
}

/* Of the supplies from @from up to, not including, @to */
static void eb_tell(struct eb_supplies *supplies, size_t node, enum eb_supply from,
		    enum eb_supply to, struct eb_out *out)
{
	static const char names[EB_SUPPLY_COUNT][13] = {
		"clock", "power-domain", "pins", "regulator", "interrupt", "msi",
		"iommu", "reset",        "phy",  "gpio",      "dma",
	};
	struct eb_tally tallies[EB_SUPPLY_COUNT] = { { 0, 0, NULL } };
	const char *separator = "";
	int i;

	eb_tally_all(supplies, node, tallies);
	for (i = (int)from; i < (int)to; i++) {
		if (!tallies[i].n)
			continue;
		eb_out_all(out, separator, names[i], " of ", (char *)NULL);
		separator = ", ";
		if (tallies[i].n > 1) {
			eb_out_count(out, tallies[i].n, "node");
			eb_out_str(out, " such as ");
		}
		eb_out_span(out, eb_span_of(tallies[i].first));
	}
}

/* The first device, by path, below @node or @node itself that is guarded of its own. */
static size_t eb_guarded_below(struct eb_supplies *supplies, size_t node)
{
	size_t i, found = EB_TREE_NONE;

	supplies->steps += supplies->n_nodes;
	if (supplies->nodes[node].guarded || supplies->steps > EB_STEPS_MAX)
		return node;
	for (i = node + 1; i < supplies->n_nodes; i++)
		if (supplies->nodes[i].guarded && eb_is_below(supplies, i, node) &&
		    (found == EB_TREE_NONE ||
		     strcmp(supplies->nodes[i].path, supplies->nodes[found].path) < 0))
			found = i;
	return found;
}

void eb_supplies_guard(struct eb_supplies *supplies, size_t node, struct eb_out *out)
{
	size_t guarded = eb_guarded_below(supplies, node);

	if (guarded == EB_TREE_NONE)
		return;
	if (guarded != node) {
		eb_out_span(out, eb_span_of(supplies->nodes[guarded].path));
		eb_out_str(out, " is behind it: ");
	}
	eb_tell(supplies, guarded, EB_SUPPLY_CLOCK, EB_SUPPLY_RESET, out);
}

void eb_supplies_caution(struct eb_supplies *supplies, size_t node, struct eb_out *out)
{
	if (supplies->nodes[node].provider)
		eb_tell(supplies, node, EB_SUPPLY_RESET, EB_SUPPLY_COUNT, out);
}

bool eb_supplies_exhausted(const struct eb_supplies *supplies)
{
	return supplies->steps > EB_STEPS_MAX;
}
