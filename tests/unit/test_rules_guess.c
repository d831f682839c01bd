/* SPDX-License-Identifier: GPL-2.0-only */
#include <string.h>

#include "rules/grammar.h"
#include "rules/guess.h"
#include "unit.h"

/* What is guessed from a malformed rule; "" for nothing. */
static void guesses(void **state)
{
	static const struct {
		const char *rule, *want;
	} rows[] = {
		/* options and keywords: two letters at most, and not all of them */
		{ "p,a=x/kep", "keep" },
		{ "p,a=x/Keep", "keep" },
		{ "p,a=x/keeep", "keep" },
		{ "p,a=x/fianl", "final" },
		{ "p,a=x/norset", "noreset" },
		{ "p,a=x/xyz", "" },
		{ "p,a=x/k", "" },
		{ "p,a=x/optionaloptionalo", "" },
		{ "p,nam[a]=x", "name" },
		{ "p,compatable[a]=x", "compatible" },
		{ "p,zzzz[a]=x", "" },
		{ "p,[a]=x", "" },
		/* addresses with other separators */
		{ "pci,0000:02:00:0=x", "0000:02:00.0" },
		{ "pci,02:00:0=x", "0000:02:00.0" },
		{ "pci,0000_02_00.0=x", "0000:02:00.0" },
		{ "pci,02.00.0=x", "0000:02:00.0" },
		{ "pci,02:00.00=x", "0000:02:00.0" },
		{ "pci,eth0=x", "" },
		{ "pci,02:00=x", "" },
		{ "pci,82:20.0=x", "" },
		{ "pci,02:00.9=x", "" },
		{ "pci,1:2:3:4:5=x", "" },
		/* sides, bus */
		{ "pci,vfio-pci=0000:02:00.0", "pci,0000:02:00.0=vfio-pci" },
		{ "pci,vfio-pci=02:00.0/keep", "pci,02:00.0=vfio-pci/keep" },
		{ "02:00.0=x", "pci,02:00.0=x" },
		{ "12ce0000.i2c=x/keep", "platform,12ce0000.i2c=x/keep" },
		{ "eth0=x", "" },
		{ ".i2c=x", "" },
		{ "pci=x", "" },
		/* messages that have none */
		{ "p", "" },
		{ "p,a b=x", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_term terms[EB_RULE_TERMS_MAX];
		struct eb_span text = unit_text(rows[i].rule);
		struct eb_diagnosis error;
		struct eb_rule rule;
		char buf[64];
		struct eb_out out = eb_out_on(buf, sizeof(buf));
		bool any;

		UNIT_EXPECT(!eb_rule_parse(text, &rule, terms, &error), "row '%s'",
			    rows[i].rule);
		any = eb_guess(&error, text, &out);
		UNIT_EXPECT(strcmp(buf, rows[i].want) == 0, "row '%s': '%s'", rows[i].rule,
			    buf);
		UNIT_EXPECT(any == (rows[i].want[0] != '\0'), "row '%s'", rows[i].rule);
	}
}

/* Of every length: the table of distances has its limit. */
static void lengths(void **state)
{
	size_t n;

	(void)state;
	for (n = 0; n < 40; n++) {
		struct eb_span word = unit_fill('e', n);
		struct eb_diagnosis option = { EB_MSG_UNKNOWN_OPTION, word };
		struct eb_diagnosis address = { EB_MSG_NOT_PCI_ADDRESS,
						unit_join(word, unit_text(":00:"), word) };
		char buf[32];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		UNIT_EXPECT(!eb_guess(&option, word, &out) || n < 8, "length %zu", n);
		(void)eb_guess(&address, address.at, &out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(guesses),
		cmocka_unit_test(lengths),
	};

	return UNIT_RUN(tests);
}
