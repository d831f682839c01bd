/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Who takes what from whom: the properties that drivers/of/property.c of Linux 6.12 makes
 * device links of (of_supplier_bindings), those whose providers matter here.
 */
#include "devices/populate.h"

#include <stdlib.h>
#include <string.h>

static const char eb_no_memory[] = "not enough memory for its relations";

/* Names of devices that a caution lists; more are counted. */
#define EB_PEERS_SHOWN 4u
/* Steps from a node to the controller of its interrupts; loops end there. */
#define EB_INTERRUPT_HOPS 64u

static const struct {
	const char *name;   /* of the property; ends in "-" where more letters follow */
	const char *suffix; /* instead: what its name ends in */
	enum eb_supply supply;
	bool plain; /* phandles only, nothing behind each */
} eb_bindings[] = {
	{ "clocks", NULL, EB_SUPPLY_CLOCK, false },
	{ "power-domains", NULL, EB_SUPPLY_POWER, false },
	{ "resets", NULL, EB_SUPPLY_RESET, false },
	{ "pinctrl-", NULL, EB_SUPPLY_PIN, true },
	{ "interrupts-extended", NULL, EB_SUPPLY_INTERRUPT, false },
	{ "iommus", NULL, EB_SUPPLY_IOMMU, false },
	{ "phys", NULL, EB_SUPPLY_PHY, false },
	{ "dmas", NULL, EB_SUPPLY_DMA, false },
	{ "gpio", NULL, EB_SUPPLY_GPIO, false },
	{ "gpios", NULL, EB_SUPPLY_GPIO, false },
	{ NULL, "-gpio", EB_SUPPLY_GPIO, false },
	{ NULL, "-gpios", EB_SUPPLY_GPIO, false },
	{ NULL, "-supply", EB_SUPPLY_REGULATOR, true },
};

#define EB_BINDINGS (sizeof(eb_bindings) / sizeof(eb_bindings[0]))

const char *eb_supply_name(enum eb_supply supply)
{
	static const char *const names[EB_SUPPLY_COUNT] = {
		[EB_SUPPLY_CLOCK] = "clock",         [EB_SUPPLY_POWER] = "power-domain",
		[EB_SUPPLY_RESET] = "reset",         [EB_SUPPLY_PIN] = "pins",
		[EB_SUPPLY_INTERRUPT] = "interrupt", [EB_SUPPLY_IOMMU] = "iommu",
		[EB_SUPPLY_REGULATOR] = "regulator", [EB_SUPPLY_PHY] = "phy",
		[EB_SUPPLY_GPIO] = "gpio",           [EB_SUPPLY_DMA] = "dma",
	};

	return names[supply];
}

/* What the walk over all nodes keeps in mind. */
struct eb_relation {
	struct eb_forecasts *forecasts;
	struct eb_tree *tree;
	size_t *owner;      /* by node: 1 + number of the device that it is part of, or 0 */
	unsigned int *last; /* by device and supply: 1 + the consumer counted last */
	size_t consumer;    /* node */
};

/*
 * Pin states, regulators and banks are nodes below their device; a bus does not answer for the
 * nodes below it.
 */
static void eb_relate_owners(struct eb_relation *relation)
{
	const struct eb_forecasts *forecasts = relation->forecasts;
	size_t i;

	for (i = 0; i < relation->tree->n_nodes; i++) {
		size_t above = relation->owner[relation->tree->nodes[i].parent];

		relation->owner[i] = forecasts->of_node[i];
		if (!relation->owner[i] && above && !forecasts->devices[above - 1].bus)
			relation->owner[i] = above;
	}
}

static void eb_relate_to(struct eb_relation *relation, size_t provider, enum eb_supply supply)
{
	size_t owner = relation->owner[provider];
	unsigned int *last;

	if (!owner || owner == relation->owner[relation->consumer])
		return;
	last = &relation->last[(owner - 1) * EB_SUPPLY_COUNT + supply];
	if (*last == relation->consumer + 1)
		return;
	*last = (unsigned int)relation->consumer + 1;
	relation->forecasts->devices[owner - 1].needed[supply]++;
}

/*
 * Takes the next reference off *@rest: a phandle, and as many cells as its node says.
 * Phandle 0 stands for nothing. Returns false at the end, or where a phandle leads nowhere.
 */
static bool eb_reference_next(struct eb_tree *tree, struct eb_span *rest, enum eb_supply supply,
			      bool plain, size_t *provider, struct eb_span *cells)
{
	uint32_t phandle = eb_cell(*rest, 0);
	size_t skip = 0;

	if (rest->n < 4 || !eb_tree_step(tree))
		return false;
	*provider = EB_TREE_NONE;
	if (phandle) {
		*provider = eb_tree_by_phandle(tree, phandle);
		if (*provider == EB_TREE_NONE)
			return false;
	}
	if (phandle && !plain) {
		short n = tree->nodes[*provider].cells[supply];

		if (n < 0 || rest->n / 4 - 1 < (size_t)n)
			return false;
		skip = 4 * (size_t)n;
	}
	*cells = (struct eb_span){ rest->p + 4, skip };
	rest->p += 4 + skip;
	rest->n -= 4 + skip;
	return true;
}

static bool eb_ends_in(struct eb_span name, const char *suffix)
{
	struct eb_span end = eb_span_of(suffix);

	return name.n > end.n && memcmp(name.p + name.n - end.n, end.p, end.n) == 0;
}

static bool eb_is_binding(size_t binding, const char *name)
{
	const char *wanted = eb_bindings[binding].name;
	struct eb_span text = eb_span_of(name);
	unsigned int number;

	if (!wanted) /* "nr-gpios" is a number: parse_gpios() */
		return eb_ends_in(text, eb_bindings[binding].suffix) &&
		       !eb_ends_in(text, "nr-gpios") && strcmp(name, "nr-gpios") != 0;
	if (strcmp(wanted, "pinctrl-") != 0)
		return strcmp(name, wanted) == 0;
	if (!eb_span_starts(text, wanted))
		return false;
	text.p += strlen(wanted);
	text.n -= strlen(wanted);
	return eb_span_decimal(text, &number) == 0;
}

/* of_irq_find_parent(): the next node up, or where interrupt-parent leads, with the cells */
static size_t eb_interrupt_parent(struct eb_tree *tree, size_t node)
{
	unsigned int hops;

	for (hops = 0; hops < EB_INTERRUPT_HOPS && eb_tree_step(tree); hops++) {
		const struct eb_tree_node *at = &tree->nodes[node];

		if (at->interrupt_parent.n >= 4)
			node = eb_tree_by_phandle(tree, eb_cell(at->interrupt_parent, 0));
		else
			node = at->depth ? at->parent : EB_TREE_NONE;
		if (node == EB_TREE_NONE || tree->nodes[node].cells[EB_SUPPLY_INTERRUPT] >= 0)
			return node;
	}
	return EB_TREE_NONE;
}

static int eb_relate_property(void *data, const char *name, struct eb_span value)
{
	struct eb_relation *relation = data;
	struct eb_span cells;
	size_t i, provider;

	if (strcmp(name, "interrupts") == 0) {
		provider = eb_interrupt_parent(relation->tree, relation->consumer);
		if (provider != EB_TREE_NONE)
			eb_relate_to(relation, provider, EB_SUPPLY_INTERRUPT);
		return 0;
	}
	for (i = 0; i < EB_BINDINGS; i++) {
		if (!eb_is_binding(i, name))
			continue;
		while (eb_reference_next(relation->tree, &value, eb_bindings[i].supply,
					 eb_bindings[i].plain, &provider, &cells))
			if (provider != EB_TREE_NONE)
				eb_relate_to(relation, provider, eb_bindings[i].supply);
		return 0;
	}
	return 0;
}

/* --- IOMMUs --- */

static bool eb_relate_iommus(struct eb_forecasts *forecasts, size_t number)
{
	struct eb_forecast *device = &forecasts->devices[number];
	struct eb_span rest = forecasts->tree->nodes[device->node].iommus, cells;
	size_t provider;

	device->first_iommu = forecasts->n_iommus;
	while (eb_reference_next(forecasts->tree, &rest, EB_SUPPLY_IOMMU, false, &provider,
				 &cells)) {
		struct eb_iommu_use *use;

		if (provider == EB_TREE_NONE)
			continue;
		use = eb_arena_more(forecasts->tree->arena, forecasts->iommus,
				    forecasts->n_iommus, &forecasts->cap_iommus, sizeof(*use));
		if (!use)
			return false;
		forecasts->iommus = use;
		use[forecasts->n_iommus] =
			(struct eb_iommu_use){ number, provider, cells, forecasts->n_iommus };
		forecasts->n_iommus++;
		device->n_iommus++;
	}
	return true;
}

static bool eb_same_iommu(const struct eb_iommu_use *a, const struct eb_iommu_use *b)
{
	return a->iommu == b->iommu && eb_span_eq(a->cells, b->cells);
}

static int eb_iommu_order(const void *a, const void *b)
{
	const struct eb_iommu_use *one = *(struct eb_iommu_use *const *)a;
	const struct eb_iommu_use *other = *(struct eb_iommu_use *const *)b;

	if (one->iommu != other->iommu)
		return one->iommu < other->iommu ? -1 : 1;
	if (one->cells.n != other->cells.n)
		return one->cells.n < other->cells.n ? -1 : 1;
	if (!eb_same_iommu(one, other))
		return memcmp(one->cells.p, other->cells.p, one->cells.n);
	return (one > other) - (one < other);
}

/* Makes a ring of the entries that are equal. */
static bool eb_relate_peers(struct eb_forecasts *forecasts)
{
	struct eb_iommu_use **uses = eb_arena_alloc(
		forecasts->tree->arena, forecasts->n_iommus * sizeof(struct eb_iommu_use *));
	size_t i, first = 0;

	if (!uses)
		return false;
	for (i = 0; i < forecasts->n_iommus; i++)
		uses[i] = &forecasts->iommus[i];
	if (forecasts->n_iommus)
		qsort(uses, forecasts->n_iommus, sizeof(struct eb_iommu_use *), eb_iommu_order);
	for (i = 0; i < forecasts->n_iommus; i++) {
		bool last = i + 1 == forecasts->n_iommus ||
			    !eb_same_iommu(uses[i], uses[i + 1]);

		uses[i]->next = (size_t)(uses[last ? first : i + 1] - forecasts->iommus);
		if (last)
			first = i + 1;
	}
	return true;
}

const char *eb_relate(struct eb_forecasts *forecasts)
{
	struct eb_tree *tree = forecasts->tree;
	struct eb_relation relation = { .forecasts = forecasts, .tree = tree };
	size_t i;

	relation.owner = eb_arena_alloc(tree->arena, tree->n_nodes * sizeof(size_t));
	relation.last = eb_arena_alloc(tree->arena, forecasts->n_devices * EB_SUPPLY_COUNT *
							    sizeof(unsigned int));
	if (!relation.owner || !relation.last)
		return eb_no_memory;
	eb_relate_owners(&relation);
	for (i = 0; i < tree->n_nodes; i++) {
		relation.consumer = i;
		if (tree->nodes[i].enabled)
			(void)eb_tree_each_property(tree, i, eb_relate_property, &relation);
	}
	for (i = 0; i < forecasts->n_devices; i++)
		if (!eb_relate_iommus(forecasts, i))
			return eb_no_memory;
	if (!eb_relate_peers(forecasts))
		return eb_no_memory;
	return eb_tree_step(tree) ? NULL : "it takes too long: its references are made to";
}

/* --- in words --- */

static void eb_caution_needed(const struct eb_forecast *device, struct eb_out *out)
{
	const char *separator = "others depend on it (";
	size_t i;

	for (i = 0; i < EB_SUPPLY_COUNT; i++) {
		if (!device->needed[i])
			continue;
		eb_out_all(out, separator, eb_supply_name((enum eb_supply)i), " of ",
			   (char *)NULL);
		eb_out_uint(out, device->needed[i]);
		separator = ", ";
	}
	if (separator[0] == ',')
		eb_out_char(out, ')');
}

/* The other devices behind the same IOMMU, by whichever entry. */
static void eb_caution_peers(const struct eb_forecasts *forecasts, size_t number,
			     struct eb_out *out)
{
	const struct eb_forecast *device = &forecasts->devices[number];
	const char *separator = "it shares an IOMMU with ";
	unsigned long more = 0, shown = 0;
	size_t i, at;

	for (i = 0; i < device->n_iommus; i++) {
		size_t first = device->first_iommu + i;

		for (at = forecasts->iommus[first].next;
		     at != first && eb_tree_step(forecasts->tree);
		     at = forecasts->iommus[at].next) {
			if (forecasts->iommus[at].device == number)
				continue;
			if (shown == EB_PEERS_SHOWN) {
				more++;
				continue;
			}
			if (out->n && shown == 0)
				eb_out_str(out, "; ");
			eb_out_str(out, separator);
			eb_out_safe(
				out,
				eb_span_of(
					forecasts->devices[forecasts->iommus[at].device].name));
			separator = ", ";
			shown++;
		}
	}
	if (!more)
		return;
	eb_out_str(out, " and ");
	eb_out_uint(out, more);
	eb_out_str(out, " more");
}

static void eb_caution_children(const struct eb_forecast *device, struct eb_out *out)
{
	if (!device->children)
		return;
	if (out->n)
		eb_out_str(out, "; ");
	eb_out_str(out, "it is the bus of ");
	eb_out_count(out, device->children, "device");
}

void eb_forecast_caution(const struct eb_forecasts *forecasts, size_t device,
			 struct eb_out *out)
{
	eb_caution_needed(&forecasts->devices[device], out);
	eb_caution_children(&forecasts->devices[device], out);
	eb_caution_peers(forecasts, device, out);
	if (!forecasts->devices[device].early)
		return;
	if (out->n)
		eb_out_str(out, "; ");
	eb_out_str(out, "early: it may have no device");
}
