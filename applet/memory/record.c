/* SPDX-License-Identifier: GPL-2.0-only */
#include "memory/record.h"

#include <string.h>

#include "report/text.h"

struct eb_span eb_record_get(struct eb_span line, enum eb_record_field field)
{
	struct eb_span value = eb_span_take(&line, '\t');
	unsigned int i;

	for (i = 0; i < (unsigned int)field; i++)
		value = eb_span_take(&line, '\t');
	return value;
}

bool eb_record_next(struct eb_span *rest, struct eb_span *line)
{
	if (rest->n == 0)
		return false;
	*line = eb_span_take(rest, '\n');
	return true;
}

bool eb_record_name(struct eb_span line, char *buf, struct eb_span *bus, struct eb_span *name)
{
	struct eb_out out = eb_out_on(buf, EB_RECORD_NAME_SIZE);

	eb_record_unescape(&out, eb_record_get(line, EB_RECORD_DEVICE));
	*name = eb_out_text(&out);
	*bus = eb_span_take(name, '/');
	return !out.cut && eb_name_ok(*bus) && eb_name_ok(*name);
}

/* The device that @line is about, or NULL. */
static struct eb_device *eb_record_device(const struct eb_devices *devices, struct eb_span line)
{
	char buf[EB_RECORD_NAME_SIZE];
	struct eb_span bus, name;

	return eb_record_name(line, buf, &bus, &name) ? eb_devices_get(devices, bus, name)
						      : NULL;
}

static bool eb_record_was(struct eb_span line, enum eb_outcome outcome)
{
	return eb_span_is(eb_record_get(line, EB_RECORD_OUTCOME), eb_outcome_name(outcome));
}

/* --- what is read from it --- */

/* A field that names a driver; NULL for nothing, or what can be no driver's name. */
static int eb_record_driver(struct eb_arena *arena, struct eb_span line,
			    enum eb_record_field field, const char **value)
{
	struct eb_span text = eb_record_get(line, field);
	char buf[EB_NAME_MAX + 1];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	*value = NULL;
	eb_record_unescape(&out, text);
	if (eb_span_is(text, "-") || out.cut || !eb_name_ok(eb_out_text(&out)))
		return 0;
	*value = eb_arena_string(arena, eb_out_text(&out));
	return *value ? 0 : -1;
}

/* True when the field says what @value is; NULL is nothing. */
static bool eb_record_says(struct eb_span line, enum eb_record_field field, const char *value)
{
	struct eb_span text = eb_record_get(line, field);
	char buf[4096]; /* the longest override, in a sysfs file */
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	if (!value || eb_span_is(text, "-"))
		return !value && eb_span_is(text, "-");
	eb_record_unescape(&out, text);
	return eb_span_is(eb_out_text(&out), value);
}

/*
 * True when the device is still where a run left it that was killed, or failed. One that
 * somebody else has given a driver since is not: it would lose that one.
 */
static bool eb_record_is_lost(const struct eb_device *device)
{
	struct eb_span line = device->record;

	if (!device->unfinished &&
	    (!eb_record_was(line, EB_FAILED) || eb_record_drift(device) != EB_DRIFT_NONE))
		return false;
	return !device->driver || (device->former_driver &&
				   (eb_same(device->driver, device->former_driver) ||
				    eb_same(device->driver, device->override_name) ||
				    eb_record_says(line, EB_RECORD_DRIVER, device->driver)));
}

int eb_record_attach(struct eb_devices *devices, struct eb_span text)
{
	struct eb_span line;

	while (eb_record_next(&text, &line)) {
		struct eb_device *device = eb_record_device(devices, line);

		if (!device)
			continue;
		device->record = line;
		device->ours = eb_record_is_ours(line);
		device->unfinished = eb_record_was(line, EB_PENDING);
		device->led = eb_record_is_led(line);
		devices->led |= device->led;
		device->kept_driver = device->unfinished && device->driver &&
				      eb_record_says(line, EB_RECORD_DRIVER, device->driver) &&
				      eb_record_says(line, EB_RECORD_OVERRIDE, device->driver);
		if (!eb_record_is_ours(line) && !eb_record_was(line, EB_CLEARED))
			continue;
		if (eb_record_driver(devices->arena, line, EB_RECORD_FORMER_DRIVER,
				     &device->former_driver) < 0 ||
		    eb_record_driver(devices->arena, line, EB_RECORD_FORMER_OVERRIDE,
				     &device->former_override) < 0)
			return -1;
		device->lost = eb_record_is_lost(device);
	}
	return 0;
}

int eb_record_add_gone(struct eb_devices *devices, struct eb_span text)
{
	char buf[EB_RECORD_NAME_SIZE];
	struct eb_span line, bus, name;

	while (eb_record_next(&text, &line)) {
		struct eb_device *device;

		if (eb_record_was(line, EB_CLEARED) ||
		    !eb_record_name(line, buf, &bus, &name) ||
		    eb_devices_get(devices, bus, name))
			continue;
		device = eb_devices_add(devices, bus, name);
		if (!device)
			return -1;
		device->record = line;
		device->gone = true;
	}
	return 0;
}

/* --- drift --- */

/* Cleared, or `clear` is at it right now: that can take longer than others wait for it. */
static bool eb_record_lets_go(struct eb_span line)
{
	return eb_record_was(line, EB_CLEARED) ||
	       (eb_record_was(line, EB_PENDING) &&
		eb_span_starts(eb_record_get(line, EB_RECORD_PLACE), "clear:"));
}

void eb_record_heed(struct eb_devices *devices)
{
	size_t i;

	for (i = 0; i < devices->n_devices; i++)
		devices->devices[i].let_go = eb_record_lets_go(devices->devices[i].record);
}

bool eb_record_knows(const struct eb_device *device, const struct eb_item *item)
{
	return !item->changed && eb_record_was(device->record, item->outcome) &&
	       eb_record_says(device->record, EB_RECORD_DRIVER, item->after.driver) &&
	       eb_record_says(device->record, EB_RECORD_OVERRIDE, item->after.override_name);
}

bool eb_record_has(struct eb_span text, struct eb_span bus, struct eb_span name,
		   struct eb_span driver)
{
	char buf[EB_RECORD_NAME_SIZE], is[EB_NAME_MAX + 1];
	struct eb_span line, line_bus, line_name;

	while (eb_record_next(&text, &line)) {
		struct eb_out out = eb_out_on(is, sizeof(is));

		if (!eb_record_name(line, buf, &line_bus, &line_name) ||
		    !eb_span_eq(line_bus, bus) || !eb_span_eq(line_name, name))
			continue;
		eb_record_unescape(&out, eb_record_get(line, EB_RECORD_DRIVER));
		return eb_span_eq(eb_out_text(&out), driver);
	}
	return false;
}

bool eb_record_speaks(const struct eb_device *device)
{
	/* A line that was cut short tells nothing. */
	return eb_record_get(device->record, EB_RECORD_RULE).n &&
	       !eb_record_was(device->record, EB_CLEARED);
}

enum eb_drift eb_record_drift(const struct eb_device *device)
{
	struct eb_span line = device->record;
	struct eb_span override = eb_record_get(line, EB_RECORD_OVERRIDE);
	bool left_so = eb_span_eq(override, eb_record_get(line, EB_RECORD_DRIVER));

	if (!eb_record_speaks(device) || device->blocked)
		return EB_DRIFT_NONE;
	if (device->gone)
		return EB_DRIFT_GONE;
	/* What a run that was killed made of it is told by nobody. */
	if (eb_record_was(line, EB_PENDING) || eb_span_is(override, "?"))
		return EB_DRIFT_NONE;
	if (!eb_record_says(line, EB_RECORD_OVERRIDE, device->override_name))
		return EB_DRIFT_OVERRIDE;
	if (!device->override_name || eb_record_says(line, EB_RECORD_DRIVER, device->driver) ||
	    eb_same(device->driver, device->override_name) || (!device->driver && !left_so))
		return EB_DRIFT_NONE;
	return EB_DRIFT_DRIVER;
}

bool eb_record_is_kept(const struct eb_device *device)
{
	return eb_record_drift(device) == EB_DRIFT_NONE &&
	       ((!eb_record_was(device->record, EB_REFUSED) &&
		 !eb_record_was(device->record, EB_FAILED) &&
		 !eb_record_was(device->record, EB_PENDING) &&
		 !eb_record_was(device->record, EB_ROLLED_BACK)) ||
		(device->driver && eb_same(device->driver, device->override_name)));
}

/* "driver x", "no override" */
static void eb_say_had(struct eb_out *out, const char *what, struct eb_span value)
{
	bool none = !value.n || eb_span_is(value, "-");

	eb_out_all(out, none ? "no " : "", what, none ? "" : " ", (char *)NULL);
	if (!none)
		eb_out_span(out, value);
}

void eb_record_say_drift(struct eb_out *out, const struct eb_device *device)
{
	enum eb_drift drift = eb_record_drift(device);
	bool override = drift == EB_DRIFT_OVERRIDE;
	const char *what = override ? "override" : "driver";
	const char *now = override ? device->override_name : device->driver;

	eb_say_device(out, device);
	if (drift == EB_DRIFT_NONE) {
		eb_out_str(out, ": unfinished: a run that was to change it did not end well; "
				"run it again, or clear");
		eb_record_say_rule(out, device->record);
		return;
	}
	eb_out_str(out, ": drift: was left with ");
	eb_say_had(out, what,
		   eb_record_get(device->record,
				 override ? EB_RECORD_OVERRIDE : EB_RECORD_DRIVER));
	eb_out_str(out, drift == EB_DRIFT_GONE ? ", has vanished" : ", now has ");
	if (drift != EB_DRIFT_GONE) {
		eb_out_all(out, now ? "" : "no ", what, now ? " " : "", (char *)NULL);
		eb_out_safe(out, eb_span_of(now ? now : ""));
	}
	eb_record_say_rule(out, device->record);
}

void eb_record_say_rule(struct eb_out *out, struct eb_span line)
{
	eb_out_str(out, " [");
	eb_out_span(out, eb_record_get(line, EB_RECORD_PLACE));
	eb_out_char(out, ' ');
	eb_out_span(out, eb_record_get(line, EB_RECORD_RULE));
	eb_out_char(out, ']');
}

/* --- what is written to it --- */

static void eb_record_field(struct eb_out *out, const char *value)
{
	eb_out_char(out, '\t');
	/* What is called "-" is not nothing. */
	if (value && strcmp(value, "-") == 0)
		eb_out_str(out, "\\x2d");
	else
		eb_out_safe(out, eb_span_of(value && *value ? value : "-"));
}

/* A driver and the override behind it, from a line that has them. */
static void eb_record_copy(struct eb_out *out, struct eb_span line, enum eb_record_field driver)
{
	eb_out_char(out, '\t');
	eb_out_span(out, eb_record_get(line, driver));
	eb_out_char(out, '\t');
	eb_out_span(out, eb_record_get(line, (enum eb_record_field)(driver + 1)));
}

/* @state, or "?" where the device could not be read and was left alone. */
static struct eb_state eb_record_state(const struct eb_item *item, const struct eb_state *state)
{
	static const struct eb_state unread = { "?", "?", false, false };

	return item->after.unknown && !item->steps ? unread : *state;
}

/* The state before earlybind first changed the device. */
static void eb_record_former(struct eb_out *out, const struct eb_item *item,
			     const struct eb_device *device)
{
	struct eb_span old = device->record;
	struct eb_state former = eb_record_state(item, &item->before);
	/* Its driver is by now one that somebody else has given it. */
	bool others = item->given_back &&
		      !eb_same(item->before.driver, item->before.override_name);

	if (item->outcome == EB_CLEARED) {
		former = item->after;
	} else if (item->take_back && !device->ours) {
		former = item->before;
	} else if (eb_record_is_ours(old) && !others) {
		eb_record_copy(out, old, EB_RECORD_FORMER_DRIVER);
		return;
	} else if (item->rule->target.aim == EB_AIM_CLEAR && item->steps) {
		/* Where it has to go to. */
		former.driver = device->former_driver;
		former.override_name = device->former_override;
	}
	eb_record_field(out, former.driver);
	eb_record_field(out, former.override_name);
}

/*
 * Not done yet; or begun, and nobody can tell how it is, or a clear that did not come to its
 * end: that has to be done once more. What an earlier run left open is so until it is dealt
 * with.
 */
static bool eb_record_is_open(const struct eb_item *item, struct eb_span old)
{
	return item->outcome == EB_PENDING ||
	       (!item->steps && !eb_item_succeeded(item) && eb_record_was(old, EB_PENDING)) ||
	       (item->steps &&
		(item->after.unknown || (item->outcome == EB_FAILED && !item->take_back &&
					 item->rule->target.aim == EB_AIM_CLEAR)));
}

static void eb_record_item(struct eb_out *out, const struct eb_plan *plan,
			   const struct eb_item *item, const struct eb_device *device)
{
	bool open = eb_record_is_open(item, device->record);
	struct eb_state state = eb_record_state(item, open ? &item->before : &item->after);

	eb_say_device(out, device);
	eb_record_field(out, eb_outcome_name(open ? EB_PENDING : item->outcome));
	if (open && eb_record_was(device->record, EB_PENDING)) {
		eb_record_copy(out, device->record, EB_RECORD_DRIVER);
	} else {
		eb_record_field(out, state.driver);
		eb_record_field(out, state.override_name);
	}
	eb_record_former(out, item, device);
	eb_out_char(out, '\t');
	eb_say_place(out, plan->rules, item->rule->source, item->rule->text);
	eb_out_char(out, '\t');
	eb_out_safe(out, item->rule->text);
	eb_out_char(out, '\n');
}

/* The rule of @plan that clears the device of @line, which is away; or NULL. */
static const struct eb_rule *eb_record_clears(const struct eb_plan *plan, struct eb_span line)
{
	char buf[EB_RECORD_NAME_SIZE];
	struct eb_device away = { 0 };
	const struct eb_term *term;
	struct eb_span bus, name;
	size_t i;

	if (eb_record_was(line, EB_CLEARED) || !eb_record_name(line, buf, &bus, &name))
		return NULL;
	buf[bus.n] = '\0';
	away.bus = buf;
	away.name = name.p;
	for (i = 0; i < plan->n_items; i++) {
		const struct eb_item *item = &plan->items[i];

		if (item->outcome == EB_ABSENT && item->rule->target.aim == EB_AIM_CLEAR &&
		    eb_rule_takes(item->rule, &away, &term) == EB_TAKE_YES)
			return item->rule;
	}
	return NULL;
}

/* A device that is away has no driver and no override to go back to when it comes. */
static void eb_record_away(struct eb_out *out, const struct eb_plan *plan,
			   const struct eb_rule *rule, struct eb_span line)
{
	unsigned int i;

	eb_out_span(out, eb_record_get(line, EB_RECORD_DEVICE));
	eb_record_field(out, eb_outcome_name(EB_CLEARED));
	for (i = EB_RECORD_DRIVER; i < EB_RECORD_PLACE; i++)
		eb_record_field(out, NULL);
	eb_out_char(out, '\t');
	eb_say_place(out, plan->rules, rule->source, rule->text);
	eb_out_char(out, '\t');
	eb_out_safe(out, rule->text);
	eb_out_char(out, '\n');
}

static void eb_record_forget(struct eb_devices *devices)
{
	size_t i;

	for (i = 0; i < devices->n_devices; i++)
		devices->devices[i].record.n = 0;
}

void eb_record_merge(struct eb_out *out, const struct eb_plan *plan, struct eb_span old)
{
	struct eb_span rest = old, line;
	struct eb_device *device;
	size_t i;

	eb_record_forget(plan->devices);
	while (eb_record_next(&rest, &line)) {
		device = eb_record_device(plan->devices, line);
		if (device)
			device->record = line;
	}
	for (i = 0; i < plan->n_items; i++) {
		const struct eb_item *item = &plan->items[i];

		if (item->device && item->outcome != EB_SHADOWED)
			eb_record_item(out, plan, item, eb_item_device(plan, item));
	}
	for (rest = old; eb_record_next(&rest, &line);) {
		const struct eb_rule *rule;

		device = eb_record_device(plan->devices, line);
		if (device && device->claim)
			continue;
		rule = device ? NULL : eb_record_clears(plan, line);
		if (rule) {
			eb_record_away(out, plan, rule, line);
			continue;
		}
		eb_out_span(out, line);
		eb_out_char(out, '\n');
	}
	eb_record_forget(plan->devices);
}

bool eb_record_is_ours(struct eb_span line)
{
	struct eb_span former = eb_record_get(line, EB_RECORD_FORMER_OVERRIDE);

	/* A line that was cut short tells nothing. */
	return former.n && (eb_record_was(line, EB_PENDING) ||
			    !eb_span_eq(former, eb_record_get(line, EB_RECORD_OVERRIDE)) ||
			    !eb_span_eq(eb_record_get(line, EB_RECORD_FORMER_DRIVER),
					eb_record_get(line, EB_RECORD_DRIVER)));
}

bool eb_record_is_led(struct eb_span line)
{
	return eb_record_was(line, EB_UNBOUND) || eb_record_was(line, EB_PENDING);
}

void eb_record_unescape(struct eb_out *out, struct eb_span field)
{
	size_t i;

	for (i = 0; i < field.n; i++) {
		if (field.p[i] == '\\' && i + 3 < field.n && field.p[i + 1] == 'x' &&
		    eb_hex_digit(field.p[i + 2]) >= 0 && eb_hex_digit(field.p[i + 3]) >= 0) {
			eb_out_char(out, (char)(eb_hex_digit(field.p[i + 2]) * 16 +
						eb_hex_digit(field.p[i + 3])));
			i += 3;
			continue;
		}
		eb_out_char(out, field.p[i]);
	}
}
