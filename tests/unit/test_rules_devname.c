/* SPDX-License-Identifier: GPL-2.0-only */
#include <string.h>

#include "rules/devname.h"
#include "rules/grammar.h"
#include "unit.h"

static void device_names(void **state)
{
	static const struct {
		const char *rule, *name;
	} rows[] = {
		{ "platform,12ce0000.i2c=x", "12ce0000.i2c" },
		{ "platform,12CE0000.I2C=x", "12CE0000.I2C" },
		{ "platform,02:00.0=x", "02:00.0" }, /* the short form exists on pci only */
		{ "*,02:00.0=x", "02:00.0" },
		{ "*,AB:*=x", "AB:*" },
		{ "pci,02:00.0=x", "0000:02:00.0" },
		{ "pci,0001:02:1F.0=x", "0001:02:1f.0" },
		{ "pci,01:00.*=x", "0000:01:00.*" },
		{ "pci,0001:02:*.*=x", "0001:02:*.*" },
		{ "platform,name[a b]=x", "a b" },
		{ "pci,name[odd]=x", "odd" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		const struct eb_ruleset *set = unit_rules(rows[i].rule);
		const struct eb_rule *rule = &set->rules[0];
		char buf[EB_DEVNAME_SIZE];
		struct eb_span name = eb_term_device_name(rule, &rule->terms[0], buf);

		UNIT_EXPECT(eb_span_is(name, rows[i].name), "row '%s': '%.*s'", rows[i].rule,
			    UNIT_SPAN(name));
	}
}

/* The longest glob there is, with a domain put before it. */
static void the_longest_name_fits(void **state)
{
	struct eb_span text =
		unit_join(unit_text("pci,*:"), unit_fill('a', 253), unit_text("=x"));
	struct eb_term terms[EB_RULE_TERMS_MAX];
	struct eb_diagnosis error;
	struct eb_rule rule;
	char buf[EB_DEVNAME_SIZE];
	struct eb_span name;

	(void)state;
	assert_true(eb_rule_parse(text, &rule, terms, &error));
	name = eb_term_device_name(&rule, &terms[0], buf);
	assert_int_equal(name.n, 260);
	assert_memory_equal(name.p, "0000:*:aaa", 10);
}

static void device_arguments(void **state)
{
	static const struct {
		const char *device, *target, *rule;
	} rows[] = {
		{ "pci/0000:03:00.0", "vfio-pci", "pci,0000:03:00.0=vfio-pci" },
		{ "12ce0000.i2c", "none", "*,12ce0000.i2c=none" },
		{ "0000:03:00.0", "", "pci,0000:03:00.0=" },
		{ "03:00.0", "x/keep", "pci,03:00.0=x/keep" },
		{ "platform/02:00.0", "x", "platform,02:00.0=x" },
		{ "of/i2c8", "x", "of,i2c8=x" },
		{ "/soc/i2c@12ce0000", "x", "of,/soc/i2c@12ce0000=x" },
		{ "of//soc/i2c@1", "x", "of,/soc/i2c@1=x" },
		{ "name[a/b]", "x", "*,name[a/b]=x" },
		{ "pci/name[a/b]", "x", "pci,name[a/b]=x" },
		{ "", "x", "of,=x" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char buf[128];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_device_rule(&out, unit_text(rows[i].device), unit_text(rows[i].target));
		UNIT_EXPECT(strcmp(buf, rows[i].rule) == 0, "row '%s': '%s'", rows[i].device,
			    buf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(device_names),
		cmocka_unit_test(the_longest_name_fits),
		cmocka_unit_test(device_arguments),
	};

	return UNIT_RUN(tests);
}
