/* SPDX-License-Identifier: GPL-2.0-only */
#include <string.h>

#include "report/record.h"
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields),
		cmocka_unit_test(lines),
		cmocka_unit_test(merges),
		cmocka_unit_test(merging_again),
		cmocka_unit_test(the_longest_names),
		cmocka_unit_test(bytes_again),
	};

	return UNIT_RUN(tests);
}
