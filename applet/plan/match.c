/* SPDX-License-Identifier: GPL-2.0-only */
#include "plan/plan.h"

#include "rules/devname.h"
#include "text/glob.h"

static bool eb_term_matches(const struct eb_rule *rule, const struct eb_term *term,
			    struct eb_span name)
{
	char buf[EB_DEVNAME_SIZE];

	switch (term->kind) {
	case EB_TERM_NAME:
		return eb_span_eq(eb_term_device_name(rule, term, buf), name);
	case EB_TERM_GLOB:
		return eb_glob(eb_term_device_name(rule, term, buf), name, EB_GLOB_NAME);
	default:
		return false;
	}
}

bool eb_rule_takes(const struct eb_rule *rule, struct eb_span bus, struct eb_span name,
		   const struct eb_term **term)
{
	size_t i;

	*term = NULL;
	if (!eb_span_is(rule->bus, "*") && !eb_span_eq(rule->bus, bus))
		return false;
	for (i = 0; i < rule->n_terms; i++) {
		const struct eb_term *t = &rule->terms[i];

		if (*term && !t->negated)
			continue;
		if (!eb_term_matches(rule, t, name))
			continue;
		if (t->negated)
			return false;
		*term = t;
	}
	return *term != NULL;
}
