/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the documents promise, a second time and independently of the program: who takes a
 * device (docs/rules.md), and what comes of it with the simulated kernel.
 */
#include "case.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

/* --- matching --- */

static bool glob(const char *pattern, const char *text, const char *not_crossed)
{
	if (!*pattern)
		return !*text;
	if (*pattern == '*')
		return glob(pattern + 1, text, not_crossed) ||
		       (*text && !strchr(not_crossed, *text) &&
			glob(pattern, text + 1, not_crossed));
	return *text &&
	       (*pattern == *text || (*pattern == '?' && !strchr(not_crossed, *text))) &&
	       glob(pattern + 1, text + 1, not_crossed);
}

/* "8086:*" or "8086:*:1af4:1100" against what the device has; all in lower case. */
static bool same_id(const char *wanted, const struct device *d)
{
	char whole[32];

	if (!d->id[0])
		return false;
	snprintf(whole, sizeof(whole), "%s:%s", d->id, d->subsystem);
	if (strlen(wanted) <= 9)
		return glob(wanted, d->id, ":");
	return glob(wanted, whole, ":");
}

static bool same(const char *wanted, const char *has)
{
	return *has && strcmp(wanted, has) == 0;
}

static bool term_holds(const struct term *t, const struct device *d)
{
	switch (t->kind) {
	case NAME:
		return same(t->value, d->name);
	case GLOB:
		return glob(t->value, d->name, "/");
	case ID:
		return same_id(t->value, d);
	case CLASS:
		return d->class[0] && strncmp(t->value, d->class, strlen(t->value)) == 0;
	case NODE:
		return same(t->value, d->node);
	case NODE_GLOB:
		return d->node[0] && glob(t->value, d->node, "/");
	case ALIAS:
		return same(t->value, d->alias);
	case COMPATIBLE:
		return same(t->value, d->compatible);
	case MODALIAS:
		return glob(t->value, d->modalias, "");
	}
	return false;
}

static bool names_one(const struct term *t)
{
	return t->kind == NAME || t->kind == NODE || t->kind == ALIAS;
}

/* On buses that no rule names, only devices that can be ruled are meant, or named ones. */
static bool reaches(const struct rule *rule, const struct device *d)
{
	int i;

	if (rule->bus == OF)
		return d->bus != I2C && d->node[0];
	if (rule->bus != ANY || d->bus != I2C)
		return rule->bus == ANY || rule->bus == d->bus;
	for (i = 0; i < rule->n; i++)
		if (!rule->selectors[i].negated && rule->selectors[i].terms[0].kind == NAME &&
		    term_holds(&rule->selectors[i].terms[0], d))
			return true;
	return false;
}

enum take { NO, YES, MISMATCH };

static enum take selector_takes(const struct selector *s, const struct device *d)
{
	if (!term_holds(&s->terms[0], d))
		return NO;
	if (s->n < 2 || term_holds(&s->terms[1], d))
		return YES;
	return names_one(&s->terms[0]) ? MISMATCH : NO;
}

static enum take rule_takes(const struct rule *rule, const struct device *d)
{
	enum take best = NO;
	int i;

	if (rule->malformed || !reaches(rule, d))
		return NO;
	for (i = 0; i < rule->n; i++) {
		const struct selector *s = &rule->selectors[i];
		enum take take = selector_takes(s, d);

		if (s->negated && take == YES)
			return NO;
		if (!s->negated && take > best)
			best = take;
	}
	return best;
}

bool model_overlap(const struct machine *m, const struct rule *a, const struct rule *b)
{
	int i;

	for (i = 0; i < m->n; i++)
		if (rule_takes(a, &m->devices[i]) && rule_takes(b, &m->devices[i]))
			return true;
	return false;
}

/* The first that allows no other after it, otherwise the last. */
static const struct rule *winner(const struct rules *rules, const struct device *d,
				 bool *refused)
{
	const struct rule *last = NULL;
	int i;

	*refused = false;
	for (i = 0; i < rules->n; i++) {
		const struct rule *rule = &rules->rules[i];
		enum take take = rule_takes(rule, d);

		if (take == NO)
			continue;
		last = rule;
		*refused = take == MISMATCH;
		if (*refused || (rule->options & FINAL))
			break;
	}
	return last;
}

/* --- what comes of it --- */

static void allow(struct verdict *v, int driver, int override_name)
{
	v->states[v->n++] = (struct state){ driver, override_name };
}

static bool to_be_had(const struct machine *m, enum bus bus, int driver)
{
	return m->drivers[bus][driver].registered || m->module[driver];
}

static bool comes(const struct machine *m, enum bus bus, int driver)
{
	return m->drivers[bus][driver].registered || m->drivers[bus][driver].by_module;
}

/* The driver that @driver being asked for leaves the device with. */
static int taken_by(const struct machine *m, const struct device *d, int driver)
{
	return driver >= 0 && driver < DRIVERS && comes(m, d->bus, driver) && !d->refuse[driver]
		       ? driver
		       : NOTHING;
}

/*
 * Left alone. But a module that is loaded for another device registers a driver, and then the
 * kernel binds what was unbound and matches.
 */
static void allow_untouched(struct verdict *v, const struct machine *m, const struct device *d,
			    struct state now)
{
	int by = now.override_name != NOTHING ? now.override_name : d->standard;

	allow(v, now.driver, now.override_name);
	if (now.driver == NOTHING && by != NOTHING && by != HELD &&
	    !m->drivers[d->bus][by].registered && taken_by(m, d, by) != NOTHING)
		allow(v, by, now.override_name);
}

static bool cannot_unbind(const struct machine *m, const struct device *d, int driver)
{
	return m->drivers[d->bus][driver].nounbind;
}

/* Rules that this machine cannot fulfil, or not safely: then all may stay as it was. */
static bool may_refuse(const struct machine *m, const struct device *d, const struct rule *rule)
{
	return strncmp(driver_names[rule->driver], "vfio", 4) == 0 ||
	       (rule->options & (NOIOMMU | NORESET)) || !comes(m, d->bus, rule->driver);
}

static void apply_bind(struct verdict *v, const struct machine *m, const struct device *d,
		       const struct rule *rule)
{
	int wanted = rule->driver;

	if (d->driver == wanted || (d->driver != NOTHING && (rule->options & KEEP))) {
		allow(v, d->driver, wanted);
		return;
	}
	if (d->driver != NOTHING &&
	    (!to_be_had(m, d->bus, wanted) || cannot_unbind(m, d, d->driver))) {
		allow(v, d->driver, d->override_name);
		return;
	}
	if (d->driver != NOTHING && may_refuse(m, d, rule))
		allow(v, d->driver, d->override_name);
	if (taken_by(m, d, wanted) != NOTHING || d->driver == NOTHING ||
	    !comes(m, d->bus, wanted) || d->refuse[wanted] == DEFER)
		allow(v, taken_by(m, d, wanted), wanted);
	else
		allow(v, d->driver, d->override_name);
}

static void apply_hold(struct verdict *v, const struct machine *m, const struct device *d,
		       const struct rule *rule)
{
	if (d->driver == NOTHING || (rule->options & KEEP))
		allow(v, d->driver, HELD);
	else if (cannot_unbind(m, d, d->driver))
		allow(v, d->driver, d->override_name);
	else
		allow(v, NOTHING, HELD);
}

static int standard_driver(const struct machine *m, const struct device *d)
{
	return taken_by(m, d, d->standard);
}

static void clear(struct verdict *v, const struct machine *m, const struct device *d,
		  struct state now)
{
	if (now.override_name == NOTHING)
		allow_untouched(v, m, d, now);
	else if (now.driver == NOTHING)
		allow(v, standard_driver(m, d), NOTHING);
	else if (now.driver != now.override_name)
		allow(v, now.driver, NOTHING);
	else if (cannot_unbind(m, d, now.driver))
		allow(v, now.driver, now.override_name);
	else
		allow(v, standard_driver(m, d), NOTHING);
}

struct verdict model_apply(const struct machine *m, const struct rules *rules,
			   const struct device *d)
{
	struct state now = { d->driver, d->override_name };
	struct verdict v = { .n = 0 };

	v.winner = winner(rules, d, &v.refused);
	if (!v.winner || v.refused || d->bus == I2C)
		allow_untouched(&v, m, d, now);
	else if (v.winner->driver == HELD)
		apply_hold(&v, m, d, v.winner);
	else if (v.winner->driver != NOTHING)
		apply_bind(&v, m, d, v.winner);
	else if (v.winner->options & FINAL)
		allow_untouched(&v, m, d, now);
	else
		clear(&v, m, d, now);
	return v;
}

/* A device that comes free goes back to what it was; one that was free, to its standard driver.
 */
static void go_back(struct verdict *v, const struct machine *m, const struct device *d)
{
	int back = d->override_name;

	if (d->driver == NOTHING && back == NOTHING)
		allow(v, standard_driver(m, d), NOTHING);
	else if (d->driver == NOTHING || !d->refuse[d->driver])
		allow(v, d->driver, back);
	else
		allow(v, taken_by(m, d, back == NOTHING ? d->standard : back), back);
	/* An override that waited for its driver, which is there by now. */
	if (d->driver == NOTHING && back != NOTHING)
		allow(v, taken_by(m, d, back), back);
}

/* What earlybind changed is as it was before. */
struct verdict model_clear_all(const struct machine *m, const struct device *d,
			       struct state now)
{
	bool ours = now.driver != NOTHING && now.driver == now.override_name &&
		    now.driver != d->driver;
	struct verdict v = { .n = 0 };

	/* Only a rule that clears takes an override away: then it is nobody's. */
	if ((now.driver == d->driver || now.override_name == NOTHING) &&
	    (now.override_name == d->override_name || now.override_name == NOTHING))
		allow_untouched(&v, m, d, now);
	else if (ours && cannot_unbind(m, d, now.driver))
		allow(&v, now.driver, now.override_name);
	else if (now.driver != NOTHING && !ours)
		allow(&v, now.driver, d->override_name);
	else
		go_back(&v, m, d);
	return v;
}
