/* SPDX-License-Identifier: GPL-2.0-only */
#include "plan/plan.h"

bool eb_same(const char *a, const char *b)
{
	return a && b ? eb_span_is(eb_span_of(a), b) : a == b;
}

bool eb_is_named(const char *name, struct eb_span wanted)
{
	return name && eb_span_is(wanted, name);
}

static void eb_verdict(struct eb_item *item, enum eb_outcome outcome, enum eb_why why)
{
	item->outcome = outcome;
	/* What went wrong on the way explains more than what it led to. */
	if (outcome != EB_FAILED || item->why == EB_WHY_NONE)
		item->why = why;
}

static void eb_judge_unbound(struct eb_item *item, bool registered)
{
	enum eb_why why = !(item->done & EB_STEP_LOAD) ? EB_WHY_NO_DRIVER_YET
			  : item->own_module           ? EB_WHY_NOT_IN_OWN_MODULE
						       : EB_WHY_MODULE_GAVE_NO_DRIVER;

	if (!registered && (item->rule->target.options & EB_OPT_HOLD))
		eb_verdict(item, EB_HELD, why);
	else if (!registered)
		/* What had a driver gets it back. */
		eb_verdict(item, (item->steps & EB_STEP_UNBIND) ? EB_FAILED : EB_ARMED, why);
	else if (item->deferred && item->why == EB_WHY_NONE)
		eb_verdict(item, EB_ARMED,
			   item->kernel || item->supplier ? EB_WHY_DEFERRED
							  : EB_WHY_MAYBE_DEFERRED);
	else
		eb_verdict(item, EB_FAILED, EB_WHY_NOT_BOUND);
}

static void eb_judge_bind(struct eb_item *item, bool registered)
{
	const struct eb_state *now = &item->after;

	if (!eb_is_named(now->override_name, item->driver))
		eb_verdict(item, EB_FAILED, EB_WHY_OVERRIDE_NOT_STORED);
	else if (eb_is_named(now->driver, item->driver))
		eb_verdict(item, EB_BOUND, EB_WHY_NONE);
	else if (!now->driver)
		eb_judge_unbound(item, registered);
	else if (item->rule->target.options & EB_OPT_KEEP)
		eb_verdict(item, EB_ARMED, EB_WHY_KEPT);
	else
		eb_verdict(item, EB_FAILED,
			   (item->steps & EB_STEP_UNBIND) ? EB_WHY_STILL_BOUND
							  : EB_WHY_OTHER_DRIVER);
}

static void eb_judge_hold(struct eb_item *item)
{
	const struct eb_state *now = &item->after;

	if (!eb_is_named(now->override_name, item->driver))
		eb_verdict(item, EB_FAILED, EB_WHY_OVERRIDE_NOT_STORED);
	else if (!now->driver)
		eb_verdict(item, EB_HELD, EB_WHY_NONE);
	else if (item->rule->target.options & EB_OPT_KEEP)
		eb_verdict(item, EB_ARMED, EB_WHY_KEPT);
	else
		eb_verdict(item, EB_FAILED, EB_WHY_STILL_BOUND);
}

static void eb_judge_clear(struct eb_item *item)
{
	if (!eb_same(item->after.override_name, item->driver.n ? item->driver.p : NULL))
		eb_verdict(item, EB_FAILED, EB_WHY_OVERRIDE_NOT_STORED);
	else if (item->why != EB_WHY_NONE)
		eb_verdict(item, EB_FAILED, EB_WHY_NONE);
	else
		eb_verdict(item, EB_CLEARED, EB_WHY_NONE);
}

/* Whether a consumer gets its driver again is the kernel's doing, but for what is put back. */
static void eb_judge_led(struct eb_item *item)
{
	item->outcome = item->by_group && !item->take_back ? EB_UNBOUND : EB_FAILED;
	item->why = EB_WHY_LED;
	if (!item->after.driver)
		return;
	item->outcome = item->settled;
	item->why = item->settled_why;
	item->driver = eb_span_of(item->after.driver);
}

bool eb_plan_is_as_before(const struct eb_item *item)
{
	return eb_same(item->before.driver, item->after.driver) &&
	       eb_same(item->before.override_name, item->after.override_name);
}

void eb_plan_judge(struct eb_item *item, bool registered)
{
	if (item->after.gone) {
		eb_verdict(item, EB_FAILED, EB_WHY_VANISHED);
		return;
	}
	if (item->after.unknown) {
		item->changed = item->done != 0;
		eb_verdict(item, EB_FAILED, EB_WHY_ATTRIBUTE_ERROR);
		return;
	}
	item->changed = !eb_plan_is_as_before(item);
	if (item->leader) {
		eb_judge_led(item);
		return;
	}
	switch (item->rule->target.aim) {
	case EB_AIM_BIND:
		eb_judge_bind(item, registered);
		break;
	case EB_AIM_HOLD:
		eb_judge_hold(item);
		break;
	case EB_AIM_CLEAR:
		eb_judge_clear(item);
		break;
	case EB_AIM_PROTECT:
		eb_verdict(item, EB_PROTECTED, EB_WHY_NONE);
		break;
	}
}

bool eb_item_succeeded(const struct eb_item *item)
{
	switch (item->outcome) {
	case EB_BOUND:
	case EB_HELD:
	case EB_ARMED:
	case EB_UNBOUND:
	case EB_CLEARED:
	case EB_SHADOWED:
	case EB_PROTECTED:
	case EB_PENDING:
	case EB_UNKNOWN:
		return true;
	case EB_ABSENT:
		return (item->rule->target.options & EB_OPT_OPTIONAL) != 0;
	default:
		return false;
	}
}

void eb_plan_judge_undo(struct eb_item *item)
{
	bool same = !item->after.unknown && eb_plan_is_as_before(item);

	item->changed = !same;
	item->given_back = same && item->before.driver;
	if (!same) {
		item->outcome = EB_FAILED;
		item->why = EB_WHY_NOT_PUT_BACK;
	} else if (item->outcome != EB_FAILED) {
		item->outcome = EB_ROLLED_BACK;
		item->why = EB_WHY_TAKEN_BACK;
	}
}
