/* SPDX-License-Identifier: GPL-2.0-only */
#include <stdlib.h>
#include <string.h>

#include "system/event.h"
#include "fuzz.h"

static void within(struct eb_span part, const char *buf, size_t n)
{
	FUZZ_CHECK(part.p >= buf && part.p + part.n <= buf + n);
}

/* What comes out of a message lies in it and can be a name. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *buf = malloc(size + 1);
	struct eb_event event;

	if (!buf)
		abort();
	if (size)
		memcpy(buf, data, size);
	if (eb_event_parse(&event, buf, size)) {
		within(event.bus, buf, size);
		within(event.name, buf, size);
		FUZZ_CHECK(eb_name_ok(event.bus) && eb_name_ok(event.name));
		if (event.driver.p)
			within(event.driver, buf, size);
		FUZZ_CHECK(size < 7 || memcmp(data, "libudev", 7) != 0);
	}
	free(buf);
	return 0;
}
