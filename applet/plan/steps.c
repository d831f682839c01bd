/* SPDX-License-Identifier: GPL-2.0-only */
#include "plan/plan.h"

static const struct eb_driver *
eb_driver_of(const struct eb_plan *plan, const struct eb_device *device, struct eb_span driver)
{
	return eb_devices_driver(plan->devices, eb_span_of(device->bus), driver);
}

/* Which drivers a board has does not stand in its device tree: with -D all are to be had. */
static bool eb_is_to_be_had(const struct eb_plan *plan, const struct eb_driver *driver)
{
	return eb_devices_offline(plan->devices) ||
	       (driver && (driver->registered || driver->loadable));
}

/*
 * Plans to take @device from its driver. What has no `unbind` file cannot be freed, nor given
 * back: then nothing is begun.
 */
static bool eb_plan_unbind(struct eb_plan *plan, struct eb_item *item,
			   const struct eb_device *device)
{
	const struct eb_driver *driver = eb_driver_of(plan, device, eb_span_of(device->driver));

	if (!driver || !driver->unbindable) {
		eb_settle(item, EB_FAILED, EB_WHY_CANNOT_UNBIND);
		return false;
	}
	item->steps |= EB_STEP_UNBIND;
	return true;
}

/* The driver is not to be had: what has another one keeps it, unless the rule says `hold`. */
static void eb_plan_without_driver(struct eb_plan *plan, struct eb_item *item,
				   const struct eb_device *device)
{
	if (!device->driver)
		return;
	if (item->rule->target.options & EB_OPT_HOLD)
		(void)eb_plan_unbind(plan, item, device);
	else
		eb_settle(item, EB_FAILED, EB_WHY_NO_DRIVER_UNTOUCHED);
}

static void eb_plan_bind(struct eb_plan *plan, struct eb_item *item,
			 const struct eb_device *device)
{
	const struct eb_driver *driver = eb_driver_of(plan, device, item->driver);
	unsigned int options = item->rule->target.options;

	if (!eb_is_named(device->override_name, item->driver))
		item->steps |= EB_STEP_OVERRIDE;
	if (eb_is_named(device->driver, item->driver)) {
		/* An earlier run did not see its probe end. */
		if (device->unfinished)
			item->steps |= EB_STEP_PROBE;
		return;
	}
	if (device->driver && (options & EB_OPT_KEEP))
		return;
	/* What has a driver does not lose it for one that may not come. */
	item->own_module = device->module && (!device->driver || (options & EB_OPT_HOLD));
	if (!eb_is_to_be_had(plan, driver) && !item->own_module) {
		eb_plan_without_driver(plan, item, device);
		return;
	}
	if (device->driver && !eb_plan_unbind(plan, item, device))
		return;
	if (!driver || !driver->registered)
		item->steps |= EB_STEP_LOAD;
	item->steps |= EB_STEP_PROBE;
}

static void eb_plan_hold(struct eb_plan *plan, struct eb_item *item,
			 const struct eb_device *device)
{
	if (!eb_is_named(device->override_name, item->driver))
		item->steps |= EB_STEP_OVERRIDE;
	if (device->driver && !(item->rule->target.options & EB_OPT_KEEP))
		(void)eb_plan_unbind(plan, item, device);
}

/* Back to what the record says; without one, no override and the standard driver. */
static void eb_plan_clear(struct eb_plan *plan, struct eb_item *item,
			  const struct eb_device *device)
{
	const char *former = device->former_override, *driver = device->former_driver;
	bool ours = device->driver && !eb_same(device->driver, driver) &&
		    (device->kept_driver || eb_same(device->driver, device->override_name));

	item->driver = eb_span_of(former ? former : "");
	/* Whether it has one does not stand in a device tree. */
	if (eb_devices_offline(plan->devices))
		item->steps = EB_STEP_OVERRIDE;
	if (!eb_same(device->override_name, former))
		item->steps |= EB_STEP_OVERRIDE;
	else if ((!driver && !device->unfinished) || (device->driver && !ours))
		return;
	if (ours && !eb_plan_unbind(plan, item, device))
		return;
	/* What had an override and no driver all the same is to be left so. */
	if ((ours || !device->driver) && (driver || !former))
		item->steps |= former ? EB_STEP_PROBE : EB_STEP_PROBE | EB_STEP_STANDARD;
}

/* True when nothing can be planned for the device; the item has its outcome then. */
static bool eb_plan_is_settled(struct eb_item *item, const struct eb_device *device)
{
	if (item->rule->target.aim == EB_AIM_PROTECT) {
		eb_settle(item, EB_PROTECTED, EB_WHY_NONE);
	} else if (device->blocked) {
		item->after.unknown = true;
		eb_settle(item, EB_FAILED, EB_WHY_ATTRIBUTE_BLOCKED);
	} else if (device->error) {
		item->after.unknown = true;
		item->error = device->error;
		eb_settle(item, EB_FAILED, EB_WHY_ATTRIBUTE_ERROR);
	} else if (!device->has_override) {
		eb_settle(item, EB_FAILED, EB_WHY_NO_ATTRIBUTE);
	}
	return item->outcome != EB_PENDING;
}

/* True when the selector that took the device says what it is, and not only where. */
static bool eb_is_identified(const struct eb_item *item)
{
	const struct eb_rule *rule = item->rule;
	const struct eb_term *term = item->by_group ? NULL : item->term;

	for (; term && term < rule->terms + rule->n_terms; term++) {
		if (term != item->term && term->first)
			break;
		if (term->kind == EB_TERM_ID || term->kind == EB_TERM_COMPATIBLE ||
		    term->kind == EB_TERM_MODALIAS)
			return true;
	}
	return false;
}

static void eb_plan_steps_of(struct eb_plan *plan, struct eb_item *item)
{
	struct eb_device *device = eb_item_device(plan, item);

	if (!device)
		return;
	item->before.driver = device->driver;
	item->before.override_name = device->override_name;
	item->after = item->before;
	if (item->outcome != EB_PENDING)
		return;
	item->driver = device->wanted;
	if (eb_plan_is_settled(item, device))
		return;
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
	case EB_AIM_PROTECT:
		break;
	}
	/* To take the override from a device, or to write it where the driver stays, harms
	 * nobody.
	 */
	device->at_stake =
		(item->steps & EB_STEP_UNBIND) ||
		(item->steps && item->rule->target.aim != EB_AIM_CLEAR && !device->driver);
	device->unidentified = !eb_is_identified(item);
	/* What an earlier run could not give back is to be given back by this one. */
	if (item->steps && device->lost && item->rule->target.aim != EB_AIM_CLEAR &&
	    (item->steps != EB_STEP_PROBE || !device->driver)) {
		item->before.driver = device->former_driver;
		item->before.override_name = device->former_override;
	}
	if (item->steps == 0 && item->outcome == EB_PENDING)
		eb_plan_judge(item, false);
}

void eb_plan_steps(struct eb_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->n_items; i++)
		eb_plan_steps_of(plan, &plan->items[i]);
}
