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
		{ "driver_override=off;p,a=x", "p,a=x|", EB_WORD_NONE, EB_MSG_WORD_NOT_HERE,
		  17 },
		{ "driver_override=strict", "", EB_WORD_NONE, EB_MSG_NONE, 0 },
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

		UNIT_EXPECT(eb_ruleset_add_cmdline(&set, "c", unit_text(rows[i].text), false) ==
				    0,
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

/* --- the other sources; what is found as "LINE:COLUMN MESSAGE LENGTH" --- */

static const char *findings_of(const struct eb_ruleset *set)
{
	static char buf[256];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	size_t i;

	for (i = 0; i < set->n_findings; i++) {
		const struct eb_finding *finding = &set->findings[i];
		struct eb_place place =
			eb_ruleset_place(set, finding->source, finding->diagnosis.at);

		if (i)
			eb_out_char(&out, ' ');
		if (place.line) {
			eb_out_uint(&out, place.line);
			eb_out_char(&out, ':');
		}
		eb_out_uint(&out, place.column);
		eb_out_char(&out, '+');
		eb_out_uint(&out, (unsigned long)finding->diagnosis.at.n);
	}
	return buf;
}

/* @messages: those of the findings, in their order. */
static void expect_set(const char *row, const struct eb_ruleset *set, const char *rules,
		       const char *places, const enum eb_message *messages)
{
	size_t i;

	UNIT_EXPECT(strcmp(rules_of(set), rules) == 0, "row <%s>: '%s'", row, rules_of(set));
	UNIT_EXPECT(strcmp(findings_of(set), places) == 0, "row <%s>: '%s'", row,
		    findings_of(set));
	for (i = 0; i < set->n_findings; i++)
		UNIT_EXPECT(set->findings[i].diagnosis.message == messages[i],
			    "row <%s>: message %d", row,
			    (int)set->findings[i].diagnosis.message);
	UNIT_EXPECT(i == 3 || messages[i] == EB_MSG_NONE, "row <%s>: too few", row);
}

static void configuration_files(void **state)
{
	static const struct {
		const char *text, *rules, *places;
		enum eb_message messages[3];
	} rows[] = {
		{ "", "", "", { EB_MSG_NONE } },
		{ "\n\n", "", "", { EB_MSG_NONE } },
		{ "# nothing\n", "", "", { EB_MSG_NONE } },
		{ "#", "", "", { EB_MSG_NONE } },
		{ "p,a=x", "p,a=x|", "", { EB_MSG_NONE } },
		{ "p,a=x\np,b=y\n", "p,a=x|p,b=y|", "", { EB_MSG_NONE } },
		{ "  p,a=x  \r\n\t\r\np,b=y\r\n", "p,a=x|p,b=y|", "", { EB_MSG_NONE } },
		{ "p,a=x;p,b=y", "p,a=x|p,b=y|", "", { EB_MSG_NONE } },
		{ "#p,a=x\np,b=y\n#p,c=z", "p,b=y|", "", { EB_MSG_NONE } },
		{ "#p,a=x;p,b=y\n", "", "", { EB_MSG_NONE } },
		/* only at the start of a line: elsewhere it is a byte like others */
		{ "p,a=x#y\np,b#c=z\n", "p,a=x#y|p,b#c=z|", "", { EB_MSG_NONE } },
		{ "p,a=x # y\n", "p,a=x # y|", "5+5", { EB_MSG_DOUBT_COMMENT } },
		{ "p,a='x'\n", "p,a='x'|", "5+3", { EB_MSG_DOUBT_QUOTE } },
		{ " #a\n", "", "2+2", { EB_MSG_NO_TARGET } },
		{ ";#a\n", "", "2+2", { EB_MSG_NO_TARGET } },
		/* lines and columns; a bad rule spoils no other */
		{ "# a\n\n  bad\np,a=x\n", "p,a=x|", "3:3+3", { EB_MSG_NO_TARGET } },
		{ "p,a=x\nbad; p,b]=x ;p,c=x\nworse",
		  "p,a=x|p,c=x|",
		  "2:1+3 2:9+1 3:1+5",
		  { EB_MSG_NO_TARGET, EB_MSG_STRAY_BRACKET, EB_MSG_NO_TARGET } },
		{ "p,name[a\n]=x\n",
		  "",
		  "1:7+2 2:1+1",
		  { EB_MSG_UNCLOSED_BRACKET, EB_MSG_NO_BUS } },
		/* words are for other sources */
		{ "off\n", "", "1+3", { EB_MSG_WORD_NOT_HERE } },
		{ "plan", "", "1+4", { EB_MSG_WORD_NOT_HERE } },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_ruleset set = empty_set(16384);

		assert_int_equal(eb_ruleset_add_conf(&set, "c", unit_text(rows[i].text)), 0);
		expect_set(rows[i].text, &set, rows[i].rules, rows[i].places, rows[i].messages);
		UNIT_EXPECT(set.word == EB_WORD_NONE, "row <%s>", rows[i].text);
	}
}

/* @n: the text with its NULs, of which the last may be missing. */
static void chosen(void **state)
{
#define BYTES(s) s, sizeof(s) - 1
	static const struct {
		const char *text;
		size_t n;
		const char *rules, *places;
		enum eb_message messages[3];
	} rows[] = {
		{ BYTES(""), "", "", { EB_MSG_NONE } },
		{ BYTES("\0"), "", "", { EB_MSG_NONE } },
		{ BYTES("\0\0\0"), "", "", { EB_MSG_NONE } },
		{ BYTES("p,a=x\0"), "p,a=x|", "", { EB_MSG_NONE } },
		{ BYTES("p,a=x"), "p,a=x|", "", { EB_MSG_NONE } },
		{ BYTES("p,a=x\0p,b=y\0"), "p,a=x|p,b=y|", "", { EB_MSG_NONE } },
		{ BYTES("p,a=x\0p,b=y"), "p,a=x|p,b=y|", "", { EB_MSG_NONE } },
		{ BYTES("p,a=x\0\0p,b=y\0"), "p,a=x|p,b=y|", "", { EB_MSG_NONE } },
		{ BYTES("p,a=x;p,b=y\0p,c=z\0"), "p,a=x|p,b=y|p,c=z|", "", { EB_MSG_NONE } },
		{ BYTES(" p,a=x \0"), "p,a=x|", "", { EB_MSG_NONE } },
		{ BYTES("p,a\0=x\0"), "", "1+3 5+0", { EB_MSG_NO_TARGET, EB_MSG_NO_SELECTOR } },
		{ BYTES("p,a=x\0bad\0p,b=y\0"), "p,a=x|p,b=y|", "7+3", { EB_MSG_NO_TARGET } },
		{ BYTES("p,a=x\0p,b]=y"), "p,a=x|", "10+1", { EB_MSG_STRAY_BRACKET } },
		/* '#' and words mean nothing here */
		{ BYTES("#p,a=x\0"), "#p,a=x|", "", { EB_MSG_NONE } },
		{ BYTES("off\0"), "", "1+3", { EB_MSG_WORD_NOT_HERE } },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_ruleset set = empty_set(16384);

		assert_int_equal(eb_ruleset_add_chosen(&set, "/chosen",
						       unit_bytes(rows[i].text, rows[i].n)),
				 0);
		expect_set(rows[i].text, &set, rows[i].rules, rows[i].places, rows[i].messages);
		UNIT_EXPECT(set.word == EB_WORD_NONE, "row %zu", i);
	}
}

/* A node's own property: a target, and the rule is about that node. */
static void nodes(void **state)
{
	static const struct {
		const char *text;
		size_t n;
		enum eb_message message;
		enum eb_aim aim;
		const char *driver;
		unsigned int options;
		size_t column;
	} rows[] = {
		{ BYTES("x\0"), EB_MSG_NONE, EB_AIM_BIND, "x", 0, 0 },
		{ BYTES("x"), EB_MSG_NONE, EB_AIM_BIND, "x", 0, 0 },
		{ BYTES("vfio-platform/noiommu\0"), EB_MSG_NONE, EB_AIM_BIND, "vfio-platform",
		  EB_OPT_NOIOMMU, 0 },
		{ BYTES(" x \0"), EB_MSG_NONE, EB_AIM_BIND, "x", 0, 0 },
		{ BYTES("none\0"), EB_MSG_NONE, EB_AIM_HOLD, "none", 0, 0 },
		{ BYTES("/final\0"), EB_MSG_NONE, EB_AIM_PROTECT, "", EB_OPT_FINAL, 0 },
		{ BYTES("\0"), EB_MSG_NONE, EB_AIM_CLEAR, "", 0, 0 },
		{ BYTES(""), EB_MSG_NONE, EB_AIM_CLEAR, "", 0, 0 },
		{ BYTES("x/kep\0"), EB_MSG_UNKNOWN_OPTION, 0, NULL, 0, 3 },
		{ BYTES("  x/kep\0"), EB_MSG_UNKNOWN_OPTION, 0, NULL, 0, 5 },
		{ BYTES("x;y\0"), EB_MSG_BAD_DRIVER_BYTE, 0, NULL, 0, 2 },
		{ BYTES("p,a=x\0"), EB_MSG_BAD_DRIVER_BYTE, 0, NULL, 0, 4 },
		{ BYTES("\x01\0"), EB_MSG_BAD_DRIVER_BYTE, 0, NULL, 0, 1 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_ruleset set = empty_set(16384);
		struct eb_span path = unit_text("/soc/a@1,b*[;");
		const struct eb_rule *rule;

		assert_int_equal(eb_ruleset_add_node(&set, "n", path,
						     unit_bytes(rows[i].text, rows[i].n)),
				 0);
		UNIT_EXPECT(set.n_rules == (rows[i].message == EB_MSG_NONE), "row %zu", i);
		UNIT_EXPECT(set.n_findings == (rows[i].message != EB_MSG_NONE), "row %zu", i);
		if (set.n_findings) {
			struct eb_span at = set.findings->diagnosis.at;

			UNIT_EXPECT(set.findings->diagnosis.message == rows[i].message,
				    "row %zu: message %d", i,
				    (int)set.findings->diagnosis.message);
			UNIT_EXPECT(eb_ruleset_place(&set, 0, at).column == rows[i].column,
				    "row %zu: column %u", i,
				    eb_ruleset_place(&set, 0, at).column);
			continue;
		}
		rule = set.rules;
		UNIT_EXPECT(eb_span_is(rule->bus, "of") && rule->n_terms == 1, "row %zu", i);
		/* literally, whatever bytes are in it */
		UNIT_EXPECT(rule->terms->kind == EB_TERM_OF && rule->terms->first &&
				    !rule->terms->negated &&
				    eb_span_eq(rule->terms->text, path),
			    "row %zu", i);
		UNIT_EXPECT(rule->target.aim == rows[i].aim &&
				    eb_span_is(rule->target.driver, rows[i].driver) &&
				    rule->target.options == rows[i].options,
			    "row %zu", i);
		UNIT_EXPECT(eb_ruleset_place(&set, 0, rule->text).column == 1, "row %zu", i);
	}
}

static void bootconfig(void **state)
{
	static const struct {
		const char *text, *rules, *places;
		enum eb_message messages[3];
		enum eb_word word;
	} rows[] = {
		{ "", "", "", { EB_MSG_NONE }, EB_WORD_NONE },
		{ "kernel.root = \"p,a=x\"\n", "", "", { EB_MSG_NONE }, EB_WORD_NONE },
		{ "driver_override = \"p,a=x\", \"p,b=",
		  "p,a=x|",
		  "1+15",
		  { EB_MSG_UNCLOSED_QUOTE },
		  EB_WORD_NONE },
		{ "driver_override = \"p,a=x\"\n",
		  "p,a=x|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		{ "driver_override = \"p,a=x\", 'p,b=\"y'\nrd.driver_override = \"p,c=z\"\n",
		  "p,a=x|p,b=\"y|p,c=z|",
		  "1:33+2",
		  { EB_MSG_DOUBT_QUOTE },
		  EB_WORD_NONE },
		{ "driver-override = \"p,a=x;p,b=y\"\n",
		  "p,a=x|p,b=y|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		{ "x.driver_override = \"p,a=x\"\ndriver_override.x = \"p,a=x\"\n",
		  "",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		{ "# driver_override = \"p,a=x\"\n", "", "", { EB_MSG_NONE }, EB_WORD_NONE },
		{ "a = \"b\"\ndriver_override = \"bad\", \"p,b=y\"\n",
		  "p,b=y|",
		  "2:20+3",
		  { EB_MSG_NO_TARGET },
		  EB_WORD_NONE },
		/* words, alone as a whole value */
		{ "driver_override = \"off\"\n", "", "", { EB_MSG_NONE }, EB_WORD_OFF },
		{ "driver_override = \" off \n\"\n", "", "", { EB_MSG_NONE }, EB_WORD_OFF },
		{ "driver_override = \"p,a=x\", \"off\"\n",
		  "p,a=x|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_OFF },
		{ "rd.driver_override = \" plan \"\n", "", "", { EB_MSG_NONE }, EB_WORD_PLAN },
		{ "driver_override = \"off\", \"plan\"\n",
		  "",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_OFF },
		{ "driver_override = \"strict\"\n", "", "", { EB_MSG_NONE }, EB_WORD_NONE },
		{ "driver_override = \"off;p,a=x\"\n",
		  "p,a=x|",
		  "20+3",
		  { EB_MSG_WORD_NOT_HERE },
		  EB_WORD_NONE },
		/* empty ones, at the key */
		{ "a = \"b\"\ndriver_override = \"\"\n",
		  "",
		  "2:1+15",
		  { EB_MSG_EMPTY_VALUE },
		  EB_WORD_NONE },
		{ "driver_override = \"p,a=x\", \";\"\n",
		  "p,a=x|",
		  "1+15",
		  { EB_MSG_NO_RULES },
		  EB_WORD_NONE },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_ruleset set = empty_set(16384);

		assert_int_equal(eb_ruleset_add_bootconfig(&set, "b", unit_text(rows[i].text)),
				 0);
		expect_set(rows[i].text, &set, rows[i].rules, rows[i].places, rows[i].messages);
		UNIT_EXPECT(set.word == rows[i].word, "row <%s>", rows[i].text);
	}
}

/* pci=driver[...], and command lines that were cut off */
static void pci_and_cut_off(void **state)
{
	static const struct {
		const char *text;
		bool cut;
		const char *rules, *places;
		enum eb_message messages[3];
		enum eb_word word;
	} rows[] = {
		{ "pci=noaer,nomsi", false, "", "", { EB_MSG_NONE }, EB_WORD_NONE },
		{ "pci=driver[02:00.0]=x",
		  false,
		  "driver[02:00.0]=x|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		{ "pci=noaer,driver[02:00.0,03:*]=x/keep,nomsi",
		  false,
		  "driver[02:00.0,03:*]=x/keep|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		{ "pci=driver[02:00.0]=x,driver[03:00.0]=,noaer driver_override=p,a=x",
		  false,
		  "driver[02:00.0]=x|driver[03:00.0]=|p,a=x|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		{ "\"pci=driver[02:00.0]=x y\"",
		  false,
		  "driver[02:00.0]=x y|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		{ "pci", false, "", "", { EB_MSG_NONE }, EB_WORD_NONE },
		{ "pci=", false, "", "", { EB_MSG_NONE }, EB_WORD_NONE },
		{ "pci=,,", false, "", "", { EB_MSG_NONE }, EB_WORD_NONE },
		/* not ours */
		{ "xpci=driver[02:00.0]=x", false, "", "", { EB_MSG_NONE }, EB_WORD_NONE },
		{ "pci=xdriver[02:00.0]=x,driver=y,Driver[02:00.0]=z",
		  false,
		  "",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		{ "-- pci=driver[02:00.0]=x", false, "", "", { EB_MSG_NONE }, EB_WORD_NONE },
		{ "driver[02:00.0]=x", false, "", "", { EB_MSG_NONE }, EB_WORD_NONE },
		/* a bad piece spoils no other; no ';' separates here */
		{ "pci=driver[02:00.0,driver[03:00.0]=x",
		  false,
		  "",
		  "26+1",
		  { EB_MSG_BAD_NAME_BYTE },
		  EB_WORD_NONE },
		/* names and globs only */
		{ "pci=driver[!02:00.0,02:*]=x",
		  false,
		  "",
		  "12+1",
		  { EB_MSG_BAD_NAME_BYTE },
		  EB_WORD_NONE },
		{ "pci=driver[02:00.0+03:00.0]=x",
		  false,
		  "",
		  "19+1",
		  { EB_MSG_BAD_NAME_BYTE },
		  EB_WORD_NONE },
		{ "pci=driver[zz]=x,driver[02:00.0]=x",
		  false,
		  "driver[02:00.0]=x|",
		  "12+2",
		  { EB_MSG_NOT_PCI_ADDRESS },
		  EB_WORD_NONE },
		{ "pci=noaer,driver[02:00.0]",
		  false,
		  "",
		  "11+15",
		  { EB_MSG_NO_TARGET },
		  EB_WORD_NONE },
		{ "pci=driver[02:00.0]=x;y",
		  false,
		  "",
		  "22+1",
		  { EB_MSG_BAD_DRIVER_BYTE },
		  EB_WORD_NONE },
		{ "pci=driver[02:00.0",
		  false,
		  "",
		  "11+8",
		  { EB_MSG_UNCLOSED_BRACKET },
		  EB_WORD_NONE },

		/* cut off, and the last word is not ours */
		{ "driver_override=p,a=x quie",
		  true,
		  "p,a=x|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		{ "driver_override=off quie", true, "", "", { EB_MSG_NONE }, EB_WORD_OFF },
		{ "driver_override=p,a=x --",
		  true,
		  "p,a=x|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		{ "driver_override=p,a=x -- driver_override=p,b",
		  true,
		  "p,a=x|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		{ "driver_override=p,a=x driver_overrid",
		  true,
		  "p,a=x|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		{ "pci=driver[02:00.0]=x,noae",
		  true,
		  "driver[02:00.0]=x|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		{ "pci=driver[02:00.0]=x quie",
		  true,
		  "driver[02:00.0]=x|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		/* cut off, and it is: its last rule or word is dropped */
		{ "driver_override=p,a=x", true, "", "17+5", { EB_MSG_CUT_OFF }, EB_WORD_NONE },
		{ "driver_override=p,a=x\n",
		  true,
		  "",
		  "17+5",
		  { EB_MSG_CUT_OFF },
		  EB_WORD_NONE },
		{ "q driver_override=p,a=x;p,b=y",
		  true,
		  "p,a=x|",
		  "25+5",
		  { EB_MSG_CUT_OFF },
		  EB_WORD_NONE },
		{ "driver_override=p,a=x rd.driver_override=p,b=y",
		  true,
		  "p,a=x|",
		  "42+5",
		  { EB_MSG_CUT_OFF },
		  EB_WORD_NONE },
		{ "driver_override=\"p,a=x; p,b=y z",
		  true,
		  "p,a=x|",
		  "24+8",
		  { EB_MSG_CUT_OFF },
		  EB_WORD_NONE },
		{ "driver_override=of", true, "", "17+2", { EB_MSG_CUT_OFF }, EB_WORD_NONE },
		{ "driver_override=off", true, "", "17+3", { EB_MSG_CUT_OFF }, EB_WORD_NONE },
		{ "driver_override=plan", true, "", "17+4", { EB_MSG_CUT_OFF }, EB_WORD_NONE },
		{ "driver_override=bad;p,a=x;p,b",
		  true,
		  "p,a=x|",
		  "27+3 17+3",
		  { EB_MSG_CUT_OFF, EB_MSG_NO_TARGET },
		  EB_WORD_NONE },
		/* behind ';' nothing is mutilated */
		{ "driver_override=p,a=x;", true, "p,a=x|", "", { EB_MSG_NONE }, EB_WORD_NONE },
		{ "driver_override=p,a=x;p,b=y;",
		  true,
		  "p,a=x|p,b=y|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
		/* nothing of it is left: never silence */
		{ "q driver_override=", true, "", "3+15", { EB_MSG_CUT_OFF }, EB_WORD_NONE },
		{ "driver_override=\"", true, "", "1+15", { EB_MSG_CUT_OFF }, EB_WORD_NONE },
		{ "q driver_override", true, "", "3+15", { EB_MSG_NO_VALUE }, EB_WORD_NONE },
		{ "pci=driver[02:00.0]=x", true, "", "5+17", { EB_MSG_CUT_OFF }, EB_WORD_NONE },
		{ "pci=driver[02:00.0", true, "", "5+14", { EB_MSG_CUT_OFF }, EB_WORD_NONE },
		{ "pci=driver[02:00.0]=x,driver[03:00.0]=vf",
		  true,
		  "driver[02:00.0]=x|",
		  "23+18",
		  { EB_MSG_CUT_OFF },
		  EB_WORD_NONE },
		/* one that has its comma is whole */
		{ "pci=driver[02:00.0]=x,",
		  true,
		  "driver[02:00.0]=x|",
		  "",
		  { EB_MSG_NONE },
		  EB_WORD_NONE },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_ruleset set = empty_set(16384);

		assert_int_equal(
			eb_ruleset_add_cmdline(&set, "c", unit_text(rows[i].text), rows[i].cut),
			0);
		expect_set(rows[i].text, &set, rows[i].rules, rows[i].places, rows[i].messages);
		UNIT_EXPECT(set.word == rows[i].word, "row <%s>", rows[i].text);
	}
}

/* However a source is added: too long a one is refused whole, little memory is no accident. */
static int add_any(struct eb_ruleset *set, size_t how, struct eb_span text)
{
	switch (how) {
	case 0:
		return eb_ruleset_add_conf(set, "s", text);
	case 1:
		return eb_ruleset_add_chosen(set, "s", text);
	case 2:
		return eb_ruleset_add_bootconfig(set, "s", text);
	default:
		return eb_ruleset_add_node(set, "s", unit_text("/soc"), text);
	}
}

static void limits_of_other_sources(void **state)
{
	static const char *const texts[] = { "p,a=x", "p,a=x", "driver_override='p,a=x'", "x" };
	size_t how, size;

	(void)state;
	for (how = 0; how < UNIT_LENGTH(texts); how++) {
		size_t ok = 0;

		for (size = 65536; size <= 65537; size++) {
			struct eb_ruleset set = empty_set(16384);
			struct eb_span text = unit_text(texts[how]);

			text = unit_join(unit_fill(' ', size - text.n), text, unit_text(""));
			assert_int_equal(add_any(&set, how, text), 0);
			UNIT_EXPECT(set.n_rules == (size == 65536), "source %zu", how);
			UNIT_EXPECT(set.n_errors == (size == 65537), "source %zu", how);
			if (set.n_errors)
				UNIT_EXPECT(set.findings[0].diagnosis.message ==
						    EB_MSG_SOURCE_CUT,
					    "source %zu", how);
		}
		for (size = 0; size < 4096; size += 16) {
			struct eb_ruleset set = empty_set(size);

			if (add_any(&set, how, unit_text(texts[how])) < 0)
				continue;
			UNIT_EXPECT(set.n_rules == 1, "source %zu, size %zu", how, size);
			ok++;
		}
		assert_in_range(ok, 1, size / 16 - 1);
	}
}

static void sources_keep_their_order(void **state)
{
	struct eb_ruleset set = empty_set(16384);

	(void)state;
	assert_int_equal(eb_ruleset_add_cmdline(&set, "/proc/cmdline",
						unit_text("driver_override=p,a=x;bad"), false),
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

static void sources_are_taken_over(void **state)
{
	struct eb_ruleset from = empty_set(16384), set = empty_set(16384);

	(void)state;
	assert_int_equal(eb_ruleset_add_conf(&from, "conf", unit_text("p,a=x\np,b=x\nbad")), 0);
	assert_int_equal(eb_ruleset_add_rules(&from, "-r", unit_text("p,c=y")), 0);
	assert_int_equal(eb_ruleset_add_rules(&from, "-r", unit_text("p,d=z")), 0);
	assert_int_equal(eb_ruleset_add_sources(&set, &from, 0, 1), 0);
	assert_int_equal(eb_ruleset_add_rules(&set, "new", unit_text("p,n=n")), 0);
	assert_int_equal(eb_ruleset_add_sources(&set, &from, 2, 3), 0);
	assert_string_equal(rules_of(&set), "p,a=x|p,b=x|p,n=n|p,d=z|");
	assert_int_equal(set.n_sources, 3);
	assert_string_equal(set.sources[0].label, "conf");
	assert_int_equal(set.rules[1].source, 0);
	assert_int_equal(set.rules[2].source, 1);
	assert_int_equal(set.rules[3].source, 2);
	assert_int_equal(eb_ruleset_place(&set, 0, set.rules[1].text).line, 2);
	assert_int_equal(set.n_findings, 0);
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
						   unit_text("")),
					 false),
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
static void clearing(void **state)
{
	static const char *const names[] = { "a", "a]b", "a;b", "a=b,c+d", "a[b]", "\xff b" };
	struct eb_ruleset *set = unit_rules("p,x=y");
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(names); i++) {
		const struct eb_rule *rule;
		char want[64];

		assert_int_equal(eb_ruleset_add_clear(set, "clear", unit_text("bus"),
						      unit_text(names[i])),
				 0);
		rule = &set->rules[i + 1];
		snprintf(want, sizeof(want), "bus,name[%s]=/optional", names[i]);
		UNIT_EXPECT(eb_span_is(rule->text, want), "'%.*s'", UNIT_SPAN(rule->text));
		UNIT_EXPECT(eb_span_is(rule->bus, "bus"), "'%.*s'", UNIT_SPAN(rule->bus));
		UNIT_EXPECT(eb_span_is(rule->terms->text, names[i]), "'%.*s'",
			    UNIT_SPAN(rule->terms->text));
		UNIT_EXPECT(rule->terms->whole.n == strlen(names[i]) + 6, "'%.*s'",
			    UNIT_SPAN(rule->terms->whole));
		UNIT_EXPECT(rule->target.aim == EB_AIM_CLEAR && rule->source == i + 1 &&
				    eb_ruleset_place(set, rule->source, rule->text).column == 1,
			    "'%s'", names[i]);
	}
	assert_int_equal(set->n_findings, 0);
}

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
		cmocka_unit_test(command_lines),
		cmocka_unit_test(sources_keep_their_order),
		cmocka_unit_test(sources_are_taken_over),
		cmocka_unit_test(places),
		cmocka_unit_test(the_longest_source),
		cmocka_unit_test(numbers_of_rules),
		cmocka_unit_test(clearing),
		cmocka_unit_test(arena_full),
		cmocka_unit_test(configuration_files),
		cmocka_unit_test(chosen),
		cmocka_unit_test(nodes),
		cmocka_unit_test(bootconfig),
		cmocka_unit_test(pci_and_cut_off),
		cmocka_unit_test(limits_of_other_sources),
	};

	return UNIT_RUN(tests);
}
