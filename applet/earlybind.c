/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * earlybind: decides, before driver modules load, which driver each device gets.
 * The commands and the exit status; its manual page, earlybind(8), is the specification.
 */
//config:config EARLYBIND
//config:	bool "earlybind (73 kb)"
//config:	default y
//config:	help
//config:	Reads rules from the kernel command line and sets driver_override
//config:	for devices of PCI, platform and every other bus that has it,
//config:	before driver modules load.

//applet:IF_EARLYBIND(APPLET(earlybind, BB_DIR_SBIN, BB_SUID_DROP))

//kbuild:lib-$(CONFIG_EARLYBIND) += earlybind.o

//usage:#define earlybind_trivial_usage
//usage:       "[OPTIONS] [apply|plan|check [RULES]...|status [DEVICE]|\n"
//usage:       "	set DEVICE TARGET|clear DEVICE|clear --all|\n"
//usage:       "	watch [-b] [-p FILE]|watch --stop [-p FILE]|uevent]"
//usage:#define earlybind_full_usage "\n\n"
//usage:       "Decide which driver each device gets, before driver modules load\n"
//usage:     "\n	apply (default)		Apply every rule"
//usage:     "\n	plan			Show what apply would do, touch nothing"
//usage:     "\n	check [RULES]...	Parse only"
//usage:     "\n	status [DEVICE]		Devices that have an override or a rule"
//usage:     "\n	set DEVICE TARGET	One device now"
//usage:     "\n	clear DEVICE|--all	Give it back to its standard driver"
//usage:     "\n	watch			Apply, then do so for devices that come later"
//usage:     "\n	watch --stop		End that"
//usage:     "\n	uevent			For the device of one event, from the environment"
//usage:     "\n"
//usage:     "\n	-R,--root DIR		Work on DIR/sys, DIR/proc, DIR/dev, DIR/etc, DIR/run, DIR/lib"
//usage:     "\n	-c,--cmdline TEXT	Instead of /proc/cmdline"
//usage:     "\n	-D,--dtb FILE		plan or check against this device tree blob (host build)"
//usage:     "\n	-r,--rule RULES		More rules, highest precedence; may be repeated"
//usage:     "\n	-n,--dry-run		Same as plan"
//usage:     "\n	-j,--json		One JSON document on stdout"
//usage:     "\n	-t,--timeout SEC	Never hold the boot longer (default 10, 0: no limit)"
//usage:     "\n	-b,--background		watch: return when the rules are applied"
//usage:     "\n	-p,--pidfile FILE	watch: instead of /run/earlybind/watch.pid"
//usage:     "\n	-q,--quiet		Print problems only"
//usage:     "\n	-v,--verbose		Print the rules received, too"
//usage:     "\n	-h,--help"
//usage:     "\n	-V,--version"
//usage:     "\n"
//usage:     "\nRULES: BUS,SELECTOR[,SELECTOR]...=[DRIVER|none][/OPTION]...[;RULE]..."
//usage:     "\nDEVICE: [BUS/]SELECTOR or a device-tree path"
//usage:     "\nRules come from /etc/earlybind.conf and earlybind.d, the device tree, bootconfig and"
//usage:     "\ndriver_override= on the kernel command line"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "commands/daemon.h"
#include "devices/vfio.h"
#include "commands/init.h"
#include "commands/late.h"
#include "report/emit.h"
#include "report/json.h"
#include "memory/record.h"
#include "commands/session.h"

/*
 * All that is known about rules, devices and outcomes lives in here: 10000 devices that ten
 * rules each take have room. What is not touched costs nothing.
 */
#define EB_ARENA_SIZE (sizeof(void *) << 23)

#define EB_LOOK_SHARE 10u /* 1/N of the timeout is kept for devices that come last */

/* What a run that changes things, or would, has beside its session. */
struct eb_change {
	struct eb_session *session;
	const struct eb_options *options;
	struct eb_late *late;
	struct eb_emitter emitter;
	struct eb_counts tally;
	unsigned long long start; /* of --timeout; 0: that is for each eb_change_late() */
	unsigned int patience;    /* after that many ms no device is waited for; 0: no limit */
	bool dry;
	bool deaf;   /* the kernel tells of no device that comes */
	bool listed; /* the list of devices in the JSON document is begun */
};

static int eb_exit_status(const struct eb_session *session, bool failed)
{
	if (session->rules.n_errors)
		return EB_EXIT_RULES;
	return failed ? EB_EXIT_OUTCOME : EB_EXIT_OK;
}

static void eb_report_findings(struct eb_emitter *emitter, const struct eb_ruleset *set)
{
	char buf[2 * EB_LINE_MAX];
	size_t i;

	for (i = 0; i < set->n_findings; i++) {
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_say_finding(&out, set, &set->findings[i]);
		eb_emit_line(emitter, eb_finding_level(&set->findings[i]), eb_out_text(&out));
	}
}

static void eb_show_findings(struct eb_emitter *emitter, const struct eb_ruleset *set)
{
	char buf[4 * EB_LINE_MAX];
	size_t i;

	for (i = 0; i < set->n_findings; i++) {
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_say_finding_with_caret(&out, set, &set->findings[i]);
		eb_out_char(&out, '\n');
		eb_emit_text(emitter, eb_out_text(&out));
	}
}

static void eb_report_rules(struct eb_emitter *emitter, const struct eb_ruleset *set)
{
	char buf[2 * EB_LINE_MAX];
	size_t i;

	for (i = 0; i < set->n_rules; i++) {
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_say_place(&out, set, set->rules[i].source, set->rules[i].text);
		eb_out_str(&out, ": rule ");
		eb_out_safe(&out, set->rules[i].text);
		eb_emit_line(emitter, EB_LEVEL_INFO, eb_out_text(&out));
	}
}

static enum eb_level eb_planned_level(const struct eb_plan *plan, const struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item);

	return item->outcome == EB_PENDING && device && device->caution
		       ? EB_LEVEL_WARNING
		       : eb_item_level(plan, item);
}

static void eb_report_item(struct eb_change *change, const struct eb_plan *plan,
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

static void eb_report_word(struct eb_emitter *emitter, const struct eb_ruleset *set,
			   const char *text)
{
	char buf[EB_LINE_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	eb_say_place(&out, set, set->word_source, set->word_text);
	eb_out_all(&out, ": ", text, (char *)NULL);
	eb_emit_line(emitter, EB_LEVEL_INFO, eb_out_text(&out));
}

/* --- the JSON document --- */

static struct eb_out eb_piece(struct eb_session *session)
{
	size_t size;
	char *buf = eb_arena_scratch(&session->arena, &size);

	return eb_out_on(buf, size);
}

static void eb_put_piece(struct eb_emitter *emitter, const struct eb_out *out)
{
	eb_emit_document(emitter, eb_out_text(out));
}

/* The document up to the list of devices. */
static void eb_document_begin(struct eb_emitter *emitter, struct eb_session *session,
			      const struct eb_options *options, bool dry)
{
	static const char *const names[] = {
		[EB_APPLY] = "apply",   [EB_PLAN] = "plan", [EB_CHECK] = "check",
		[EB_STATUS] = "status", [EB_SET] = "set",   [EB_CLEAR] = "clear",
	};
	/* A DEVICE that is malformed is all that there is to say. */
	const struct eb_ruleset *set = session->wanted.n_errors ? &session->wanted
								: &session->rules;
	struct eb_out out;
	size_t i;

	if (!emitter->json)
		return;
	out = eb_piece(session);
	eb_json_head(&out, names[options->command], dry, set);
	for (i = 0; i < set->n_findings; i++) {
		eb_out_str(&out, i ? "," : "");
		eb_json_finding(&out, set, &set->findings[i]);
		eb_put_piece(emitter, &out);
		out.n = 0;
	}
	eb_out_str(&out, "],\"rules\":[");
	for (i = 0; i < set->n_rules; i++) {
		eb_out_str(&out, i ? "," : "");
		eb_json_rule(&out, set, &set->rules[i]);
		eb_put_piece(emitter, &out);
		out.n = 0;
	}
	eb_out_str(&out, "],\"devices\":[");
	eb_put_piece(emitter, &out);
}

static void eb_document_entry(struct eb_emitter *emitter, struct eb_session *session,
			      const struct eb_json_entry *entry, bool *any)
{
	struct eb_out out;

	if (!emitter->json)
		return;
	out = eb_piece(session);
	eb_out_str(&out, *any ? "," : "");
	*any = true;
	eb_json_entry(&out, &session->plan, entry);
	eb_put_piece(emitter, &out);
}

/* Ends the document and the report. Returns @status. */
static int eb_document_end(struct eb_emitter *emitter, int status)
{
	char buf[32];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	if (emitter->json) {
		eb_out_str(&out, "],\"status\":");
		eb_out_uint(&out, (unsigned long)status);
		eb_out_str(&out, "}\n");
		eb_put_piece(emitter, &out);
	}
	eb_emit_end(emitter);
	return status;
}

static void eb_document_item(struct eb_change *change, const struct eb_item *item)
{
	struct eb_json_entry entry = { .item = item,
				       .device = eb_item_device(&change->session->plan, item),
				       .planned = change->dry };

	eb_document_entry(&change->emitter, change->session, &entry, &change->listed);
}

/* Before the lines: whatever happens to these, `clear` has to find it. */
static void eb_change_record(struct eb_session *session)
{
	if (session->act && !session->refused && session->plan.n_items && !eb_record(session))
		eb_complain("/run/earlybind/devices could not be written in full: clear --all "
			    "will not know all devices",
			    NULL);
}

static void eb_begin(struct eb_change *change, enum eb_log log)
{
	const struct eb_options *options = change->options;

	eb_emit_begin(&change->emitter, &change->session->root, log, options->quiet,
		      options->json);
	change->session->emitter = &change->emitter;
}

/* --- the time --- */

/* Milliseconds of --timeout that are left; 0: there is no limit. */
static unsigned int eb_change_left(const struct eb_change *change)
{
	unsigned int timeout = change->options->timeout * 1000u;
	unsigned long long spent = eb_now_ms() - change->start;

	if (!timeout || !change->start)
		return timeout;
	return spent < timeout ? timeout - (unsigned int)spent : 1;
}

/* The same but for what a last look at devices takes; 0: none; -1: there is no limit. */
static int eb_change_spare(const struct eb_change *change)
{
	unsigned int left = eb_change_left(change),
		     look = change->options->timeout * 1000u / EB_LOOK_SHARE;

	if (!left || !change->start)
		return -1;
	return left > look ? (int)(left - look) : 0;
}

/* --- devices that come later --- */

/* Nothing is new of an item, or not yet. */
static bool eb_is_no_news(const struct eb_change *change, const struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(&change->session->plan, item);

	return !device ? item->outcome != EB_FAILED
		       : item->outcome == EB_SHADOWED || item->after.gone ||
				 eb_late_keeps(change->late, device) ||
				 eb_record_knows(device, item);
}

/* Deals with the devices that were noted, between eb_begin() and eb_emit_end(). */
static void eb_change_late(struct eb_change *change, unsigned int timeout_ms)
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

static int eb_no_memory(void)
{
	return eb_usage_error("out of memory, or DEVICE too long", NULL);
}

/* What an event says; all else in the environment is others'. */
static bool eb_is_of_event(struct eb_span variable)
{
	return eb_span_starts(variable, "ACTION=") || eb_span_starts(variable, "DEVPATH=") ||
	       eb_span_starts(variable, "SUBSYSTEM=") || eb_span_starts(variable, "DRIVER=");
}

static int eb_command_uevent(struct eb_session *session, const struct eb_options *options)
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

/* --- option wait --- */

static bool eb_rules_say(const struct eb_ruleset *set, unsigned int options)
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

/* Waits for devices that are missing in the plan, and deals with them and others that come. */
static void eb_change_wait(struct eb_change *change)
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

/* The socket first: who comes while the others are looked for is not missed. */
static bool eb_change_listen(struct eb_change *change)
{
	const struct eb_session *session = change->session;

	if (!session->act || !eb_rules_say(&session->rules, EB_OPT_WAIT))
		return false;
	change->deaf = change->late->fd < 0 && eb_late_open(change->late) < 0;
	return !change->deaf;
}

static void eb_report_deaf(struct eb_change *change)
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

/*
 * All rules or none, or a rule that may be the end of all others: then nothing is begun before
 * it is known whether the devices come.
 */
static void eb_change_wait_first(struct eb_change *change)
{
	struct eb_session *session = change->session;

	session->act = false;
	change->patience = change->options->timeout * 1000u / 2;
	if (eb_run(session, eb_change_left(change)) == EB_WORKER_DONE && session->planned)
		eb_change_wait(change);
	session->act = true;
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

/* apply, set, clear and plan; the first thing that watch does */
static int eb_command_change(struct eb_session *session, const struct eb_options *options,
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

/* --- watch --- */

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

static int eb_command_watch(struct eb_session *session, const struct eb_options *options)
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

static int eb_command_check(struct eb_session *session, const struct eb_options *options)
{
	char buf[EB_LINE_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct eb_emitter emitter;

	eb_emit_begin(&emitter, &session->root, false, options->quiet, options->json);
	eb_show_findings(&emitter, &session->rules);
	if (options->verbose)
		eb_report_rules(&emitter, &session->rules);
	eb_out_count(&out, session->rules.n_rules, "rule");
	eb_out_str(&out, ", ");
	eb_out_count(&out, session->rules.n_errors, "error");
	eb_emit_line(&emitter, EB_LEVEL_INFO, eb_out_text(&out));
	eb_document_begin(&emitter, session, options, false);
	return eb_document_end(&emitter, session->rules.n_errors ? EB_EXIT_RULES : EB_EXIT_OK);
}

/* Items whose steps were never carried out: what does the present state say? */
static void eb_judge_present(struct eb_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->n_items; i++) {
		struct eb_item *item = &plan->items[i];
		const struct eb_device *device = eb_item_device(plan, item);
		const struct eb_driver *driver;

		if (item->outcome != EB_PENDING || !device || device->unfinished)
			continue;
		if (item->steps & EB_STEP_OVERRIDE) {
			item->outcome = EB_FAILED;
			item->why = EB_WHY_NOT_AS_RULED;
			continue;
		}
		driver =
			eb_devices_driver(plan->devices, eb_span_of(device->bus), item->driver);
		eb_plan_judge(item, driver && driver->registered);
	}
}

static void eb_show_status(struct eb_session *session, struct eb_emitter *emitter,
			   const struct eb_device *device, bool *any)
{
	char buf[2 * EB_LINE_MAX], number[EB_NAME_MAX + 1];
	const char *group = eb_group_number(&session->devices, device);
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct eb_json_entry entry = { .device = device, .status = true };

	if (device->claim)
		entry.item = &session->plan.items[device->claim - 1];
	if (!group && eb_iommu_group(&session->root, device, number, sizeof(number)))
		group = number;
	entry.group = group;
	entry.node =
		eb_vfio_node(&session->root, &session->arena, device, device->driver, group);
	eb_say_status(&out, &session->plan, device, group, entry.node);
	eb_out_char(&out, '\n');
	eb_emit_text(emitter, eb_out_text(&out));
	eb_document_entry(emitter, session, &entry, any);
}

/* True when `status` is about @device. */
static bool eb_status_is_about(const struct eb_session *session, const struct eb_device *device)
{
	const struct eb_term *term;

	if (session->wanted.n_rules)
		return eb_rule_takes(session->wanted.rules, device, &term) == EB_TAKE_YES;
	return device->claim || device->override_name || device->blocked ||
	       eb_record_speaks(device);
}

/* The items of these devices that are not where they should be; true when there is none. */
static bool eb_status_items(struct eb_session *session, struct eb_emitter *emitter, bool *any)
{
	char buf[2 * EB_LINE_MAX];
	bool good = true;
	size_t i;

	for (i = 0; i < session->plan.n_items; i++) {
		const struct eb_item *item = &session->plan.items[i];
		const struct eb_device *device = eb_item_device(&session->plan, item);
		struct eb_json_entry entry = { .item = item, .status = true };
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		if (session->wanted.n_rules && !(device && eb_status_is_about(session, device)))
			continue;
		if (!device)
			eb_document_entry(emitter, session, &entry, any);
		if (eb_item_succeeded(item))
			continue;
		good = false;
		eb_say_item(&out, &session->plan, item);
		eb_emit_line(emitter, EB_LEVEL_WARNING, eb_out_text(&out));
	}
	return good;
}

/* What has drifted; true when all of which only the record speaks are where that wants them. */
static bool eb_status_drift(struct eb_session *session, struct eb_emitter *emitter)
{
	char buf[2 * EB_LINE_MAX];
	bool good = true;
	size_t i;

	for (i = 0; i < session->devices.n_devices; i++) {
		const struct eb_device *device = &session->devices.devices[i];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		if (!eb_record_speaks(device) || !eb_status_is_about(session, device))
			continue;
		if (device->unfinished || (!device->claim && !eb_record_is_kept(device)))
			good = false;
		if (eb_record_drift(device) == EB_DRIFT_NONE && !device->unfinished)
			continue;
		eb_record_say_drift(&out, device);
		eb_emit_line(emitter, EB_LEVEL_WARNING, eb_out_text(&out));
	}
	return good;
}

static int eb_status_exit(const struct eb_session *session, bool good)
{
	if (session->rules.n_errors)
		return EB_EXIT_RULES;
	return good ? EB_EXIT_OK : EB_EXIT_OUTCOME;
}

/* True when @device, which `status` was asked for, is where a rule or the record wants it. */
static bool eb_is_where_wanted(const struct eb_session *session, const struct eb_device *device)
{
	const struct eb_item *item;

	if (!device->claim)
		return eb_record_speaks(device);
	item = &session->plan.items[device->claim - 1];
	return item->outcome != EB_ARMED && item->outcome != EB_UNBOUND;
}

static int eb_command_status(struct eb_session *session, const struct eb_options *options)
{
	bool any = false, listed = false, there = true, good;
	struct eb_emitter emitter;
	enum eb_worker_end end;
	size_t i;

	eb_emit_begin(&emitter, &session->root, false, options->quiet, options->json);
	if (session->wanted.n_errors) {
		eb_show_findings(&emitter, &session->wanted);
		eb_document_begin(&emitter, session, options, false);
		return eb_document_end(&emitter, EB_EXIT_RULES);
	}
	session->status = true;
	session->overridden = !session->wanted.n_rules;
	end = eb_run(session, options->timeout * 1000u);
	eb_judge_present(&session->plan);
	if (end != EB_WORKER_DONE || !session->planned)
		eb_close_items(session, end);
	eb_show_findings(&emitter, &session->rules);
	eb_document_begin(&emitter, session, options, false);
	for (i = 0; i < session->devices.n_devices; i++) {
		const struct eb_device *device = &session->devices.devices[i];

		if (!eb_status_is_about(session, device))
			continue;
		any = true;
		there = there &&
			(!session->wanted.n_rules || eb_is_where_wanted(session, device));
		eb_show_status(session, &emitter, device, &listed);
	}
	good = eb_status_items(session, &emitter, &listed);
	good = eb_status_drift(session, &emitter) && good;
	if (session->wanted.n_rules && !any) {
		eb_complain("no such device: ", options->operands[0]);
		good = false;
	}
	return eb_document_end(&emitter, eb_status_exit(session, good && there));
}

static int eb_open_dtb(struct eb_session *session, const struct eb_options *options)
{
	const char *wrong =
		eb_dtb_open(&session->arena, options->dtb, options->cmdline, &session->dtb);
	char buf[EB_LINE_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	if (!wrong)
		return 0;
	eb_out_span(&out, eb_span_of(options->dtb));
	eb_out_all(&out, ": ", wrong, (char *)NULL);
	eb_complain("", buf);
	return -1;
}

static int eb_command(struct eb_session *session, const struct eb_options *options)
{
	struct eb_late late = { .fd = -1 };

	if (EB_CAN_DTB && options->dtb && eb_open_dtb(session, options) < 0)
		return EB_EXIT_USAGE;
	if (options->command == EB_UEVENT)
		return eb_command_uevent(session, options);
	if (eb_collect(session, options) < 0)
		return eb_no_memory();
	if (session->no_cmdline && !options->n_rules) {
		eb_complain("cannot read the kernel command line: mount proc first, or give -c "
			    "TEXT",
			    NULL);
		return EB_EXIT_USAGE;
	}
	if (session->no_record &&
	    (options->command == EB_CLEAR || options->command == EB_STATUS)) {
		eb_complain("cannot read /run/earlybind/devices", NULL);
		return EB_EXIT_USAGE;
	}
	if (options->command == EB_CHECK)
		return eb_command_check(session, options);
	if (!eb_is_offline(session) && !eb_find_has_sysfs(&session->root)) {
		eb_complain("no sysfs: mount it first (mount -t sysfs sysfs /sys)", NULL);
		return EB_EXIT_USAGE;
	}
	if (options->command == EB_STATUS)
		return eb_command_status(session, options);
	if (options->command == EB_WATCH)
		return eb_command_watch(session, options);
	return eb_command_change(session, options, &late);
}

/*
 * An init without a console may start us with 0 to 2 closed: what is opened next would then be
 * taken for them. And a reader that goes away must not keep us from finishing.
 */
static void eb_guard_streams(void)
{
	int fd;

	do {
		fd = openat(AT_FDCWD, "/dev/null", O_RDWR);
		if (fd < 0)
			fd = openat(AT_FDCWD, "/", O_PATH);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
	eb_hold_signal(SIGPIPE, true);
}

static int eb_main(int argc, char **argv)
{
	struct eb_options options;
	struct eb_session *session;
	struct eb_arena arena;
	int result;

	eb_guard_streams();
	result = eb_parse_options(&options, argc, argv);
	if (result)
		return result < 0 ? EB_EXIT_OK : result;
	if (eb_arena_map(&arena, EB_ARENA_SIZE) < 0)
		return eb_usage_error("out of memory", NULL);
	session = eb_arena_alloc(&arena, sizeof(*session));
	if (!session)
		return eb_usage_error("out of memory", NULL);
	session->arena = arena;
	session->root.unread = session->unread;
	result = eb_root_open(&session->root, options.root);
	if (result < 0) {
		eb_complain(result == -ENOSYS ? "-R needs a kernel with openat2 (Linux 5.6): "
					      : "cannot open the root: ",
			    options.root ? options.root : "/");
		return EB_EXIT_USAGE;
	}
	return eb_command(session, &options);
}

/* The words that the kernel gives its first process are for the image's init. */
static int eb_apply_for_init(void)
{
	static char name[] = "earlybind";
	char *argv[] = { name, NULL };

	return eb_main(1, argv);
}

int earlybind_main(int argc, char **argv);
int earlybind_main(int argc, char **argv)
{
	return eb_is_init() ? eb_init(argv, eb_apply_for_init) : eb_main(argc, argv);
}

#ifndef ENABLE_EARLYBIND
int main(int argc, char **argv)
{
	return earlybind_main(argc, argv);
}
#endif
