/* SPDX-License-Identifier: GPL-2.0-only */
#include "plan/plan.h"

#include "system/uevent.h"
#include "rules/pciaddr.h"
#include "text/glob.h"

static bool eb_is_value(struct eb_span value, struct eb_span wanted)
{
	return value.p && eb_span_eq(value, wanted);
}

static bool eb_glob_value(struct eb_span pattern, struct eb_span value, enum eb_glob_mode mode)
{
	return value.p && eb_glob(pattern, value, mode);
}

static bool eb_path_matches(struct eb_span text, const char *topology)
{
	char buf[EB_PCI_PATH_SIZE];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	return topology && eb_pci_path(text, &out) && eb_span_is(eb_out_text(&out), topology);
}

static bool eb_term_matches(const struct eb_term *term, const struct eb_device *device)
{
	struct eb_span name = eb_span_of(device->name), text = term->text;
	const char *uevent = device->uevent;

	switch ((enum eb_term_kind)term->kind) {
	case EB_TERM_NAME:
		return eb_span_eq(term->name, name);
	case EB_TERM_GLOB:
		return eb_glob(term->name, name, EB_GLOB_NAME);
	case EB_TERM_ID: {
		struct eb_span id = eb_uevent_get(uevent, "PCI_ID");

		return id.p &&
		       eb_pci_id_matches(text, id, eb_uevent_get(uevent, "PCI_SUBSYS_ID"));
	}
	case EB_TERM_CLASS: {
		struct eb_span class = eb_uevent_get(uevent, "PCI_CLASS");

		return class.p && eb_pci_class_matches(text, class);
	}
	case EB_TERM_PATH:
		return eb_path_matches(text, device->topology);
	case EB_TERM_OF:
		return eb_is_value(eb_uevent_get(uevent, "OF_FULLNAME"), text);
	case EB_TERM_OF_GLOB:
		return eb_glob_value(text, eb_uevent_get(uevent, "OF_FULLNAME"), EB_GLOB_NAME);
	case EB_TERM_ALIAS:
		return eb_uevent_lists(uevent, "OF_ALIAS_", text);
	case EB_TERM_COMPATIBLE:
		return eb_uevent_lists(uevent, "OF_COMPATIBLE_", text);
	case EB_TERM_MODALIAS:
		return eb_glob_value(text, eb_uevent_get(uevent, "MODALIAS"), EB_GLOB_ANY);
	}
	return false;
}

bool eb_term_nearly_matches(const struct eb_term *term, const struct eb_device *device)
{
	if (term->kind == EB_TERM_NAME)
		return eb_span_is_nocase(term->text, device->name);
	if (term->kind == EB_TERM_OF) {
		struct eb_span path = eb_uevent_get(device->uevent, "OF_FULLNAME");

		return path.p && eb_span_eq_nocase(term->text, path);
	}
	return false;
}

/* Terms that mean one certain device, whatever it is. */
static bool eb_term_names_one(const struct eb_term *term)
{
	return term->kind == EB_TERM_NAME || term->kind == EB_TERM_PATH ||
	       term->kind == EB_TERM_OF || term->kind == EB_TERM_ALIAS;
}

enum eb_take eb_selector_takes(const struct eb_rule *rule, const struct eb_term *first,
			       const struct eb_device *device, const struct eb_term **term)
{
	const struct eb_term *end = rule->terms + rule->n_terms, *t;

	*term = first;
	if (!eb_term_matches(first, device))
		return EB_TAKE_NO;
	for (t = first + 1; t < end && !t->first; t++) {
		if (eb_term_matches(t, device))
			continue;
		*term = t;
		return eb_term_names_one(first) && !first->negated ? EB_TAKE_MISMATCH
								   : EB_TAKE_NO;
	}
	return EB_TAKE_YES;
}

/*
 * Bus `of` reaches a node's devices on every bus, but only the topmost of them: below an I2C
 * controller its adapter has the same node.
 */
static bool eb_rule_reaches(const struct eb_rule *rule, const struct eb_device *device)
{
	if (eb_span_is(rule->bus, "of"))
		return device->of_top;
	return eb_span_is(rule->bus, "*") || eb_span_is(rule->bus, device->bus);
}

static bool eb_rule_may_reach(const struct eb_rule *rule, struct eb_span bus,
			      struct eb_span name)
{
	size_t i;

	if (!eb_span_is(rule->bus, "of") && !eb_span_is(rule->bus, "*") &&
	    !eb_span_eq(rule->bus, bus))
		return false;
	/* Whose group the device is in stands on another page. */
	if (rule->target.options & EB_OPT_GROUP)
		return true;
	for (i = 0; i < rule->n_terms; i++) {
		const struct eb_term *term = &rule->terms[i];

		if (term->first && !term->negated &&
		    (term->kind != EB_TERM_NAME || eb_span_eq(term->name, name)))
			return true;
	}
	return false;
}

bool eb_rules_reach(const struct eb_ruleset *set, struct eb_span bus, struct eb_span name)
{
	size_t i;

	for (i = 0; i < set->n_rules; i++)
		if (eb_rule_may_reach(&set->rules[i], bus, name))
			return true;
	return false;
}

enum eb_take eb_rule_takes(const struct eb_rule *rule, const struct eb_device *device,
			   const struct eb_term **term)
{
	enum eb_take taken = EB_TAKE_NO;
	size_t i;

	*term = NULL;
	if (!eb_rule_reaches(rule, device))
		return EB_TAKE_NO;
	for (i = 0; i < rule->n_terms; i++) {
		const struct eb_term *first = &rule->terms[i], *by;
		enum eb_take one;

		if (!first->first)
			continue;
		one = eb_selector_takes(rule, first, device, &by);
		if (first->negated && one == EB_TAKE_YES)
			return EB_TAKE_NO;
		if (first->negated || one <= taken)
			continue;
		taken = one;
		*term = by;
	}
	return taken;
}
