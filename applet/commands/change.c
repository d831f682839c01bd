/* SPDX-License-Identifier: GPL-2.0-only */
#include "commands/change.h"

#include "memory/record.h"

void eb_begin(struct eb_change *change, enum eb_log log)
{
	const struct eb_options *options = change->options;

	eb_emit_begin(&change->emitter, &change->session->root, log, options->quiet,
		      options->json);
	change->session->emitter = &change->emitter;
}

void eb_change_record(struct eb_session *session)
{
	if (session->act && !session->refused && session->plan.n_items && !eb_record(session))
		eb_complain("/run/earlybind/devices could not be written in full: clear --all "
			    "will not know all devices",
			    NULL);
}

static enum eb_level eb_planned_level(const struct eb_plan *plan, const struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item);

	return item->outcome == EB_PENDING && device && device->caution
		       ? EB_LEVEL_WARNING
		       : eb_item_level(plan, item);
}

void eb_report_item(struct eb_change *change, const struct eb_plan *plan,
		    const struct eb_item *item)
{
	char buf[2 * EB_LINE_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	eb_counts_add(&change->tally, item);
	if (item->outcome == EB_ABSENT && eb_item_succeeded(item))
		return;
	if (change->dry)
		eb_say_planned(&out, plan, item);
	else
		eb_say_item(&out, plan, item);
	eb_emit_line(&change->emitter,
		     change->dry ? eb_planned_level(plan, item) : eb_item_level(plan, item),
		     eb_out_text(&out));
}

void eb_document_item(struct eb_change *change, const struct eb_item *item)
{
	struct eb_json_entry entry = { .item = item,
				       .device = eb_item_device(&change->session->plan, item),
				       .planned = change->dry };

	eb_document_entry(&change->emitter, change->session, &entry, &change->listed);
}

unsigned int eb_change_left(const struct eb_change *change)
{
	unsigned int timeout = change->options->timeout * 1000u;
	unsigned long long spent = eb_now_ms() - change->start;

	if (!timeout || !change->start)
		return timeout;
	return spent < timeout ? timeout - (unsigned int)spent : 1;
}

int eb_change_spare(const struct eb_change *change)
{
	unsigned int left = eb_change_left(change),
		     look = change->options->timeout * 1000u / EB_LOOK_SHARE;

	if (!left || !change->start)
		return -1;
	return left > look ? (int)(left - look) : 0;
}

/* Nothing is new of an item, or not yet. */
static bool eb_is_no_news(const struct eb_change *change, const struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(&change->session->plan, item);

	return !device ? item->outcome != EB_FAILED
		       : item->outcome == EB_SHADOWED || item->after.gone ||
				 eb_late_keeps(change->late, device) ||
				 eb_record_knows(device, item);
}

void eb_change_late(struct eb_change *change, unsigned int timeout_ms)
{
	struct eb_session *session = change->session;
	size_t i;

	if (!eb_late_run(change->late, session, timeout_ms))
		return;
	eb_change_record(session);
	eb_late_done(change->late, session);
	/* Who goes on can look again. */
	if (change->options->command != EB_WATCH && eb_change_spare(change) == 0)
		change->late->n = change->late->used = 0;
	for (i = 0; session->act && i < session->plan.n_items; i++) {
		const struct eb_item *item = &session->plan.items[i];

		if (eb_is_no_news(change, item))
			continue;
		eb_report_item(change, &session->plan, item);
		eb_document_item(change, item);
	}
}
