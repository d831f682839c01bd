/* SPDX-License-Identifier: GPL-2.0-only */
#include "plan/plan.h"

/*
 * Drivers that leave the DMA of their devices to the group's owner: driver_managed_dma in the
 * VFIO drivers, drivers/pci/pci-stub.c and drivers/pci/pcie/portdrv.c, since Linux 5.19; before
 * that the same drivers by name (drivers/vfio/vfio.c).
 */
bool eb_driver_shares_group(struct eb_span driver)
{
	return driver.n == 0 || eb_driver_is_vfio(driver) || eb_span_is(driver, "pci-stub") ||
	       eb_span_is(driver, "pcieport");
}

static struct eb_span eb_name_or_none(const char *name)
{
	return eb_span_of(name ? name : "");
}

struct eb_span eb_driver_to_be(const struct eb_plan *plan, const struct eb_device *device)
{
	const struct eb_item *item = device->claim ? &plan->items[device->claim - 1] : NULL;

	if (!item)
		return eb_name_or_none(device->driver);
	if (item->outcome != EB_PENDING)
		return eb_name_or_none(item->after.driver);
	if (item->steps & EB_STEP_PROBE)
		/* To be cleared it has none to name: whoever takes it is seen when it is done.
		 */
		return item->driver;
	return eb_name_or_none((item->steps & EB_STEP_UNBIND) ? NULL : device->driver);
}

bool eb_spoils_group(const struct eb_plan *plan, const struct eb_device *device)
{
	return !eb_driver_shares_group(eb_driver_to_be(plan, device));
}

struct eb_device *eb_group_spoiler(const struct eb_plan *plan, const struct eb_device *device,
				   const struct eb_device *after)
{
	size_t next;

	if (!device->group)
		return NULL;
	next = after ? after->group_next : plan->devices->groups[device->group - 1].first;
	while (next) {
		struct eb_device *member = &plan->devices->devices[next - 1];

		if (member != device && eb_spoils_group(plan, member))
			return member;
		next = member->group_next;
	}
	return NULL;
}

/* By a rule that names it, or by another one with the same aim that names the group. */
static bool eb_is_spoken_for(const struct eb_plan *plan, const struct eb_item *item,
			     const struct eb_device *member)
{
	const struct eb_item *other = member->claim ? &plan->items[member->claim - 1] : NULL;

	return other && (!other->by_group ||
			 eb_span_eq(other->rule->target.driver, item->rule->target.driver));
}

/* Gives the members that no rule names to the rule of item number @i. */
static int eb_plan_group_of(struct eb_plan *plan, size_t i, const struct eb_device *device)
{
	size_t next = plan->devices->groups[device->group - 1].first;

	while (next) {
		struct eb_device *member = &plan->devices->devices[next - 1];
		const struct eb_item *item = &plan->items[i];

		next = member->group_next;
		if (member->bridge || member->let_go || eb_is_spoken_for(plan, item, member))
			continue;
		if (eb_plan_claim(plan, item->rule, item->term, member, EB_TAKE_YES) < 0)
			return -1;
		plan->items[member->claim - 1].by_group = true;
	}
	return 0;
}

int eb_plan_groups(struct eb_plan *plan)
{
	size_t i, n = plan->n_items;

	for (i = 0; i < n; i++) {
		const struct eb_item *item = &plan->items[i];
		const struct eb_device *device = eb_item_device(plan, item);

		if (item->outcome == EB_PENDING && device && device->group &&
		    (item->rule->target.options & EB_OPT_GROUP) &&
		    eb_plan_group_of(plan, i, device) < 0)
			return -1;
	}
	return 0;
}
