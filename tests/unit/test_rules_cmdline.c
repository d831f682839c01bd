/* SPDX-License-Identifier: GPL-2.0-only */
#include <stdio.h>
#include <string.h>

#include "rules/cmdline.h"
#include "unit.h"

/* One row for each quirk of lib/cmdline.c:next_arg(). NULL as a value: no '='. */
static void quoting(void **state)
{
	static const struct {
		const char *word, *name, *value;
	} rows[] = {
		{ "word", "word", NULL },
		{ "a=b", "a", "b" },
		{ "a=", "a", "" },
		{ "a=b=c", "a", "b=c" },
		{ "a==", "a", "=" },
		/* quotes: the value begins with one, or the whole word is quoted */
		{ "a=\"b c\"", "a", "b c" },
		{ "\"a=b c\"", "a", "b c" },
		{ "\"word with blanks\"", "word with blanks", NULL },
		{ "a=\"\"", "a", "" },
		{ "\"a=\"", "a", "" },
		{ "\"\"", "", NULL },
		{ "\"", "", NULL },
		/* in the middle they protect blanks and stay */
		{ "a=b\"c d\"e", "a", "b\"c d\"e" },
		{ "a=b\"c d\"", "a", "b\"c d\"" },
		{ "a=\"b\"c", "a", "b\"c" },
		{ "a=\"b\"c\"d e\"", "a", "b\"c\"d e" },
		{ "na\"m e\"=v", "na\"m e\"", "v" },
		/* unbalanced: all up to the end is one word */
		{ "a=\"b c", "a", "b c" },
		{ "\"a=b c", "a", "b c" },
		{ "a=\"", "a", "" },
		{ "a=b\" c", "a", "b\" c" },
		/* both forms at once: one closing quote goes, once */
		{ "\"a=\"b\"", "a", "b" },
		{ "\"a=\"b\"\"", "a", "b\"" },
		/* a '=' in front does not separate */
		{ "=", "=", NULL },
		{ "=a", "=a", NULL },
		{ "=a=b", "=a", "b" },
		{ "==b", "=", "b" },
		{ "\"=a=b\"", "=a", "b" },
		/* nothing escapes, single quotes mean nothing */
		{ "a=\\\"b", "a", "\\\"b" },
		{ "a='b'", "a", "'b'" },
		{ "a=b;c", "a", "b;c" },
		{ "--a", "--a", NULL },
		{ "--=a", "--", "a" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span rest = unit_text(rows[i].word);
		struct eb_parameter p = { { NULL, 0 }, { NULL, 0 } };

		UNIT_EXPECT(eb_cmdline_next(&rest, &p), "row <%s>", rows[i].word);
		UNIT_EXPECT(eb_span_is(p.name, rows[i].name), "row <%s>: name <%.*s>",
			    rows[i].word, UNIT_SPAN(p.name));
		UNIT_EXPECT((p.value.p != NULL) == (rows[i].value != NULL), "row <%s>",
			    rows[i].word);
		if (rows[i].value)
			UNIT_EXPECT(eb_span_is(p.value, rows[i].value),
				    "row <%s>: value <%.*s>", rows[i].word, UNIT_SPAN(p.value));
		UNIT_EXPECT(!eb_cmdline_next(&rest, &p), "row <%s>: one word", rows[i].word);
	}
}

/* The names of the words, joined by '|'. */
static void separation(void **state)
{
	static const struct {
		const char *text, *names;
	} rows[] = {
		{ "", "" },
		{ "   \t\n ", "" },
		{ "a", "a|" },
		{ "a b c", "a|b|c|" },
		{ "  a   b  ", "a|b|" },
		{ "a\tb\nc\vd\fe\rf", "a|b|c|d|e|f|" },
		{ "a\xa0"
		  "b",
		  "a|b|" }, /* white space to the kernel's isspace() */
		{ "\xa0\xa0"
		  "a\xa0",
		  "a|" },
		{ "a\xc2\xa0"
		  "b",
		  "a\xc2|b|" }, /* a UTF-8 no-break space splits there */
		{ "a\x85"
		  "b",
		  "a\x85"
		  "b|" },
		{ "a=\"x\xa0y\" b", "a|b|" },
		{ "a \"b c\" d", "a|b c|d|" },
		{ "a=\"b\" \"c d=e\" f", "a|c d|f|" },
		/* what follows is for init */
		{ "a -- b", "a|" },
		{ "-- a=b", "" },
		{ "a \"--\" b", "a|" },
		{ "a --b c", "a|--b|c|" },
		{ "a --=x b", "a|--|b|" },
		{ "a - b", "a|-|b|" },
		{ "a=-- b", "a|b|" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span rest = unit_text(rows[i].text);
		struct eb_parameter p;
		char names[64] = "";

		while (eb_cmdline_next(&rest, &p)) {
			strncat(names, p.name.p, p.name.n);
			strcat(names, "|");
		}
		UNIT_EXPECT(strcmp(names, rows[i].names) == 0, "row <%s>: <%s>", rows[i].text,
			    names);
	}
}

static void parameter_names(void **state)
{
	static const struct {
		const char *name, *wanted;
		bool same;
	} rows[] = {
		{ "driver_override", "driver_override", true },
		{ "driver-override", "driver_override", true },
		{ "driver_override", "driver-override", true },
		{ "rd.driver-override", "rd.driver_override", true },
		{ "foo.driver_override", "driver_override", false },
		{ "driver_override", "rd.driver_override", false },
		{ "driver_overrid", "driver_override", false },
		{ "driver_overridex", "driver_override", false },
		{ "Driver_override", "driver_override", false },
		{ "driver.override", "driver_override", false },
		{ "", "driver_override", false },
		{ "", "", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(eb_parameter_is(unit_text(rows[i].name), rows[i].wanted) ==
				    rows[i].same,
			    "row '%s' '%s'", rows[i].name, rows[i].wanted);
}

/* --- against the kernel's own code, line by line as in lib/cmdline.c of Linux 6.12 --- */

static bool kernel_space(char c)
{
	return strchr(" \t\n\v\f\r\xa0", c) && c;
}

static char *kernel_next_arg(char *args, char **param, char **val)
{
	unsigned int i, equals = 0;
	int in_quote = 0, quoted = 0;

	if (*args == '"') {
		args++;
		in_quote = 1;
		quoted = 1;
	}
	for (i = 0; args[i]; i++) {
		if (kernel_space(args[i]) && !in_quote)
			break;
		if (equals == 0) {
			if (args[i] == '=')
				equals = i;
		}
		if (args[i] == '"')
			in_quote = !in_quote;
	}
	*param = args;
	if (!equals) {
		*val = NULL;
	} else {
		args[equals] = '\0';
		*val = args + equals + 1;
		if (**val == '"') {
			(*val)++;
			if (args[i - 1] == '"')
				args[i - 1] = '\0';
		}
	}
	if (quoted && i > 0 && args[i - 1] == '"')
		args[i - 1] = '\0';
	if (args[i]) {
		args[i] = '\0';
		args += i + 1;
	} else {
		args += i;
	}
	while (kernel_space(*args))
		args++;
	return args;
}

static void agrees_with_the_kernel(void **state)
{
	static const char alphabet[] = "ab=\"\" \xa0-=";
	struct unit_random random = { 4711 };
	unsigned int i, words = 0;

	(void)state;
	print_message("# seed %u\n", (unsigned int)random.state);
	for (i = 0; i < 200000; i++) {
		char text[16], copy[16], *args = copy, *name, *value;
		unsigned int n = unit_random(&random, sizeof(text)), k;
		struct eb_span rest = { text, n };
		struct eb_parameter p;

		for (k = 0; k < n; k++)
			text[k] = alphabet[unit_random(&random, sizeof(alphabet) - 1)];
		text[n] = '\0';
		memcpy(copy, text, sizeof(copy));
		while (kernel_space(*args))
			args++;
		while (*args) {
			args = kernel_next_arg(args, &name, &value);
			if (!value && strcmp(name, "--") == 0)
				break;
			words++;
			UNIT_EXPECT(eb_cmdline_next(&rest, &p), "<%s>: word <%s> missing", text,
				    name);
			UNIT_EXPECT(eb_span_is(p.name, name), "<%s>: name <%.*s>, not <%s>",
				    text, UNIT_SPAN(p.name), name);
			UNIT_EXPECT((p.value.p != NULL) == (value != NULL), "<%s>", text);
			if (value)
				UNIT_EXPECT(eb_span_is(p.value, value),
					    "<%s>: value <%.*s>, not <%s>", text,
					    UNIT_SPAN(p.value), value);
		}
		UNIT_EXPECT(!eb_cmdline_next(&rest, &p), "<%s>: one word too many", text);
	}
	assert_true(words > 200000);
}

/* Longer in the device tree; without that, a length at which some architecture cuts. */
static void cut_off(void **state)
{
	static const struct {
		size_t length, bootargs;
		bool want;
	} rows[] = {
		{ 0, 0, false },       { 254, 0, false },     { 255, 0, true },
		{ 256, 0, false },     { 510, 0, false },     { 511, 0, true },
		{ 512, 0, false },     { 1022, 0, false },    { 1023, 0, true },
		{ 1024, 0, false },    { 2046, 0, false },    { 2047, 0, true },
		{ 2048, 0, false },    { 4094, 0, false },    { 4095, 0, true },
		{ 4096, 0, false },    { 8191, 0, false },    { 100, 101, true },
		{ 100, 100, false },   { 100, 99, false },    { 1023, 1024, true },
		{ 1023, 1023, false }, { 1023, 1, false },    { 4095, 4095, false },
		{ 0, 1, true },        { 2047, 70000, true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(eb_cmdline_is_cut(rows[i].length, rows[i].bootargs) == rows[i].want,
			    "row %zu: %zu, %zu", i, rows[i].length, rows[i].bootargs);
}

static void ended(void **state)
{
	(void)state;
	assert_true(eb_cmdline_ended(unit_text("")));
	assert_true(eb_cmdline_ended(unit_text(" \t\n\r\v\f\xa0")));
	assert_false(eb_cmdline_ended(unit_text(" x ")));
	assert_false(eb_cmdline_ended(unit_text("\"")));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quoting),         cmocka_unit_test(separation),
		cmocka_unit_test(parameter_names), cmocka_unit_test(cut_off),
		cmocka_unit_test(ended),           cmocka_unit_test(agrees_with_the_kernel),
	};

	return UNIT_RUN(tests);
}
