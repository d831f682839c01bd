/* SPDX-License-Identifier: GPL-2.0-only */
#include <stdio.h>
#include <string.h>

#include "rules/ruleset.h"
#include "text/out.h"
#include "unit.h"

static struct eb_ruleset empty_set(size_t size)
{
	return (struct eb_ruleset){ .arena = unit_arena(size) };
}

/* The texts of the rules, joined by '|'. */
static const char *rules_of(const struct eb_ruleset *set)
{
	static char buf[512];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	size_t i;

	for (i = 0; i < set->n_rules; i++) {
		eb_out_span(&out, set->rules[i].text);
		eb_out_char(&out, '|');
	}
	return buf;
}

/* What is found in a command line. */
static void command_lines(void **state)
{
	static const struct {
		const char *text, *rules;
		enum eb_word word;
		enum eb_message message; /* the only finding, or none */
		size_t column;
	} rows[] = {
		{ "quiet root=/dev/sda1", "", EB_WORD_NONE, EB_MSG_NONE, 0 },
		{ "", "", EB_WORD_NONE, EB_MSG_NONE, 0 },
		{ "driver_override=p,a=x", "p,a=x|", EB_WORD_NONE, EB_MSG_NONE, 0 },
		{ "driver_override=p,a=x;p,b=y", "p,a=x|p,b=y|", EB_WORD_NONE, EB_MSG_NONE, 0 },
		{ "driver_override=p,a=x q driver_override=p,b=y", "p,a=x|p,b=y|", EB_WORD_NONE,
		  EB_MSG_NONE, 0 },
		{ "rd.driver_override=p,a=x", "p,a=x|", EB_WORD_NONE, EB_MSG_NONE, 0 },
		{ "driver-override=p,a=x rd.driver-override=p,b=y", "p,a=x|p,b=y|",
		  EB_WORD_NONE, EB_MSG_NONE, 0 },
		{ "driver_override=\"p,a=x y; p,b=z\"", "p,a=x y|p,b=z|", EB_WORD_NONE,
		  EB_MSG_NONE, 0 },
		{ "\"driver_override=p,a=x y\"", "p,a=x y|", EB_WORD_NONE, EB_MSG_NONE, 0 },
		{ "driver_override=p,a=;", "p,a=|", EB_WORD_NONE, EB_MSG_NONE, 0 },
		/* not ours */
		{ "foo.driver_override=p,a=x", "", EB_WORD_NONE, EB_MSG_NONE, 0 },
		{ "rd.rd.driver_override=p,a=x", "", EB_WORD_NONE, EB_MSG_NONE, 0 },
		{ "xdriver_override=p,a=x", "", EB_WORD_NONE, EB_MSG_NONE, 0 },
		{ "driver_overrides=p,a=x", "", EB_WORD_NONE, EB_MSG_NONE, 0 },
		{ "DRIVER_OVERRIDE=p,a=x", "", EB_WORD_NONE, EB_MSG_NONE, 0 },
		{ "x -- driver_override=p,a=x", "", EB_WORD_NONE, EB_MSG_NONE, 0 },
		{ "a=\"driver_override=p,a=x\"", "", EB_WORD_NONE, EB_MSG_NONE, 0 },
		/* words */
		{ "driver_override=off", "", EB_WORD_OFF, EB_MSG_NONE, 0 },
		{ "driver_override=plan", "", EB_WORD_PLAN, EB_MSG_NONE, 0 },
		{ "driver_override=\" off \"", "", EB_WORD_OFF, EB_MSG_NONE, 0 },
		{ "driver_override=plan driver_override=off", "", EB_WORD_OFF, EB_MSG_NONE, 0 },
		{ "driver_override=off driver_override=plan", "", EB_WORD_OFF, EB_MSG_NONE, 0 },
		{ "driver_override=p,a=x driver_override=plan", "p,a=x|", EB_WORD_PLAN,
		  EB_MSG_NONE, 0 },
		{ "driver_override=OFF", "", EB_WORD_NONE, EB_MSG_NO_TARGET, 17 },
		{ "driver_override=off;p,a=x", "p,a=x|", EB_WORD_NONE, EB_MSG_NO_TARGET, 17 },
		{ "driver_override=strict", "", EB_WORD_NONE, EB_MSG_UNSUPPORTED_STRICT, 17 },
		/* one bad rule in first, middle, last place does not spoil the others */
		{ "driver_override=bad;p,a=x", "p,a=x|", EB_WORD_NONE, EB_MSG_NO_TARGET, 17 },
		{ "driver_override=p,a=x;bad;p,b=y", "p,a=x|p,b=y|", EB_WORD_NONE,
		  EB_MSG_NO_TARGET, 23 },
		{ "driver_override=p,a=x;bad", "p,a=x|", EB_WORD_NONE, EB_MSG_NO_TARGET, 23 },
		{ "q driver_override=\"p,a b=x\"", "", EB_WORD_NONE, EB_MSG_BLANK_IN_NAME, 23 },
		/* empty ones are warned about, at the name */
		{ "driver_override=", "", EB_WORD_NONE, EB_MSG_EMPTY_VALUE, 1 },
		{ "driver_override=\"\"", "", EB_WORD_NONE, EB_MSG_EMPTY_VALUE, 1 },
		{ "driver_override=\" \"", "", EB_WORD_NONE, EB_MSG_EMPTY_VALUE, 1 },
		{ "q driver_override=;;", "", EB_WORD_NONE, EB_MSG_NO_RULES, 3 },
		{ "driver_override", "", EB_WORD_NONE, EB_MSG_NO_VALUE, 1 },
		{ "q rd.driver_override", "", EB_WORD_NONE, EB_MSG_NO_VALUE, 3 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_ruleset set = empty_set(16384);
		const struct eb_finding *finding = set.findings;

		UNIT_EXPECT(eb_ruleset_add_cmdline(&set, "c", unit_text(rows[i].text)) == 0,
			    "row <%s>", rows[i].text);
		UNIT_EXPECT(strcmp(rules_of(&set), rows[i].rules) == 0, "row <%s>: '%s'",
			    rows[i].text, rules_of(&set));
		UNIT_EXPECT(set.word == rows[i].word, "row <%s>", rows[i].text);
		UNIT_EXPECT(set.n_findings == (rows[i].message != EB_MSG_NONE), "row <%s>",
			    rows[i].text);
		if (!set.n_findings)
			continue;
		finding = set.findings;
		UNIT_EXPECT(finding->diagnosis.message == rows[i].message,
			    "row <%s>: message %d", rows[i].text,
			    (int)finding->diagnosis.message);
		UNIT_EXPECT(eb_ruleset_place(&set, 0, finding->diagnosis.at).column ==
				    rows[i].column,
			    "row <%s>: column %u", rows[i].text,
			    eb_ruleset_place(&set, 0, finding->diagnosis.at).column);
		UNIT_EXPECT(set.n_errors == (eb_message_severity(rows[i].message) == EB_ERROR),
			    "row <%s>", rows[i].text);
	}
}

static void sources_keep_their_order(void **state)
{
	struct eb_ruleset set = empty_set(16384);

	(void)state;
	assert_int_equal(eb_ruleset_add_cmdline(&set, "/proc/cmdline",
						unit_text("driver_override=p,a=x;bad")),
			 0);
	assert_int_equal(eb_ruleset_add_rules(&set, "-r", unit_text("p,a=y;worse")), 0);
	assert_int_equal(eb_ruleset_add_rules(&set, "-r", unit_text("off")), 0);
	assert_string_equal(rules_of(&set), "p,a=x|p,a=y|");
	assert_int_equal(set.n_sources, 3);
	assert_int_equal(set.rules[0].source, 0);
	assert_int_equal(set.rules[1].source, 1);
	assert_int_equal(set.n_findings, 2);
	assert_int_equal(set.findings[0].source, 0);
	assert_int_equal(set.findings[1].source, 1);
	assert_true(eb_span_is(set.findings[1].rule, "worse"));
	assert_int_equal(set.word, EB_WORD_OFF);
	assert_int_equal(set.word_source, 2);
	assert_true(eb_span_is(set.word_text, "off"));
}

static void places(void **state)
{
	static const struct {
		const char *text;
		size_t offset;
		unsigned int line, column;
	} rows[] = {
		{ "abc", 0, 0, 1 },     { "abc", 2, 0, 3 },       { "abc", 3, 0, 4 },
		{ "abc\n", 1, 0, 2 },   { "abc\nde", 1, 1, 2 },   { "abc\nde", 3, 1, 4 },
		{ "abc\nde", 4, 2, 1 }, { "abc\nde", 5, 2, 2 },   { "abc\nde\n", 6, 2, 3 },
		{ "\n\nx", 2, 3, 1 },   { "\xc3\xa4x", 2, 0, 3 }, /* columns are bytes */
		{ "", 0, 0, 1 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_ruleset set = empty_set(16384);
		struct eb_span text = unit_text(rows[i].text);
		struct eb_span at = { text.p + rows[i].offset, 0 };
		struct eb_place place;

		(void)eb_ruleset_add_rules(&set, "label", text);
		place = eb_ruleset_place(&set, 0, at);
		UNIT_EXPECT(place.line == rows[i].line && place.column == rows[i].column,
			    "row %zu: %u:%u", i, place.line, place.column);
		UNIT_EXPECT(strcmp(place.label, "label") == 0, "row %zu", i);
	}
}

/* A source of 65536 bytes is used, one of 65537 is refused whole. */
static void the_longest_source(void **state)
{
	static const struct {
		size_t n, rules, errors;
	} rows[] = { { 65536, 1, 0 }, { 65537, 0, 1 } };
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span spaces = unit_fill(' ', rows[i].n - 5);
		struct eb_ruleset set = empty_set(16384);

		assert_int_equal(eb_ruleset_add_rules(
					 &set, "-r",
					 unit_join(spaces, unit_text("p,a=x"), unit_text(""))),
				 0);
		UNIT_EXPECT(set.n_rules == rows[i].rules, "row %zu", i);
		UNIT_EXPECT(set.n_errors == rows[i].errors, "row %zu", i);
		if (set.n_errors)
			UNIT_EXPECT(set.findings[0].diagnosis.message == EB_MSG_SOURCE_CUT,
				    "row %zu", i);

		spaces = unit_fill(' ', rows[i].n - 21);
		set = empty_set(16384);
		assert_int_equal(eb_ruleset_add_cmdline(
					 &set, "c",
					 unit_join(spaces, unit_text("driver_override=p,a=x"),
						   unit_text(""))),
				 0);
		UNIT_EXPECT(set.n_rules == rows[i].rules, "row %zu, command line", i);
		UNIT_EXPECT(set.n_errors == rows[i].errors, "row %zu, command line", i);
	}
}

static void numbers_of_rules(void **state)
{
	struct eb_ruleset set = empty_set(4u << 20);
	char text[6 * 4096];
	size_t i;

	(void)state;
	for (i = 0; i < 4096; i++)
		memcpy(text + 6 * i, "p,a=x;", 6);
	assert_int_equal(eb_ruleset_add_rules(&set, "-r", unit_bytes(text, sizeof(text))), 0);
	assert_int_equal(set.n_rules, 4096);
	assert_int_equal(set.n_findings, 0);
	assert_int_equal(eb_ruleset_add_rules(&set, "-r", unit_text("p,b=x")), 0);
	assert_int_equal(set.n_rules, 4096);
	assert_int_equal(set.n_findings, 1);
	assert_int_equal(set.findings[0].diagnosis.message, EB_MSG_TOO_MANY_RULES);
	assert_true(eb_span_is(set.findings[0].rule, "p,b=x"));
}

/*
 * However little memory there is: no overflow, and either all rules or -1. Adding goes on after
 * a failure, as it well may. A rule of many terms and then small ones: what the large one could
 * not get is enough for them.
 */
static void arena_full(void **state)
{
	static const char *const sources[] = {
		"p,a=x;p,b=x;bad;p,c=x;p,d=x;p,e=x;p,f=x;p,g=x;p,h=x",
		"p,a,b,c,d,e,f,g,h,i,j,k,l,m,n,o,p,q,r,s,t,u,v,w,x,y,z=x",
		"p,a=x",
		"bad",
		"p,a=x",
		"p,b=x",
		"p,c=x",
	};
	size_t size, i, ok = 0;

	(void)state;
	for (size = 0; size < 8192; size += 16) {
		struct eb_ruleset set = empty_set(size);
		bool all = true;

		for (i = 0; i < UNIT_LENGTH(sources); i++)
			if (eb_ruleset_add_rules(&set, "-r", unit_text(sources[i])) < 0)
				all = false;
		if (all) {
			UNIT_EXPECT(set.n_rules == 13, "size %zu: %zu", size, set.n_rules);
			UNIT_EXPECT(set.n_findings == 2, "size %zu: %zu", size, set.n_findings);
			ok++;
		}
		/* What is there is whole, whatever is missing. */
		for (i = 0; i < set.n_rules; i++)
			UNIT_EXPECT(eb_span_is(set.rules[i].bus, "p") &&
					    eb_span_is(set.rules[i].target.driver, "x") &&
					    set.rules[i].terms[0].text.n == 1,
				    "size %zu, rule %zu", size, i);
	}
	assert_in_range(ok, 1, size / 16 - 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(command_lines),    cmocka_unit_test(sources_keep_their_order),
		cmocka_unit_test(places),           cmocka_unit_test(the_longest_source),
		cmocka_unit_test(numbers_of_rules), cmocka_unit_test(arena_full),
	};

	return UNIT_RUN(tests);
}
