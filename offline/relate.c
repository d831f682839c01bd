/* SPDX-License-Identifier: GPL-2.0-only */
/* What of a blob is to be known besides its devices: who depends on them, and by what right. */
#include "offline/populate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

static const char eb_no_memory[] = "not enough memory for its relations";

/* Names of devices that a caution lists; more are counted. */
#define EB_PEERS_SHOWN 4u

/* --- references --- */

struct eb_feeding {
	struct eb_supplies *supplies;
	size_t node;
};

static int eb_feed_property(void *data, const char *name, struct eb_span value)
{
	struct eb_feeding *feeding = data;
	const struct eb_binding *binding = eb_supplies_binding(eb_span_of(name));

	return binding ? eb_supplies_note(feeding->supplies, feeding->node, binding, value) : 0;
}

static int eb_feed(struct eb_forecasts *forecasts)
{
	const struct eb_tree *tree = forecasts->tree;
	struct eb_feeding feeding = { &forecasts->supplies, 0 };
	int result = 0;

	feeding.supplies->arena = tree->arena;
	for (; feeding.node < tree->n_nodes && result == 0; feeding.node++) {
		const struct eb_tree_node *node = &tree->nodes[feeding.node];

		result = eb_supplies_add(feeding.supplies, node->parent, node->path);
		if (result == 0)
			result = eb_tree_each_property(tree, feeding.node, eb_feed_property,
						       &feeding);
	}
	return result == 0 ? eb_supplies_resolve(feeding.supplies) : result;
}

/* --- IOMMUs --- */

static bool eb_relate_iommus(struct eb_forecasts *forecasts, size_t number)
{
	struct eb_forecast *device = &forecasts->devices[number];
	struct eb_span rest = forecasts->tree->nodes[device->node].iommus, cells;
	size_t provider;

	device->first_iommu = forecasts->n_iommus;
	while (eb_supplies_next(&forecasts->supplies, &rest, EB_SUPPLY_IOMMU, &provider,
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

/* --- in words --- */

static void eb_say_next(struct eb_out *out)
{
	if (out->n)
		eb_out_str(out, "; ");
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
			if (shown == 0)
				eb_say_next(out);
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
	eb_say_next(out);
	eb_out_str(out, "it is the bus of ");
	eb_out_count(out, device->children, "device");
}

static bool eb_relate_caution(struct eb_forecasts *forecasts, size_t number)
{
	struct eb_forecast *device = &forecasts->devices[number];
	char buf[EB_CAUTION_SIZE];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	eb_supplies_caution(&forecasts->supplies, device->node, &out);
	eb_caution_children(device, &out);
	eb_caution_peers(forecasts, number, &out);
	if (device->early) {
		eb_say_next(&out);
		eb_out_str(&out, "early: it may have no device");
	}
	if (out.n)
		device->caution = eb_arena_string(forecasts->tree->arena, eb_out_text(&out));
	return device->caution || !out.n;
}

static bool eb_relate_guard(struct eb_forecasts *forecasts, size_t number)
{
	struct eb_forecast *device = &forecasts->devices[number];
	char buf[EB_CAUTION_SIZE];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	eb_vital_guard(forecasts->tree, device->node, forecasts->cmdline, &out);
	if (!out.n)
		eb_supplies_guard(&forecasts->supplies, device->node, &out);
	if (out.n)
		device->guard = eb_arena_string(forecasts->tree->arena, eb_out_text(&out));
	device->unsure = eb_vital_unsure(&forecasts->tree->nodes[device->node]);
	return device->guard || !out.n;
}

const char *eb_relate(struct eb_forecasts *forecasts)
{
	struct eb_tree *tree = forecasts->tree;
	size_t i;

	if (eb_feed(forecasts) < 0)
		return eb_no_memory;
	for (i = 0; i < forecasts->n_devices; i++)
		if (!eb_relate_iommus(forecasts, i))
			return eb_no_memory;
	if (!eb_relate_peers(forecasts))
		return eb_no_memory;
	for (i = 0; i < forecasts->n_devices; i++)
		if (!eb_relate_guard(forecasts, i) || !eb_relate_caution(forecasts, i))
			return eb_no_memory;
	return eb_tree_step(tree) && !eb_supplies_exhausted(&forecasts->supplies)
		       ? NULL
		       : "it takes too long: its references are made to";
}
