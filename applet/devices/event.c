/* SPDX-License-Identifier: GPL-2.0-only */
#include "devices/event.h"

#include <string.h>

#include "devices/uevent.h"

static bool eb_event_fill(struct eb_event *event, struct eb_span action, struct eb_span path)
{
	if (!eb_span_is(action, "bind"))
		event->driver.p = NULL;
	if (!event->driver.p && !eb_span_is(action, "add"))
		return false;
	while (path.n)
		event->name = eb_span_take(&path, '/');
	return eb_name_ok(event->bus) && eb_name_ok(event->name);
}

static struct eb_span eb_span_or_none(const char *text)
{
	struct eb_span none = { NULL, 0 };

	return text ? eb_span_of(text) : none;
}

bool eb_event_make(struct eb_event *event, const char *action, const char *subsystem,
		   const char *path, const char *driver)
{
	*event = (struct eb_event){ .bus = eb_span_or_none(subsystem),
				    .driver = eb_span_or_none(driver) };
	return eb_event_fill(event, eb_span_or_none(action), eb_span_or_none(path));
}

bool eb_event_parse(struct eb_event *event, char *buf, size_t n)
{
	size_t i;

	/* udev's own begin with "libudev" and NUL; they are binary. */
	if (eb_span_starts(eb_span_between(buf, buf + n), "libudev"))
		return false;
	/* Then it is the text of a uevent file, in front of it a line with the action. */
	for (i = 0; i < n; i++)
		if (buf[i] == '\n')
			buf[i] = ' ';
		else if (buf[i] == '\0')
			buf[i] = '\n';
	buf[n] = '\0';
	*event = (struct eb_event){ .bus = eb_uevent_get(buf, "SUBSYSTEM"),
				    .driver = eb_uevent_get(buf, "DRIVER") };
	return eb_event_fill(event, eb_uevent_get(buf, "ACTION"),
			     eb_uevent_get(buf, "DEVPATH"));
}
