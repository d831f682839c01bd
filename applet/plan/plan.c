/* SPDX-License-Identifier: GPL-2.0-only */
#include "plan/plan.h"

#include <string.h>

#include "rules/devname.h"

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

static int eb_plan_claim(struct eb_plan *plan, const struct eb_rule *rule,
			 const struct eb_term *term, struct eb_device *device)
{
	struct eb_item *item, *old;

	if (device->claim && plan->items[device->claim - 1].rule == rule)
		return 0;
	item = eb_plan_add(plan, rule, term);
	if (!item)
		return -1;
	item->device = (size_t)(device - plan->devices->devices) + 1;
	item->before.driver = device->driver;
	item->before.override_name = device->override_name;
	item->after = item->before;
	if (device->claim) {
		old = &plan->items[device->claim - 1];
		old->outcome = EB_SHADOWED;
		old->shadowed_by = plan->n_items;
	}
	device->claim = plan->n_items;
	return 0;
}

static int eb_plan_absent(struct eb_plan *plan, const struct eb_rule *rule,
			  const struct eb_term *term, enum eb_why why)
{
	struct eb_item *item = eb_plan_add(plan, rule, term);

	if (!item)
		return -1;
	item->outcome = EB_ABSENT;
	item->why = why;
	return 0;
}

int eb_plan_add_verdict(struct eb_plan *plan, const struct eb_rule *rule, enum eb_why why)
{
	struct eb_item *item = eb_plan_add(plan, rule, NULL);

	if (!item)
		return -1;
	item->outcome = EB_FAILED;
	item->why = why;
	return 0;
}

/* Offers every device of the table that @term, an exact name, can mean. */
static int eb_plan_exact(struct eb_plan *plan, const struct eb_rule *rule,
			 const struct eb_term *term, bool *found)
{
	const struct eb_devices *devices = plan->devices;
	bool any = eb_span_is(rule->bus, "*");
	const struct eb_term *taker;
	char buf[EB_DEVNAME_SIZE];
	struct eb_span name = eb_term_device_name(rule, term, buf);
	size_t i;

	for (i = 0; i < devices->n_buses; i++) {
		struct eb_span bus = eb_span_of(devices->buses[i].name);
		struct eb_device *device;

		if (!any && !eb_span_eq(bus, rule->bus))
			continue;
		device = eb_devices_get(devices, bus, name);
		if (!device)
			continue;
		*found = true;
		if (eb_rule_takes(rule, bus, name, &taker) &&
		    eb_plan_claim(plan, rule, taker, device) < 0)
			return -1;
	}
	return 0;
}

/* True when @device is one that @term alone would take. */
static bool eb_plan_term_takes(const struct eb_rule *rule, const struct eb_term *term,
			       const struct eb_device *device)
{
	struct eb_rule alone = *rule;
	const struct eb_term *taker;

	alone.terms = term;
	alone.n_terms = 1;
	return eb_rule_takes(&alone, eb_span_of(device->bus), eb_span_of(device->name), &taker);
}

static int eb_plan_scan(struct eb_plan *plan, const struct eb_rule *rule,
			const struct eb_term *term, bool *found)
{
	const struct eb_term *taker;
	size_t i;

	for (i = 0; i < plan->devices->n_devices; i++) {
		struct eb_device *device = &plan->devices->devices[i];

		if (!eb_plan_term_takes(rule, term, device))
			continue;
		*found = true;
		if (eb_rule_takes(rule, eb_span_of(device->bus), eb_span_of(device->name),
				  &taker) &&
		    eb_plan_claim(plan, rule, taker, device) < 0)
			return -1;
	}
	return 0;
}

static int eb_plan_term(struct eb_plan *plan, const struct eb_rule *rule,
			const struct eb_term *term)
{
	bool found = false;
	int result;

	if (term->negated || !term->first)
		return 0;
	if (term->kind == EB_TERM_NAME)
		result = eb_plan_exact(plan, rule, term, &found);
	else
		result = eb_plan_scan(plan, rule, term, &found);
	if (result < 0 || found)
		return result;
	return eb_plan_absent(plan, rule, term,
			      term->kind == EB_TERM_NAME ? EB_WHY_NO_DEVICE : EB_WHY_NO_MATCH);
}

static int eb_plan_rule(struct eb_plan *plan, const struct eb_rule *rule)
{
	const struct eb_bus *bus = eb_devices_bus(plan->devices, rule->bus);
	size_t i;

	if (bus && !bus->exists)
		return eb_plan_absent(plan, rule, NULL, EB_WHY_NO_BUS);
	for (i = 0; i < rule->n_terms; i++)
		if (eb_plan_term(plan, rule, &rule->terms[i]) < 0)
			return -1;
	return 0;
}

/* --- what is to be done --- */

static void eb_settle(struct eb_item *item, enum eb_outcome outcome, enum eb_why why)
{
	item->outcome = outcome;
	item->why = why;
}

static bool eb_is_name(const char *name, struct eb_span wanted)
{
	return name && eb_span_is(wanted, name);
}

static bool eb_can_unbind(const struct eb_plan *plan, const struct eb_device *device)
{
	const struct eb_driver *driver = eb_devices_driver(
		plan->devices, eb_span_of(device->bus), eb_span_of(device->driver));

	return driver && driver->unbindable;
}

static void eb_plan_bind(struct eb_plan *plan, struct eb_item *item,
			 const struct eb_device *device)
{
	const struct eb_target *target = &item->rule->target;
	const struct eb_driver *driver =
		eb_devices_driver(plan->devices, eb_span_of(device->bus), target->driver);
	bool to_be_had = driver && (driver->registered || driver->loadable);

	if (!eb_is_name(device->override_name, target->driver))
		item->steps |= EB_STEP_OVERRIDE;
	if (eb_is_name(device->driver, target->driver))
		return;
	if (device->driver && (target->options & EB_OPT_KEEP))
		return;
	if (device->driver && !to_be_had) {
		item->steps = 0;
		eb_settle(item, EB_FAILED, EB_WHY_NO_DRIVER_UNTOUCHED);
		return;
	}
	if (device->driver && !eb_can_unbind(plan, device)) {
		item->steps = 0;
		eb_settle(item, EB_FAILED, EB_WHY_CANNOT_UNBIND);
		return;
	}
	if (device->driver)
		item->steps |= EB_STEP_UNBIND;
	if (!to_be_had)
		return;
	if (!driver->registered)
		item->steps |= EB_STEP_LOAD;
	item->steps |= EB_STEP_PROBE;
}

static void eb_plan_hold(struct eb_plan *plan, struct eb_item *item,
			 const struct eb_device *device)
{
	const struct eb_target *target = &item->rule->target;

	if (!eb_is_name(device->override_name, target->driver))
		item->steps |= EB_STEP_OVERRIDE;
	if (!device->driver || (target->options & EB_OPT_KEEP))
		return;
	if (!eb_can_unbind(plan, device)) {
		item->steps = 0;
		eb_settle(item, EB_FAILED, EB_WHY_CANNOT_UNBIND);
		return;
	}
	item->steps |= EB_STEP_UNBIND;
}

static void eb_plan_clear(struct eb_plan *plan, struct eb_item *item,
			  const struct eb_device *device)
{
	bool ours = device->driver && device->override_name &&
		    strcmp(device->driver, device->override_name) == 0;

	if (!device->override_name)
		return;
	if (ours && !eb_can_unbind(plan, device)) {
		eb_settle(item, EB_FAILED, EB_WHY_CANNOT_UNBIND);
		return;
	}
	item->steps |= EB_STEP_OVERRIDE;
	if (ours)
		item->steps |= EB_STEP_UNBIND;
	if (ours || !device->driver)
		item->steps |= EB_STEP_PROBE | EB_STEP_STANDARD;
}

static void eb_plan_steps(struct eb_plan *plan, struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item);

	if (item->outcome != EB_PENDING || !device)
		return;
	if (device->blocked) {
		eb_settle(item, EB_FAILED, EB_WHY_ATTRIBUTE_BLOCKED);
		return;
	}
	if (device->error) {
		item->error = device->error;
		eb_settle(item, EB_FAILED, EB_WHY_ATTRIBUTE_ERROR);
		return;
	}
	if (!device->has_override) {
		eb_settle(item, EB_FAILED, EB_WHY_NO_ATTRIBUTE);
		return;
	}
	switch (item->rule->target.aim) {
	case EB_AIM_BIND:
		eb_plan_bind(plan, item, device);
		break;
	case EB_AIM_HOLD:
		eb_plan_hold(plan, item, device);
		break;
	case EB_AIM_CLEAR:
		eb_plan_clear(plan, item, device);
		break;
	}
	if (item->steps == 0 && item->outcome == EB_PENDING)
		eb_plan_judge(item, false);
}

int eb_plan_make(struct eb_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->rules->n_rules; i++)
		if (eb_plan_rule(plan, &plan->rules->rules[i]) < 0)
			return -1;
	for (i = 0; i < plan->n_items; i++)
		eb_plan_steps(plan, &plan->items[i]);
	return 0;
}
