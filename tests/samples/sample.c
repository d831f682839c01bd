/* SPDX-License-Identifier: GPL-2.0-only */
#include "sample.h"

#include <string.h>

#include "rules/grammar.h"

static int sample_add_whole_cmdline(struct eb_ruleset *set, const char *label,
				    struct eb_span text)
{
	return eb_ruleset_add_cmdline(set, label, text, false);
}

static int sample_add_cut_cmdline(struct eb_ruleset *set, const char *label,
				  struct eb_span text)
{
	return eb_ruleset_add_cmdline(set, label, text, true);
}

static int sample_add_node(struct eb_ruleset *set, const char *label, struct eb_span text)
{
	return eb_ruleset_add_node(set, label, eb_span_of(SAMPLE_NODE), text);
}

static const struct {
	const char *kind;
	int (*add)(struct eb_ruleset *set, const char *label, struct eb_span text);
} sample_kinds[] = {
	{ "rules", eb_ruleset_add_rules },
	{ "conf", eb_ruleset_add_conf },
	{ "cmdline", sample_add_whole_cmdline },
	{ "cut", sample_add_cut_cmdline },
	{ "bootconfig", eb_ruleset_add_bootconfig },
	{ "chosen", eb_ruleset_add_chosen },
	{ "node", sample_add_node },
};

int sample_add(struct eb_ruleset *set, const char *kind, struct eb_span text, bool *known)
{
	size_t i;

	*known = true;
	for (i = 0; i < sizeof(sample_kinds) / sizeof(sample_kinds[0]); i++)
		if (strcmp(kind, sample_kinds[i].kind) == 0)
			return sample_kinds[i].add(set, sample_kinds[i].kind, text);
	*known = false;
	return -1;
}

const char *sample_term_kind(const struct eb_term *term)
{
	switch ((enum eb_term_kind)term->kind) {
	case EB_TERM_NAME:
		return "name";
	case EB_TERM_GLOB:
		return "glob";
	case EB_TERM_ID:
		return "id";
	case EB_TERM_CLASS:
		return "class";
	case EB_TERM_PATH:
		return "path";
	case EB_TERM_OF:
		return "of";
	case EB_TERM_OF_GLOB:
		return "of-glob";
	case EB_TERM_ALIAS:
		return "alias";
	case EB_TERM_COMPATIBLE:
		return "compatible";
	case EB_TERM_MODALIAS:
		return "modalias";
	}
	return "?";
}

static void sample_term_text(struct eb_out *out, const struct eb_rule *rule,
			     const struct eb_term *term)
{
	/* The path of a node with its own property may hold what a bare term may not. */
	bool keyword = term->literal || (term->kind == EB_TERM_OF && rule->n_terms == 1);

	if (term > rule->terms)
		eb_out_char(out, term->first ? ',' : '+');
	if (term->first && term->negated)
		eb_out_char(out, '!');
	if (keyword)
		eb_out_all(out, sample_term_kind(term), "[", (char *)NULL);
	eb_out_span(out, term->text);
	if (keyword)
		eb_out_char(out, ']');
}

static void sample_options(struct eb_out *out, const struct eb_target *target)
{
	unsigned int option;

	for (option = EB_OPT_KEEP; option <= EB_OPT_NORESET; option <<= 1) {
		if (!(target->options & option))
			continue;
		eb_out_all(out, "/", eb_option_name((enum eb_option)option), (char *)NULL);
		if (option != EB_OPT_WAIT)
			continue;
		eb_out_char(out, '[');
		eb_out_uint(out, target->wait);
		eb_out_char(out, ']');
	}
}

void sample_rule_text(struct eb_out *out, const struct eb_rule *rule)
{
	size_t i;

	eb_out_span(out, rule->bus);
	eb_out_char(out, ',');
	for (i = 0; i < rule->n_terms; i++)
		sample_term_text(out, rule, &rule->terms[i]);
	eb_out_char(out, '=');
	eb_out_span(out, rule->target.driver);
	sample_options(out, &rule->target);
}

static void sample_place(struct eb_out *out, const struct eb_ruleset *set, unsigned int source,
			 struct eb_span at)
{
	struct eb_place place = eb_ruleset_place(set, source, at);

	eb_out_all(out, place.label, ":", (char *)NULL);
	if (place.line) {
		eb_out_uint(out, place.line);
		eb_out_char(out, ':');
	}
	eb_out_uint(out, place.column);
	eb_out_str(out, ": ");
}

/* "pci: take id[8086:1533]; except name[02:00.0] and class[02]; bind vfio-pci/keep" */
static void sample_dump_rule(struct eb_out *out, const struct eb_rule *rule)
{
	static const char *const aims[] = {
		[EB_AIM_BIND] = "bind ",
		[EB_AIM_HOLD] = "hold ",
		[EB_AIM_CLEAR] = "clear",
		[EB_AIM_PROTECT] = "protect",
	};
	size_t i;

	eb_out_safe(out, rule->bus);
	eb_out_char(out, ':');
	for (i = 0; i < rule->n_terms; i++) {
		const struct eb_term *term = &rule->terms[i];

		if (!term->first)
			eb_out_str(out, " and ");
		else
			eb_out_str(out, term->negated ? " except " : " take ");
		eb_out_all(out, sample_term_kind(term), "[", (char *)NULL);
		eb_out_safe(out, term->text);
		eb_out_str(out, !term->first || rule->terms + rule->n_terms == term + 1 ||
						term[1].first
					? "];"
					: "]");
	}
	eb_out_all(out, " ", aims[rule->target.aim], (char *)NULL);
	eb_out_safe(out, rule->target.driver);
	sample_options(out, &rule->target);
	eb_out_char(out, '\n');
}

void sample_dump(struct eb_out *out, const struct eb_ruleset *set)
{
	size_t i;

	for (i = 0; i < set->n_rules; i++) {
		sample_place(out, set, set->rules[i].source, set->rules[i].text);
		sample_dump_rule(out, &set->rules[i]);
	}
	for (i = 0; i < set->n_findings; i++) {
		const struct eb_finding *finding = &set->findings[i];
		const char *text = eb_message_text(finding->diagnosis.message);
		bool error = eb_message_severity(finding->diagnosis.message) == EB_ERROR;

		sample_place(out, set, finding->source, finding->diagnosis.at);
		eb_out_str(out, error ? "error: " : "warning: ");
		for (; *text; text++) {
			if (*text == '%')
				eb_out_safe(out, finding->diagnosis.at);
			else
				eb_out_char(out, *text);
		}
		eb_out_char(out, '\n');
	}
	if (set->word == EB_WORD_NONE)
		return;
	sample_place(out, set, set->word_source, set->word_text);
	eb_out_all(out, "word ", set->word == EB_WORD_OFF ? "off" : "plan", "\n", (char *)NULL);
}
