/* SPDX-License-Identifier: GPL-2.0-only */
#include "commands/change.h"

#include <unistd.h>

/* What an event says; all else in the environment is others'. */
static bool eb_is_of_event(struct eb_span variable)
{
	return eb_span_starts(variable, "ACTION=") || eb_span_starts(variable, "DEVPATH=") ||
	       eb_span_starts(variable, "SUBSYSTEM=") || eb_span_starts(variable, "DRIVER=");
}

int eb_command_uevent(struct eb_session *session, const struct eb_options *options)
{
	struct eb_late late = { .fd = -1 };
	struct eb_change change = { .session = session, .options = options, .late = &late };
	char buf[4 * EB_EVENT_SIZE];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct eb_event event;
	char **variable;

	for (variable = environ; *variable; variable++) {
		if (!eb_is_of_event(eb_span_of(*variable)))
			continue;
		eb_out_span(&out, eb_span_of(*variable));
		eb_out_char(&out, '\0');
	}
	if (!eb_event_parse(&event, buf, out.n) || !eb_late_can_be(session, &event))
		return EB_EXIT_OK;
	late.since = change.start = eb_now_ms();
	if (eb_collect(session, options) < 0)
		return eb_no_memory();
	eb_late_note(&late, session, &event);
	if ((!late.n && !late.all) || session->rules.word)
		return EB_EXIT_OK;
	session->act = true;
	session->heed_cleared = true;
	eb_begin(&change, EB_LOG_LATE);
	do
		eb_change_late(&change, eb_change_left(&change));
	while (late.n && eb_late_wait(&late, session, eb_change_spare(&change)));
	eb_emit_end(&change.emitter);
	return eb_exit_status(session, change.tally.failed);
}
