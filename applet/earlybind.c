/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * earlybind: decides, before driver modules load, which driver each device gets.
 * The commands and the exit status; its manual page, earlybind(8), is the specification.
 */
//config:config EARLYBIND
//config:	bool "earlybind (64 kb)"
//config:	default y
//config:	help
//config:	Reads rules from the kernel command line and sets driver_override
//config:	for devices of PCI, platform and every other bus that has it,
//config:	before driver modules load.

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
//usage:     "\n	-j,--json		One JSON document on stdout"
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
#include <unistd.h>

#include "devices/vfio.h"
#include "init.h"
#include "report/emit.h"
#include "report/json.h"
#include "report/record.h"
#include "session.h"

/* All that is known about rules, devices and outcomes lives in here. */
#define EB_ARENA_SIZE (32u << 20)

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
			     planned ? eb_planned_level(plan, item) : eb_item_level(plan, item),
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

static void eb_document_items(struct eb_emitter *emitter, struct eb_session *session, bool dry)
{
	bool any = false;
	size_t i;

	for (i = 0; i < session->plan.n_items; i++) {
		const struct eb_item *item = &session->plan.items[i];
		struct eb_json_entry entry = { .item = item,
					       .device = eb_item_device(&session->plan, item),
					       .planned = dry };

		eb_document_entry(emitter, session, &entry, &any);
	}
}

/* apply, set, clear and plan */
static int eb_command_change(struct eb_session *session, const struct eb_options *options)
{
	bool dry = options->dry_run || options->command == EB_PLAN;
	bool log = !dry; /* the word `plan` on the command line logs; -n does not */
	struct eb_emitter emitter;
	enum eb_worker_end end;

	eb_emit_begin(&emitter, &session->root, log, options->quiet, options->json);
	if (session->rules.word == EB_WORD_OFF) {
		eb_report_word(&emitter, &session->rules, "off: nothing is done");
		eb_document_begin(&emitter, session, options, dry);
		return eb_document_end(&emitter, EB_EXIT_OK);
	}
	if (session->rules.word == EB_WORD_PLAN) {
		eb_report_word(&emitter, &session->rules, "plan: nothing is changed");
		dry = true;
	}
	session->act = !dry;
	session->one_device = options->command == EB_SET;
	session->emitter = &emitter;
	end = eb_run(session, options->timeout * 1000u);
	if (session->act || !session->planned)
		eb_close_items(session, end);
	eb_list_predicted(&emitter, session, options);
	/* Before the lines: whatever happens to these, `clear` has to find it. */
	if (session->act && !session->refused && session->plan.n_items && !eb_record(session))
		eb_complain("/run/earlybind/devices could not be written in full: clear --all "
			    "will not know all devices",
			    NULL);
	if (options->verbose)
		eb_report_rules(&emitter, &session->rules);
	if (log)
		eb_report_findings(&emitter, &session->rules);
	else
		eb_show_findings(&emitter, &session->rules);
	eb_report_items(&emitter, &session->plan, dry);
	eb_document_begin(&emitter, session, options, dry);
	eb_document_items(&emitter, session, dry);
	return eb_document_end(&emitter, end == EB_WORKER_NO_FORK || session->refused
						 ? EB_EXIT_USAGE
						 : eb_exit_status(session));
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

		if (item->outcome != EB_PENDING || !device)
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
		if (!device->claim && !eb_record_is_kept(device))
			good = false;
		if (eb_record_drift(device) == EB_DRIFT_NONE &&
		    (!device->unfinished || device->claim))
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

static int eb_command_status(struct eb_session *session, const struct eb_options *options)
{
	bool any = false, listed = false, good;
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
		eb_show_status(session, &emitter, device, &listed);
	}
	good = eb_status_items(session, &emitter, &listed);
	good = eb_status_drift(session, &emitter) && good;
	if (session->wanted.n_rules && !any) {
		eb_complain("no such device: ", options->operands[0]);
		good = false;
	}
	return eb_document_end(&emitter, eb_status_exit(session, good));
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
	if (EB_CAN_DTB && options->dtb && eb_open_dtb(session, options) < 0)
		return EB_EXIT_USAGE;
	if (eb_collect(session, options) < 0)
		return eb_usage_error("out of memory, or DEVICE too long", NULL);
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
		fd = openat(AT_FDCWD, "/dev/null", O_RDWR);
		if (fd < 0)
			fd = openat(AT_FDCWD, "/", O_PATH);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
	eb_hold_sigpipe(true);
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
