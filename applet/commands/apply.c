/* SPDX-License-Identifier: GPL-2.0-only */
#include "commands/change.h"

static void eb_report_summary(struct eb_change *change)
{
	const struct eb_plan *plan = &change->session->plan;
	char buf[EB_LINE_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	/* Without a rule, a list of devices was all that was asked for. */
	if (eb_devices_offline(plan->devices) && !plan->rules->n_rules)
		return;
	eb_say_summary(&out, plan->rules, &change->tally);
	eb_emit_line(&change->emitter, EB_LEVEL_INFO, eb_out_text(&out));
}

/* Every device that the blob gives: asked for, or there is nothing else to tell. */
static void eb_list_predicted(struct eb_emitter *emitter, const struct eb_session *session,
			      const struct eb_options *options)
{
	char buf[2 * EB_LINE_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	size_t i;

	if (!eb_is_offline(session) || (!options->verbose && session->rules.n_rules))
		return;
	for (i = 0; eb_dtb_describe(session->dtb, i, &out); i++) {
		eb_emit_line(emitter, EB_LEVEL_INFO, eb_out_text(&out));
		out = eb_out_on(buf, sizeof(buf));
	}
	eb_out_count(&out, i, "device");
	eb_out_str(&out, " in this tree");
	eb_emit_line(emitter, EB_LEVEL_INFO, eb_out_text(&out));
}

/* Those of the two kinds of items that are wanted: those that are missing, and the others. */
static void eb_report_items(struct eb_change *change, bool missing, bool others)
{
	struct eb_plan *plan = &change->session->plan;
	size_t i;

	for (i = 0; i < plan->n_items; i++) {
		const struct eb_item *item = &plan->items[i];

		if (!(item->outcome == EB_ABSENT ? missing && !item->came : others))
			continue;
		eb_report_item(change, plan, item);
		eb_document_item(change, item);
	}
}

int eb_command_change(struct eb_session *session, const struct eb_options *options,
		      struct eb_late *late)
{
	bool dry = options->dry_run || options->command == EB_PLAN;
	bool log = !dry; /* the word `plan` on the command line logs; -n does not */
	struct eb_change change = {
		.session = session, .options = options, .late = late, .start = eb_now_ms()
	};
	enum eb_worker_end end;
	bool wait;

	eb_begin(&change, log ? EB_LOG_FULL : EB_LOG_NONE);
	if (session->rules.word == EB_WORD_OFF) {
		eb_report_word(&change.emitter, &session->rules, "off: nothing is done");
		eb_document_begin(&change.emitter, session, options, dry);
		return eb_document_end(&change.emitter, EB_EXIT_OK);
	}
	if (session->rules.word == EB_WORD_PLAN) {
		eb_report_word(&change.emitter, &session->rules, "plan: nothing is changed");
		dry = true;
	}
	change.dry = dry;
	session->act = !dry;
	session->one_device = options->command == EB_SET;
	wait = eb_change_listen(&change);
	if (wait && (session->rules.strict ||
		     eb_rules_say(&session->rules, EB_OPT_WAIT | EB_OPT_REQUIRED)))
		eb_change_wait_first(&change);
	end = eb_run(session, eb_change_left(&change));
	if (session->act || !session->planned)
		eb_close_items(session, end);
	eb_list_predicted(&change.emitter, session, options);
	eb_change_record(session);
	if (options->verbose)
		eb_report_rules(&change.emitter, &session->rules);
	if (log)
		eb_report_findings(&change.emitter, &session->rules);
	else
		eb_show_findings(&change.emitter, &session->rules);
	eb_document_begin(&change.emitter, session, options, dry);
	wait = wait && !session->refused;
	eb_report_items(&change, !wait, true);
	eb_report_deaf(&change);
	if (wait) {
		change.patience = options->timeout * (1000u - 1000u / EB_LOOK_SHARE);
		eb_change_wait(&change);
		eb_report_items(&change, true, false);
	}
	eb_report_summary(&change);
	return eb_document_end(&change.emitter,
			       end == EB_WORKER_NO_FORK || session->refused
				       ? EB_EXIT_USAGE
				       : eb_exit_status(session, change.tally.failed));
}
