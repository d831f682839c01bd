/* SPDX-License-Identifier: GPL-2.0-only */
#include "system/event.h"

#include <string.h>

#include "system/uevent.h"

bool eb_event_parse(struct eb_event *event, char *buf, size_t n)
{
	struct eb_span path;
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
	*event = (struct eb_event){ .bus = eb_uevent_get(buf, "SUBSYSTEM") };
	if (eb_span_is(eb_uevent_get(buf, "ACTION"), "bind"))
		event->driver = eb_uevent_get(buf, "DRIVER");
	if (!event->driver.p && !eb_span_is(eb_uevent_get(buf, "ACTION"), "add"))
		return false;
	for (path = eb_uevent_get(buf, "DEVPATH"); path.n;)
		event->name = eb_span_take(&path, '/');
	return eb_name_ok(event->bus) && eb_name_ok(event->name);
}
