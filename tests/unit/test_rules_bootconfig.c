/* SPDX-License-Identifier: GPL-2.0-only */
#include <string.h>

#include "rules/bootconfig.h"
#include "text/out.h"
#include "unit.h"

/* "key=value|" for each; a newline in a value as '$', "key!|" for one without its end. */
static const char *pairs_of(struct eb_span text)
{
	static char buf[512];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct eb_span rest = text, key = { text.p, 0 }, value;
	size_t i;

	while (eb_bootconfig_next(&rest, &key, &value)) {
		if (!value.p) {
			eb_out_span(&out, key);
			eb_out_str(&out, "!|");
			continue;
		}
		UNIT_EXPECT(value.p >= text.p && value.p + value.n <= text.p + text.n,
			    "<%.*s> a value outside", UNIT_SPAN(text));
		UNIT_EXPECT(key.n == 0 || (key.p >= text.p && key.p + key.n <= text.p + text.n),
			    "<%.*s> a key outside", UNIT_SPAN(text));
		eb_out_span(&out, key);
		eb_out_char(&out, '=');
		for (i = 0; i < value.n; i++)
			eb_out_char(&out, value.p[i] == '\n' ? '$' : value.p[i]);
		eb_out_char(&out, '|');
	}
	return buf;
}

static void values(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "", "" },
		{ "\n", "" },
		{ "a = \"b\"\n", "a=b|" },
		{ "a = \"b\"", "a=b|" },
		{ "a = \"b\"\nc = \"d\"\n", "a=b|c=d|" },
		/* a quote that is not closed: there may be more of it */
		{ "a = \"b", "a!|" },
		{ "a = \"", "a!|" },
		{ "a = \"b\", 'c\nd = \"e\"\n", "a=b|a!|" },
		{ "a.b-c_d.e = \"f\"\n", "a.b-c_d.e=f|" },
		/* an array: each value with its key */
		{ "a = \"b\", \"c\", \"d\"\ne = \"f\"\n", "a=b|a=c|a=d|e=f|" },
		{ "a = \"b\", 'c'\n", "a=b|a=c|" },
		/* the other quote, = , and # are plain inside quotes */
		{ "a = 'b \"c\" d'\n", "a=b \"c\" d|" },
		{ "a = \"b 'c' d\"\n", "a=b 'c' d|" },
		{ "a = \"b=c, d # e; f\", \"g\"\nh = \"i\"\n", "a=b=c, d # e; f|a=g|h=i|" },
		{ "a = \" b \"\n", "a= b |" },
		/* a newline, too: what looks like a key in it is none */
		{ "a = \"b\nx = y\"\nc = \"d\"\n", "a=b$x = y|c=d|" },
		/* a key without a value */
		{ "a = \"\"\nb = \"c\"\n", "a=|b=c|" },
		{ "a = \"\", \"\"\n", "a=|a=|" },
		/* comments, appended by the kernel since 6.12 */
		{ "a = \"b\"\n# Parameters from bootloader:\n# c=d e = \"f\"\n", "a=b|" },
		{ "# x = \"y\"\na = \"b\"\n", "a=b|" },
		{ "#x = \"y\"", "" },
		/* nothing the kernel writes, and still no surprise */
		{ "a = b\nc = d, e\n", "a=b|c=d|c=e|" },
		{ "a = b", "a=b|" },
		{ "a=\"b\"\n", "a=b|" },
		{ "a\nb = \"c\"\n", "b=c|" },
		{ "a\n", "" },
		{ "  a  =  \"b\"  ,  \"c\"  \n", "a=b|a=c|" },
		{ "a = \"b\" x = \"y\"\nc = \"d\"\n", "a=b|c=d|" },
		{ "\n\na = \"b\"\n\nc = \"d\"\n", "a=b|c=d|" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		const char *got = pairs_of(unit_text(rows[i].text));

		UNIT_EXPECT(strcmp(got, rows[i].want) == 0, "row <%s>: '%s'", rows[i].text,
			    got);
	}
}

/* Any bytes: it ends, and reads nothing that is not there. */
static void random_texts(void **state)
{
	static const char alphabet[] = "ab=\"', \n#";
	struct unit_random random = { 20261122 };
	unsigned int i;

	(void)state;
	print_message("# seed %u\n", (unsigned int)random.state);
	for (i = 0; i < 20000; i++) {
		char text[24];
		size_t n = unit_random(&random, sizeof(text)), k;

		for (k = 0; k < n; k++)
			text[k] = alphabet[unit_random(&random, sizeof(alphabet) - 1)];
		(void)pairs_of((struct eb_span){ text, n });
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values),
		cmocka_unit_test(random_texts),
	};

	return UNIT_RUN(tests);
}
