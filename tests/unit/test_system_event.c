/* SPDX-License-Identifier: GPL-2.0-only */
#include <stdlib.h>
#include <string.h>

#include "system/event.h"
#include "unit.h"

/* A message with its NULs written as '|'. */
#define ADD(bus, path) "add@" path "|ACTION=add|DEVPATH=" path "|SUBSYSTEM=" bus "|SEQNUM=1|"
#define CARD           "/devices/pci0000:00/0000:00:02.0"

static void messages(void **state)
{
	static const struct {
		const char *message, *bus, *name, *driver; /* bus NULL: of no interest */
	} rows[] = {
		{ ADD("pci", CARD), "pci", "0000:00:02.0", NULL },
		{ ADD("platform", "/devices/platform/soc/12ce0000.i2c"), "platform",
		  "12ce0000.i2c", NULL },
		{ ADD("platform", "/x"), "platform", "x", NULL },
		{ ADD("platform", "x"), "platform", "x", NULL },
		/* a driver has come to it before it was announced again */
		{ "add@/x|ACTION=add|DEVPATH=/x|SUBSYSTEM=p|DRIVER=d|", "p", "x", NULL },
		{ "bind@/x|ACTION=bind|DEVPATH=/x|SUBSYSTEM=p|DRIVER=d|", "p", "x", "d" },
		{ "bind@/x|ACTION=bind|DEVPATH=/x|SUBSYSTEM=p|", NULL, NULL, NULL },
		{ "unbind@/x|ACTION=unbind|DEVPATH=/x|SUBSYSTEM=p|", NULL, NULL, NULL },
		{ "remove@/x|ACTION=remove|DEVPATH=/x|SUBSYSTEM=p|", NULL, NULL, NULL },
		{ "change@/x|ACTION=change|DEVPATH=/x|SUBSYSTEM=p|", NULL, NULL, NULL },
		{ "add@/x|ACTION=ad|DEVPATH=/x|SUBSYSTEM=p|", NULL, NULL, NULL },
		/* what is missing */
		{ "", NULL, NULL, NULL },
		{ "|", NULL, NULL, NULL },
		{ "add@/x|", NULL, NULL, NULL },
		{ "add@/x|DEVPATH=/x|SUBSYSTEM=p|", NULL, NULL, NULL },
		{ "add@/x|ACTION=add|SUBSYSTEM=p|", NULL, NULL, NULL },
		{ "add@/x|ACTION=add|DEVPATH=/x|", NULL, NULL, NULL },
		{ "add@/x|ACTION=add|DEVPATH=|SUBSYSTEM=p|", NULL, NULL, NULL },
		{ "add@/x|ACTION=add|DEVPATH=/|SUBSYSTEM=p|", NULL, NULL, NULL },
		/* cut off: as far as it goes */
		{ "add@/x|ACTION=add|DEVPATH=/x|SUBSYSTEM=p", "p", "x", NULL },
		{ "add@/x|ACTION=add|DEVPATH=/x|SUBSYSTEM=", NULL, NULL, NULL },
		/* no possible names */
		{ "add@/x|ACTION=add|DEVPATH=/a/..|SUBSYSTEM=p|", NULL, NULL, NULL },
		{ "add@/x|ACTION=add|DEVPATH=/a/.|SUBSYSTEM=p|", NULL, NULL, NULL },
		{ "add@/x|ACTION=add|DEVPATH=/x|SUBSYSTEM=../p|", NULL, NULL, NULL },
		{ "add@/x|ACTION=add|DEVPATH=/\x01|SUBSYSTEM=p|", NULL, NULL, NULL },
		/* the first of two counts; a newline ends nothing */
		{ "add@/x|ACTION=add|DEVPATH=/x|SUBSYSTEM=p|DEVPATH=/y|", "p", "x", NULL },
		{ "add@/x|ACTION=add|DEVPATH=/x\nSUBSYSTEM=q|SUBSYSTEM=p|", "p",
		  "x SUBSYSTEM=q", NULL },
		{ "add@/x|SYNTH_UUID=0|ACTION=add|DEVPATH=/x|SUBSYSTEM=p|", "p", "x", NULL },
		/* an environment, in any order and with more in it */
		{ "PATH=/bin|SUBSYSTEM=p|_=/x=y|DEVPATH=/a/x|MDEV=x|ACTION=add|", "p", "x",
		  NULL },
		{ "PATH=/bin|DRIVER=d|SUBSYSTEM=p|DEVPATH=/a/x|ACTION=bind|", "p", "x", "d" },
		/* udev's */
		{ "libudev|ACTION=add|DEVPATH=/x|SUBSYSTEM=p|", NULL, NULL, NULL },
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		size_t n = strlen(rows[i].message);
		char *buf = malloc(n + 1);
		struct eb_event event;
		bool got;

		assert_non_null(buf);
		for (k = 0; k < n; k++)
			buf[k] = rows[i].message[k] == '|' ? '\0' : rows[i].message[k];
		got = eb_event_parse(&event, buf, n);
		UNIT_EXPECT(got == (rows[i].bus != NULL), "row %zu", i);
		if (got && rows[i].bus) {
			UNIT_EXPECT(eb_span_is(event.bus, rows[i].bus), "row %zu: bus '%.*s'",
				    i, UNIT_SPAN(event.bus));
			UNIT_EXPECT(eb_span_is(event.name, rows[i].name), "row %zu: '%.*s'", i,
				    UNIT_SPAN(event.name));
			UNIT_EXPECT((event.driver.p != NULL) == (rows[i].driver != NULL) &&
					    (!event.driver.p ||
					     eb_span_is(event.driver, rows[i].driver)),
				    "row %zu: the driver", i);
		}
		free(buf);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages),
	};

	return UNIT_RUN(tests);
}
