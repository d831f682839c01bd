/* SPDX-License-Identifier: GPL-2.0-only */
#include "commands/session.h"

#include <errno.h>
#include <poll.h>

#include "devices/groups.h"
#include "guards/guard.h"
#include "system/sources.h"
#include "report/emit.h"
#include "memory/record.h"
#include "rules/devname.h"

/* 1/N of the timeout is kept for eb_settle_rest(). */
#define EB_SETTLE_SHARE 10u
#define EB_COME_BACK_MS 50

bool eb_is_offline(const struct eb_session *session)
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

/* Without it, `clear` knows no former state. */
void eb_session_read_record(struct eb_session *session)
{
	size_t size;
	char *buf = eb_arena_scratch(&session->arena, &size);
	int n = eb_root_file(&session->root, "run/earlybind/devices", buf,
			     size < EB_RECORD_MAX ? size : EB_RECORD_MAX);

	session->no_record = n < 0 && n != -ENOENT;
	session->record.n = 0;
	if (n <= 0)
		return;
	eb_arena_keep(&session->arena, (size_t)n + 1);
	session->record = eb_span_between(buf, buf + n);
}

/* A rule for each device of the record whose line is @wanted; NULL: for all. */
static int eb_collect_recorded(const struct eb_session *session, struct eb_ruleset *set,
			       bool (*wanted)(struct eb_span line))
{
	struct eb_span rest = session->record, line, bus, name;
	char buf[EB_RECORD_NAME_SIZE];

	while (eb_record_next(&rest, &line))
		if ((!wanted || wanted(line)) && eb_record_name(line, buf, &bus, &name) &&
		    eb_ruleset_add_clear(set, "clear", bus, name) < 0)
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

/* Guards ask it for root= and the like. It is the last source but for -r. */
static void eb_note_cmdline(struct eb_session *session, const char *given)
{
	const struct eb_ruleset *set = &session->rules;

	if (given)
		session->cmdline = eb_span_of(given);
	else if (set->n_sources && !session->no_cmdline)
		session->cmdline = set->sources[set->n_sources - 1].text;
}

static int eb_collect_all(struct eb_session *session, const struct eb_options *options)
{
	struct eb_span none = { "", 0 };
	int result;

	if (options->command != EB_CHECK && !eb_is_offline(session))
		eb_session_read_record(session);
	/* Their suppliers may be given back. */
	if (eb_collect_recorded(session, &session->recorded, eb_record_is_led) < 0)
		return -1;
	switch (options->command) {
	case EB_SET:
		return eb_collect_device(session, &session->rules, "set",
					 eb_span_of(options->operands[0]),
					 eb_span_of(options->operands[1]));
	case EB_CLEAR:
		if (options->all)
			return eb_collect_recorded(session, &session->rules, eb_record_is_ours);
		return eb_collect_device(session, &session->rules, "clear",
					 eb_span_of(options->operands[0]), none);
	case EB_CHECK:
		if (!options->n_operands)
			break;
		return eb_collect_operands(session, options) < 0
			       ? -1
			       : eb_collect_options(session, options);
	case EB_STATUS:
		if (eb_collect_recorded(session, &session->recorded, NULL) < 0)
			return -1;
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
	eb_note_cmdline(session, options->cmdline);
	return eb_collect_options(session, options);
}

int eb_collect(struct eb_session *session, const struct eb_options *options)
{
	const struct eb_ruleset none = { .arena = &session->arena };
	int result;

	eb_session_restart(session);
	session->rules = session->wanted = session->recorded = none;
	result = eb_collect_all(session, options);
	session->mark = session->arena.used;
	return result;
}

int eb_collect_again(struct eb_session *session)
{
	const struct eb_ruleset none = { .arena = &session->arena };
	int result;

	if (!session->first.arena) {
		session->first = session->rules;
		session->base = session->mark;
	}
	session->arena.used = session->base;
	eb_session_restart(session);
	session->rules = none;
	result = eb_sources_renew(&session->root, &session->rules, &session->first);
	session->mark = session->arena.used;
	return result;
}

/* --- the work --- */

static bool eb_refuse_several(struct eb_plan *plan)
{
	size_t i, n = 0;

	for (i = 0; i < plan->n_items; i++)
		n += plan->items[i].device && !plan->items[i].by_group;
	if (n < 2)
		return false;
	for (i = 0; i < plan->n_items; i++) {
		plan->items[i].outcome = EB_REFUSED;
		plan->items[i].why = EB_WHY_SEVERAL;
		plan->items[i].steps = 0;
	}
	return true;
}

/* `status` tells of devices that VFIO has, with or without a rule, what their groups are good
 * for.
 */
static void eb_ask_for_groups(struct eb_devices *devices)
{
	size_t i;

	for (i = 0; i < devices->n_devices; i++) {
		struct eb_device *device = &devices->devices[i];

		if (device->driver && eb_driver_is_vfio(eb_span_of(device->driver)))
			device->group_asked = true;
	}
}

/* Finds and plans. What is read of a device depends on what is planned for it so far. */
static int eb_prepare(struct eb_session *session)
{
	struct eb_finder finder = { .root = &session->root,
				    .devices = &session->devices,
				    .blocked = session->blocked,
				    .n_blocked = session->n_blocked,
				    .cmdline = session->cmdline,
				    .only = session->only,
				    .n_only = session->n_only,
				    .planning = !session->act };
	struct eb_plan *plan = &session->plan;

	if (session->n_only ? eb_find_late(&finder, &session->rules) < 0
			    : eb_find_for_rules(&finder, &session->rules) < 0 ||
				      eb_find_for_rules(&finder, &session->wanted) < 0)
		return -1;
	if (session->overridden && eb_find_overridden(&finder) < 0)
		return -1;
	if (eb_find_for_rules(&finder, &session->recorded) < 0)
		return -1;
	if (session->heed_cleared) {
		if (eb_record_attach(&session->devices, session->record) < 0)
			return -1;
		eb_record_heed(&session->devices);
	}
	if (eb_plan_match(plan) < 0)
		return -1;
	if (!session->act)
		eb_ask_for_groups(&session->devices);
	if (eb_groups_read(&finder) < 0 || eb_plan_groups(plan) < 0 ||
	    eb_find_drivers(&finder) < 0)
		return -1;
	if (eb_record_attach(&session->devices, session->record) < 0)
		return -1;
	eb_plan_steps(plan);
	if (eb_guards_read(&finder) < 0)
		return -1;
	if (session->devices.n_links &&
	    eb_record_attach(&session->devices, session->record) < 0)
		return -1;
	eb_plan_refuse(plan);
	if (session->status)
		return eb_record_add_gone(&session->devices, session->record);
	return eb_plan_follow(plan);
}

/* What a tree does not tell of disk and network controllers: the rule has to know them. */
static int eb_caution_unsure(struct eb_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->n_items; i++) {
		const struct eb_item *item = &plan->items[i];
		struct eb_device *device = eb_item_device(plan, item);
		char buf[EB_LINE_MAX];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		if (!device || !device->unsure || device->claim != i + 1 ||
		    !device->unidentified)
			continue;
		if (device->caution) {
			eb_out_span(&out, eb_span_of(device->caution));
			eb_out_str(&out, "; ");
		}
		eb_out_str(&out,
			   "whether the system's disk or network is behind it cannot be told: "
			   "the rule should say compatible[...]");
		device->caution = eb_arena_string(plan->arena, eb_out_text(&out));
		if (!device->caution)
			return -1;
	}
	return 0;
}

static int eb_prepare_offline(struct eb_session *session)
{
	struct eb_plan *plan = &session->plan;

	if (eb_dtb_find(session->dtb, &session->devices, &session->rules) < 0 ||
	    eb_plan_match(plan) < 0)
		return -1;
	eb_dtb_choose(&session->devices);
	eb_plan_steps(plan);
	if (eb_caution_unsure(plan) < 0)
		return -1;
	eb_plan_refuse(plan);
	return 0;
}

bool eb_record(struct eb_session *session)
{
	size_t size;
	char *buf = eb_arena_scratch(&session->arena, &size);
	bool complete;

	if (size > 2 * EB_RECORD_MAX)
		size = 2 * EB_RECORD_MAX;
	complete = eb_emit_record(session->emitter, &session->plan, buf, size);
	/* The document says what was before this run, too. */
	(void)eb_record_attach(&session->devices, session->record);
	return complete;
}

/* True when something is to be changed. */
static bool eb_is_anything_planned(const struct eb_plan *plan)
{
	size_t i;

	for (i = 0; i < plan->n_items; i++)
		if (plan->items[i].outcome == EB_PENDING)
			return true;
	return false;
}

/* Find, plan, act; in the worker process. */
static void eb_work(struct eb_worker *worker, void *data)
{
	struct eb_session *session = data;
	int result = eb_is_offline(session) ? eb_prepare_offline(session) : eb_prepare(session);

	if (result < 0) {
		session->no_memory = true;
		return;
	}
	if (session->one_device)
		session->refused = eb_refuse_several(&session->plan);
	session->planned = true;
	eb_worker_ready(worker);
	if (!session->act || session->refused)
		return;
	/* Who is killed from here on leaves behind what he found; the last one says it all. */
	if (eb_is_anything_planned(&session->plan))
		(void)eb_record(session);
	eb_act(&session->root, &session->plan, &session->doing, &session->klog);
}

void eb_session_restart(struct eb_session *session)
{
	session->devices = (struct eb_devices){ .arena = &session->arena };
	session->plan = (struct eb_plan){ .arena = &session->arena,
					  .rules = &session->rules,
					  .devices = &session->devices,
					  .late = session->n_only > 0,
					  .since = session->since };
	session->doing = (struct eb_doing){ 0 };
	session->planned = false;
}

/* Notes the device whose attribute did not answer; false when there is none to note. */
static bool eb_note_blocked(struct eb_session *session)
{
	const struct eb_devices *devices = &session->devices;
	struct eb_named *blocked = &session->blocked[session->n_blocked];

	if (session->n_blocked == EB_BLOCKED_MAX || !devices->reading_name.n)
		return false;
	blocked->bus = eb_arena_string(&session->arena, devices->reading_bus);
	blocked->name = eb_arena_string(&session->arena, devices->reading_name);
	if (!blocked->bus || !blocked->name)
		return false;
	session->n_blocked++;
	return true;
}

static void eb_work_on(struct eb_worker *worker, void *data)
{
	struct eb_session *session = data;

	eb_worker_ready(worker);
	eb_act(&session->root, &session->plan, &session->doing, &session->klog);
}

static void eb_work_settle(struct eb_worker *worker, void *data)
{
	struct eb_session *session = data;

	eb_worker_ready(worker);
	eb_act_settle(&session->root, &session->plan, &session->doing, &session->klog,
		      session->unfinished);
}

/*
 * While a module does not load, the kernel may be at any device of its driver, and shows the
 * driver's link from the beginning of a probe on (drivers/base/dd.c:really_probe).
 */
static bool eb_is_stuck(const struct eb_session *session, const struct eb_item *item,
			const struct eb_item *at)
{
	return item == at ||
	       (session->doing.step == EB_STEP_LOAD && item->outcome == EB_PENDING &&
		(item->steps & EB_STEP_LOAD) && eb_span_eq(item->driver, at->driver));
}

/* Notes at what the process hangs that was killed; false when there is no more room. */
static bool eb_note_stuck(struct eb_session *session, pid_t pid)
{
	const struct eb_item *at;
	size_t i;

	if (!session->doing.item || session->n_stuck == EB_BLOCKED_MAX)
		return false;
	at = &session->plan.items[session->doing.item - 1];
	for (i = 0; i < session->plan.n_items; i++) {
		struct eb_item *item = &session->plan.items[i];

		if (!eb_is_stuck(session, item, at))
			continue;
		item->outcome = EB_FAILED;
		item->why = EB_WHY_BLOCKED;
		item->after.unknown = true;
		item->stuck = session->n_stuck + 1;
	}
	/* Of a modprobe that hangs nobody can tell when it ends: its parent is gone. */
	session->stuck[session->n_stuck++] = session->doing.step == EB_STEP_LOAD ? 0 : pid;
	return true;
}

/* What came back from the kernel since can be told as if it had not hung. */
static bool eb_reopen_stuck(struct eb_session *session)
{
	bool any = false;
	size_t i, k;

	/* What was killed last may come back at once, when it is let run. */
	if (session->n_stuck)
		(void)poll(NULL, 0, EB_COME_BACK_MS);
	for (i = 0; i < session->n_stuck; i++) {
		if (!session->stuck[i] || !eb_worker_ended(session->stuck[i]))
			continue;
		any = true;
		for (k = 0; k < session->plan.n_items; k++) {
			struct eb_item *item = &session->plan.items[k];

			if (item->stuck != i + 1)
				continue;
			item->outcome = EB_PENDING;
			item->stuck = 0;
		}
	}
	return any;
}

/* The time that is left for @worker of @timeout_ms, but for what settling takes; 0: no limit.
 */
static void eb_give_time(struct eb_worker *worker, unsigned int timeout_ms,
			 unsigned long long start)
{
	unsigned long long spent = eb_now_ms() - start;
	unsigned int left;

	if (!timeout_ms)
		return;
	left = spent + 2 < timeout_ms ? timeout_ms - (unsigned int)spent : 2;
	if (left > timeout_ms / EB_SETTLE_SHARE + 2)
		left -= timeout_ms / EB_SETTLE_SHARE;
	worker->ready_ms = left / 2;
	worker->finish_ms = left;
}

/*
 * A device that blocks while it is read takes half of the time that is left; then the work
 * starts again without it. Nothing has been changed at that point. One that hangs later takes
 * as much, and the work goes on with the others.
 */
static enum eb_worker_end eb_run_workers(struct eb_session *session, unsigned int timeout_ms)
{
	struct eb_worker worker = { .progress = &session->doing.count };
	unsigned long long start = eb_now_ms();
	enum eb_worker_end end;

	do {
		eb_give_time(&worker, timeout_ms, start);
		eb_session_restart(session);
		end = eb_worker_run(&worker, eb_work, session);
	} while (end == EB_WORKER_STALLED && eb_note_blocked(session));
	if (!session->act || !session->planned)
		return end;
	while (end == EB_WORKER_TIMEOUT && eb_note_stuck(session, worker.pid)) {
		eb_give_time(&worker, timeout_ms, start);
		end = eb_worker_run(&worker, eb_work_on, session);
	}
	if (!eb_reopen_stuck(session) && end == EB_WORKER_DONE)
		return end;
	session->unfinished = end == EB_WORKER_CRASHED ? EB_WHY_CRASHED : EB_WHY_NOT_REACHED;
	worker.ready_ms = worker.finish_ms = timeout_ms / EB_SETTLE_SHARE;
	(void)eb_worker_run(&worker, eb_work_settle, session);
	return end;
}

enum eb_worker_end eb_run(struct eb_session *session, unsigned int timeout_ms)
{
	enum eb_worker_end end;

	if (!session->act)
		return eb_run_workers(session, timeout_ms);
	eb_klog_begin(&session->klog, &session->root);
	end = eb_run_workers(session, timeout_ms);
	eb_klog_end(&session->klog);
	return end;
}

void eb_close_items(struct eb_session *session, enum eb_worker_end end)
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

		if (item->outcome != EB_PENDING && !item->undoing)
			continue;
		item->outcome = EB_FAILED;
		item->why = why;
		item->after.unknown = true;
		item->changed = item->done != 0;
	}
}
