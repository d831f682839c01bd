/* SPDX-License-Identifier: GPL-2.0-only */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "report/text.h"
#include "rules/grammar.h"
#include "sample.h"

#define FUZZ_ARENA_SIZE (8u << 20)
#define FUZZ_TEXT_SIZE  (4u << 20)

struct fuzz_memory {
	char *arena, *text;
	int garbage; /* what the memory is full of: nothing may depend on it */
};

void fuzz_fail(const char *file, int line, const char *condition)
{
	fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	abort();
}

static struct eb_arena fuzz_arena(struct fuzz_memory *memory, size_t size)
{
	if (!memory->arena) {
		memory->arena = malloc(FUZZ_ARENA_SIZE);
		memory->text = malloc(FUZZ_TEXT_SIZE);
		FUZZ_CHECK(memory->arena && memory->text);
		memset(memory->arena, memory->garbage, FUZZ_ARENA_SIZE);
	}
	return (struct eb_arena){ memory->arena, size, 0 };
}

/* --- a set of rules --- */

static bool fuzz_within(struct eb_span inner, struct eb_span outer)
{
	return inner.p >= outer.p && inner.p + inner.n <= outer.p + outer.n;
}

static bool fuzz_same_term(const struct eb_term *a, const struct eb_term *b, bool bare)
{
	return a->kind == b->kind && a->first == b->first && a->negated == b->negated &&
	       (bare || a->literal == b->literal) && eb_span_eq(a->text, b->text);
}

static void fuzz_check_same(const struct eb_rule *a, const struct eb_rule *b)
{
	size_t i;

	FUZZ_CHECK(eb_span_eq(a->bus, b->bus));
	FUZZ_CHECK(a->n_terms == b->n_terms);
	for (i = 0; i < a->n_terms; i++)
		FUZZ_CHECK(fuzz_same_term(&a->terms[i], &b->terms[i],
					  a->terms[i].kind == EB_TERM_OF));
	FUZZ_CHECK(a->target.aim == b->target.aim);
	FUZZ_CHECK(a->target.options == b->target.options);
	FUZZ_CHECK(a->target.wait == b->target.wait);
	FUZZ_CHECK(eb_span_eq(a->target.driver, b->target.driver));
}

/* A rule, written out, is one rule, and the same one. */
static void fuzz_round_trip(const struct eb_rule *rule)
{
	char buf[EB_RULE_TEXT_MAX + 256];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct eb_term terms[EB_RULE_TERMS_MAX];
	struct eb_diagnosis error;
	struct eb_span rest, text;
	struct eb_rule again;

	sample_rule_text(&out, rule);
	if (out.cut || out.n > EB_RULE_TEXT_MAX)
		return;
	rest = eb_out_text(&out);
	FUZZ_CHECK(eb_rule_next(&rest, &text));
	FUZZ_CHECK(rest.n == 0);
	FUZZ_CHECK(eb_rule_parse(text, &again, terms, &error));
	fuzz_check_same(rule, &again);
}

static void fuzz_check_rule(const struct eb_ruleset *set, const struct eb_rule *rule)
{
	FUZZ_CHECK(rule->source < set->n_sources);
	FUZZ_CHECK(fuzz_within(rule->text, set->sources[rule->source].text));
	FUZZ_CHECK(rule->n_terms > 0 && rule->n_terms <= EB_RULE_TERMS_MAX);
	FUZZ_CHECK(rule->terms[0].first);
	FUZZ_CHECK((rule->target.driver.n > 0) ==
		   (rule->target.aim == EB_AIM_BIND || rule->target.aim == EB_AIM_HOLD));
	FUZZ_CHECK(rule->target.driver.n == 0 || eb_name_ok(rule->target.driver));
	fuzz_round_trip(rule);
}

static bool fuzz_printable(struct eb_span text, bool lines)
{
	size_t i;

	for (i = 0; i < text.n; i++)
		if ((text.p[i] < ' ' || text.p[i] > '~') && !(lines && text.p[i] == '\n'))
			return false;
	return true;
}

/* A line for the log: printable, and appended to @all. */
static void fuzz_line(struct eb_out *all, const struct eb_out *line, bool lines)
{
	FUZZ_CHECK(fuzz_printable(eb_out_text(line), lines));
	eb_out_span(all, eb_out_text(line));
	eb_out_char(all, '\n');
}

static void fuzz_check_finding(struct eb_out *all, const struct eb_ruleset *set,
			       const struct eb_finding *finding)
{
	char buf[8192];
	struct eb_out line = eb_out_on(buf, sizeof(buf));
	struct eb_place place;

	FUZZ_CHECK(finding->source < set->n_sources);
	FUZZ_CHECK(fuzz_within(finding->rule, set->sources[finding->source].text));
	FUZZ_CHECK(fuzz_within(finding->diagnosis.at, finding->rule));
	place = eb_ruleset_place(set, finding->source, finding->diagnosis.at);
	FUZZ_CHECK(place.column > 0 &&
		   place.column <= set->sources[finding->source].text.n + 1);
	eb_say_finding(&line, set, finding);
	FUZZ_CHECK(!line.cut);
	fuzz_line(all, &line, false);
	line = eb_out_on(buf, sizeof(buf));
	eb_say_finding_with_caret(&line, set, finding);
	FUZZ_CHECK(!line.cut);
	fuzz_line(all, &line, true);
}

static void fuzz_check_set(struct eb_out *all, const struct eb_ruleset *set)
{
	size_t i, errors = 0;

	for (i = 0; i < set->n_rules; i++)
		fuzz_check_rule(set, &set->rules[i]);
	for (i = 0; i < set->n_findings; i++) {
		fuzz_check_finding(all, set, &set->findings[i]);
		errors += eb_message_severity(set->findings[i].diagnosis.message) == EB_ERROR;
	}
	FUZZ_CHECK(errors == set->n_errors);
	sample_dump(all, set);
}

static int fuzz_add(struct eb_ruleset *set, const char *kind, struct eb_span text)
{
	bool known;
	int result = sample_add(set, kind, text, &known);

	FUZZ_CHECK(known);
	return result;
}

/* --- devices and a plan --- */

/* The state that @item leads to when all goes well. */
static void fuzz_carry_out(struct eb_plan *plan, struct eb_item *item)
{
	const struct eb_target *target = &item->rule->target;
	char *wanted = eb_arena_string(plan->arena, target->driver);

	FUZZ_CHECK(wanted);
	if (item->steps & EB_STEP_OVERRIDE)
		item->after.override_name = *wanted ? wanted : NULL;
	if (item->steps & EB_STEP_UNBIND)
		item->after.driver = NULL;
	if ((item->steps & EB_STEP_PROBE) && !item->after.driver && *wanted)
		item->after.driver = wanted;
	item->done = item->steps;
	eb_plan_judge(item, true);
}

static void fuzz_check_item(struct eb_out *all, struct eb_plan *plan, struct eb_item *item)
{
	char buf[8192];
	struct eb_out line = eb_out_on(buf, sizeof(buf));

	FUZZ_CHECK(item->outcome < EB_OUTCOME_COUNT && item->why < EB_WHY_COUNT);
	FUZZ_CHECK((item->outcome == EB_PENDING) == (item->steps != 0) ||
		   item->outcome == EB_SHADOWED);
	FUZZ_CHECK((item->outcome == EB_ABSENT) == (item->device == 0));
	FUZZ_CHECK(item->device <= plan->devices->n_devices);
	FUZZ_CHECK((item->outcome == EB_SHADOWED) == (item->shadowed_by != 0));
	FUZZ_CHECK(item->shadowed_by <= plan->n_items);
	eb_say_planned(&line, plan, item);
	FUZZ_CHECK(!line.cut);
	fuzz_line(all, &line, false);
	if (item->outcome == EB_PENDING)
		fuzz_carry_out(plan, item);
	FUZZ_CHECK(item->outcome != EB_PENDING);
	line = eb_out_on(buf, sizeof(buf));
	eb_say_item(&line, plan, item);
	FUZZ_CHECK(!line.cut);
	fuzz_line(all, &line, false);
}

/* Of the items of a device exactly one decides, and it is the one that the device names. */
static void fuzz_check_claims(const struct eb_plan *plan)
{
	size_t i, deciding = 0, claimed = 0;

	for (i = 0; i < plan->n_items; i++) {
		const struct eb_item *item = &plan->items[i];

		if (!item->device || item->outcome == EB_SHADOWED)
			continue;
		deciding++;
		FUZZ_CHECK(plan->devices->devices[item->device - 1].claim == i + 1);
	}
	for (i = 0; i < plan->devices->n_devices; i++)
		claimed += plan->devices->devices[i].claim != 0;
	FUZZ_CHECK(claimed == deciding);
}

/* Every rule speaks of a device or says what it missed, but where an exception took all. */
static void fuzz_check_rules_answered(const struct eb_plan *plan)
{
	size_t i, j;

	for (i = 0; i < plan->rules->n_rules; i++) {
		const struct eb_rule *rule = &plan->rules->rules[i];
		bool answered = false;

		for (j = 0; j < rule->n_terms; j++)
			answered |= rule->terms[j].negated;
		for (j = 0; j < plan->n_items && !answered; j++)
			answered = plan->items[j].rule == rule;
		FUZZ_CHECK(answered);
	}
}

static int fuzz_make_plan(struct eb_out *all, struct eb_ruleset *set)
{
	struct eb_devices devices = { .arena = set->arena };
	struct eb_plan plan = { .arena = set->arena, .rules = set, .devices = &devices };
	size_t i;

	if (fuzz_devices(&devices) < 0 || eb_plan_match(&plan) < 0 || eb_plan_groups(&plan) < 0)
		return -1;
	eb_plan_steps(&plan);
	eb_plan_refuse(&plan);
	if (!all)
		return 0;
	fuzz_check_claims(&plan);
	fuzz_check_rules_answered(&plan);
	for (i = 0; i < plan.n_items; i++)
		fuzz_check_item(all, &plan, &plan.items[i]);
	return 0;
}

/* --- a run, twice, and once more with too little memory --- */

static int fuzz_collect(struct eb_ruleset *set, const char *kind, struct eb_span text)
{
	static const char *const low_to_high[] = { "conf",       "node", "chosen",
						   "bootconfig", "cut",  "rules" };
	size_t i;

	if (kind)
		return fuzz_add(set, kind, text);
	for (i = 0; i < sizeof(low_to_high) / sizeof(low_to_high[0]); i++)
		if (fuzz_add(set, low_to_high[i], text) < 0)
			return -1;
	return 0;
}

static struct eb_out fuzz_run(struct fuzz_memory *memory, const char *kind, struct eb_span text)
{
	struct eb_arena arena = fuzz_arena(memory, FUZZ_ARENA_SIZE);
	struct eb_ruleset set = { .arena = &arena };
	struct eb_out all = eb_out_on(memory->text, FUZZ_TEXT_SIZE);

	FUZZ_CHECK(fuzz_collect(&set, kind, text) == 0);
	fuzz_check_set(&all, &set);
	if (!kind)
		FUZZ_CHECK(fuzz_make_plan(&all, &set) == 0);
	return all;
}

static void fuzz_run_short_of_memory(struct fuzz_memory *memory, const char *kind,
				     struct eb_span text)
{
	unsigned int hash = 0;
	struct eb_arena arena;
	struct eb_ruleset set = { .arena = &arena };
	size_t i;

	for (i = 0; i < text.n; i++)
		hash = hash * 31 + (unsigned char)text.p[i];
	arena = fuzz_arena(memory, hash % 32768);
	if (fuzz_collect(&set, kind, text) == 0 && !kind)
		(void)fuzz_make_plan(NULL, &set);
}

static void fuzz(const char *kind, struct eb_span text)
{
	static struct fuzz_memory one = { .garbage = 0x55 }, other = { .garbage = 0xaa };
	struct eb_out said = fuzz_run(&one, kind, text), again;

	again = fuzz_run(&other, kind, text);
	FUZZ_CHECK(eb_span_eq(eb_out_text(&said), eb_out_text(&again)));
	fuzz_run_short_of_memory(&other, kind, text);
}

void fuzz_source(const char *kind, struct eb_span text)
{
	fuzz(kind, text);
}

void fuzz_plan(struct eb_span text)
{
	fuzz(NULL, text);
}
