/* SPDX-License-Identifier: GPL-2.0-only */
#include "report/record.h"

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

/* The device of the plan that @line is about, or NULL. */
static struct eb_device *eb_record_device(const struct eb_plan *plan, struct eb_span line)
{
	struct eb_span name = eb_record_get(line, EB_RECORD_DEVICE), bus;
	char buf[2 * EB_NAME_MAX + 2];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct eb_device *device;

	eb_record_unescape(&out, name);
	if (out.cut)
		return NULL;
	name = eb_out_text(&out);
	bus = eb_span_take(&name, '/');
	device = eb_devices_get(plan->devices, bus, name);
	return device && device->claim ? device : NULL;
}

static void eb_record_field(struct eb_out *out, const char *value)
{
	eb_out_char(out, '\t');
	eb_out_safe(out, eb_span_of(value && *value ? value : "-"));
}

static void eb_record_former(struct eb_out *out, struct eb_span old, enum eb_record_field field,
			     const char *value)
{
	struct eb_span kept = eb_record_get(old, field);

	if (!kept.n) {
		eb_record_field(out, value);
		return;
	}
	eb_out_char(out, '\t');
	eb_out_span(out, kept);
}

static void eb_record_key(struct eb_out *out, const struct eb_device *device)
{
	eb_out_safe(out, eb_span_of(device->bus));
	eb_out_char(out, '/');
	eb_out_safe(out, eb_span_of(device->name));
}

static void eb_record_item(struct eb_out *out, const struct eb_plan *plan,
			   const struct eb_item *item, const struct eb_device *device)
{
	eb_record_key(out, device);
	eb_record_field(out, eb_outcome_name(item->outcome));
	eb_record_field(out, item->after.driver);
	eb_record_field(out, item->after.override_name);
	eb_record_former(out, device->record, EB_RECORD_FORMER_DRIVER, item->before.driver);
	eb_record_former(out, device->record, EB_RECORD_FORMER_OVERRIDE,
			 item->before.override_name);
	eb_out_char(out, '\t');
	eb_say_place(out, plan->rules, item->rule->source, item->rule->text);
	eb_out_char(out, '\t');
	eb_out_safe(out, item->rule->text);
	eb_out_char(out, '\n');
}

void eb_record_merge(struct eb_out *out, const struct eb_plan *plan, struct eb_span old)
{
	struct eb_span rest = old, line;
	size_t i;

	while (eb_record_next(&rest, &line)) {
		struct eb_device *device = eb_record_device(plan, line);

		if (device)
			device->record = line;
	}
	for (i = 0; i < plan->n_items; i++) {
		const struct eb_item *item = &plan->items[i];

		if (item->device && item->outcome != EB_SHADOWED)
			eb_record_item(out, plan, item, eb_item_device(plan, item));
	}
	for (rest = old; eb_record_next(&rest, &line);) {
		if (eb_record_device(plan, line))
			continue;
		eb_out_span(out, line);
		eb_out_char(out, '\n');
	}
}

bool eb_record_is_ours(struct eb_span line)
{
	struct eb_span now = eb_record_get(line, EB_RECORD_OVERRIDE);

	return now.n && !eb_span_is(now, "-") &&
	       !eb_span_eq(now, eb_record_get(line, EB_RECORD_FORMER_OVERRIDE));
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
