/* SPDX-License-Identifier: GPL-2.0-only */
#include "plan/plan.h"
#include "unit.h"

#define OVERRIDE EB_STEP_OVERRIDE
#define UNBIND   EB_STEP_UNBIND
#define LOAD     EB_STEP_LOAD
#define PROBE    EB_STEP_PROBE

/* A state as "DRIVER OVERRIDE", "-" for nothing; "gone" for a device that vanished. */
static struct eb_state state_of(const char *text)
{
	struct eb_span a = unit_text(text);
	size_t blank = eb_span_find(a, ' ');
	struct eb_state state = { .unknown = false };
	struct eb_arena *arena = unit_arena(256);

	if (eb_span_is(a, "gone")) {
		state.gone = true;
		return state;
	}
	state.driver = eb_arena_string(arena, (struct eb_span){ a.p, blank });
	state.override_name =
		eb_arena_string(arena, eb_span_between(a.p + blank + 1, a.p + a.n));
	if (state.driver[0] == '-')
		state.driver = NULL;
	if (state.override_name[0] == '-')
		state.override_name = NULL;
	return state;
}

static void outcomes(void **state)
{
	static const struct {
		const char *target, *before, *after;
		unsigned int steps; /* planned and done */
		bool registered, deferred;
		enum eb_why why_so_far;
		enum eb_outcome outcome;
		enum eb_why why;
		bool changed;
	} rows[] = {
		/* bind */
		{ "x", "- -", "x x", OVERRIDE | PROBE, true, false, 0, EB_BOUND, 0, true },
		{ "x", "y -", "x x", OVERRIDE | UNBIND | PROBE, true, false, 0, EB_BOUND, 0,
		  true },
		{ "x", "x x", "x x", 0, true, false, 0, EB_BOUND, 0, false },
		{ "x", "x -", "x x", OVERRIDE, true, false, 0, EB_BOUND, 0, true },
		/* bound all the same: what a write returned does not count */
		{ "x", "- -", "x x", OVERRIDE | PROBE, false, true, EB_WHY_WRITE_FAILED,
		  EB_BOUND, 0, true },
		{ "x", "- -", "x -", OVERRIDE | PROBE, true, false, 0, EB_FAILED,
		  EB_WHY_OVERRIDE_NOT_STORED, true },
		{ "x", "- -", "- y", OVERRIDE, true, false, 0, EB_FAILED,
		  EB_WHY_OVERRIDE_NOT_STORED, true },
		{ "x", "- -", "- -", OVERRIDE, true, false, EB_WHY_WRITE_FAILED, EB_FAILED,
		  EB_WHY_WRITE_FAILED, false },
		/* no driver to be had: armed */
		{ "x", "- -", "- x", OVERRIDE, false, false, 0, EB_ARMED, EB_WHY_NO_DRIVER_YET,
		  true },
		{ "x", "- x", "- x", 0, false, false, 0, EB_ARMED, EB_WHY_NO_DRIVER_YET,
		  false },
		{ "x", "- -", "- x", OVERRIDE | LOAD | PROBE, false, false, 0, EB_ARMED,
		  EB_WHY_MODULE_GAVE_NO_DRIVER, true },
		/* the driver is there and does not take it */
		{ "x", "- -", "- x", OVERRIDE | PROBE, true, true, 0, EB_ARMED,
		  EB_WHY_MAYBE_DEFERRED, true },
		{ "x", "- -", "- x", OVERRIDE | PROBE, true, false, 0, EB_FAILED,
		  EB_WHY_NOT_BOUND, true },
		{ "x", "- -", "- x", OVERRIDE | PROBE, true, true, EB_WHY_RESET_REQUIRED,
		  EB_FAILED, EB_WHY_RESET_REQUIRED, true },
		{ "x", "- -", "- x", OVERRIDE | PROBE, true, false, EB_WHY_NO_NOIOMMU,
		  EB_FAILED, EB_WHY_NO_NOIOMMU, true },
		/* another driver */
		{ "x", "y -", "y x", OVERRIDE | UNBIND | PROBE, true, false, 0, EB_FAILED,
		  EB_WHY_STILL_BOUND, true },
		{ "x", "- -", "y x", OVERRIDE | PROBE, true, false, 0, EB_FAILED,
		  EB_WHY_OTHER_DRIVER, true },
		{ "x/keep", "y -", "y x", OVERRIDE, true, false, 0, EB_ARMED, EB_WHY_KEPT,
		  true },
		{ "x/keep", "y x", "y x", 0, true, false, 0, EB_ARMED, EB_WHY_KEPT, false },
		{ "x/keep", "y -", "y -", OVERRIDE, true, false, 0, EB_FAILED,
		  EB_WHY_OVERRIDE_NOT_STORED, false },
		/* hold */
		{ "none", "- -", "- none", OVERRIDE, false, false, 0, EB_HELD, 0, true },
		{ "none", "- none", "- none", 0, false, false, 0, EB_HELD, 0, false },
		{ "none", "y -", "- none", OVERRIDE | UNBIND, false, false, 0, EB_HELD, 0,
		  true },
		{ "none", "y -", "y none", OVERRIDE | UNBIND, false, false, 0, EB_FAILED,
		  EB_WHY_STILL_BOUND, true },
		{ "none", "y -", "- -", OVERRIDE | UNBIND, false, false, 0, EB_FAILED,
		  EB_WHY_OVERRIDE_NOT_STORED, true },
		{ "none/keep", "y -", "y none", OVERRIDE, false, false, 0, EB_ARMED,
		  EB_WHY_KEPT, true },
		/* protected: as it is, whatever that is */
		{ "/final", "x -", "x -", 0, false, false, 0, EB_PROTECTED, 0, false },
		{ "/final", "- none", "- none", 0, false, false, 0, EB_PROTECTED, 0, false },
		{ "/final", "x -", "y z", 0, true, false, 0, EB_PROTECTED, 0, true },
		{ "/final", "x -", "gone", 0, false, false, 0, EB_FAILED, EB_WHY_VANISHED,
		  false },
		/* clear */
		{ "", "x x", "y -", OVERRIDE | UNBIND | PROBE, false, false, 0, EB_CLEARED, 0,
		  true },
		{ "", "x x", "- -", OVERRIDE | UNBIND | PROBE, false, false, 0, EB_CLEARED, 0,
		  true },
		{ "", "y -", "y -", 0, false, false, 0, EB_CLEARED, 0, false },
		{ "", "- -", "- -", 0, false, false, 0, EB_CLEARED, 0, false },
		{ "", "x x", "x x", OVERRIDE, false, false, 0, EB_FAILED,
		  EB_WHY_OVERRIDE_NOT_STORED, false },
		{ "", "x x", "x x", OVERRIDE, false, false, EB_WHY_WRITE_FAILED, EB_FAILED,
		  EB_WHY_WRITE_FAILED, false },
		/* gone */
		{ "x", "- -", "gone", OVERRIDE, true, false, 0, EB_FAILED, EB_WHY_VANISHED,
		  false },
		{ "none", "- -", "gone", OVERRIDE, true, false, 0, EB_FAILED, EB_WHY_VANISHED,
		  false },
		{ "", "- x", "gone", OVERRIDE, true, false, 0, EB_FAILED, EB_WHY_VANISHED,
		  false },
		/* names are compared whole and by case */
		{ "x", "- -", "xx x", OVERRIDE | PROBE, true, false, 0, EB_FAILED,
		  EB_WHY_OTHER_DRIVER, true },
		{ "x", "- -", "- X", OVERRIDE, true, false, 0, EB_FAILED,
		  EB_WHY_OVERRIDE_NOT_STORED, true },
		{ "vfio-pci", "- -", "vfio_pci vfio-pci", OVERRIDE | PROBE, true, false, 0,
		  EB_FAILED, EB_WHY_OTHER_DRIVER, true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char text[64] = "p,a=";
		struct eb_item item = { 0 };
		size_t k;

		for (k = 0; rows[i].target[k]; k++)
			text[4 + k] = rows[i].target[k];
		item.rule = unit_rules(text)->rules;
		item.driver = item.rule->target.driver;
		item.steps = item.done = rows[i].steps;
		item.before = state_of(rows[i].before);
		item.after = state_of(rows[i].after);
		item.deferred = rows[i].deferred;
		item.why = rows[i].why_so_far;
		eb_plan_judge(&item, rows[i].registered);
		UNIT_EXPECT(item.outcome == rows[i].outcome, "row %zu: outcome %d", i,
			    (int)item.outcome);
		UNIT_EXPECT(item.why == rows[i].why, "row %zu: why %d", i, (int)item.why);
		UNIT_EXPECT(item.changed == rows[i].changed, "row %zu: changed", i);
	}
}

/* Put off it is by the kernel's list, or by a supplier without a driver. */
static void put_off(void **state)
{
	static const char *const told[][2] = { { "", NULL }, { NULL, "platform:clock" } };
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(told); i++) {
		struct eb_item item = { 0 };

		item.rule = unit_rules("p,a=x")->rules;
		item.driver = item.rule->target.driver;
		item.steps = item.done = OVERRIDE | PROBE;
		item.before = state_of("- -");
		item.after = state_of("- x");
		item.deferred = true;
		item.kernel = told[i][0];
		item.supplier = told[i][1];
		eb_plan_judge(&item, true);
		UNIT_EXPECT(item.outcome == EB_ARMED && item.why == EB_WHY_DEFERRED,
			    "row %zu: why %d", i, (int)item.why);
	}
}

/* Consumers of a device that was taken: @ruled by a rule of their own. */
static void led(void **state)
{
	static const struct {
		const char *before, *after;
		bool ruled, take_back;
		enum eb_outcome outcome;
		enum eb_why why;
		bool changed;
	} rows[] = {
		{ "x -", "x -", false, false, EB_BOUND, 0, false },
		{ "x -", "y -", false, false, EB_BOUND, 0, true },
		{ "x -", "- -", false, false, EB_UNBOUND, EB_WHY_LED, true },
		{ "x -", "- -", false, true, EB_FAILED, EB_WHY_LED, true },
		{ "x -", "x -", false, true, EB_BOUND, 0, false },
		{ "x -", "x -", true, false, EB_REFUSED, EB_WHY_GUARD, false },
		{ "x -", "- -", true, false, EB_FAILED, EB_WHY_LED, true },
		{ "x -", "gone", false, false, EB_FAILED, EB_WHY_VANISHED, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_item item = { .leader = 1, .settled = EB_BOUND };

		if (rows[i].ruled) {
			item.settled = EB_REFUSED;
			item.settled_why = EB_WHY_GUARD;
		}
		item.rule = unit_rules("p,a=y/force")->rules;
		item.by_group = !rows[i].ruled;
		item.take_back = rows[i].take_back;
		item.before = state_of(rows[i].before);
		item.after = state_of(rows[i].after);
		eb_plan_judge(&item, true);
		UNIT_EXPECT(item.outcome == rows[i].outcome && item.why == rows[i].why &&
				    item.changed == rows[i].changed,
			    "row %zu: outcome %d why %d", i, (int)item.outcome, (int)item.why);
	}
}

static void success(void **state)
{
	static const struct {
		enum eb_outcome outcome;
		bool plain, optional;
	} rows[] = {
		{ EB_PENDING, true, true },       { EB_BOUND, true, true },
		{ EB_HELD, true, true },          { EB_ARMED, true, true },
		{ EB_CLEARED, true, true },       { EB_ABSENT, false, true },
		{ EB_REFUSED, false, false },     { EB_FAILED, false, false },
		{ EB_ROLLED_BACK, false, false }, { EB_SHADOWED, true, true },
		{ EB_PROTECTED, true, true },     { EB_UNKNOWN, true, true },
		{ EB_UNBOUND, true, true },
	};
	size_t i;

	(void)state;
	assert_int_equal(UNIT_LENGTH(rows), EB_OUTCOME_COUNT);
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_item item = { .outcome = rows[i].outcome };

		item.rule = unit_rules("p,a=x")->rules;
		UNIT_EXPECT(eb_item_succeeded(&item) == rows[i].plain, "row %zu", i);
		item.rule = unit_rules("p,a=x/optional")->rules;
		UNIT_EXPECT(eb_item_succeeded(&item) == rows[i].optional, "row %zu", i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outcomes),
		cmocka_unit_test(put_off),
		cmocka_unit_test(led),
		cmocka_unit_test(success),
	};

	return UNIT_RUN(tests);
}
