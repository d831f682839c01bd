/* SPDX-License-Identifier: GPL-2.0-only */
#include <string.h>

#include "text/span.h"
#include "unit.h"

static void compares(void **state)
{
	static const struct {
		const char *a, *b;
		bool is, starts, nocase;
	} rows[] = {
		{ "", "", true, true, true },
		{ "abc", "abc", true, true, true },
		{ "abc", "abd", false, false, false },
		{ "abc", "ab", false, true, false },
		{ "ab", "abc", false, false, false },
		{ "abc", "", false, true, false },
		{ "", "a", false, false, false },
		{ "aBc", "AbC", false, false, true },
		{ "a@c", "a`c", false, false, false }, /* '@' | 0x20 is '`' */
		{ "a[c", "a{c", false, false, false },
		{ "\xc4", "\xe4", false, false, false }, /* ASCII letters only */
		{ "zZ", "Zz", false, false, true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span a = unit_text(rows[i].a);

		UNIT_EXPECT(eb_span_is(a, rows[i].b) == rows[i].is, "row %zu", i);
		UNIT_EXPECT(eb_span_eq(a, unit_text(rows[i].b)) == rows[i].is, "row %zu", i);
		UNIT_EXPECT(eb_span_starts(a, rows[i].b) == rows[i].starts, "row %zu", i);
		UNIT_EXPECT(eb_span_is_nocase(a, rows[i].b) == rows[i].nocase, "row %zu", i);
	}
}

static void compares_nul_bytes_and_nothing(void **state)
{
	struct eb_span nothing = { NULL, 0 };

	(void)state;
	assert_true(eb_span_eq(unit_bytes("a\0b", 3), unit_bytes("a\0b", 3)));
	assert_false(eb_span_eq(unit_bytes("a\0b", 3), unit_bytes("a\0c", 3)));
	assert_false(eb_span_is(unit_bytes("a\0b", 3), "a"));
	assert_true(eb_span_eq(nothing, unit_text("")));
	assert_true(eb_span_is(nothing, ""));
	assert_false(eb_span_is(nothing, "a"));
}

static void makes(void **state)
{
	const char *text = "hello";
	struct eb_span a = eb_span_between(text + 1, text + 4);

	(void)state;
	assert_int_equal(eb_span_of(text).n, 5);
	assert_ptr_equal(eb_span_of(text).p, text);
	assert_true(eb_span_is(a, "ell"));
	assert_int_equal(eb_span_between(text, text).n, 0);
}

static void trims(void **state)
{
	static const struct {
		const char *text;
		size_t offset;
		const char *want;
	} rows[] = {
		{ "", 0, "" },
		{ "a", 0, "a" },
		{ " a", 1, "a" },
		{ "a ", 0, "a" },
		{ " \t\r a b \r\t ", 4, "a b" },
		{ " \t\r", 3, "" },
		{ "\na\n", 0, "\na\n" }, /* newlines end rules, they are not blanks */
		{ "\va\xa0", 0, "\va\xa0" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span a = unit_text(rows[i].text), got = eb_span_trim(a);

		UNIT_EXPECT(eb_span_is(got, rows[i].want), "row %zu: '%.*s'", i,
			    UNIT_SPAN(got));
		UNIT_EXPECT(got.p == a.p + rows[i].offset, "row %zu", i);
	}
}

static void finds(void **state)
{
	(void)state;
	assert_int_equal(eb_span_find(unit_text("abca"), 'a'), 0);
	assert_int_equal(eb_span_find(unit_text("abca"), 'c'), 2);
	assert_int_equal(eb_span_find(unit_text("abca"), 'x'), 4);
	assert_int_equal(eb_span_find(unit_text(""), 'x'), 0);
	assert_int_equal(eb_span_find(unit_bytes("a\0b", 3), 'b'), 2);
	assert_int_equal(eb_span_find(unit_text("a\xff"), '\xff'), 1);
}

/* Every byte, so that the signedness of char cannot matter. */
static void classes(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < 256; i++) {
		char c = (char)i;
		int hex = i >= '0' && i <= '9'   ? i - '0'
			  : i >= 'a' && i <= 'f' ? i - 'a' + 10
			  : i >= 'A' && i <= 'F' ? i - 'A' + 10
						 : -1;

		UNIT_EXPECT(eb_is_control(c) == (i < 32 || i == 127), "byte %d", i);
		UNIT_EXPECT(eb_is_blank(c) == (i == ' ' || i == '\t'), "byte %d", i);
		UNIT_EXPECT(eb_hex_digit(c) == hex, "byte %d", i);
	}
}

static void names(void **state)
{
	static const struct {
		const char *text;
		bool ok;
	} rows[] = {
		{ "", false },        { "a", true },        { ".", false },
		{ "..", false },      { "...", true },      { ".a", true },
		{ "..a", true },      { "a..", true },      { "a/b", false },
		{ "/", false },       { "a/", false },      { "../x", false },
		{ "a\nb", false },    { "a\tb", false },    { "a\x1f", false },
		{ "a\x7f", false },   { "a b", true },      { "0000:02:00.0", true },
		{ "\xc3\xa4", true }, { "\x80\xff", true }, { "a,b=c", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(eb_name_ok(unit_text(rows[i].text)) == rows[i].ok, "row %zu: '%s'",
			    i, rows[i].text);
	assert_false(eb_name_ok(unit_bytes("a\0b", 3)));
	assert_true(eb_name_ok(unit_fill('a', 255)));
	assert_false(eb_name_ok(unit_fill('a', 256)));
}

static void decimals(void **state)
{
	static const struct {
		const char *text;
		int result;
		unsigned int value;
	} rows[] = {
		{ "0", 0, 0 },
		{ "5", 0, 5 },
		{ "3600", 0, 3600 },
		{ "007", 0, 7 },
		{ "999999999", 0, 999999999 },
		{ "000000001", 0, 1 },
		{ "1000000000", -1, 42 }, /* 10 digits */
		{ "4294967296", -1, 42 },
		{ "18446744073709551617", -1, 42 },
		{ "", -1, 42 },
		{ "-1", -1, 42 },
		{ "+1", -1, 42 },
		{ " 1", -1, 42 },
		{ "1 ", -1, 42 },
		{ "1a", -1, 42 },
		{ "0x1", -1, 42 },
		{ "/", -1, 42 },
		{ ":", -1, 42 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		unsigned int value = 42;
		int result = eb_span_decimal(unit_text(rows[i].text), &value);

		UNIT_EXPECT(result == rows[i].result, "row '%s': %d", rows[i].text, result);
		UNIT_EXPECT(value == rows[i].value, "row '%s': %u", rows[i].text, value);
	}
}

static void take(void **state)
{
	static const struct {
		const char *text, *taken, *rest;
	} rows[] = {
		{ "", "", "" },           { "a", "a", "" },     { "\n", "", "" },
		{ "a\n", "a", "" },       { "a\nb", "a", "b" }, { "\na", "", "a" },
		{ "a\n\nb", "a", "\nb" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span rest = unit_text(rows[i].text);
		struct eb_span taken = eb_span_take(&rest, '\n');

		UNIT_EXPECT(eb_span_is(taken, rows[i].taken) && eb_span_is(rest, rows[i].rest),
			    "row %zu", i);
	}
}

static void finds_text(void **state)
{
	static const struct {
		const char *text, *part;
		size_t at;
	} rows[] = {
		{ "", "a", 0 },      { "a", "a", 0 },    { "b", "a", 1 },
		{ "ba", "a", 1 },    { "aab", "ab", 1 }, { "ab", "abc", 2 },
		{ "abab", "ab", 0 }, { "xyz", "yz", 1 }, { "xyz", "za", 3 },
		{ "x/b/", "b/", 2 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(eb_span_find_text(unit_text(rows[i].text),
					      unit_text(rows[i].part)) == rows[i].at,
			    "row %zu", i);
}

static void finds_behind(void **state)
{
	static const struct {
		const char *text, *part, *behind;
	} rows[] = {
		{ "", "a", NULL },      { "a", "a", "" },       { "ab", "a", "b" },
		{ "aab", "ab", "" },    { "abab", "ab", "ab" }, { "ab", "abc", NULL },
		{ "xaxbc", "xb", "c" }, { "x", "y", NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		const char *got = eb_text_behind(rows[i].text, rows[i].part);

		UNIT_EXPECT(rows[i].behind ? got && strcmp(got, rows[i].behind) == 0 : !got,
			    "row %zu: '%s'", i, got ? got : "NULL");
	}
}

static void dashes(void **state)
{
	static const struct {
		const char *a, *b;
		bool equal;
	} rows[] = {
		{ "", "", true },        { "a-b", "a_b", true }, { "_-", "-_", true },
		{ "a-b", "a-c", false }, { "a-", "a", false },   { "A", "a", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(eb_span_eq_dashes(unit_text(rows[i].a), unit_text(rows[i].b)) ==
				    rows[i].equal,
			    "row %zu", i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(take),
		cmocka_unit_test(finds_text),
		cmocka_unit_test(finds_behind),
		cmocka_unit_test(dashes),
		cmocka_unit_test(compares),
		cmocka_unit_test(compares_nul_bytes_and_nothing),
		cmocka_unit_test(makes),
		cmocka_unit_test(trims),
		cmocka_unit_test(finds),
		cmocka_unit_test(classes),
		cmocka_unit_test(names),
		cmocka_unit_test(decimals),
	};

	return UNIT_RUN(tests);
}
