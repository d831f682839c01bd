/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * earlybind: decides, before driver modules load, which driver each device gets.
 * Options, stages and exit status; docs/earlybind.8 is the specification.
 */
//config:config EARLYBIND
//config:	bool "earlybind (64 kb)"
//config:	default y
//config:	help
//config:	Reads rules from the kernel command line and sets driver_override for devices
//config:	of PCI, platform and every other bus that has it, before driver modules load.

//applet:IF_EARLYBIND(APPLET(earlybind, BB_DIR_SBIN, BB_SUID_DROP))

//kbuild:lib-$(CONFIG_EARLYBIND) += earlybind.o

//usage:#define earlybind_trivial_usage
//usage:       "[OPTIONS] [apply|plan|check [RULES]...|status [DEVICE]|\n"
//usage:       "	set DEVICE TARGET|clear DEVICE|clear --all]"
//usage:#define earlybind_full_usage "\n\n"
//usage:       "Decide which driver each device gets, before driver modules load\n"
//usage:     "\n	apply (default)		Apply every rule"
//usage:     "\n	plan			Show what apply would do, touch nothing"
//usage:     "\n	check [RULES]...	Parse only"
//usage:     "\n	status [DEVICE]		Devices that have an override or a rule"
//usage:     "\n	set DEVICE TARGET	One device now"
//usage:     "\n	clear DEVICE|--all	Give it back to its standard driver"
//usage:     "\n"
//usage:     "\n	-R,--root DIR		Work on DIR/sys, DIR/proc, DIR/dev, DIR/etc, DIR/run, DIR/lib"
//usage:     "\n	-c,--cmdline TEXT	Instead of /proc/cmdline"
//usage:     "\n	-D,--dtb FILE		plan or check against this device tree blob (host build)"
//usage:     "\n	-r,--rule RULES		More rules, highest precedence; may be repeated"
//usage:     "\n	-n,--dry-run		Same as plan"
//usage:     "\n	-t,--timeout SEC	Never hold the boot longer (default 10, 0: no limit)"
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
#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "apply/act.h"
#include "apply/worker.h"
#include "devices/dtb.h"
#include "devices/find.h"
#include "devices/sources.h"
#include "devices/vfio.h"
#include "plan/plan.h"
#include "report/emit.h"
#include "report/record.h"
#include "rules/devname.h"
#include "rules/ruleset.h"
#include "usage.h"

#define EB_VERSION "0.1.0"

/* All that is known about rules, devices and outcomes lives in here. */
#define EB_ARENA_SIZE      (32u << 20)
#define EB_TIMEOUT_DEFAULT 10u
#define EB_TIMEOUT_MAX     86400u
#define EB_BLOCKED_MAX     8u
/* 1/N of the timeout is kept for eb_settle_rest(). */
#define EB_SETTLE_SHARE     10u
#define EB_RULE_OPTIONS_MAX 64u

enum eb_exit {
	EB_EXIT_OK = 0,
	EB_EXIT_OUTCOME = 1, /* some rule did not reach its outcome */
	EB_EXIT_RULES = 2,   /* some rule was malformed */
	EB_EXIT_USAGE = 3,   /* nothing was done */
};

enum eb_command {
	EB_APPLY,
	EB_PLAN,
	EB_CHECK,
	EB_STATUS,
	EB_SET,
	EB_CLEAR,
};

struct eb_options {
	const char *root;
	const char *cmdline;
	const char *dtb;
	const char *rules[EB_RULE_OPTIONS_MAX];
	unsigned int n_rules;
	unsigned int timeout; /* seconds */
	enum eb_command command;
	char **operands;
	int n_operands;
	bool dry_run, quiet, verbose, all;
};

struct eb_session {
	struct eb_arena arena;
	struct eb_root root;
	struct eb_dtb *dtb; /* stands in for the machine; or NULL */
	struct eb_ruleset rules;
	struct eb_ruleset wanted; /* status DEVICE: one rule that names it; else empty */
	struct eb_devices devices;
	struct eb_plan plan;
	struct eb_doing doing;
	struct eb_blocked blocked[EB_BLOCKED_MAX];
	size_t n_blocked;
	bool act;        /* carry the plan out */
	bool overridden; /* look at every device with an override, too */
	bool one_device; /* refuse when the rules name several */
	bool refused;    /* it was, and nothing was done */
	bool planned;    /* the worker made its plan */
	bool no_memory;  /* the worker ran out of arena */
	bool no_cmdline; /* /proc/cmdline cannot be read */
};

/* --- options --- */

static const struct option eb_long_options[] = {
	{ "root", required_argument, NULL, 'R' }, { "cmdline", required_argument, NULL, 'c' },
	{ "dtb", required_argument, NULL, 'D' },  { "rule", required_argument, NULL, 'r' },
	{ "dry-run", no_argument, NULL, 'n' },    { "timeout", required_argument, NULL, 't' },
	{ "quiet", no_argument, NULL, 'q' },      { "verbose", no_argument, NULL, 'v' },
	{ "all", no_argument, NULL, 'a' },        { "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },    { NULL, 0, NULL, 0 },
};

static const struct {
	const char *name;
	enum eb_command command;
	int least, most; /* operands; -1: any number */
} eb_commands[] = {
	{ "apply", EB_APPLY, 0, 0 },   { "plan", EB_PLAN, 0, 0 }, { "check", EB_CHECK, 0, -1 },
	{ "status", EB_STATUS, 0, 1 }, { "set", EB_SET, 2, 2 },   { "clear", EB_CLEAR, 0, 1 },
};

static void eb_print(const char *text)
{
	struct eb_span rest = eb_span_of(text);

	while (rest.n > 0) {
		ssize_t n = write(STDOUT_FILENO, rest.p, rest.n);

		if (n <= 0)
			return;
		rest.p += n;
		rest.n -= (size_t)n;
	}
}

static int eb_usage_error(const char *text, const char *detail)
{
	eb_complain(text, detail);
	eb_complain("see earlybind --help", NULL);
	return EB_EXIT_USAGE;
}

static int eb_parse_command(struct eb_options *options, char **operands, int n)
{
	size_t i;

	options->operands = operands;
	options->n_operands = n;
	if (n == 0)
		return 0;
	for (i = 0; i < sizeof(eb_commands) / sizeof(eb_commands[0]); i++) {
		if (strcmp(operands[0], eb_commands[i].name) != 0)
			continue;
		options->command = eb_commands[i].command;
		options->operands++;
		options->n_operands--;
		if (options->n_operands < eb_commands[i].least)
			return eb_usage_error("operands missing for ", operands[0]);
		if (eb_commands[i].most >= 0 && options->n_operands > eb_commands[i].most)
			return eb_usage_error("too many operands for ", operands[0]);
		return 0;
	}
	if (strcmp(operands[0], "watch") == 0 || strcmp(operands[0], "uevent") == 0)
		return eb_usage_error("not supported yet: ", operands[0]);
	return eb_usage_error("no such command: ", operands[0]);
}

/*
 * @word: the option as written, should it be wrong.
 * Returns 0, EB_EXIT_USAGE, or -1 when the program is done (help, version).
 */
static int eb_parse_option(struct eb_options *options, int letter, const char *word)
{
	switch (letter) {
	case 'R':
		options->root = optarg;
		return 0;
	case 'c':
		options->cmdline = optarg;
		return 0;
	case 'D':
		options->dtb = optarg;
		return 0;
	case 'r':
		if (options->n_rules == EB_RULE_OPTIONS_MAX)
			return eb_usage_error("more than 64 times -r", NULL);
		options->rules[options->n_rules++] = optarg;
		return 0;
	case 'n':
		options->dry_run = true;
		return 0;
	case 't':
		if (eb_span_decimal(eb_span_of(optarg), &options->timeout) < 0 ||
		    options->timeout > EB_TIMEOUT_MAX)
			return eb_usage_error("not a number of seconds from 0 to 86400: ",
					      optarg);
		return 0;
	case 'q':
		options->quiet = true;
		return 0;
	case 'v':
		options->verbose = true;
		return 0;
	case 'a':
		options->all = true;
		return 0;
	case 'h':
		eb_print("Usage: earlybind " earlybind_trivial_usage earlybind_full_usage "\n");
		return -1;
	case 'V':
		eb_print("earlybind " EB_VERSION "\n");
		return -1;
	case ':':
		return eb_usage_error("this option needs a value: ", word);
	default:
		return eb_usage_error("no such option: ", word);
	}
}

static int eb_parse_options(struct eb_options *options, int argc, char **argv)
{
	int letter, result = 0;

	*options = (struct eb_options){ .timeout = EB_TIMEOUT_DEFAULT };
	opterr = 0;
	while (result == 0 && (letter = getopt_long(argc, argv, ":R:c:D:r:nt:qvhV",
						    eb_long_options, NULL)) != -1) {
		char wrong[] = { '-', (char)optopt, '\0' };

		/* Of an unknown long option there is no letter, but optind has passed it. */
		result = eb_parse_option(options, letter, optopt ? wrong : argv[optind - 1]);
	}
	if (result)
		return result;
	result = eb_parse_command(options, argv + optind, argc - optind);
	if (result)
		return result;
	if (options->all != (options->command == EB_CLEAR && options->n_operands == 0))
		return eb_usage_error(options->all ? "--all goes with clear, without a DEVICE"
						   : "clear what: a DEVICE or --all?",
				      NULL);
	if (options->dry_run && options->command == EB_APPLY)
		options->command = EB_PLAN;
	if (options->dtb && !EB_CAN_DTB)
		return eb_usage_error("-D needs the host build of earlybind", NULL);
	if (EB_CAN_DTB && options->dtb && options->command != EB_PLAN &&
	    options->command != EB_CHECK)
		return eb_usage_error("-D goes with plan and check", NULL);
	if (EB_CAN_DTB && options->dtb && options->root)
		return eb_usage_error("-D does not go with -R", NULL);
	if (EB_CAN_DTB && options->dtb && options->n_operands)
		return eb_usage_error("-D checks the rules in the blob, not those given", NULL);
	return 0;
}

/* True when a device tree blob stands in for the machine. */
static bool eb_is_offline(const struct eb_session *session)
{
	return EB_CAN_DTB && session->dtb;
}

/* --- the sources --- */

static int eb_collect_options(struct eb_session *session, const struct eb_options *options)
{
	unsigned int i;

	for (i = 0; i < options->n_rules; i++) {
		char buf[16];
		struct eb_out out = eb_out_on(buf, sizeof(buf));
		const char *label = "-r";

		if (options->n_rules > 1) {
			eb_out_str(&out, "-r#");
			eb_out_uint(&out, i + 1ul);
			label = eb_arena_string(&session->arena, eb_out_text(&out));
		}
		if (!label || eb_ruleset_add_rules(&session->rules, label,
						   eb_span_of(options->rules[i])) < 0)
			return -1;
	}
	return 0;
}

/* A rule for one DEVICE argument; -1 when it is too long or the arena is full. */
static int eb_collect_device(struct eb_session *session, struct eb_ruleset *set,
			     const char *label, struct eb_span device, struct eb_span target)
{
	char buf[EB_RULE_TEXT_MAX], *text;
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	eb_device_rule(&out, device, target);
	text = eb_arena_string(&session->arena, eb_out_text(&out));
	if (!text || out.cut)
		return -1;
	return eb_ruleset_add_rule(set, label, eb_span_of(text));
}

/* The name of a recorded device as a rule selects it: "BUS/name[NAME]". */
static int eb_collect_recorded_device(struct eb_session *session, struct eb_span device)
{
	size_t bus = eb_span_find(device, '/');
	char selector[EB_RULE_TEXT_MAX];
	struct eb_out out = eb_out_on(selector, sizeof(selector));

	if (bus + 1 >= device.n)
		return 0;
	eb_out_span(&out, eb_span_between(device.p, device.p + bus + 1));
	eb_out_str(&out, "name[");
	eb_record_unescape(&out, eb_span_between(device.p + bus + 1, device.p + device.n));
	eb_out_char(&out, ']');
	/* What has vanished since needs no clearing. */
	return eb_collect_device(session, &session->rules, "clear", eb_out_text(&out),
				 eb_span_of("/optional"));
}

/* `clear --all`: every override that earlybind wrote, as /run/earlybind says. */
static int eb_collect_recorded(struct eb_session *session)
{
	struct eb_span rest, line;
	size_t size;
	char *buf;
	int n;

	buf = eb_arena_scratch(&session->arena, &size);
	n = eb_root_file(&session->root, "run/earlybind/devices", buf,
			 size < EB_RECORD_MAX ? size : EB_RECORD_MAX);
	if (n <= 0)
		return 0;
	eb_arena_keep(&session->arena, (size_t)n + 1);
	rest = eb_span_between(buf, buf + n);
	while (eb_record_next(&rest, &line))
		if (eb_record_is_ours(line) &&
		    eb_collect_recorded_device(session, eb_record_get(line, EB_RECORD_DEVICE)) <
			    0)
			return -1;
	return 0;
}

static int eb_collect_operands(struct eb_session *session, const struct eb_options *options)
{
	int i;

	for (i = 0; i < options->n_operands; i++)
		if (eb_ruleset_add_rules(&session->rules, "argument",
					 eb_span_of(options->operands[i])) < 0)
			return -1;
	return 0;
}

static int eb_collect(struct eb_session *session, const struct eb_options *options)
{
	struct eb_span none = { "", 0 };
	int result;

	session->rules.arena = &session->arena;
	session->wanted.arena = &session->arena;
	switch (options->command) {
	case EB_SET:
		return eb_collect_device(session, &session->rules, "set",
					 eb_span_of(options->operands[0]),
					 eb_span_of(options->operands[1]));
	case EB_CLEAR:
		if (options->all)
			return eb_collect_recorded(session);
		return eb_collect_device(session, &session->rules, "clear",
					 eb_span_of(options->operands[0]), none);
	case EB_CHECK:
		if (!options->n_operands)
			break;
		return eb_collect_operands(session, options) < 0
			       ? -1
			       : eb_collect_options(session, options);
	case EB_STATUS:
		if (options->n_operands &&
		    eb_collect_device(session, &session->wanted, "status",
				      eb_span_of(options->operands[0]), none) < 0)
			return -1;
		break;
	default:
		break;
	}
	if (eb_is_offline(session)) {
		result = eb_dtb_sources(session->dtb, &session->rules, options->cmdline);
		return result < 0 ? -1 : eb_collect_options(session, options);
	}
	result = eb_sources_read(&session->root, &session->rules, options->cmdline);
	if (result < 0)
		return -1;
	session->no_cmdline = result > 0;
	return eb_collect_options(session, options);
}

/* --- the work --- */

static bool eb_refuse_several(struct eb_plan *plan)
{
	size_t i, n = 0;

	for (i = 0; i < plan->n_items; i++)
		n += plan->items[i].device != 0;
	if (n < 2)
		return false;
	for (i = 0; i < plan->n_items; i++) {
		plan->items[i].outcome = EB_REFUSED;
		plan->items[i].why = EB_WHY_SEVERAL;
		plan->items[i].steps = 0;
	}
	return true;
}

static int eb_find(struct eb_session *session)
{
	struct eb_finder finder = { &session->root, &session->devices, session->blocked,
				    session->n_blocked, false };

	if (eb_is_offline(session))
		return eb_dtb_find(session->dtb, &session->devices, &session->rules);
	if (eb_find_for_rules(&finder, &session->rules) < 0 ||
	    eb_find_for_rules(&finder, &session->wanted) < 0)
		return -1;
	return session->overridden ? eb_find_overridden(&finder) : 0;
}

/* Find, plan, act; in the worker process. */
static void eb_work(struct eb_worker *worker, void *data)
{
	struct eb_session *session = data;

	if (eb_find(session) < 0 || eb_plan_make(&session->plan) < 0) {
		session->no_memory = true;
		return;
	}
	if (session->one_device)
		session->refused = eb_refuse_several(&session->plan);
	session->planned = true;
	eb_worker_ready(worker);
	if (session->act)
		eb_act(&session->root, &session->plan, &session->doing);
}

static void eb_session_restart(struct eb_session *session)
{
	session->devices = (struct eb_devices){ .arena = &session->arena };
	session->plan = (struct eb_plan){ .arena = &session->arena,
					  .rules = &session->rules,
					  .devices = &session->devices };
	session->doing = (struct eb_doing){ 0, EB_STEP_OVERRIDE };
	session->planned = false;
}

/* Notes the device whose attribute did not answer; false when there is none to note. */
static bool eb_note_blocked(struct eb_session *session)
{
	const struct eb_devices *devices = &session->devices;
	struct eb_blocked *blocked = &session->blocked[session->n_blocked];

	if (session->n_blocked == EB_BLOCKED_MAX || !devices->reading_name.n)
		return false;
	blocked->bus = eb_arena_string(&session->arena, devices->reading_bus);
	blocked->name = eb_arena_string(&session->arena, devices->reading_name);
	if (!blocked->bus || !blocked->name)
		return false;
	session->n_blocked++;
	return true;
}

static void eb_work_settle(struct eb_worker *worker, void *data)
{
	struct eb_session *session = data;

	eb_worker_ready(worker);
	eb_act_settle(&session->root, &session->plan, &session->doing);
}

/*
 * One device hangs: the last part of the time goes into looking at what became of the others,
 * in a worker of its own.
 */
static void eb_settle_rest(struct eb_session *session, unsigned int limit_ms)
{
	struct eb_worker worker = { limit_ms, limit_ms, -1 };

	if (session->doing.item) {
		struct eb_item *item = &session->plan.items[session->doing.item - 1];

		item->outcome = EB_FAILED;
		item->why = EB_WHY_BLOCKED;
	}
	(void)eb_worker_run(&worker, eb_work_settle, session);
}

/*
 * A device that blocks while it is read takes half of the time that is left; then the work
 * starts again without it. Nothing has been changed at that point.
 */
static enum eb_worker_end eb_run(struct eb_session *session, unsigned int timeout_ms)
{
	unsigned long long start = eb_now_ms();
	enum eb_worker_end end;

	do {
		unsigned long long spent = eb_now_ms() - start;
		struct eb_worker worker = { 0, 0, -1 };

		if (timeout_ms) {
			unsigned int left =
				spent + 2 < timeout_ms ? timeout_ms - (unsigned int)spent : 2;

			left -= left / EB_SETTLE_SHARE;

			worker.ready_ms = left / 2;
			worker.finish_ms = left;
		}
		eb_session_restart(session);
		end = eb_worker_run(&worker, eb_work, session);
	} while (end == EB_WORKER_STALLED && eb_note_blocked(session));
	if (end == EB_WORKER_TIMEOUT && session->act)
		eb_settle_rest(session, timeout_ms / EB_SETTLE_SHARE);
	return end;
}

/* Gives every item that the worker did not finish its outcome. */
static void eb_close_items(struct eb_session *session, enum eb_worker_end end)
{
	struct eb_plan *plan = &session->plan;
	enum eb_why why = EB_WHY_NOT_REACHED;
	size_t i;

	if (end == EB_WORKER_CRASHED)
		why = EB_WHY_CRASHED;
	if (end == EB_WORKER_NO_FORK)
		why = EB_WHY_NO_FORK;
	if (session->no_memory)
		why = EB_WHY_NO_MEMORY;
	if (!session->planned) {
		eb_session_restart(session);
		for (i = 0; i < session->rules.n_rules; i++)
			if (eb_plan_add_verdict(plan, &session->rules.rules[i], why) < 0)
				return;
		return;
	}
	for (i = 0; i < plan->n_items; i++) {
		struct eb_item *item = &plan->items[i];

		if (item->outcome != EB_PENDING)
			continue;
		item->outcome = EB_FAILED;
		item->why = why;
		item->changed = item->done != 0;
	}
}

static int eb_exit_status(const struct eb_session *session)
{
	size_t i;

	if (session->rules.n_errors)
		return EB_EXIT_RULES;
	for (i = 0; i < session->plan.n_items; i++)
		if (!eb_item_succeeded(&session->plan.items[i]))
			return EB_EXIT_OUTCOME;
	return EB_EXIT_OK;
}

/* --- the commands --- */

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

	return item->outcome == EB_PENDING && device && device->caution ? EB_LEVEL_WARNING
									: eb_item_level(item);
}

static void eb_report_items(struct eb_emitter *emitter, const struct eb_plan *plan,
			    bool planned)
{
	char buf[2 * EB_LINE_MAX];
	struct eb_out out;
	size_t i;

	for (i = 0; i < plan->n_items; i++) {
		const struct eb_item *item = &plan->items[i];

		if (item->outcome == EB_ABSENT && eb_item_succeeded(item))
			continue;
		out = eb_out_on(buf, sizeof(buf));
		if (planned)
			eb_say_planned(&out, plan, item);
		else
			eb_say_item(&out, plan, item);
		eb_emit_line(emitter,
			     planned ? eb_planned_level(plan, item) : eb_item_level(item),
			     eb_out_text(&out));
	}
	/* Without a rule, a list of devices was all that was asked for. */
	if (eb_devices_offline(plan->devices) && !plan->rules->n_rules)
		return;
	out = eb_out_on(buf, sizeof(buf));
	eb_say_summary(&out, plan);
	eb_emit_line(emitter, EB_LEVEL_INFO, eb_out_text(&out));
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

/* The record comes first: whatever happens to the lines, `clear` has to find it. */
static bool eb_record(struct eb_session *session, struct eb_emitter *emitter)
{
	size_t size;
	char *buf = eb_arena_scratch(&session->arena, &size);

	if (size > 2 * EB_RECORD_MAX)
		size = 2 * EB_RECORD_MAX;
	return eb_emit_record(emitter, &session->plan, buf, size);
}

/* apply, set, clear and plan */
static int eb_command_change(struct eb_session *session, const struct eb_options *options)
{
	bool dry = options->dry_run || options->command == EB_PLAN;
	bool log = !dry; /* the word `plan` on the command line logs; -n does not */
	struct eb_emitter emitter;
	enum eb_worker_end end;

	eb_emit_begin(&emitter, &session->root, log, options->quiet);
	if (session->rules.word == EB_WORD_OFF) {
		eb_report_word(&emitter, &session->rules, "off: nothing is done");
		eb_emit_end(&emitter);
		return EB_EXIT_OK;
	}
	if (session->rules.word == EB_WORD_PLAN) {
		eb_report_word(&emitter, &session->rules, "plan: nothing is changed");
		dry = true;
	}
	session->act = !dry;
	session->one_device = options->command == EB_SET;
	end = eb_run(session, options->timeout * 1000u);
	if (session->act || !session->planned)
		eb_close_items(session, end);
	eb_list_predicted(&emitter, session, options);
	if (session->act && !eb_record(session, &emitter))
		eb_complain("/run/earlybind/devices is incomplete: clear --all will not know "
			    "all devices",
			    NULL);
	if (options->verbose)
		eb_report_rules(&emitter, &session->rules);
	if (log)
		eb_report_findings(&emitter, &session->rules);
	else
		eb_show_findings(&emitter, &session->rules);
	eb_report_items(&emitter, &session->plan, dry);
	eb_emit_end(&emitter);
	if (end == EB_WORKER_NO_FORK || session->refused)
		return EB_EXIT_USAGE;
	return eb_exit_status(session);
}

static int eb_command_check(struct eb_session *session, const struct eb_options *options)
{
	char buf[EB_LINE_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct eb_emitter emitter;

	eb_emit_begin(&emitter, &session->root, false, options->quiet);
	eb_show_findings(&emitter, &session->rules);
	if (options->verbose)
		eb_report_rules(&emitter, &session->rules);
	eb_out_count(&out, session->rules.n_rules, "rule");
	eb_out_str(&out, ", ");
	eb_out_count(&out, session->rules.n_errors, "error");
	eb_emit_line(&emitter, EB_LEVEL_INFO, eb_out_text(&out));
	eb_emit_end(&emitter);
	return session->rules.n_errors ? EB_EXIT_RULES : EB_EXIT_OK;
}

/* Items whose steps were never carried out: what does the present state say? */
static void eb_judge_present(struct eb_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->n_items; i++) {
		struct eb_item *item = &plan->items[i];
		const struct eb_device *device = eb_item_device(plan, item);
		const struct eb_driver *driver;

		if (item->outcome != EB_PENDING || !device)
			continue;
		if (item->steps & EB_STEP_OVERRIDE) {
			item->outcome = EB_FAILED;
			item->why = EB_WHY_NOT_AS_RULED;
			continue;
		}
		driver = eb_devices_driver(plan->devices, eb_span_of(device->bus),
					   item->rule->target.driver);
		eb_plan_judge(item, driver && driver->registered);
	}
}

static void eb_show_status(struct eb_session *session, struct eb_emitter *emitter,
			   const struct eb_device *device)
{
	char buf[2 * EB_LINE_MAX], group[EB_NAME_MAX + 1];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	bool grouped = eb_iommu_group(&session->root, device, group, sizeof(group));

	eb_say_status(&out, &session->plan, device, grouped ? group : NULL,
		      eb_vfio_node(&session->root, &session->arena, device, device->driver));
	eb_out_char(&out, '\n');
	eb_emit_text(emitter, eb_out_text(&out));
}

/* True when `status` is about @device. */
static bool eb_status_is_about(const struct eb_session *session, const struct eb_device *device)
{
	const struct eb_term *term;

	if (session->wanted.n_rules)
		return eb_rule_takes(session->wanted.rules, device, &term) == EB_TAKE_YES;
	return device->claim || device->override_name || device->blocked;
}

/* The items of these devices that are not where they should be; true when there is none. */
static bool eb_status_items(struct eb_session *session, struct eb_emitter *emitter)
{
	char buf[2 * EB_LINE_MAX];
	bool good = true;
	size_t i;

	for (i = 0; i < session->plan.n_items; i++) {
		const struct eb_item *item = &session->plan.items[i];
		const struct eb_device *device = eb_item_device(&session->plan, item);
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		if (eb_item_succeeded(item))
			continue;
		if (session->wanted.n_rules && !(device && eb_status_is_about(session, device)))
			continue;
		good = false;
		eb_say_item(&out, &session->plan, item);
		eb_emit_line(emitter, EB_LEVEL_WARNING, eb_out_text(&out));
	}
	return good;
}

static int eb_command_status(struct eb_session *session, const struct eb_options *options)
{
	struct eb_emitter emitter;
	enum eb_worker_end end;
	bool any = false, good;
	size_t i;

	if (session->wanted.n_errors) {
		eb_emit_begin(&emitter, &session->root, false, options->quiet);
		eb_show_findings(&emitter, &session->wanted);
		eb_emit_end(&emitter);
		return EB_EXIT_RULES;
	}
	session->overridden = !session->wanted.n_rules;
	end = eb_run(session, options->timeout * 1000u);
	eb_judge_present(&session->plan);
	if (end != EB_WORKER_DONE || !session->planned)
		eb_close_items(session, end);
	eb_emit_begin(&emitter, &session->root, false, options->quiet);
	eb_show_findings(&emitter, &session->rules);
	for (i = 0; i < session->devices.n_devices; i++) {
		const struct eb_device *device = &session->devices.devices[i];

		if (!eb_status_is_about(session, device))
			continue;
		any = true;
		eb_show_status(session, &emitter, device);
	}
	good = eb_status_items(session, &emitter);
	eb_emit_end(&emitter);
	if (session->wanted.n_rules && !any)
		eb_complain("no such device: ", options->operands[0]);
	if (session->rules.n_errors)
		return EB_EXIT_RULES;
	return good && (any || !session->wanted.n_rules) ? EB_EXIT_OK : EB_EXIT_OUTCOME;
}

static int eb_open_dtb(struct eb_session *session, const char *file)
{
	const char *wrong = eb_dtb_open(&session->arena, file, &session->dtb);
	char buf[EB_LINE_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	if (!wrong)
		return 0;
	eb_out_all(&out, file, ": ", wrong, (char *)NULL);
	eb_complain("", buf);
	return -1;
}

static int eb_command(struct eb_session *session, const struct eb_options *options)
{
	if (EB_CAN_DTB && options->dtb && eb_open_dtb(session, options->dtb) < 0)
		return EB_EXIT_USAGE;
	if (eb_collect(session, options) < 0)
		return eb_usage_error("out of memory, or DEVICE too long", NULL);
	if (session->no_cmdline && !options->n_rules) {
		eb_complain("cannot read the kernel command line: mount proc first, or give -c "
			    "TEXT",
			    NULL);
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
	return eb_command_change(session, options);
}

/*
 * An init without a console may start us with 0 to 2 closed: what is opened next would then be
 * taken for them. And a reader that goes away must not keep us from finishing.
 */
static void eb_guard_streams(void)
{
	int fd;

	do {
		fd = open("/dev/null", O_RDWR);
		if (fd < 0)
			fd = open("/", O_PATH);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
	signal(SIGPIPE, SIG_IGN);
}

int earlybind_main(int argc, char **argv);
int earlybind_main(int argc, char **argv)
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
	result = eb_root_open(&session->root, options.root);
	if (result < 0) {
		eb_complain(result == -ENOSYS ? "-R needs a kernel with openat2 (Linux 5.6): "
					      : "cannot open the root: ",
			    options.root ? options.root : "/");
		return EB_EXIT_USAGE;
	}
	return eb_command(session, &options);
}

#ifndef ENABLE_EARLYBIND
int main(int argc, char **argv)
{
	return earlybind_main(argc, argv);
}
#endif
