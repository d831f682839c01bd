/* SPDX-License-Identifier: GPL-2.0-only */
#include "rules/ruleset.h"

#include <string.h>

#include "rules/bootconfig.h"
#include "rules/cmdline.h"
#include "rules/devname.h"
#include "rules/grammar.h"
#include "text/out.h"

static int eb_ruleset_report(struct eb_ruleset *set, struct eb_diagnosis diagnosis,
			     struct eb_span rule)
{
	struct eb_finding *finding = eb_arena_more(set->arena, set->findings, set->n_findings,
						   &set->cap_findings, sizeof(*finding));

	if (!finding)
		return -1;
	set->findings = finding;
	finding += set->n_findings++;
	finding->diagnosis = diagnosis;
	finding->rule = rule;
	finding->source = (unsigned int)set->n_sources - 1;
	if (eb_message_severity(diagnosis.message) == EB_ERROR)
		set->n_errors++;
	return 0;
}

static int eb_ruleset_say(struct eb_ruleset *set, enum eb_message message, struct eb_span at)
{
	struct eb_diagnosis diagnosis = { message, at };

	return eb_ruleset_report(set, diagnosis, at);
}

/* Begins a source; 1 when it is too long to be used. */
static int eb_ruleset_begin(struct eb_ruleset *set, const char *label, struct eb_span text)
{
	struct eb_source *source = eb_arena_more(set->arena, set->sources, set->n_sources,
						 &set->cap_sources, sizeof(*source));
	struct eb_span start = { text.p, 0 };

	if (!source)
		return -1;
	set->sources = source;
	source += set->n_sources++;
	source->label = label;
	source->text = text;
	source->line = 0;
	/* The newline that ends a source does not make it one of several lines. */
	source->lines = eb_span_find(text, '\n') + 1 < text.n;
	if (text.n <= EB_SOURCE_MAX)
		return 0;
	return eb_ruleset_say(set, EB_MSG_SOURCE_CUT, start) < 0 ? -1 : 1;
}

int eb_ruleset_add_sources(struct eb_ruleset *set, const struct eb_ruleset *from, size_t first,
			   size_t end)
{
	size_t i, moved = set->n_sources - first;

	for (i = first; i < end; i++)
		if (eb_ruleset_begin(set, from->sources[i].label, from->sources[i].text) < 0)
			return -1;
	for (i = 0; i < from->n_rules; i++) {
		struct eb_rule *rules, *rule;

		if (from->rules[i].source < first || from->rules[i].source >= end)
			continue;
		rules = eb_arena_more(set->arena, set->rules, set->n_rules, &set->cap_rules,
				      sizeof(*rules));
		if (!rules)
			return -1;
		set->rules = rules;
		rule = &rules[set->n_rules++];
		*rule = from->rules[i];
		rule->source += (unsigned int)moved;
	}
	return 0;
}

/* Names and globs as the kernel writes them: they are compared with every device. */
static int eb_ruleset_name(struct eb_ruleset *set, const struct eb_rule *rule,
			   struct eb_term *term)
{
	char buf[EB_DEVNAME_SIZE];

	term->name = eb_term_device_name(rule, term, buf);
	if (term->name.p != buf)
		return 0;
	term->name.p = eb_arena_string(set->arena, term->name);
	return term->name.p ? 0 : -1;
}

static int eb_ruleset_keep(struct eb_ruleset *set, const struct eb_rule *rule)
{
	struct eb_term *terms =
		eb_arena_alloc(set->arena, rule->n_terms * sizeof(struct eb_term));
	struct eb_rule *rules;
	size_t i;

	if (!terms)
		return -1;
	rules = eb_arena_more(set->arena, set->rules, set->n_rules, &set->cap_rules,
			      sizeof(*rules));
	if (!rules)
		return -1;
	memcpy(terms, rule->terms, rule->n_terms * sizeof(struct eb_term));
	for (i = 0; i < rule->n_terms; i++)
		if (eb_ruleset_name(set, rule, &terms[i]) < 0)
			return -1;
	set->rules = rules;
	rules += set->n_rules++;
	*rules = *rule;
	rules->terms = terms;
	rules->source = (unsigned int)set->n_sources - 1;
	return 0;
}

/* Driver names may hold nearly every byte; some are more likely a mistake. */
static int eb_ruleset_doubt(struct eb_ruleset *set, const struct eb_rule *rule)
{
	struct eb_span driver = rule->target.driver;
	struct eb_diagnosis doubt = { EB_MSG_NONE, driver };
	size_t hash = eb_span_find(driver, '#');

	if (hash > 0 && hash < driver.n && eb_is_blank(driver.p[hash - 1]))
		doubt.message = EB_MSG_DOUBT_COMMENT;
	else if (eb_span_find(driver, '"') < driver.n || eb_span_find(driver, '\'') < driver.n)
		doubt.message = EB_MSG_DOUBT_QUOTE;
	return doubt.message == EB_MSG_NONE ? 0 : eb_ruleset_report(set, doubt, rule->text);
}

static int eb_ruleset_add_one(struct eb_ruleset *set, struct eb_span text)
{
	struct eb_term terms[EB_RULE_TERMS_MAX];
	struct eb_diagnosis error;
	struct eb_rule rule;

	if (!eb_rule_parse(text, &rule, terms, &error))
		return eb_ruleset_report(set, error, text);
	if (set->n_rules == EB_RULES_MAX)
		return eb_ruleset_say(set, EB_MSG_TOO_MANY_RULES, text);
	if (eb_ruleset_doubt(set, &rule) < 0)
		return -1;
	return eb_ruleset_keep(set, &rule);
}

/* True when @text is a word that stands instead of rules. */
static bool eb_ruleset_take_word(struct eb_ruleset *set, struct eb_span text)
{
	enum eb_word word;

	if (eb_span_is(text, "off")) {
		word = EB_WORD_OFF;
	} else if (eb_span_is(text, "plan")) {
		word = EB_WORD_PLAN;
	} else if (eb_span_is(text, "strict")) {
		set->strict = true;
		return true;
	} else {
		return false;
	}
	if (word > set->word) {
		set->word = word;
		set->word_text = text;
		set->word_source = (unsigned int)set->n_sources - 1;
	}
	return true;
}

/* A value may come with the newline of the file that it was read from. */
static struct eb_span eb_trim_value(struct eb_span value)
{
	value = eb_span_trim(value);
	while (value.n > 0 && value.p[value.n - 1] == '\n') {
		value.n--;
		value = eb_span_trim(value);
	}
	return value;
}

/* @whole: what a complaint about an empty value points at. */
static int eb_ruleset_add_value(struct eb_ruleset *set, struct eb_span value,
				struct eb_span whole)
{
	struct eb_span rest = value, text;
	bool any = false;

	if (eb_ruleset_take_word(set, eb_trim_value(value)))
		return 0;
	while (eb_rule_next(&rest, &text)) {
		any = true;
		if (eb_ruleset_add_one(set, text) < 0)
			return -1;
	}
	if (any)
		return 0;
	return eb_ruleset_say(set, eb_span_trim(value).n ? EB_MSG_NO_RULES : EB_MSG_EMPTY_VALUE,
			      whole);
}

int eb_ruleset_add_rules(struct eb_ruleset *set, const char *label, struct eb_span text)
{
	int result = eb_ruleset_begin(set, label, text);

	return result ? (result < 0 ? -1 : 0) : eb_ruleset_add_value(set, text, text);
}

int eb_ruleset_add_rule(struct eb_ruleset *set, const char *label, struct eb_span text)
{
	int result = eb_ruleset_begin(set, label, text);

	return result ? (result < 0 ? -1 : 0) : eb_ruleset_add_one(set, text);
}

int eb_ruleset_add_clear(struct eb_ruleset *set, const char *label, struct eb_span bus,
			 struct eb_span name)
{
	static const char before[] = ",name[";
	char buf[2 * EB_NAME_MAX + 32], *text;
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct eb_term term = { .kind = EB_TERM_NAME, .first = true, .literal = true };
	struct eb_rule rule = { .n_terms = 1 };

	eb_out_span(&out, bus);
	eb_out_str(&out, before);
	eb_out_span(&out, name);
	eb_out_str(&out, "]=/optional");
	text = eb_arena_string(set->arena, eb_out_text(&out));
	if (!text)
		return -1;
	rule.text = eb_span_of(text);
	rule.bus = (struct eb_span){ text, bus.n };
	rule.target.aim = EB_AIM_CLEAR;
	rule.target.options = EB_OPT_OPTIONAL;
	term.text = (struct eb_span){ text + bus.n + sizeof(before) - 1, name.n };
	term.whole = eb_span_between(text + bus.n + 1, term.text.p + name.n + 1);
	rule.terms = &term;
	return eb_ruleset_begin(set, label, rule.text) < 0 ? -1 : eb_ruleset_keep(set, &rule);
}

int eb_ruleset_add_conf(struct eb_ruleset *set, const char *label, struct eb_span text)
{
	int result = eb_ruleset_begin(set, label, text);
	struct eb_span rest = text;

	if (result)
		return result < 0 ? -1 : 0;
	while (rest.n > 0) {
		struct eb_span line = eb_span_take(&rest, '\n'), rule;

		if (line.n > 0 && line.p[0] == '#')
			continue;
		while (eb_rule_next(&line, &rule))
			if (eb_ruleset_add_one(set, rule) < 0)
				return -1;
	}
	return 0;
}

int eb_ruleset_add_node(struct eb_ruleset *set, const char *label, struct eb_span path,
			struct eb_span text)
{
	int result = eb_ruleset_begin(set, label, text);
	struct eb_span rest = text, target = eb_span_take(&rest, '\0');
	struct eb_term term = {
		.text = path, .whole = path, .kind = EB_TERM_OF, .first = true
	};
	struct eb_rule rule = {
		.text = target, .bus = eb_span_of("of"), .terms = &term, .n_terms = 1
	};
	struct eb_diagnosis error;

	if (result)
		return result < 0 ? -1 : 0;
	if (!eb_target_parse(eb_span_trim(target), &rule.target, &error))
		return eb_ruleset_report(set, error, target);
	return eb_ruleset_keep(set, &rule);
}

int eb_ruleset_add_chosen(struct eb_ruleset *set, const char *label, struct eb_span text)
{
	int result = eb_ruleset_begin(set, label, text);
	struct eb_span rest = text, rule;

	if (result)
		return result < 0 ? -1 : 0;
	while (rest.n > 0) {
		struct eb_span string = eb_span_take(&rest, '\0');

		while (eb_rule_next(&string, &rule))
			if (eb_ruleset_add_one(set, rule) < 0)
				return -1;
	}
	return 0;
}

static bool eb_is_ours(struct eb_span name)
{
	return eb_parameter_is(name, "driver_override") ||
	       eb_parameter_is(name, "rd.driver_override");
}

int eb_ruleset_add_bootconfig(struct eb_ruleset *set, const char *label, struct eb_span text)
{
	int result = eb_ruleset_begin(set, label, text);
	struct eb_span rest = text, key = { text.p, 0 }, value;

	if (result)
		return result < 0 ? -1 : 0;
	while (result == 0 && eb_bootconfig_next(&rest, &key, &value)) {
		if (!eb_is_ours(key))
			continue;
		if (value.p)
			result = eb_ruleset_add_value(set, value, key);
		else
			result = eb_ruleset_say(set, EB_MSG_UNCLOSED_QUOTE, key);
	}
	return result;
}

/* Takes the text up to the next ',' outside brackets off *@rest. */
static struct eb_span eb_pci_piece(struct eb_span *rest)
{
	struct eb_span piece = { rest->p, 0 };
	bool inside = false;

	while (piece.n < rest->n && (inside || rest->p[piece.n] != ',')) {
		if (rest->p[piece.n] == '[')
			inside = true;
		else if (rest->p[piece.n] == ']')
			inside = false;
		piece.n++;
	}
	rest->p += piece.n + (piece.n < rest->n);
	rest->n -= piece.n + (piece.n < rest->n);
	return piece;
}

/* pci=OPTION,driver[ADDRESS]=TARGET,OPTION: only the pieces with driver[ are ours. */
static int eb_ruleset_add_pci(struct eb_ruleset *set, struct eb_span value, bool cut)
{
	const char *end = value.p + value.n;
	struct eb_term terms[EB_RULE_TERMS_MAX];
	struct eb_diagnosis error;
	struct eb_rule rule;
	int result = 0;

	while (value.n > 0 && result == 0) {
		struct eb_span piece = eb_pci_piece(&value);

		if (!eb_span_starts(piece, "driver["))
			continue;
		/* One that has its comma is whole. */
		if (cut && piece.p + piece.n == end)
			result = eb_ruleset_say(set, EB_MSG_CUT_OFF, piece);
		else if (!eb_pci_piece_parse(piece, &rule, terms, &error))
			result = eb_ruleset_report(set, error, piece);
		else if (set->n_rules == EB_RULES_MAX)
			result = eb_ruleset_say(set, EB_MSG_TOO_MANY_RULES, piece);
		else
			result = eb_ruleset_keep(set, &rule);
	}
	return result;
}

/*
 * Takes what may be mutilated off the end of *@value: the text behind the last ';'. Where there
 * is nothing at all, it is @name that the message points at.
 */
static int eb_ruleset_drop_last(struct eb_ruleset *set, struct eb_span *value,
				struct eb_span name)
{
	struct eb_span last = *value;
	size_t n = value->n;

	while (n > 0 && value->p[n - 1] != ';' && value->p[n - 1] != '\n')
		n--;
	if (value->n == 0)
		return eb_ruleset_say(set, EB_MSG_CUT_OFF, name);
	value->n = n;
	last.p += n;
	last.n -= n;
	return last.n ? eb_ruleset_say(set, EB_MSG_CUT_OFF, last) : 0;
}

static int eb_ruleset_add_parameter(struct eb_ruleset *set,
				    const struct eb_parameter *parameter, bool cut)
{
	struct eb_span value = parameter->value;

	if (value.p && eb_parameter_is(parameter->name, "pci"))
		return eb_ruleset_add_pci(set, value, cut);
	if (!eb_is_ours(parameter->name))
		return 0;
	if (!value.p)
		return eb_ruleset_say(set, EB_MSG_NO_VALUE, parameter->name);
	if (cut) {
		if (eb_ruleset_drop_last(set, &value, parameter->name) < 0)
			return -1;
		if (value.n == 0)
			return 0;
	}
	return eb_ruleset_add_value(set, value, parameter->name);
}

int eb_ruleset_add_cmdline(struct eb_ruleset *set, const char *label, struct eb_span text,
			   bool cut)
{
	int result = eb_ruleset_begin(set, label, text);
	struct eb_parameter parameter;
	struct eb_span rest = text;

	if (result)
		return result < 0 ? -1 : 0;
	while (eb_cmdline_next(&rest, &parameter))
		if (eb_ruleset_add_parameter(set, &parameter, cut && eb_cmdline_ended(rest)) <
		    0)
			return -1;
	return 0;
}

struct eb_place eb_ruleset_place(const struct eb_ruleset *set, unsigned int source,
				 struct eb_span at)
{
	struct eb_source *from = &set->sources[source];
	struct eb_place place = { from->label, 0, (unsigned int)(at.p - from->text.p) + 1 };
	struct eb_span next;

	if (!from->lines)
		return place;
	/* Mostly the next one is asked for: so not all lines are counted again. */
	if (!from->line || at.p < from->seen.p) {
		from->seen = from->text;
		from->line = 1;
	}
	for (;;) {
		next = from->seen;
		(void)eb_span_take(&next, '\n');
		if (next.n == 0 || next.p > at.p)
			break;
		from->seen = next;
		from->line++;
	}
	place.line = from->line;
	place.column = (unsigned int)(at.p - from->seen.p) + 1;
	return place;
}
