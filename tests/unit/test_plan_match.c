/* SPDX-License-Identifier: GPL-2.0-only */
#include "plan/plan.h"
#include "unit.h"

static void takes(void **state)
{
	static const struct {
		const char *rule, *bus, *name;
		int term; /* the selector that takes it, -1: none does */
	} rows[] = {
		{ "platform,a=x", "platform", "a", 0 },
		{ "platform,a=x", "platform", "ab", -1 },
		{ "platform,a=x", "platform", "A", -1 },
		{ "platform,a=x", "amba", "a", -1 },
		{ "*,a=x", "amba", "a", 0 },
		{ "platform,a,b,c=x", "platform", "b", 1 },
		{ "platform,a,b,c=x", "platform", "d", -1 },
		/* the first selector that matches is named */
		{ "platform,a*,ab=x", "platform", "ab", 0 },
		{ "platform,b,a?,ab=x", "platform", "ab", 1 },
		/* exceptions, in whatever order they stand */
		{ "platform,*,!a=x", "platform", "a", -1 },
		{ "platform,!a,*=x", "platform", "a", -1 },
		{ "platform,!a,*=x", "platform", "b", 1 },
		{ "platform,a,!a=x", "platform", "a", -1 },
		{ "platform,*,!a*,ab=x", "platform", "ab", -1 },
		{ "platform,*,!a,!b=x", "platform", "b", -1 },
		{ "platform,*,!a,!b=x", "platform", "c", 0 },
		/* globs over names never take a '/' */
		{ "platform,a*b=x", "platform", "a/b", -1 },
		{ "platform,name[a*]=x", "platform", "a*", 0 },
		{ "platform,name[a*]=x", "platform", "ab", -1 },
		/* PCI: domain 0000 is left out, never another one */
		{ "pci,02:00.0=x", "pci", "0000:02:00.0", 0 },
		{ "pci,02:00.0=x", "pci", "0001:02:00.0", -1 },
		{ "pci,0001:02:00.0=x", "pci", "0001:02:00.0", 0 },
		{ "pci,02:1F.0=x", "pci", "0000:02:1f.0", 0 },
		{ "pci,01:00.*=x", "pci", "0000:01:00.7", 0 },
		{ "pci,01:00.*=x", "pci", "0001:01:00.7", -1 },
		{ "pci,*:02:*.*=x", "pci", "0001:02:00.0", 0 },
		{ "pci,*=x", "pci", "10000:e1:00.0", 0 },
		{ "pci,*.1=x", "pci", "0003:02:00.1", 0 },
		{ "pci,01:00.*,!01:00.2=x", "pci", "0000:01:00.2", -1 },
		{ "pci,01:00.*,!01:00.2=x", "pci", "0000:01:00.1", 0 },
		{ "*,02:00.0=x", "pci", "0000:02:00.0", -1 },
		{ "*,0000:02:00.0=x", "pci", "0000:02:00.0", 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		const struct eb_rule *rule = unit_rules(rows[i].rule)->rules;
		const struct eb_term *term = rule->terms;
		bool taken = eb_rule_takes(rule, unit_text(rows[i].bus),
					   unit_text(rows[i].name), &term);

		UNIT_EXPECT(taken == (rows[i].term >= 0), "row '%s' on %s/%s", rows[i].rule,
			    rows[i].bus, rows[i].name);
		if (taken)
			UNIT_EXPECT(term == &rule->terms[rows[i].term], "row '%s' on %s/%s",
				    rows[i].rule, rows[i].bus, rows[i].name);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes),
	};

	return UNIT_RUN(tests);
}
