/* SPDX-License-Identifier: GPL-2.0-only */
/* Text to rules: the grammar of docs/rules.md. */
#ifndef EB_RULES_GRAMMAR_H
#define EB_RULES_GRAMMAR_H

#include "rules/message.h"
#include "rules/rule.h"

/*
 * Takes the text up to the next ';' or newline off the front of *@rest and gives it without
 * the blanks around it; empty pieces are passed over. Returns false when nothing is left.
 */
bool eb_rule_next(struct eb_span *rest, struct eb_span *text);

/*
 * Parses one rule.
 * @text: the rule, without blanks around it and without ';' or newline
 * @rule: filled in on success, except for its source; its terms lie in @terms
 * @terms: room for EB_RULE_TERMS_MAX terms
 * Returns true, or false with the first error in @error.
 */
bool eb_rule_parse(struct eb_span text, struct eb_rule *rule, struct eb_term *terms,
		   struct eb_diagnosis *error);

/*
 * The other spelling, a piece of the pci= parameter: `driver[ADDRESS,...]=TARGET`; addresses
 * are names and globs only. Otherwise like eb_rule_parse().
 */
bool eb_pci_piece_parse(struct eb_span text, struct eb_rule *rule, struct eb_term *terms,
			struct eb_diagnosis *error);

/* A target alone, as `set DEVICE TARGET` and device-tree nodes have it. */
bool eb_target_parse(struct eb_span text, struct eb_target *target, struct eb_diagnosis *error);

/* The word for an option, as the language spells it: "keep". @option has one bit set. */
const char *eb_option_name(enum eb_option option);

/* The words of the language in the order of a table; NULL behind the last. */
const char *eb_option_word(size_t index);
const char *eb_keyword_word(size_t index);

#endif
