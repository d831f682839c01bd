/* SPDX-License-Identifier: GPL-2.0-only */
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/out.h"
#include "unit.h"

static void safe_text(void **state)
{
	static const struct {
		const char *text;
		size_t n;
		const char *want;
	} rows[] = {
		{ "", 0, "" },
		{ "plain text ~!", 13, "plain text ~!" },
		{ "a\nb", 3, "a\\x0ab" },
		{ "\t", 1, "\\x09" },
		{ "\x1b[31m", 5, "\\x1b[31m" }, /* no terminal sequence gets through */
		{ "\x1f\x20\x7e\x7f", 4, "\\x1f ~\\x7f" },
		{ "a\0b", 3, "a\\x00b" },
		{ "\\", 1, "\\x5c" },
		{ "\x80\xff", 2, "\\x80\\xff" },
		{ "\xc3\xa4", 2, "\\xc3\\xa4" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char buf[64];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_out_safe(&out, unit_bytes(rows[i].text, rows[i].n));
		UNIT_EXPECT(strcmp(buf, rows[i].want) == 0, "row %zu: '%s'", i, buf);
		UNIT_EXPECT(!out.cut, "row %zu", i);
	}
}

static void numbers(void **state)
{
	static const unsigned long rows[] = { 0, 1, 9, 10, 99, 100, 4294967295ul, ULONG_MAX };
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char buf[64], want[64];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		snprintf(want, sizeof(want), "%lu", rows[i]);
		eb_out_uint(&out, rows[i]);
		UNIT_EXPECT(strcmp(buf, want) == 0, "row %zu: '%s'", i, buf);
	}
}

static void counts(void **state)
{
	char buf[64];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	(void)state;
	eb_out_count(&out, 0, "rule");
	eb_out_char(&out, ' ');
	eb_out_count(&out, 1, "rule");
	eb_out_char(&out, ' ');
	eb_out_count(&out, 2, "device");
	assert_string_equal(buf, "0 rules 1 rule 2 devices");
	assert_int_equal(out.n, strlen(buf));
}

static void lists(void **state)
{
	char buf[64];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	(void)state;
	eb_out_all(&out, (char *)NULL);
	assert_string_equal(buf, "");
	eb_out_all(&out, "a", "", "bc", (char *)NULL);
	eb_out_str(&out, "d");
	eb_out_span(&out, unit_bytes("e\0f", 3));
	assert_int_equal(eb_out_text(&out).n, 7);
	assert_memory_equal(eb_out_text(&out).p, "abcde\0f", 7);
}

/* The buffer lies on the heap with exactly its size: ASan watches its end. */
static void quotes(void **state)
{
	char buf[64];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	(void)state;
	out.quoted = true;
	eb_out_str(&out, "a\"b");
	eb_out_safe(&out, unit_text("\\\n\""));
	out.quoted = false;
	eb_out_str(&out, "\"\\");
	assert_string_equal(buf, "a\\\"b\\\\x5c\\\\x0a\\\"\"\\");
}

static void is_full(void **state)
{
	static const struct {
		size_t size;
		const char *text, *want;
		bool cut;
	} rows[] = {
		{ 1, "", "", false },           { 1, "a", "", true },
		{ 2, "a", "a", false },         { 2, "ab", "a", true },
		{ 6, "hello", "hello", false }, { 5, "hello", "hell", true },
		{ 5, "\n", "\\x0a", false },    { 4, "\n", "\\x0", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char *buf = malloc(rows[i].size);
		struct eb_out out;

		assert_non_null(buf);
		memset(buf, 0x55, rows[i].size);
		out = eb_out_on(buf, rows[i].size);
		assert_string_equal(buf, "");
		eb_out_safe(&out, unit_text(rows[i].text));
		UNIT_EXPECT(strcmp(buf, rows[i].want) == 0, "row %zu: '%s'", i, buf);
		UNIT_EXPECT(out.cut == rows[i].cut, "row %zu", i);
		UNIT_EXPECT(out.n == strlen(buf), "row %zu", i);
		free(buf);
	}
}

static void stays_cut(void **state)
{
	char buf[4];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	(void)state;
	eb_out_uint(&out, 12345);
	assert_string_equal(buf, "123");
	eb_out_str(&out, "");
	assert_true(out.cut);
	eb_out_str(&out, "x");
	assert_string_equal(buf, "123");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(safe_text), cmocka_unit_test(numbers),
		cmocka_unit_test(counts),    cmocka_unit_test(lists),
		cmocka_unit_test(quotes),    cmocka_unit_test(is_full),
		cmocka_unit_test(stays_cut),
	};

	return UNIT_RUN(tests);
}
