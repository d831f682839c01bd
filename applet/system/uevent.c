/* SPDX-License-Identifier: GPL-2.0-only */
#include "system/uevent.h"

/* Takes the next line off *@rest; false at the end. */
static bool eb_uevent_line(struct eb_span *rest, struct eb_span *key, struct eb_span *value)
{
	if (rest->n == 0)
		return false;
	*value = eb_span_take(rest, '\n');
	*key = eb_span_take(value, '=');
	return true;
}

struct eb_span eb_uevent_get(const char *uevent, const char *key)
{
	struct eb_span rest = eb_span_of(uevent ? uevent : ""), name, value;

	while (eb_uevent_line(&rest, &name, &value))
		if (eb_span_is(name, key))
			return value;
	return (struct eb_span){ NULL, 0 };
}

bool eb_uevent_lists(const char *uevent, const char *prefix, struct eb_span value)
{
	struct eb_span rest = eb_span_of(uevent ? uevent : ""), name, found;
	size_t length = eb_span_of(prefix).n;

	while (eb_uevent_line(&rest, &name, &found)) {
		unsigned int index;

		if (!eb_span_starts(name, prefix))
			continue;
		name.p += length;
		name.n -= length;
		/* OF_COMPATIBLE_N is the count, not a member. */
		if (eb_span_decimal(name, &index) == 0 && eb_span_eq(found, value))
			return true;
	}
	return false;
}
