/* SPDX-License-Identifier: GPL-2.0-only */
#include "commands/change.h"

#include "devices/vfio.h"
#include "memory/record.h"

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

/* True when @device, which `status` was asked for, is where a rule or the record wants it. */
static bool eb_is_where_wanted(const struct eb_session *session, const struct eb_device *device)
{
	const struct eb_item *item;

	if (!device->claim)
		return eb_record_speaks(device);
	item = &session->plan.items[device->claim - 1];
	return item->outcome != EB_ARMED && item->outcome != EB_UNBOUND;
}

int eb_command_status(struct eb_session *session, const struct eb_options *options)
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
	return eb_document_end(&emitter, eb_exit_status(session, !(good && there)));
}
