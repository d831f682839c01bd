/* SPDX-License-Identifier: GPL-2.0-only */
#include "report/json.h"

#include "memory/record.h"
#include "report/text.h"

/* --- the parts of JSON --- */

static void eb_json_key(struct eb_out *out, const char *key)
{
	if (out->p[out->n - 1] != '{')
		eb_out_char(out, ',');
	eb_out_all(out, "\"", key, "\":", (char *)NULL);
}

/* Begins a string; what is said until eb_json_close() is in it. */
static void eb_json_open(struct eb_out *out, const char *key)
{
	eb_json_key(out, key);
	eb_out_char(out, '"');
	out->quoted = true;
}

/* An empty string is null. A '"' inside has a backslash before it, so this one began it. */
static void eb_json_close(struct eb_out *out)
{
	out->quoted = false;
	if (out->p[out->n - 1] == '"' && out->p[out->n - 2] == ':') {
		out->n--;
		eb_out_str(out, "null");
	} else {
		eb_out_char(out, '"');
	}
}

static void eb_json_span(struct eb_out *out, const char *key, struct eb_span text)
{
	eb_json_open(out, key);
	eb_out_safe(out, text);
	eb_json_close(out);
}

static void eb_json_text(struct eb_out *out, const char *key, const char *text)
{
	eb_json_span(out, key, eb_span_of(text ? text : ""));
}

static void eb_json_bool(struct eb_out *out, const char *key, bool value)
{
	eb_json_key(out, key);
	eb_out_str(out, value ? "true" : "false");
}

/* The next string of a list that is begun. */
static void eb_json_element(struct eb_out *out)
{
	eb_out_str(out, out->p[out->n - 1] == '[' ? "\"" : ",\"");
}

/* --- rules --- */

static void eb_json_place(struct eb_out *out, const struct eb_ruleset *set, unsigned int source,
			  struct eb_span at)
{
	eb_json_open(out, "place");
	eb_say_place(out, set, source, at);
	eb_json_close(out);
}

void eb_json_head(struct eb_out *out, const char *command, bool dry,
		  const struct eb_ruleset *set)
{
	eb_out_str(out, "{\"schema\":1");
	eb_json_text(out, "command", command);
	eb_json_bool(out, "dry_run", dry);
	eb_json_text(out, "word",
		     set->word == EB_WORD_OFF    ? "off"
		     : set->word == EB_WORD_PLAN ? "plan"
						 : NULL);
	eb_json_bool(out, "strict", set->strict);
	eb_json_key(out, "findings");
	eb_out_char(out, '[');
}

void eb_json_finding(struct eb_out *out, const struct eb_ruleset *set,
		     const struct eb_finding *finding)
{
	eb_out_char(out, '{');
	eb_json_text(out, "severity",
		     eb_finding_level(finding) == EB_LEVEL_ERROR ? "error" : "warning");
	eb_json_place(out, set, finding->source, finding->diagnosis.at);
	eb_json_open(out, "message");
	eb_say_message(out, &finding->diagnosis);
	eb_json_close(out);
	eb_json_open(out, "hint");
	eb_say_hint(out, finding, "");
	eb_json_close(out);
	eb_json_span(out, "rule", finding->rule);
	eb_out_char(out, '}');
}

/* The members of a rule, in an object that is begun. */
static void eb_json_rule_members(struct eb_out *out, const struct eb_ruleset *set,
				 const struct eb_rule *rule)
{
	eb_json_place(out, set, rule->source, rule->text);
	eb_json_span(out, "rule", rule->text);
}

void eb_json_rule(struct eb_out *out, const struct eb_ruleset *set, const struct eb_rule *rule)
{
	eb_out_char(out, '{');
	eb_json_rule_members(out, set, rule);
	eb_out_char(out, '}');
}

/* --- devices --- */

static void eb_json_field(struct eb_out *out, const char *key, struct eb_span line,
			  enum eb_record_field field)
{
	struct eb_span value = eb_record_get(line, field);

	eb_json_open(out, key);
	if (!eb_span_is(value, "-"))
		eb_out_span(out, value);
	eb_json_close(out);
}

/* Before earlybind first changed it: what the record says, else what this run has found. */
static void eb_json_former(struct eb_out *out, const struct eb_json_entry *entry)
{
	const struct eb_device *device = entry->device;
	struct eb_span line = device ? device->record : (struct eb_span){ NULL, 0 };

	if (eb_record_is_ours(line)) {
		eb_json_field(out, "former_driver", line, EB_RECORD_FORMER_DRIVER);
		eb_json_field(out, "former_override", line, EB_RECORD_FORMER_OVERRIDE);
		return;
	}
	eb_json_text(out, "former_driver", device ? device->driver : NULL);
	eb_json_text(out, "former_override", device ? device->override_name : NULL);
}

static void eb_json_group(struct eb_out *out, const struct eb_plan *plan,
			  const struct eb_json_entry *entry)
{
	const struct eb_device *device = entry->device, *spoiler = NULL;
	const struct eb_group *group =
		device && device->group ? &plan->devices->groups[device->group - 1] : NULL;

	eb_json_text(out, "group", !entry->group && group ? group->number : entry->group);
	eb_json_bool(out, "group_provisional", group && group->provisional);
	eb_json_key(out, "group_blockers");
	eb_out_char(out, '[');
	while (group && (spoiler = eb_group_spoiler(plan, device, spoiler))) {
		eb_json_element(out);
		out->quoted = true;
		eb_say_device(out, spoiler);
		out->quoted = false;
		eb_out_char(out, '"');
	}
	eb_out_char(out, ']');
}

static void eb_json_steps(struct eb_out *out, unsigned int steps)
{
	static const char *const names[] = { "override", "unbind", "load", "probe",
					     "standard" };
	size_t i;

	eb_json_key(out, "steps");
	eb_out_char(out, '[');
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (!(steps & 1u << i))
			continue;
		eb_json_element(out);
		eb_out_all(out, names[i], "\"", (char *)NULL);
	}
	eb_out_char(out, ']');
}

static void eb_json_recorded(struct eb_out *out, const struct eb_device *device)
{
	static const char *const keys[] = {
		[EB_RECORD_OUTCOME] = "outcome",
		[EB_RECORD_DRIVER] = "driver",
		[EB_RECORD_OVERRIDE] = "override",
		[EB_RECORD_FORMER_DRIVER] = "former_driver",
		[EB_RECORD_FORMER_OVERRIDE] = "former_override",
		[EB_RECORD_PLACE] = "place",
		[EB_RECORD_RULE] = "rule",
	};
	unsigned int i;

	eb_json_bool(out, "drift", device && eb_record_drift(device) != EB_DRIFT_NONE);
	eb_json_key(out, "recorded");
	if (!device || !device->record.n) {
		eb_out_str(out, "null");
		return;
	}
	eb_out_char(out, '{');
	for (i = EB_RECORD_OUTCOME; i <= EB_RECORD_RULE; i++)
		eb_json_field(out, keys[i], device->record, (enum eb_record_field)i);
	eb_out_char(out, '}');
}

static void eb_json_name(struct eb_out *out, const struct eb_json_entry *entry)
{
	const struct eb_device *device = entry->device;

	eb_json_open(out, "device");
	if (device)
		eb_say_device(out, device);
	eb_json_close(out);
	eb_json_text(out, "bus", device ? device->bus : NULL);
	eb_json_text(out, "name", device ? device->name : NULL);
	eb_json_open(out, "selector");
	if (!device)
		eb_say_selector(out, entry->item);
	eb_json_close(out);
}

/* What came of it. */
static void eb_json_outcome(struct eb_out *out, const struct eb_plan *plan,
			    const struct eb_json_entry *entry)
{
	const struct eb_item *item = entry->item;

	eb_json_open(out, "outcome");
	if (item)
		eb_out_str(out, eb_outcome_name(item->outcome));
	else
		eb_say_outcome(out, plan, entry->device);
	eb_json_close(out);
	eb_json_bool(out, "changed", item && item->changed);
	eb_json_open(out, "reason");
	if (item && item->outcome != EB_PENDING)
		eb_say_reason(out, plan, item);
	eb_json_close(out);
	eb_json_text(out, "kernel", item ? item->kernel : NULL);
}

/* How it is. */
static void eb_json_state(struct eb_out *out, const struct eb_json_entry *entry)
{
	struct eb_span wanted = { "", 0 };
	struct eb_state now = { 0 };

	if (entry->item) {
		now = entry->item->after;
		wanted = entry->item->driver.n ? entry->item->driver
					       : entry->item->rule->target.driver;
	} else {
		now.unknown = entry->device->blocked || entry->device->error;
		now.driver = entry->device->driver;
		now.override_name = entry->device->override_name;
	}
	eb_json_span(out, "wanted", wanted);
	eb_json_text(out, "driver", now.driver);
	eb_json_text(out, "override", now.override_name);
	eb_json_bool(out, "state_known", !now.unknown);
}

void eb_json_entry(struct eb_out *out, const struct eb_plan *plan,
		   const struct eb_json_entry *entry)
{
	const struct eb_item *item = entry->item;

	eb_out_char(out, '{');
	eb_json_name(out, entry);
	eb_json_outcome(out, plan, entry);
	eb_json_state(out, entry);
	eb_json_former(out, entry);
	eb_json_group(out, plan, entry);
	eb_json_text(out, "node", entry->node ? entry->node : item ? item->node : NULL);
	eb_json_text(out, "caution", entry->device ? entry->device->caution : NULL);
	if (entry->planned)
		eb_json_steps(out, item->steps);
	if (entry->status)
		eb_json_recorded(out, entry->device);
	if (item) {
		eb_json_rule_members(out, plan->rules, item->rule);
	} else {
		eb_json_text(out, "place", NULL);
		eb_json_text(out, "rule", NULL);
	}
	eb_out_char(out, '}');
}
