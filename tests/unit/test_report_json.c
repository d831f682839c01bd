/* SPDX-License-Identifier: GPL-2.0-only */
#include <string.h>

#include "report/json.h"
#include "unit.h"

/* That the whole documents are JSON and as the schema says is for tests/json. */

static void heads(void **state)
{
	static const struct {
		enum eb_word word;
		bool dry, strict;
		const char *want;
	} rows[] = {
		{ EB_WORD_NONE, false, false, "false,\"word\":null,\"strict\":false" },
		{ EB_WORD_PLAN, true, false, "true,\"word\":\"plan\",\"strict\":false" },
		{ EB_WORD_OFF, false, true, "false,\"word\":\"off\",\"strict\":true" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_ruleset set = { .word = rows[i].word, .strict = rows[i].strict };
		char buf[256], want[256] = "";
		struct eb_out out = eb_out_on(buf, sizeof(buf));
		struct eb_out all = eb_out_on(want, sizeof(want));

		eb_out_all(&all, "{\"schema\":1,\"command\":\"set\",\"dry_run\":", rows[i].want,
			   ",\"findings\":[", (char *)NULL);
		eb_json_head(&out, "set", rows[i].dry, &set);
		UNIT_EXPECT(strcmp(buf, want) == 0, "row %zu: %s", i, buf);
	}
}

static void rules(void **state)
{
	static const struct {
		const char *rule, *want;
	} rows[] = {
		{ "p,a=x", "{\"place\":\"-r:1\",\"rule\":\"p,a=x\"}" },
		{ "p,a\"\\=\xff", "{\"place\":\"-r:1\",\"rule\":\"p,a\\\"\\\\x5c=\\\\xff\"}" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		const struct eb_ruleset *set = unit_rules(rows[i].rule);
		char buf[256];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_json_rule(&out, set, set->rules);
		UNIT_EXPECT(strcmp(buf, rows[i].want) == 0, "row %zu: %s", i, buf);
	}
}

static void findings(void **state)
{
	static const struct {
		const char *rule, *want;
	} rows[] = {
		{ "p,a=x/hodl",
		  "{\"severity\":\"error\",\"place\":\"-r:7\",\"message\":\"'hodl' is not an "
		  "option\",\"hint\":\"did you mean hold?\",\"rule\":\"p,a=x/hodl\"}" },
		{ "p,=x",
		  "{\"severity\":\"error\",\"place\":\"-r:3\",\"message\":\"this rule names no "
		  "device\",\"hint\":null,\"rule\":\"p,=x\"}" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_ruleset set = { .arena = unit_arena(65536) };
		char buf[512];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		assert_int_equal(eb_ruleset_add_rules(&set, "-r", unit_text(rows[i].rule)), 0);
		eb_json_finding(&out, &set, set.findings);
		UNIT_EXPECT(strcmp(buf, rows[i].want) == 0, "row %zu: %s", i, buf);
	}
}

#define TAIL                                                                               \
	",\"group\":null,\"group_provisional\":false,\"group_blockers\":[],\"node\":null," \
	"\"caution\":null"

static void entries(void **state)
{
	static const struct {
		const char *rules, *record;
		bool planned, status, item;
		const char *want;
	} rows[] = {
		{ "p,a=x", "", true, false, true,
		  "{\"device\":\"p/a\",\"bus\":\"p\",\"name\":\"a\",\"selector\":null,"
		  "\"outcome\":\"pending\",\"changed\":false,\"reason\":null,\"kernel\":null,"
		  "\"wanted\":\"x\",\"driver\":\"d\",\"override\":null,\"state_known\":true,"
		  "\"former_driver\":\"d\",\"former_override\":null" TAIL
		  ",\"steps\":[\"override\",\"unbind\",\"probe\"],"
		  "\"place\":\"-r:1\",\"rule\":\"p,a=x\"}" },
		{ "p,z\"=x", "", false, false, true,
		  "{\"device\":null,\"bus\":null,\"name\":null,\"selector\":\"p/z\\\"\","
		  "\"outcome\":\"absent\",\"changed\":false,"
		  "\"reason\":\"no such device; see /sys/bus/*/devices\",\"kernel\":null,"
		  "\"wanted\":\"x\",\"driver\":null,\"override\":null,\"state_known\":true,"
		  "\"former_driver\":null,\"former_override\":null" TAIL
		  ",\"place\":\"-r:1\",\"rule\":\"p,z\\\"=x\"}" },
		{ "p,a=x", "held\t-\tnone\tf\\x5c\t\"\tp\"\tr", false, true, false,
		  "{\"device\":\"p/a\",\"bus\":\"p\",\"name\":\"a\",\"selector\":null,"
		  "\"outcome\":null,\"changed\":false,\"reason\":null,\"kernel\":null,"
		  "\"wanted\":null,\"driver\":\"d\",\"override\":null,\"state_known\":true,"
		  "\"former_driver\":\"f\\\\x5c\",\"former_override\":\"\\\"\"" TAIL
		  ",\"drift\":true,\"recorded\":{\"outcome\":\"held\",\"driver\":null,"
		  "\"override\":\"none\",\"former_driver\":\"f\\\\x5c\","
		  "\"former_override\":\"\\\"\",\"place\":\"p\\\"\",\"rule\":\"r\"},"
		  "\"place\":null,\"rule\":null}" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_plan *plan = unit_plan("bus p\ndev p a d -\ndrv p x ru\ndrv p d ru\n",
						 rows[i].rules);
		struct eb_device *device = eb_item_device(plan, plan->items);
		struct eb_json_entry entry = { .item = rows[i].item ? plan->items : NULL,
					       .device = device,
					       .planned = rows[i].planned,
					       .status = rows[i].status };
		char buf[2048], line[256];
		struct eb_out out = eb_out_on(buf, sizeof(buf));
		struct eb_out record = eb_out_on(line, sizeof(line));

		if (rows[i].record[0]) {
			eb_out_all(&record, "p/a\t", rows[i].record, (char *)NULL);
			device->record = eb_out_text(&record);
		}
		if (!rows[i].item)
			device->claim = 0;
		eb_json_entry(&out, plan, &entry);
		UNIT_EXPECT(strcmp(buf, rows[i].want) == 0, "row %zu: %s", i, buf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(heads),
		cmocka_unit_test(rules),
		cmocka_unit_test(findings),
		cmocka_unit_test(entries),
	};

	return UNIT_RUN(tests);
}
