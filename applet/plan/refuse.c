/* SPDX-License-Identifier: GPL-2.0-only */
/* What must not be begun, and what must be taken back together. */
#include "plan/plan.h"

static struct eb_item *eb_claiming(const struct eb_plan *plan, const struct eb_device *device)
{
	return device && device->claim ? &plan->items[device->claim - 1] : NULL;
}

/* A consumer that is taken from its driver by a rule of its own is no reason to refuse. */
static bool eb_is_given_up(const struct eb_plan *plan, struct eb_span consumer)
{
	struct eb_span bus = eb_span_take(&consumer, ':');
	const struct eb_item *item =
		eb_claiming(plan, eb_devices_get(plan->devices, bus, consumer));

	return item && item->outcome == EB_PENDING && (item->steps & EB_STEP_UNBIND);
}

struct eb_span eb_consumer_lost(const struct eb_plan *plan, const struct eb_device *device)
{
	struct eb_span rest = eb_span_of(device->consumers ? device->consumers : ""), line;

	while (rest.n > 0) {
		line = eb_span_take(&rest, '\n');
		if (!eb_is_given_up(plan, line))
			return line;
	}
	return rest;
}

static void eb_refuse_guarded(struct eb_plan *plan, struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item);

	if (item->outcome != EB_PENDING || !device || !device->at_stake ||
	    (item->rule->target.options & EB_OPT_FORCE))
		return;
	if (device->guard)
		eb_settle(item, EB_REFUSED, device->untold ? EB_WHY_UNTOLD : EB_WHY_GUARD);
	else if ((item->steps & EB_STEP_UNBIND) && eb_consumer_lost(plan, device).n)
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
	bool any = false;
	size_t i;

	for (i = 0; i < plan->n_items; i++) {
		struct eb_item *item = &plan->items[i];

		eb_refuse_guarded(plan, item);
		eb_refuse_half_group(plan, item);
		any |= item->outcome == EB_REFUSED && !item->refused;
		item->refused = item->outcome == EB_REFUSED;
	}
	return any;
}

/* The first item that all others have to fail with, or NULL. */
static const struct eb_item *eb_item_to_blame(const struct eb_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->n_items; i++) {
		const struct eb_item *item = &plan->items[i];

		if (!eb_item_succeeded(item) &&
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

		if (other && other != item && !eb_item_succeeded(other) &&
		    ((other->rule->target.options & EB_OPT_GROUP) ||
		     eb_spoils_group(plan, member)))
			return other;
		next = member->group_next;
	}
	return NULL;
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

		if ((!cause && !broken) || !item->steps)
			continue;
		item->take_back = any = true;
		item->cause = cause;
	}
	return any;
}

void eb_plan_refuse(struct eb_plan *plan)
{
	size_t i;

	while (eb_refuse_pass(plan))
		;
	if (!eb_plan_take_back(plan))
		return;
	for (i = 0; i < plan->n_items; i++)
		if (plan->items[i].take_back)
			eb_settle(&plan->items[i], EB_ROLLED_BACK, EB_WHY_NOT_BEGUN);
}
