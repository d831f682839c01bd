/* SPDX-License-Identifier: GPL-2.0-only */
#include <stdio.h>
#include <string.h>

#include "memory/record.h"
#include "unit.h"

static void fields(void **state)
{
	static const struct {
		const char *line;
		enum eb_record_field field;
		const char *want;
	} rows[] = {
		{ "a\tb\tc\td\te\tf\tg\th", EB_RECORD_DEVICE, "a" },
		{ "a\tb\tc\td\te\tf\tg\th", EB_RECORD_OUTCOME, "b" },
		{ "a\tb\tc\td\te\tf\tg\th", EB_RECORD_RULE, "h" },
		{ "a\tb\tc\td\te\tf\tg\th i", EB_RECORD_RULE, "h i" },
		{ "a\tb", EB_RECORD_OUTCOME, "b" },
		{ "a\tb", EB_RECORD_DRIVER, "" },
		{ "a\t", EB_RECORD_OUTCOME, "" },
		{ "a\t\tc", EB_RECORD_OUTCOME, "" },
		{ "a\t\tc", EB_RECORD_DRIVER, "c" },
		{ "", EB_RECORD_DEVICE, "" },
		{ "", EB_RECORD_RULE, "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span got = eb_record_get(unit_text(rows[i].line), rows[i].field);

		UNIT_EXPECT(eb_span_is(got, rows[i].want), "row %zu: '%.*s'", i,
			    UNIT_SPAN(got));
	}
}

static void lines(void **state)
{
	struct eb_span rest = unit_text("one\n\ntwo"), line;

	(void)state;
	assert_true(eb_record_next(&rest, &line));
	assert_true(eb_span_is(line, "one"));
	assert_true(eb_record_next(&rest, &line));
	assert_true(eb_span_is(line, ""));
	assert_true(eb_record_next(&rest, &line));
	assert_true(eb_span_is(line, "two"));
	assert_false(eb_record_next(&rest, &line));
	rest = unit_text("one\n");
	assert_true(eb_record_next(&rest, &line));
	assert_false(eb_record_next(&rest, &line));
	rest = unit_text("");
	assert_false(eb_record_next(&rest, &line));
}

#define WORLD "bus p\ndev p a d -\ndev p b - -\ndev p c\\x - -\ndrv p x ru\ndrv p d ru\n"

static void merges(void **state)
{
	static const struct {
		const char *rules, *old, *want;
	} rows[] = {
		{ "p,a=x", "", "p/a\tbound\tx\tx\td\t-\t-r:1\tp,a=x\n" },
		/* in the order of the plan; what is shadowed or absent is left out */
		{ "p,b=x;p,z=x;p,a=y;p,a=x", "",
		  "p/b\tbound\tx\tx\t-\t-\t-r:1\tp,b=x\n"
		  "p/a\tbound\tx\tx\td\t-\t-r:19\tp,a=x\n" },
		{ "p,z=x;p,b=x", "q/a\theld\n",
		  "p/b\tbound\tx\tx\t-\t-\t-r:7\tp,b=x\nq/a\theld\n" },
		/* what it was before earlybind first touched it stays */
		{ "p,a=x", "p/a\theld\t-\tnone\tfirst\tfirst-override\told:1\told\n",
		  "p/a\tbound\tx\tx\tfirst\tfirst-override\t-r:1\tp,a=x\n" },
		/* but not when that run left it as it was, or gave it back */
		{ "p,a=x", "p/a\trefused\te\tf\te\tf\told:1\told\n",
		  "p/a\tbound\tx\tx\td\t-\t-r:1\tp,a=x\n" },
		{ "p,a=x", "p/a\theld\n", "p/a\tbound\tx\tx\td\t-\t-r:1\tp,a=x\n" },
		/* a device of which no rule speaks keeps its line */
		{ "p,a=x", "q/a\theld\tl\np/b\theld",
		  "p/a\tbound\tx\tx\td\t-\t-r:1\tp,a=x\nq/a\theld\tl\np/b\theld\n" },
		{ "p,a=x", "p/aa\tbound\np/\tbound\n",
		  "p/a\tbound\tx\tx\td\t-\t-r:1\tp,a=x\np/aa\tbound\np/\tbound\n" },
		/* names are written safely, and found again that way */
		{ "p,c\\x=x", "p/c\\x5cx\theld\t-\tnone\tf\tg\tp\tr\n",
		  "p/c\\x5cx\tbound\tx\tx\tf\tg\t-r:1\tp,c\\x5cx=x\n" },
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_plan *plan = unit_plan(WORLD, rows[i].rules);
		char buf[1024];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		for (k = 0; k < plan->n_items; k++) {
			struct eb_item *item = &plan->items[k];

			if (item->outcome == EB_SHADOWED || !item->device)
				continue;
			item->outcome = EB_BOUND;
			item->after.driver = item->after.override_name = "x";
		}
		eb_record_merge(&out, plan, unit_text(rows[i].old));
		UNIT_EXPECT(strcmp(buf, rows[i].want) == 0, "row %zu: '%s'", i, buf);
	}
}

/* A second record made from the first says the same about what was before. */
static void merging_again(void **state)
{
	struct eb_plan *plan = unit_plan(WORLD, "p,a=x");
	char first[512], second[512];
	struct eb_out one = eb_out_on(first, sizeof(first));
	struct eb_out two = eb_out_on(second, sizeof(second));

	(void)state;
	plan->items[0].outcome = EB_BOUND;
	plan->items[0].after.driver = plan->items[0].after.override_name = "x";
	eb_record_merge(&one, plan, unit_text(""));
	plan->items[0].before.driver = plan->items[0].before.override_name = "x";
	eb_record_merge(&two, plan, unit_text(first));
	assert_string_equal(first, second);
}

/* The longest names there are, every byte of them written as four. */
static void the_longest_names(void **state)
{
	struct eb_devices devices = { .arena = unit_arena(65536) };
	struct eb_plan plan = { .arena = devices.arena, .devices = &devices };
	struct eb_span name = unit_fill('\xff', 255);
	struct eb_rule rule = { .target = { .aim = EB_AIM_BIND } };
	struct eb_item item = { .rule = &rule, .device = 1, .outcome = EB_BOUND };
	char first[8192], second[8192];
	struct eb_out one = eb_out_on(first, sizeof(first));
	struct eb_out two = eb_out_on(second, sizeof(second));

	(void)state;
	rule.text = rule.bus = name;
	plan.rules = unit_rules("p,a=x");
	assert_non_null(eb_devices_add_bus(&devices, name));
	assert_non_null(eb_devices_add(&devices, name, name));
	devices.devices[0].claim = 1;
	plan.items = &item;
	plan.n_items = 1;
	rule.text = plan.rules->rules[0].text;
	eb_record_merge(&one, &plan, unit_text(""));
	assert_int_equal(eb_span_find(eb_out_text(&one), '\t'), 2 * 4 * 255 + 1);
	/* Found again, so not kept as a line of another device. */
	eb_record_merge(&two, &plan, unit_text(first));
	assert_string_equal(first, second);
}

/* What was cleared is nobody's: what it is now is what it was. */
static void cleared(void **state)
{
	struct eb_plan *plan = unit_plan(WORLD, "p,a=");
	char buf[512];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	(void)state;
	plan->items[0].outcome = EB_CLEARED;
	plan->items[0].after.driver = "y";
	plan->items[0].after.override_name = "-";
	eb_record_merge(&out, plan, unit_text("p/a\theld\t-\tnone\tf\tg\tp\tr\n"));
	assert_string_equal(buf, "p/a\tcleared\ty\t\\x2d\ty\t\\x2d\t-r:1\tp,a=\n");
}

/* Written before the first change: how devices are, and where they have to go back to. */
/* It is away: it must not be taken again when it comes. */
static void cleared_away(void **state)
{
	static const struct {
		const char *rules, *old, *want;
	} rows[] = {
		{ "p,z=", "p/z\theld\t-\tnone\te\t-\told:1\told\n",
		  "p/z\tcleared\t-\t-\t-\t-\t-r:1\tp,z=\n" },
		{ "p,z=", "p/z\tcleared\te\t-\te\t-\told:1\told\n",
		  "p/z\tcleared\te\t-\te\t-\told:1\told\n" },
		{ "p,z=", "p/y\theld\n", "p/y\theld\n" },
		{ "p,z=", "q/z\theld\n", "q/z\theld\n" },
		{ "p,z=", "p/z/\theld\n", "p/z/\theld\n" },
		{ "p,z=x", "p/z\theld\n", "p/z\theld\n" },
		{ "p,z=", "", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_plan *plan = unit_plan(WORLD, rows[i].rules);
		char buf[512];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_record_merge(&out, plan, unit_text(rows[i].old));
		UNIT_EXPECT(strcmp(buf, rows[i].want) == 0, "row %zu: '%s'", i, buf);
	}
}

static void begun(void **state)
{
	static const struct {
		const char *rules, *old, *want;
	} rows[] = {
		{ "p,a=x", "", "p/a\tpending\td\to\td\to\t-r:1\tp,a=x\n" },
		{ "p,a=x", "p/a\tbound\ty\ty\tf\tg\tp\tr\n",
		  "p/a\tpending\td\to\tf\tg\t-r:1\tp,a=x\n" },
		/* the run before was killed, too: what it found stays */
		{ "p,a=x", "p/a\tpending\tf\tg\tf\tg\tp\tr\n",
		  "p/a\tpending\tf\tg\tf\tg\t-r:1\tp,a=x\n" },
		/* clear without a record: to no override, not to the one that is taken away */
		{ "p,a=", "", "p/a\tpending\td\to\t-\t-\t-r:1\tp,a=\n" },
		{ "p,a=", "p/a\tbound\ty\ty\tf\tg\tp\tr\n",
		  "p/a\tpending\td\to\tf\tg\t-r:1\tp,a=\n" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_plan *plan = unit_plan(WORLD, rows[i].rules);
		struct eb_item *item = &plan->items[0];
		char buf[256];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		item->outcome = EB_PENDING;
		item->steps = EB_STEP_OVERRIDE;
		item->before = item->after =
			(struct eb_state){ .driver = "d", .override_name = "o" };
		eb_record_merge(&out, plan, unit_text(rows[i].old));
		UNIT_EXPECT(strcmp(buf, rows[i].want) == 0, "row %zu: '%s'", i, buf);
	}
}

/* What was as the rule wants it before we came is not ours. */
static void foreign(void **state)
{
	struct eb_plan *plan = unit_plan(WORLD, "p,a=x");
	struct eb_item *item = &plan->items[0];
	char buf[256];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	(void)state;
	item->outcome = EB_BOUND;
	item->before = item->after = (struct eb_state){ .driver = "x", .override_name = "x" };
	eb_record_merge(&out, plan, unit_text(""));
	assert_string_equal(buf, "p/a\tbound\tx\tx\tx\tx\t-r:1\tp,a=x\n");
	assert_false(eb_record_is_ours(unit_text(buf)));
}

/* A device that a run was killed over: "DRIVER OVERRIDE" as recorded, and the driver now. */
static void unfinished(void **state)
{
	static const struct {
		const char *line, *driver;
		bool unfinished, kept;
	} rows[] = {
		{ "pending\tx\tx", "x", true, true },   { "pending\tx\tx", "d", true, false },
		{ "pending\tx\tx", NULL, true, false }, { "pending\tx\ty", "x", true, false },
		{ "pending\t-\t-", NULL, true, false }, { "bound\tx\tx", "x", false, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_devices *devices = unit_devices(WORLD);
		struct eb_device *a = &devices->devices[0];
		char line[128];

		snprintf(line, sizeof(line), "p/a\t%s\t-\t-\tp\tr\n", rows[i].line);
		a->driver = rows[i].driver;
		assert_int_equal(eb_record_attach(devices, eb_span_of(line)), 0);
		UNIT_EXPECT(a->unfinished == rows[i].unfinished, "row %zu: unfinished", i);
		UNIT_EXPECT(a->kept_driver == rows[i].kept, "row %zu: kept", i);
	}
}

static void whose(void **state)
{
	static const struct {
		const char *line;
		bool ours;
	} rows[] = {
		{ "", false },
		{ "p/a\tbound\tx\tx\t-\t-\tp\tr", true },
		{ "p/a\tbound\tx\tx\tx\tx\tp\tr", false },
		{ "p/a\tbound\tx\tx\tx\t-\tp\tr", true },
		{ "p/a\tfailed\t-\t-\tx\t-\tp\tr", true },
		{ "p/a\trefused\t-\t-\t-\t-\tp\tr", false },
		{ "p/a\trolled-back\te\tf\te\tf\tp\tr", false },
		{ "p/a\tpending\te\tf\te\tf\tp\tr", true },
		{ "p/a\tpending\te\tf\te\t", false },
		{ "p/a\tbound\tx\tx\t-", false },
		{ "p/a\tbound\tx\tx\t-\t", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(eb_record_is_ours(unit_text(rows[i].line)) == rows[i].ours,
			    "row '%s'", rows[i].line);
}

static void attaches(void **state)
{
	static const struct {
		const char *line, *driver, *override;
		bool known;
	} rows[] = {
		{ "p/a\tbound\tx\tx\td\t-\tp\tr\n", "d", NULL, true },
		{ "p/a\tbound\tx\tx\t-\tf\\x20g\tp\tr\n", NULL, "f g", true },
		{ "p/a\tbound\tx\tx\t-\t\\x2d\tp\tr\n", NULL, "-", true },
		/* not changed by earlybind: nothing to go back to */
		{ "p/a\tbound\tx\tx\tx\tx\tp\tr\n", NULL, NULL, true },
		{ "p/a\tcleared\td\tx\td\tx\tp\tr\n", "d", "x", true },
		/* no names of drivers */
		{ "p/a\tbound\tx\tx\t../d\ta\\x0ab\tp\tr\n", NULL, NULL, true },
		{ "p/aa\tbound\tx\tx\td\t-\tp\tr\n", NULL, NULL, false },
		{ "/a\tbound\n\np\np/\n", NULL, NULL, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_devices *devices = unit_devices(WORLD);
		const struct eb_device *a = &devices->devices[0];

		assert_int_equal(eb_record_attach(devices, unit_text(rows[i].line)), 0);
		UNIT_EXPECT((a->record.n != 0) == rows[i].known, "row %zu: known", i);
		UNIT_EXPECT(eb_same(a->former_driver, rows[i].driver), "row %zu: driver", i);
		UNIT_EXPECT(eb_same(a->former_override, rows[i].override), "row %zu: override",
			    i);
	}
}

static void the_gone(void **state)
{
	struct eb_devices *devices = unit_devices(WORLD);

	(void)state;
	assert_int_equal(eb_record_add_gone(devices, unit_text("p/a\theld\t\t\t\t\t\t\n"
							       "p/z\theld\nq/y\tcleared\n"
							       "p/..\theld\np/z\theld\n")),
			 0);
	assert_int_equal(devices->n_devices, 4);
	assert_string_equal(devices->devices[3].name, "z");
	assert_true(devices->devices[3].gone);
}

/* "DRIVER OVERRIDE" as left and now; what has drifted, and whether the record is content. */
static void drifts(void **state)
{
	static const struct {
		const char *line, *driver, *override, *want;
		bool kept;
	} rows[] = {
		{ "bound\tx\tx\td\t-", "x", "x", NULL, true },
		{ "bound\tx\tx\td\t-", "d", "x", "driver x, now has driver d", false },
		{ "bound\tx\tx\td\t-", NULL, "x", "driver x, now has no driver", false },
		{ "bound\tx\tx\td\t-", "x", NULL, "override x, now has no override", false },
		{ "bound\tx\tx\td\t-", "x", "y\n", "override x, now has override y\\x0a",
		  false },
		{ "armed\t-\tx\t-\t-", "x", "x", NULL, true },
		{ "armed\t-\tx\t-\t-", "y", "x", "no driver, now has driver y", false },
		{ "armed\td\tx\td\t-", NULL, "x", NULL, true },
		{ "armed\td\tx\td\t-", "x", "x", NULL, true },
		{ "held\t-\tnone\td\t-", NULL, "none", NULL, true },
		{ "held\t-\tnone\td\t-", "d", "none", "no driver, now has driver d", false },
		/* it was not asked for; what became of it since may have made it good */
		{ "failed\t-\tx\t-\t-", NULL, "x", NULL, false },
		{ "failed\t-\tx\t-\t-", "x", "x", NULL, true },
		{ "refused\td\t-\td\t-", "d", NULL, NULL, false },
		{ "refused\td\t-\td\t-", NULL, NULL, NULL, false },
		{ "rolled-back\t-\t-\t-\t-", NULL, "y", "no override, now has override y",
		  false },
		/* how a run left it that was killed, nobody knows */
		{ "pending\td\t-\td\t-", NULL, "x", NULL, false },
		{ "pending\td\t-\td\t-", "x", "x", NULL, true },
		{ "protected\t-\t-\t-\t-", "d", NULL, NULL, true },
		{ "cleared\td\t-\td\t-", NULL, "x", NULL, true },
		{ "bound\tx", "d", NULL, NULL, true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_device device = { .bus = "p", .name = "a" };
		char line[128], want[128], buf[256];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		snprintf(line, sizeof(line), "p/a\t%s%s", rows[i].line,
			 i + 1 < UNIT_LENGTH(rows) ? "\t-r:1\tp,a=x" : "");
		device.record = eb_span_of(line);
		device.driver = rows[i].driver;
		device.override_name = rows[i].override;
		UNIT_EXPECT(eb_record_is_kept(&device) == rows[i].kept, "row %zu: kept", i);
		UNIT_EXPECT((eb_record_drift(&device) != EB_DRIFT_NONE) == !!rows[i].want,
			    "row %zu: drift", i);
		if (!rows[i].want)
			continue;
		eb_record_say_drift(&out, &device);
		snprintf(want, sizeof(want), "p/a: drift: was left with %s [-r:1 p,a=x]",
			 rows[i].want);
		UNIT_EXPECT(strcmp(buf, want) == 0, "row %zu: '%s'", i, buf);
	}
}

static void says_unfinished(void **state)
{
	struct eb_device device = { .bus = "p", .name = "a", .unfinished = true };
	char buf[256];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	(void)state;
	device.record = eb_span_of("p/a\tpending\td\t-\td\t-\t-r:1\tp,a=x");
	eb_record_say_drift(&out, &device);
	assert_string_equal(buf,
			    "p/a: unfinished: a run that was to change it did not end well; "
			    "run it again, or clear [-r:1 p,a=x]");
}

static void bytes_again(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "", "" },           { "a", "a" },
		{ "a\\x20b", "a b" }, { "\\x41\\x42", "AB" },
		{ "\\x4", "\\x4" },   { "\\xfg", "\\xfg" },
		{ "\\", "\\" },       { "\\\\x41", "\\A" },
		{ "\\xfF", "\xff" },  { "\\y41", "\\y41" },
		{ "a\\x09", "a\t" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char buf[32];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_record_unescape(&out, unit_text(rows[i].text));
		UNIT_EXPECT(strcmp(buf, rows[i].want) == 0, "row '%s': '%s'", rows[i].text,
			    buf);
	}
}

/* What is no news to watch: the driver of a device as its line has it, and what was cleared. */
static void knows(void **state)
{
	static const struct {
		const char *text, *bus, *name, *driver;
		bool want;
	} rows[] = {
		{ "p/a\tbound\tx\tx\t-\t-\tp\tr\n", "p", "a", "x", true },
		{ "p/a\tbound\tx\tx\t-\t-\tp\tr\n", "p", "a", "y", false },
		{ "p/a\tbound\tx\tx\t-\t-\tp\tr\n", "p", "b", "x", false },
		{ "p/a\tbound\tx\tx\t-\t-\tp\tr\n", "q", "a", "x", false },
		{ "p/a\tfailed\t\\x78y\tz\t-\t-\tp\tr\n", "p", "a", "xy", true },
		{ "p/b\tbound\tx\np/a\tbound\ty\n", "p", "a", "y", true },
		{ "p/a", "p", "a", "x", false },
		{ "", "p", "a", "x", false },
	};
	struct eb_devices *devices = unit_devices(WORLD);
	struct eb_device *a = &devices->devices[0], *b = &devices->devices[1];
	struct eb_item item = { .outcome = EB_BOUND };
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(eb_record_has(unit_text(rows[i].text), unit_text(rows[i].bus),
					  unit_text(rows[i].name),
					  unit_text(rows[i].driver)) == rows[i].want,
			    "row %zu", i);

	a->record = unit_text("p/a\tcleared\tx\t-\tx\t-\tp\tr");
	b->record = unit_text("p/b\tbound\tx\tx\t-\t-\tp\tr");
	eb_record_heed(devices);
	assert_true(a->let_go);
	assert_false(b->let_go);
	/* `clear` is at work; another run was */
	a->record = unit_text("p/a\tpending\tx\tx\td\t-\tclear:1\tr");
	b->record = unit_text("p/b\tpending\tx\tx\t-\t-\t-r:1\tr");
	eb_record_heed(devices);
	assert_true(a->let_go);
	assert_false(b->let_go);
	a->record = unit_text("p/a\tcleared\tx\t-\tx\t-\tp\tr");
	b->record = unit_text("p/b\tbound\tx\tx\t-\t-\tp\tr");

	item.after = (struct eb_state){ .driver = "x", .override_name = "x" };
	assert_true(eb_record_knows(b, &item));
	assert_false(eb_record_knows(a, &item));
	item.changed = true;
	assert_false(eb_record_knows(b, &item));
	item.changed = false;
	item.after.driver = NULL;
	assert_false(eb_record_knows(b, &item));
}

/* What is to be given back; not where somebody else has given it a driver since. */
static void lost(void **state)
{
	static const struct {
		const char *line, *driver, *override;
		bool lost;
	} rows[] = {
		{ "failed\t-\t-\td\t-", NULL, NULL, true },
		{ "failed\t-\tx\t-\t-", NULL, "x", true },
		{ "failed\tx\t-\td\t-", "x", NULL, true },
		{ "failed\tx\tx\td\t-", "x", "x", true },
		{ "pending\td\t-\td\t-", "d", "x", true },
		{ "pending\td\t-\td\t-", "x", "x", true },
		/* there was none before */
		{ "failed\t-\tx\t-\t-", "x", "x", false },
		{ "pending\t-\t-\t-\t-", "x", "x", false },
		{ "pending\t-\t-\t-\t-", "y", NULL, false },
		/* somebody else's */
		{ "failed\t-\t-\td\t-", "y", NULL, false },
		{ "pending\td\t-\td\t-", "y", NULL, false },
		{ "bound\tx\tx\td\t-", "x", "x", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_devices *devices = unit_devices(WORLD);
		struct eb_device *a = &devices->devices[0];
		char line[128];

		snprintf(line, sizeof(line), "p/a\t%s\tp\tr\n", rows[i].line);
		a->driver = rows[i].driver;
		a->override_name = rows[i].override;
		assert_int_equal(eb_record_attach(devices, eb_span_of(line)), 0);
		UNIT_EXPECT(a->lost == rows[i].lost, "row %zu: lost", i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields),
		cmocka_unit_test(lines),
		cmocka_unit_test(merges),
		cmocka_unit_test(merging_again),
		cmocka_unit_test(the_longest_names),
		cmocka_unit_test(cleared),
		cmocka_unit_test(cleared_away),
		cmocka_unit_test(begun),
		cmocka_unit_test(foreign),
		cmocka_unit_test(unfinished),
		cmocka_unit_test(lost),
		cmocka_unit_test(whose),
		cmocka_unit_test(attaches),
		cmocka_unit_test(the_gone),
		cmocka_unit_test(drifts),
		cmocka_unit_test(says_unfinished),
		cmocka_unit_test(bytes_again),
		cmocka_unit_test(knows),
	};

	return UNIT_RUN(tests);
}
