/* SPDX-License-Identifier: GPL-2.0-only */
/* What loses its driver with a device that a rule takes: the kernel unbinds consumers, too. */
#include "plan/plan.h"

/*
 * A consumer that is taken from its driver by a rule of its own is given up; and what is
 * cleared goes back to what those had before that earlybind knows.
 */
static bool eb_is_given_up(const struct eb_plan *plan, const struct eb_device *device,
			   const struct eb_device *consumer)
{
	const struct eb_item *own = eb_claiming(plan, consumer);

	return (own && (own->steps & EB_STEP_UNBIND)) ||
	       (!device->wanted.n && consumer->record.n);
}

const struct eb_link *eb_consumer_lost(const struct eb_plan *plan,
				       const struct eb_device *device,
				       const struct eb_link *after)
{
	const struct eb_devices *devices = plan->devices;
	size_t i = after ? (size_t)(after - devices->links) + 1 : 0;

	for (; i < devices->n_links; i++) {
		const struct eb_link *link = &devices->links[i];

		if (&devices->devices[link->supplier] == device && link->active &&
		    !eb_is_given_up(plan, device, &devices->devices[link->consumer]))
			return link;
	}
	return NULL;
}

/* True when the consumer of @link shares the fate of @leader, and has no say in it. */
static bool eb_is_led(const struct eb_plan *plan, const struct eb_item *leader,
		      const struct eb_link *link)
{
	const struct eb_device *consumer = &plan->devices->devices[link->consumer];

	if (consumer->claim && plan->items[consumer->claim - 1].outcome == EB_PENDING)
		return false;
	if (consumer->driver)
		return link->active && (leader->steps & EB_STEP_UNBIND);
	/* It lost its driver in an earlier run. */
	return consumer->led && !consumer->claim &&
	       (consumer->unfinished ||
		(leader->steps && leader->rule->target.aim == EB_AIM_CLEAR));
}

/* Of a consumer that no rule takes. */
static void eb_begin_unruled(struct eb_item *item, const struct eb_device *consumer)
{
	item->by_group = true;
	item->outcome = EB_BOUND;
	item->after.driver = consumer->driver;
	item->after.override_name = consumer->override_name;
	item->before = item->after;
	if (!consumer->driver)
		item->before.driver = consumer->former_driver;
}

static int eb_follow(struct eb_plan *plan, const struct eb_link *link)
{
	const struct eb_device *supplier = &plan->devices->devices[link->supplier];
	struct eb_device *consumer = &plan->devices->devices[link->consumer];
	const struct eb_item *leader = eb_claiming(plan, supplier);
	bool ruled = consumer->claim != 0;
	struct eb_item *item;

	if (!leader || !eb_is_led(plan, leader, link))
		return 0;
	consumer->let_go = false;
	if (!ruled &&
	    eb_plan_claim(plan, leader->rule, leader->term, consumer, EB_TAKE_YES) < 0)
		return -1;
	item = &plan->items[consumer->claim - 1];
	if (!ruled)
		eb_begin_unruled(item, consumer);
	item->leader = supplier->claim;
	item->settled = item->outcome;
	item->settled_why = item->why;
	eb_settle(item, EB_PENDING, EB_WHY_NONE);
	item->steps = EB_STEP_PROBE;
	return 0;
}

int eb_plan_follow(struct eb_plan *plan)
{
	const struct eb_devices *devices = plan->devices;
	size_t i;

	for (i = 0; i < devices->n_links; i++)
		if (eb_follow(plan, &devices->links[i]) < 0)
			return -1;
	return 0;
}
