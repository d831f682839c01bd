/* SPDX-License-Identifier: GPL-2.0-only */
/* What must not be begun, and what must be taken back together. */
#include "plan/plan.h"

struct eb_item *eb_claiming(const struct eb_plan *plan, const struct eb_device *device)
{
	return device && device->claim ? &plan->items[device->claim - 1] : NULL;
}

bool eb_wants_noiommu(const struct eb_plan *plan, const struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item);

	/* What may be in the device's own module is no VFIO driver. */
	return (item->rule->target.options & EB_OPT_NOIOMMU) && device && !item->own_module &&
	       !eb_group_is_real(plan->devices, device);
}

/*
 * VFIO's no-IOMMU mode is one switch for all devices: what one rule asks for, the others get.
 * If the first run went by the switch alone, the second would find it on and do more.
 */
static bool eb_is_noiommu_to_be(const struct eb_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->n_items && !plan->devices->no_noiommu; i++)
		if (eb_wants_noiommu(plan, &plan->items[i]) &&
		    (plan->items[i].steps & EB_STEP_PROBE))
			return true;
	return plan->devices->noiommu;
}

/*
 * Without an IOMMU group, VFIO takes no device, and that is known where a driver has it now:
 * what was probed has its group, whatever is still expected to be in it.
 */
static void eb_refuse_groupless(struct eb_plan *plan, struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item);

	if (!(item->steps & EB_STEP_UNBIND) || !(item->steps & EB_STEP_PROBE) ||
	    item->rule->target.aim != EB_AIM_BIND || !eb_driver_is_vfio(item->driver) ||
	    eb_group_number(plan->devices, device) || eb_devices_offline(plan->devices))
		return;
	eb_settle(item, EB_FAILED,
		  (item->rule->target.options & EB_OPT_NOIOMMU) ? EB_WHY_NO_NOIOMMU_UNTOUCHED
								: EB_WHY_NO_IOMMU_UNTOUCHED);
}

/*
 * True when @item has to be undone, should @other fail: also where that is done already, or a
 * second run would do what the first one refused.
 */
static bool eb_is_undone_with(const struct eb_plan *plan, const struct eb_item *item,
			      const struct eb_item *other)
{
	const struct eb_device *device = eb_item_device(plan, item);
	const struct eb_device *with = eb_item_device(plan, other);

	if (other == item || !with || other->outcome == EB_SHADOWED)
		return false;
	return plan->rules->strict || (other->rule->target.options & EB_OPT_REQUIRED) ||
	       ((item->rule->target.options & EB_OPT_GROUP) && device->group &&
		with->group == device->group);
}

/* What has no `unbind` file keeps what it is given. */
static void eb_refuse_irrevocable(struct eb_plan *plan, struct eb_item *item)
{
	const struct eb_driver *driver;
	size_t i;

	if (!(item->steps & EB_STEP_PROBE) || item->rule->target.aim != EB_AIM_BIND ||
	    (item->rule->target.options & EB_OPT_FORCE))
		return;
	driver = eb_devices_driver(plan->devices, eb_span_of(eb_item_device(plan, item)->bus),
				   item->driver);
	if (!driver || !driver->registered || driver->unbindable)
		return;
	for (i = 0; i < plan->n_items && item->outcome == EB_PENDING; i++)
		if (eb_is_undone_with(plan, item, &plan->items[i]))
			eb_settle(item, EB_REFUSED, EB_WHY_CANNOT_UNDO);
}

static void eb_refuse_guarded(struct eb_plan *plan, struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item);

	if (item->outcome != EB_PENDING || !device || !device->at_stake ||
	    (item->rule->target.options & EB_OPT_FORCE))
		return;
	if (device->guard)
		eb_settle(item, EB_REFUSED, device->untold ? EB_WHY_UNTOLD : EB_WHY_GUARD);
	else if ((item->steps & EB_STEP_UNBIND) && eb_consumer_lost(plan, device, NULL))
		eb_settle(item, EB_REFUSED, EB_WHY_CONSUMERS);
}

/* A device that a rule with `group` takes, or has taken, is not left behind. */
static bool eb_is_taken_along(const struct eb_plan *plan, const struct eb_device *device)
{
	const struct eb_item *item = eb_claiming(plan, device);

	return item && (item->rule->target.options & EB_OPT_GROUP) && eb_item_succeeded(item);
}

/* Another device of the group that a rule of its own gives to whatever driver there is. */
static const struct eb_device *eb_group_leaver(const struct eb_plan *plan,
					       const struct eb_device *device)
{
	size_t next = device->group ? plan->devices->groups[device->group - 1].first : 0;

	while (next) {
		const struct eb_device *member = &plan->devices->devices[next - 1];
		const struct eb_item *item = eb_claiming(plan, member);

		if (item && member != device && item->rule->target.aim == EB_AIM_CLEAR)
			return member;
		next = member->group_next;
	}
	return NULL;
}

/* Half a group is of no use: when one of its devices stays behind, none is taken. */
static void eb_refuse_half_group(struct eb_plan *plan, struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item), *spoiler = NULL;

	if (item->outcome != EB_PENDING || !device ||
	    !(item->rule->target.options & EB_OPT_GROUP))
		return;
	do
		spoiler = eb_group_spoiler(plan, device, spoiler);
	while (spoiler && eb_is_taken_along(plan, spoiler));
	if (!spoiler)
		spoiler = eb_group_leaver(plan, device);
	if (!spoiler)
		return;
	eb_settle(item, EB_REFUSED, EB_WHY_HALF_GROUP);
	item->blame = spoiler;
	item->blame_driver = eb_driver_to_be(plan, spoiler);
}

/* What is refused keeps its driver, and that may be a reason to refuse another. */
static bool eb_refuse_pass(struct eb_plan *plan)
{
	bool any = false, noiommu = eb_is_noiommu_to_be(plan);
	size_t i;

	for (i = 0; i < plan->n_items; i++) {
		struct eb_item *item = &plan->items[i];

		if (item->outcome != EB_PENDING)
			continue;
		if (!noiommu)
			eb_refuse_groupless(plan, item);
		eb_refuse_guarded(plan, item);
		eb_refuse_irrevocable(plan, item);
		eb_refuse_half_group(plan, item);
		any |= item->outcome != EB_PENDING;
	}
	return any;
}

/* True for a failure of its own: not of one that had to be undone with another. */
static bool eb_is_to_blame(const struct eb_item *item)
{
	return !eb_item_succeeded(item) && item->outcome != EB_ROLLED_BACK;
}

/* The first item that all others have to fail with, or NULL. */
static const struct eb_item *eb_item_to_blame(const struct eb_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->n_items; i++) {
		const struct eb_item *item = &plan->items[i];

		if (eb_is_to_blame(item) &&
		    (plan->rules->strict || (item->rule->target.options & EB_OPT_REQUIRED)))
			return item;
	}
	return NULL;
}

/* Another device of the group that the same rule should have taken and did not, or NULL. */
static const struct eb_item *eb_group_to_blame(const struct eb_plan *plan,
					       const struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item);
	size_t next;

	if (!device || !device->group || !(item->rule->target.options & EB_OPT_GROUP))
		return NULL;
	for (next = plan->devices->groups[device->group - 1].first; next;) {
		const struct eb_device *member = &plan->devices->devices[next - 1];
		const struct eb_item *other = eb_claiming(plan, member);

		if (other && other != item && eb_is_to_blame(other) &&
		    ((other->rule->target.options & EB_OPT_GROUP) ||
		     eb_spoils_group(plan, member)))
			return other;
		next = member->group_next;
	}
	return NULL;
}

/* A consumer gets its driver back when its supplier is back with its own. */
static bool eb_is_led_back(const struct eb_plan *plan, const struct eb_item *item)
{
	const struct eb_item *leader = &plan->items[item->leader - 1];

	return leader->rule->target.aim == EB_AIM_CLEAR || leader->take_back ||
	       (!eb_item_succeeded(leader) && !(leader->rule->target.options & EB_OPT_HOLD));
}

/* An earlier run has bound it, and this one has only seen the probe end: nothing to undo. */
static bool eb_was_only_awaited(const struct eb_item *item)
{
	return item->steps == EB_STEP_PROBE && item->done == EB_STEP_PROBE &&
	       item->rule->target.aim == EB_AIM_BIND &&
	       eb_is_named(item->before.driver, item->driver);
}

bool eb_plan_take_back(struct eb_plan *plan)
{
	const struct eb_item *all = eb_item_to_blame(plan);
	bool broken = plan->rules->strict && plan->rules->n_errors;
	bool any = false;
	size_t i;

	for (i = 0; plan->items && i < plan->n_items; i++) {
		struct eb_item *item = &plan->items[i];
		const struct eb_item *cause = all ? all : eb_group_to_blame(plan, item);

		if (item->leader) {
			item->take_back = eb_is_led_back(plan, item);
			continue;
		}
		if ((!cause && !broken) || !item->steps || eb_was_only_awaited(item))
			continue;
		item->take_back = any = true;
		item->cause = cause;
	}
	return any;
}

/* Ends what is not to be begun; true when there is any, of which others may make something. */
static bool eb_refuse_together(struct eb_plan *plan)
{
	size_t i;

	if (!eb_plan_take_back(plan))
		return false;
	for (i = 0; i < plan->n_items; i++)
		if (plan->items[i].take_back)
			eb_settle(&plan->items[i], EB_ROLLED_BACK, EB_WHY_NOT_BEGUN);
	return true;
}

void eb_plan_refuse(struct eb_plan *plan)
{
	do
		while (eb_refuse_pass(plan))
			;
	while (eb_refuse_together(plan));
}
