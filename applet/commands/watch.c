/* SPDX-License-Identifier: GPL-2.0-only */
#include "commands/change.h"

#include <errno.h>

#include "commands/daemon.h"

static int eb_watch_stop(const struct eb_session *session, const char *pidfile)
{
	int result = eb_daemon_stop(&session->root, pidfile);

	if (result > 0)
		return EB_EXIT_OK;
	eb_complain(result == 0 ? "no watch is running that holds " : "cannot stop what holds ",
		    pidfile);
	return EB_EXIT_OUTCOME;
}

/* Until it is stopped. */
static void eb_watch_events(struct eb_change *change)
{
	struct eb_session *session = change->session;
	struct eb_late *late = change->late;

	for (;;) {
		bool any;

		while (eb_worker_ended(-1))
			;
		eb_daemon_hold(false);
		any = eb_late_wait(late, session, -1);
		eb_daemon_hold(true);
		if (!any)
			continue;
		if ((late->all || late->sources) && eb_collect_again(session) < 0)
			continue;
		late->sources = false;
		eb_begin(change, EB_LOG_LATE);
		eb_change_late(change, change->options->timeout * 1000u);
		eb_emit_end(&change->emitter);
	}
}

/* @pidfile NULL: it is not what is in the way. */
static void eb_watch_explain(const char *pidfile)
{
	if (pidfile)
		eb_complain("nothing is watched: cannot write ", pidfile);
	else
		eb_complain(
			"nothing is watched: the kernel sends no uevents, it needs CONFIG_NET",
			NULL);
}

int eb_command_watch(struct eb_session *session, const struct eb_options *options)
{
	const char *pidfile = options->pidfile ? options->pidfile : EB_PIDFILE;
	struct eb_late late = { .fd = -1 };
	struct eb_change change = { .session = session, .options = options, .late = &late };
	int parent = -1, claimed, result;
	bool goes_on;

	if (options->stop)
		return eb_watch_stop(session, pidfile);
	if (options->background) {
		parent = eb_daemon_fork(EB_EXIT_USAGE);
		if (parent < 0)
			return eb_usage_error("cannot go into the background", NULL);
	}
	claimed = eb_daemon_claim(&session->root, pidfile);
	if (claimed == -EAGAIN) {
		eb_complain("another watch holds ", pidfile);
		return EB_EXIT_USAGE;
	}
	(void)eb_late_open(&late);
	eb_daemon_hold(true);
	session->heed_cleared = true;
	result = eb_command_change(session, options, &late);
	/* `off` and `plan` are for this boot. */
	goes_on = !session->rules.word && claimed == 0 && late.fd >= 0;
	if (!session->rules.word && !goes_on) {
		eb_watch_explain(claimed < 0 ? pidfile : NULL);
		result = EB_EXIT_USAGE;
	}
	if (parent >= 0)
		eb_daemon_report(parent, result);
	if (!goes_on)
		return result;
	/* The kernel may not be done with what the first run found, either. */
	late.all = true;
	eb_late_done(&late, session);
	eb_watch_events(&change);
	return result;
}
