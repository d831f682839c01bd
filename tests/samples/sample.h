/* SPDX-License-Identifier: GPL-2.0-only */
/* What the sample files and the fuzzers share: sources by name, rules as text. */
#ifndef EB_TESTS_SAMPLE_H
#define EB_TESTS_SAMPLE_H

#include "rules/ruleset.h"
#include "text/out.h"

/* The node that samples of kind `node` belong to. */
#define SAMPLE_NODE "/soc/i2c@12ce0000"

/*
 * Adds @text as a source of @kind: rules, conf, cmdline, cut (a command line that was cut off),
 * bootconfig, chosen, node. @known is set to false for any other kind.
 * Returns what eb_ruleset_add_...() does.
 */
int sample_add(struct eb_ruleset *set, const char *kind, struct eb_span text, bool *known);

/* The word for a kind of term; "name" also for those without a keyword. */
const char *sample_term_kind(const struct eb_term *term);

/* @rule, as it was understood, in the rule language. */
void sample_rule_text(struct eb_out *out, const struct eb_rule *rule);

/* All that is in @set, line by line. */
void sample_dump(struct eb_out *out, const struct eb_ruleset *set);

#endif
