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

/* Also when only another device of its group is. */
static bool may_take(const struct machine *m, const struct rule *rule, const struct device *d)
{
	int i;

	if (rule_takes(rule, d))
		return true;
	for (i = 0; i < m->n && d->group && (rule->options & GROUP); i++)
		if (m->devices[i].group == d->group && rule_takes(rule, &m->devices[i]))
			return true;
	return false;
}

bool model_overlap(const struct machine *m, const struct rule *a, const struct rule *b)
{
	int i;

	for (i = 0; i < m->n; i++)
		if (may_take(m, a, &m->devices[i]) && may_take(m, b, &m->devices[i]))
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

static bool is_locked(const struct verdict *v)
{
	return v->winner && (v->refused || (v->winner->options & FINAL));
}

/* @rule, which takes @named, takes the others of its group that no rule names. */
static void take_group(const struct machine *m, const struct rule *rule,
		       const struct device *named, struct verdict *verdicts)
{
	int i;

	for (i = 0; i < m->n; i++) {
		const struct device *d = &m->devices[i];
		struct verdict *v = &verdicts[i];

		if (d->group != named->group || d->bridge || is_locked(v) ||
		    (v->winner && (!v->by_group || v->winner->driver == rule->driver)))
			continue;
		v->winner = rule;
		v->by_group = true;
	}
}

static void take(const struct machine *m, const struct rules *rules, struct verdict *verdicts)
{
	int i, k;

	for (i = 0; i < m->n; i++)
		verdicts[i].winner = winner(rules, &m->devices[i], &verdicts[i].refused);
	for (k = 0; k < rules->n; k++)
		for (i = 0; i < m->n; i++)
			if (verdicts[i].winner == &rules->rules[k] && !verdicts[i].by_group &&
			    !verdicts[i].refused && m->devices[i].group &&
			    (rules->rules[k].options & GROUP))
				take_group(m, &rules->rules[k], &m->devices[i], verdicts);
}

/* --- what comes of it --- */

static bool is_vfio(int driver)
{
	return driver >= 0 && driver < DRIVERS &&
	       strncmp(driver_names[driver], "vfio-", 5) == 0;
}

bool model_shares_group(int driver)
{
	return driver == NOTHING || is_vfio(driver) ||
	       strcmp(driver_names[driver], "pci-stub") == 0;
}

/* `vfio` is "vfio-" and the bus: there are no variants here. */
static int wanted_driver(const struct rule *rule, const struct device *d)
{
	char name[32];
	int i;

	if (rule->driver != BEST)
		return rule->driver;
	snprintf(name, sizeof(name), "vfio-%s", bus_names[d->bus]);
	for (i = 0; i < DRIVERS && strcmp(driver_names[i], name) != 0; i++)
		;
	return i;
}

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

bool model_untouched(const struct machine *m, const struct device *d, struct state now)
{
	struct verdict v = { .n = 0 };
	int i;

	allow_untouched(&v, m, d, (struct state){ d->driver, d->override_name });
	for (i = 0; i < v.n; i++)
		if (v.states[i].driver == now.driver &&
		    v.states[i].override_name == now.override_name)
			return true;
	return false;
}

static bool any_required(const struct rules *rules)
{
	int i;

	for (i = 0; i < rules->n; i++)
		if (rules->rules[i].options & REQUIRED)
			return true;
	return rules->strict;
}

/* True when the rule has a driver asked for the device. */
static bool is_probed(const struct machine *m, const struct device *d, const struct verdict *v)
{
	if (v->guarded || !to_be_had(m, d->bus, v->wanted))
		return false;
	if (d->driver == v->wanted)
		return d->leftover == RECORDED_PENDING;
	return d->driver == NOTHING ||
	       (!(v->winner->options & KEEP) && !cannot_unbind(m, d, d->driver));
}

enum certainty { SURELY_NOT, PERHAPS, SURELY };

/* What has a group does not need the mode. */
static bool asks_for_noiommu(const struct rule *rule, const struct device *d)
{
	return (rule->options & NOIOMMU) && !d->group;
}

/*
 * VFIO's no-IOMMU mode is one switch: one rule that asks for it is enough, if anything is begun
 * for it.
 */
static enum certainty is_noiommu_on(const struct machine *m, const struct rules *rules,
				    const struct verdict *verdicts)
{
	enum certainty certainty = SURELY_NOT;
	int i;

	for (i = 0; i < m->n; i++) {
		const struct verdict *v = &verdicts[i];

		if (!v->winner || v->refused || !asks_for_noiommu(v->winner, &m->devices[i]) ||
		    m->devices[i].bus == I2C || v->wanted < 0 || v->wanted >= DRIVERS ||
		    !is_probed(m, &m->devices[i], v))
			continue;
		if (!any_required(rules) && !(v->winner->options & GROUP))
			return SURELY;
		certainty = PERHAPS;
	}
	return certainty;
}

static bool lacks_group(const struct device *d, int wanted)
{
	return is_vfio(wanted) && !d->group;
}

/* It is bound, and known before that it would not get there: it is left alone. */
static bool is_vain(const struct machine *m, const struct device *d, const struct rule *rule,
		    int wanted, enum certainty noiommu)
{
	if (!to_be_had(m, d->bus, wanted))
		return !(rule->options & HOLD) || cannot_unbind(m, d, d->driver);
	return cannot_unbind(m, d, d->driver) ||
	       (lacks_group(d, wanted) && noiommu == SURELY_NOT);
}

/* Where VFIO's mode cannot be switched on, that is what is wrong, and nothing is waited for. */
static bool is_put_off(const struct machine *m, const struct device *d, const struct rule *rule,
		       int wanted)
{
	return comes(m, d->bus, wanted) && d->refuse[wanted] == DEFER &&
	       (m->vfio || !asks_for_noiommu(rule, d));
}

static void apply_bind(struct verdict *v, const struct machine *m, const struct device *d,
		       enum certainty noiommu)
{
	const struct rule *rule = v->winner;
	int wanted = v->wanted;
	struct state now = { d->driver, d->override_name };

	if (d->driver == wanted || (d->driver != NOTHING && (rule->options & KEEP))) {
		allow(v, d->driver, wanted);
		return;
	}
	if (v->guarded || (d->driver != NOTHING && is_vain(m, d, rule, wanted, noiommu))) {
		allow_untouched(v, m, d, now);
		return;
	}
	if (taken_by(m, d, wanted) != NOTHING || d->driver == NOTHING ||
	    (rule->options & HOLD) || is_put_off(m, d, rule, wanted))
		allow(v, taken_by(m, d, wanted), wanted);
	else
		allow(v, d->driver, d->override_name);
	if (d->driver != NOTHING && lacks_group(d, wanted) && noiommu == PERHAPS)
		allow_untouched(v, m, d, now);
}

static void apply_hold(struct verdict *v, const struct machine *m, const struct device *d,
		       const struct rule *rule)
{
	if (d->driver != NOTHING && (rule->options & KEEP))
		allow(v, d->driver, HELD);
	else if (v->guarded)
		allow_untouched(v, m, d, (struct state){ d->driver, d->override_name });
	else if (d->driver == NOTHING)
		allow(v, NOTHING, HELD);
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

/*
 * Put back, or not begun, because something else failed. A driver that cannot be unbound keeps
 * the device, which is then said; without `force`, none that a rule names is given one.
 */
static void allow_put_back(struct verdict *v, const struct machine *m, const struct device *d)
{
	int got = v->wanted == NOTHING ? standard_driver(m, d) : v->wanted;

	allow_untouched(v, m, d, (struct state){ d->driver, d->override_name });
	if (got >= 0 && got < DRIVERS && cannot_unbind(m, d, got) && !v->keeps)
		allow(v, got, d->override_name);
}

static void apply(struct verdict *v, const struct machine *m, const struct rules *rules,
		  const struct device *d, enum certainty noiommu)
{
	struct state now = { d->driver, d->override_name };

	if (!v->winner || v->refused || d->bus == I2C)
		allow_untouched(v, m, d, now);
	else if (v->wanted == HELD)
		apply_hold(v, m, d, v->winner);
	else if (v->wanted != NOTHING)
		apply_bind(v, m, d, noiommu);
	else if (v->winner->options & FINAL)
		allow_untouched(v, m, d, now);
	else
		clear(v, m, d, now);
	if (v->winner && (any_required(rules) || (v->winner->options & GROUP)))
		allow_put_back(v, m, d);
}

static void want(struct verdict *v, const struct machine *m, const struct device *d)
{
	bool force = v->winner && (v->winner->options & FORCE);

	v->wanted = v->winner ? wanted_driver(v->winner, d) : NOTHING;
	v->guarded = v->winner && d->bridge && v->wanted != NOTHING && !force;
	v->keeps = v->wanted >= 0 && v->wanted < DRIVERS && cannot_unbind(m, d, v->wanted) &&
		   !force;
}

void model_apply(const struct machine *m, const struct rules *rules, struct verdict *verdicts)
{
	enum certainty noiommu;
	int i;

	memset(verdicts, 0, (size_t)m->n * sizeof(*verdicts));
	take(m, rules, verdicts);
	for (i = 0; i < m->n; i++)
		want(&verdicts[i], m, &m->devices[i]);
	noiommu = is_noiommu_on(m, rules, verdicts);
	for (i = 0; i < m->n; i++)
		apply(&verdicts[i], m, rules, &m->devices[i], noiommu);
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

/* @v: what earlybind changed is as it was before, which is how @d is. */
static void clear_all(struct verdict *v, const struct machine *m, const struct device *d,
		      struct state now)
{
	bool ours = now.driver != NOTHING && now.driver == now.override_name &&
		    now.driver != d->driver;

	/* Only a rule that clears takes an override away: then it is nobody's. */
	if ((now.driver == d->driver || now.override_name == NOTHING) &&
	    (now.override_name == d->override_name || now.override_name == NOTHING))
		allow_untouched(v, m, d, now);
	else if (ours && cannot_unbind(m, d, now.driver))
		allow(v, now.driver, now.override_name);
	else if (now.driver != NOTHING && !ours)
		allow(v, now.driver, d->override_name);
	else
		go_back(v, m, d);
}

struct verdict model_clear_all(const struct machine *m, const struct device *d,
			       struct state now)
{
	struct verdict v = { .n = 0 };
	struct device former = *d;

	clear_all(&v, m, d, now);
	if (d->leftover == NO_RECORD)
		return v;
	/* To before the run that left the record, should this one not have given it back. */
	former.driver = d->former;
	former.override_name = NOTHING;
	clear_all(&v, m, &former, now);
	/* The driver of that time need not be there. */
	if (now.driver == NOTHING || now.driver == now.override_name)
		allow(&v, standard_driver(m, d), NOTHING);
	return v;
}
