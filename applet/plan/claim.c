/* SPDX-License-Identifier: GPL-2.0-only */
#include "plan/plan.h"

#include <string.h>

#include "system/uevent.h"
#include "rules/pciaddr.h"
#include "text/sort.h"

struct eb_device *eb_item_device(const struct eb_plan *plan, const struct eb_item *item)
{
	return item->device ? &plan->devices->devices[item->device - 1] : NULL;
}

static struct eb_item *eb_plan_add(struct eb_plan *plan, const struct eb_rule *rule,
				   const struct eb_term *term)
{
	struct eb_item *item = eb_arena_more(plan->arena, plan->items, plan->n_items,
					     &plan->cap_items, sizeof(*item));

	if (!item)
		return NULL;
	plan->items = item;
	item += plan->n_items;
	*item = (struct eb_item){ .rule = rule, .term = term };
	plan->n_items++;
	return item;
}

/* --- who takes what: the last matching rule wins --- */

/* The item of @device that decides so far is overruled by number @by. */
static void eb_plan_shadow(struct eb_item *item, size_t by)
{
	item->outcome = EB_SHADOWED;
	item->shadowed_by = by;
}

/* VFIO hands out whole groups, so whoever wants a VFIO driver wants to know of the others. */
static bool eb_asks_for_group(const struct eb_rule *rule)
{
	return rule->target.aim == EB_AIM_BIND && eb_driver_is_vfio(rule->target.driver);
}

/* One rule takes a device once, however often it names it; its items stand last. */
static bool eb_plan_has(const struct eb_plan *plan, const struct eb_rule *rule, size_t device)
{
	size_t i;

	for (i = plan->n_items; i > 0 && plan->items[i - 1].rule == rule; i--)
		if (plan->items[i - 1].device == device)
			return true;
	return false;
}

int eb_plan_claim(struct eb_plan *plan, const struct eb_rule *rule, const struct eb_term *term,
		  struct eb_device *device, enum eb_take taken)
{
	size_t number = (size_t)(device - plan->devices->devices) + 1;
	struct eb_item *item;

	if (device->let_go || (device->claim && plan->items[device->claim - 1].rule == rule))
		return 0;
	if (device->locked && eb_plan_has(plan, rule, number))
		return 0;
	item = eb_plan_add(plan, rule, term);
	if (!item)
		return -1;
	item->device = number;
	if (device->locked) {
		eb_plan_shadow(item, device->claim);
		return 0;
	}
	if (device->claim)
		eb_plan_shadow(&plan->items[device->claim - 1], plan->n_items);
	device->claim = plan->n_items;
	device->locked = taken == EB_TAKE_MISMATCH ||
			 (rule->target.options & EB_OPT_FINAL) != 0;
	device->wanted = rule->target.driver;
	device->group_taken = (rule->target.options & EB_OPT_GROUP) != 0;
	device->noiommu = (rule->target.options & EB_OPT_NOIOMMU) != 0;
	device->group_asked = device->group_taken || device->noiommu || eb_asks_for_group(rule);
	if (taken == EB_TAKE_MISMATCH) {
		item->outcome = EB_REFUSED;
		item->why = EB_WHY_IDENTITY;
	}
	return 0;
}

void eb_settle(struct eb_item *item, enum eb_outcome outcome, enum eb_why why)
{
	item->outcome = outcome;
	item->why = why;
	item->steps = 0;
}

/* An item without a device, settled at once. */
static int eb_plan_verdict(struct eb_plan *plan, const struct eb_rule *rule,
			   const struct eb_term *term, enum eb_outcome outcome, enum eb_why why)
{
	struct eb_item *item = eb_plan_add(plan, rule, term);

	if (!item)
		return -1;
	eb_settle(item, outcome, why);
	return 0;
}

static int eb_plan_absent(struct eb_plan *plan, const struct eb_rule *rule,
			  const struct eb_term *term, enum eb_why why)
{
	return eb_plan_verdict(plan, rule, term, EB_ABSENT, why);
}

int eb_plan_add_verdict(struct eb_plan *plan, const struct eb_rule *rule, enum eb_why why)
{
	return eb_plan_verdict(plan, rule, NULL, EB_FAILED, why);
}

/* Takes @device when the whole rule does; *@found when @first alone would. */
static int eb_plan_offer(struct eb_plan *plan, const struct eb_rule *rule,
			 const struct eb_term *first, struct eb_device *device, bool *found)
{
	const struct eb_term *term;
	enum eb_take taken;

	if (eb_selector_takes(rule, first, device, &term) == EB_TAKE_NO)
		return 0;
	taken = eb_rule_takes(rule, device, &term);
	/* Taken out again by an exception: it is there all the same. */
	*found = true;
	return taken == EB_TAKE_NO ? 0 : eb_plan_claim(plan, rule, term, device, taken);
}

/* Offers every device of the table that @first, an exact name, can mean. */
static int eb_plan_exact(struct eb_plan *plan, const struct eb_rule *rule,
			 const struct eb_term *first, bool *found)
{
	const struct eb_devices *devices = plan->devices;
	bool any = eb_span_is(rule->bus, "*");
	size_t i;

	for (i = 0; i < devices->n_buses; i++) {
		struct eb_span bus = eb_span_of(devices->buses[i].name);
		struct eb_device *device;

		if (!any && !eb_span_eq(bus, rule->bus))
			continue;
		device = eb_devices_get(devices, bus, first->name);
		if (device && eb_plan_offer(plan, rule, first, device, found) < 0)
			return -1;
	}
	return 0;
}

/* On buses that no rule names, only devices that have the attribute are meant. */
static bool eb_plan_is_meant(const struct eb_rule *rule, const struct eb_device *device)
{
	if (eb_span_is(rule->bus, "of"))
		return device->of_top;
	return eb_span_is(rule->bus, device->bus) ||
	       (eb_span_is(rule->bus, "*") && device->has_override);
}

static int eb_plan_scan(struct eb_plan *plan, const struct eb_rule *rule,
			const struct eb_term *first, bool *found)
{
	size_t i;

	for (i = 0; i < plan->devices->n_devices; i++) {
		struct eb_device *device = &plan->devices->devices[i];

		if (eb_plan_is_meant(rule, device) &&
		    eb_plan_offer(plan, rule, first, device, found) < 0)
			return -1;
	}
	return 0;
}

static int eb_id_compare(const void *a, const void *b)
{
	const struct eb_known_id *one = a, *other = b;

	if (one->key != other->key)
		return one->key < other->key ? -1 : 1;
	return one->device < other->device ? -1 : 1;
}

/* All devices that have a PCI id, by it. */
static int eb_plan_list_ids(struct eb_plan *plan)
{
	const struct eb_devices *devices = plan->devices;
	size_t i;

	plan->ids = eb_arena_alloc(plan->arena, (devices->n_devices + 1) * sizeof(*plan->ids));
	if (!plan->ids)
		return -1;
	for (i = 0; i < devices->n_devices; i++) {
		struct eb_known_id *known = &plan->ids[plan->n_ids];

		known->device = (unsigned int)i;
		plan->n_ids += eb_pci_id_key(
			eb_uevent_get(devices->devices[i].uevent, "PCI_ID"), &known->key);
	}
	eb_sort(plan->ids, plan->n_ids, sizeof(*plan->ids), eb_id_compare);
	return 0;
}

/* Offers the devices of one vendor and device id. */
static int eb_plan_by_id(struct eb_plan *plan, const struct eb_rule *rule,
			 const struct eb_term *first, unsigned int key, bool *found)
{
	size_t low = 0, high;

	if (!plan->ids && eb_plan_list_ids(plan) < 0)
		return -1;
	for (high = plan->n_ids; low < high;) {
		size_t middle = (low + high) / 2;

		if (plan->ids[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < plan->n_ids && plan->ids[low].key == key; low++) {
		struct eb_device *device = &plan->devices->devices[plan->ids[low].device];

		if (eb_plan_is_meant(rule, device) &&
		    eb_plan_offer(plan, rule, first, device, found) < 0)
			return -1;
	}
	return 0;
}

/* A device whose name differs from @term only in the case of letters: 1 + index, or 0. */
static size_t eb_plan_nearly(const struct eb_plan *plan, const struct eb_rule *rule,
			     const struct eb_term *term)
{
	size_t i;

	for (i = 0; i < plan->devices->n_devices; i++)
		if (eb_plan_is_meant(rule, &plan->devices->devices[i]) &&
		    eb_term_nearly_matches(term, &plan->devices->devices[i]))
			return i + 1;
	return 0;
}

static int eb_plan_no_match(struct eb_plan *plan, const struct eb_rule *rule,
			    const struct eb_term *term)
{
	size_t near = eb_plan_nearly(plan, rule, term);
	bool node = term->kind == EB_TERM_OF || term->kind == EB_TERM_ALIAS;

	if (near) {
		if (eb_plan_absent(plan, rule, term, EB_WHY_NEARLY) < 0)
			return -1;
		plan->items[plan->n_items - 1].near = near;
		return 0;
	}
	if (eb_devices_offline(plan->devices) && (node || term->kind == EB_TERM_NAME))
		return eb_plan_absent(plan, rule, term, EB_WHY_NOT_IN_TREE);
	if (node)
		return eb_plan_absent(plan, rule, term, EB_WHY_NO_NODE);
	return eb_plan_absent(plan, rule, term,
			      term->kind == EB_TERM_NAME ? EB_WHY_NO_DEVICE : EB_WHY_NO_MATCH);
}

static int eb_plan_term(struct eb_plan *plan, const struct eb_rule *rule,
			const struct eb_term *term)
{
	bool found = false;
	unsigned int key;
	int result;

	if (term->negated || !term->first)
		return 0;
	if (term->kind == EB_TERM_NAME && !eb_span_is(rule->bus, "of"))
		result = eb_plan_exact(plan, rule, term, &found);
	else if (term->kind == EB_TERM_ID && eb_pci_id_key(term->text, &key))
		result = eb_plan_by_id(plan, rule, term, key, &found);
	else
		result = eb_plan_scan(plan, rule, term, &found);
	if (result < 0 || found || plan->late)
		return result;
	return eb_plan_no_match(plan, rule, term);
}

static int eb_plan_rule(struct eb_plan *plan, const struct eb_rule *rule)
{
	const struct eb_bus *bus = eb_devices_bus(plan->devices, rule->bus);
	size_t i;

	if (bus && !bus->exists && eb_devices_offline(plan->devices))
		/* Of PCI devices and the like, a device tree says nothing. */
		return eb_plan_verdict(plan, rule, NULL, EB_UNKNOWN, EB_WHY_OTHER_BUS);
	if (bus && !bus->exists && plan->late)
		return 0;
	if (bus && !bus->exists)
		return eb_plan_absent(plan, rule, NULL, EB_WHY_NO_BUS);
	for (i = 0; i < rule->n_terms; i++)
		if (eb_plan_term(plan, rule, &rule->terms[i]) < 0)
			return -1;
	return 0;
}

int eb_plan_match(struct eb_plan *plan)
{
	size_t i;

	plan->ids = NULL;
	plan->n_ids = 0;
	for (i = 0; i < plan->rules->n_rules; i++)
		if (eb_plan_rule(plan, &plan->rules->rules[i]) < 0)
			return -1;
	return 0;
}
