/* SPDX-License-Identifier: GPL-2.0-only */
#include "commands/change.h"

bool eb_rules_say(const struct eb_ruleset *set, unsigned int options)
{
	size_t i;

	for (i = 0; i < set->n_rules; i++)
		if ((set->rules[i].target.options & options) == options)
			return true;
	return false;
}

/* Milliseconds that @item is waited for. */
static unsigned int eb_patience(const struct eb_change *change, const struct eb_item *item)
{
	unsigned int wait = item->rule->target.wait * 1000u;

	return change->patience && change->patience < wait ? change->patience : wait;
}

/* Seconds that it was, until now. */
static unsigned int eb_waited(const struct eb_change *change, const struct eb_item *item)
{
	unsigned long long spent = eb_now_ms() - change->start;
	unsigned int patience = eb_patience(change, item);

	return ((spent < patience ? (unsigned int)spent : patience) + 500u) / 1000u;
}

static bool eb_item_is_missing(const struct eb_item *item)
{
	return item->outcome == EB_ABSENT && !item->came;
}

/* Milliseconds until the last item that is waited for has no time left; 0: there is none. */
static int eb_time_left(const struct eb_change *change, const struct eb_plan *plan)
{
	unsigned long long now = eb_now_ms(), end = now, until;
	size_t i;

	for (i = 0; i < plan->n_items; i++) {
		const struct eb_item *item = &plan->items[i];

		/* Whoever fails together with others is not worth waiting for. */
		if (item->take_back && !item->leader && change->session->act)
			return 0;
		until = change->start + eb_patience(change, item);
		if (eb_item_is_missing(item) && until > end)
			end = until;
	}
	return (int)(end - now);
}

static const struct eb_term *eb_first_term(const struct eb_term *term)
{
	while (term && !term->first)
		term--;
	return term;
}

/* Marks what was missing in @first and is in @plan now. */
static void eb_note_come(struct eb_plan *first, const struct eb_plan *plan)
{
	size_t i, k;

	for (i = 0; i < first->n_items; i++)
		for (k = 0; k < plan->n_items; k++) {
			const struct eb_item *item = &plan->items[k];

			if (item->device && !item->by_group &&
			    item->rule == first->items[i].rule &&
			    (!first->items[i].term ||
			     eb_first_term(item->term) == first->items[i].term))
				first->items[i].came = true;
		}
}

void eb_change_wait(struct eb_change *change)
{
	struct eb_session *session = change->session;
	struct eb_devices devices = session->devices;
	struct eb_plan first = session->plan;
	size_t i, mark = session->mark;
	int left;

	first.devices = &devices;
	session->mark = session->arena.used;
	while ((left = eb_time_left(change, &first)) > 0 ||
	       (change->late->n && (left = eb_change_spare(change)) != 0)) {
		bool any;

		eb_emit_lock(&change->emitter, false);
		any = eb_late_wait(change->late, session, left);
		eb_emit_lock(&change->emitter, true);
		if (!any)
			continue;
		eb_change_late(change, eb_change_left(change));
		eb_note_come(&first, &session->plan);
	}
	session->arena.used = session->mark;
	session->mark = mark;
	for (i = 0; i < first.n_items; i++)
		if (first.items[i].outcome == EB_ABSENT)
			first.items[i].waited = eb_waited(change, &first.items[i]);
	session->devices = devices;
	session->plan = first;
	session->plan.devices = &session->devices;
}

bool eb_change_listen(struct eb_change *change)
{
	const struct eb_session *session = change->session;

	if (!session->act || !eb_rules_say(&session->rules, EB_OPT_WAIT))
		return false;
	change->deaf = change->late->fd < 0 && eb_late_open(change->late) < 0;
	return !change->deaf;
}

void eb_report_deaf(struct eb_change *change)
{
	const struct eb_plan *plan = &change->session->plan;
	size_t i;

	for (i = 0; change->deaf && i < plan->n_items; i++) {
		if (!eb_item_is_missing(&plan->items[i]) || !plan->items[i].rule->target.wait)
			continue;
		eb_emit_line(&change->emitter, EB_LEVEL_WARNING,
			     eb_span_of("nothing is waited for: the kernel sends no uevents, "
					"it needs CONFIG_NET"));
		return;
	}
}

void eb_change_wait_first(struct eb_change *change)
{
	struct eb_session *session = change->session;

	session->act = false;
	change->patience = change->options->timeout * 1000u / 2;
	if (eb_run(session, eb_change_left(change)) == EB_WORKER_DONE && session->planned)
		eb_change_wait(change);
	session->act = true;
}
