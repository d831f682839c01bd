/* SPDX-License-Identifier: GPL-2.0-only */
#include <stdio.h>
#include <string.h>

#include "devices/device.h"
#include "unit.h"

static void finds_what_was_added(void **state)
{
	struct eb_devices table = { .arena = unit_arena(65536) };
	struct eb_span pci = unit_text("pci"), platform = unit_text("platform");

	(void)state;
	assert_null(eb_devices_bus(&table, pci));
	assert_null(eb_devices_get(&table, pci, unit_text("a")));
	assert_null(eb_devices_driver(&table, pci, unit_text("a")));

	/* Nothing without its bus. */
	assert_null(eb_devices_add(&table, pci, unit_text("a")));
	assert_null(eb_devices_add_driver(&table, pci, unit_text("a")));

	assert_non_null(eb_devices_add_bus(&table, pci));
	assert_non_null(eb_devices_add_bus(&table, platform));
	assert_string_equal(eb_devices_bus(&table, platform)->name, "platform");
	assert_null(eb_devices_bus(&table, unit_text("pc")));
	assert_null(eb_devices_bus(&table, unit_text("pcie")));

	/* The same name on two buses is two devices; where bus ends and name begins counts. */
	assert_non_null(eb_devices_add(&table, pci, unit_text("a")));
	assert_null(eb_devices_get(&table, platform, unit_text("a")));
	assert_non_null(eb_devices_add(&table, platform, unit_text("a")));
	assert_string_equal(eb_devices_get(&table, pci, unit_text("a"))->bus, "pci");
	assert_string_equal(eb_devices_get(&table, platform, unit_text("a"))->bus, "platform");
	assert_null(eb_devices_get(&table, unit_text("pcia"), unit_text("")));
	assert_null(eb_devices_get(&table, pci, unit_text("")));
	assert_null(eb_devices_get(&table, pci, unit_text("ab")));

	assert_non_null(eb_devices_add_driver(&table, pci, unit_text("d")));
	assert_null(eb_devices_driver(&table, platform, unit_text("d")));
	assert_string_equal(eb_devices_driver(&table, pci, unit_text("d"))->name, "d");
}

static void starts_with_nothing_known(void **state)
{
	struct eb_devices table = { .arena = unit_arena(65536) };
	struct eb_device *device;
	struct eb_driver *driver;

	(void)state;
	memset(table.arena->base, 0x55, table.arena->size);
	assert_false(eb_devices_add_bus(&table, unit_text("b"))->exists);
	device = eb_devices_add(&table, unit_text("b"), unit_text("x"));
	assert_string_equal(device->name, "x");
	assert_null(device->driver);
	assert_null(device->override_name);
	assert_false(device->has_override || device->blocked);
	assert_int_equal(device->claim, 0);
	driver = eb_devices_add_driver(&table, unit_text("b"), unit_text("y"));
	assert_string_equal(driver->name, "y");
	assert_false(driver->registered || driver->unbindable || driver->loadable);
}

#define MANY 5000u

static void many(void **state)
{
	struct eb_devices table = { .arena = unit_arena(8u << 20) };
	char name[32];
	unsigned int i;

	(void)state;
	eb_devices_add_bus(&table, unit_text("b"));
	for (i = 0; i < MANY; i++) {
		snprintf(name, sizeof(name), "device-%u", i * 2);
		UNIT_EXPECT(eb_devices_add(&table, eb_span_of("b"), eb_span_of(name)), "%u", i);
		UNIT_EXPECT(table.n_index >= 2 * table.n_devices,
			    "%u: never more than half full", i);
	}
	assert_int_equal(table.n_devices, MANY);
	for (i = 0; i < MANY; i++) {
		const struct eb_device *device;

		snprintf(name, sizeof(name), "device-%u", i * 2);
		device = eb_devices_get(&table, eb_span_of("b"), eb_span_of(name));
		UNIT_EXPECT(device == &table.devices[i], "%s", name);
		snprintf(name, sizeof(name), "device-%u", i * 2 + 1);
		UNIT_EXPECT(!eb_devices_get(&table, eb_span_of("b"), eb_span_of(name)), "%s",
			    name);
	}
}

/*
 * However little memory there is: no hang, no overflow, and what was added is found. Adding
 * goes on after a failure.
 */
static void arena_full(void **state)
{
	unsigned int size, i, whole = 0;

	(void)state;
	for (size = 0; size < 64000; size += 128) {
		struct eb_devices table = { .arena = unit_arena(size) };
		unsigned int added = 0;
		char name[32];

		if (!eb_devices_add_bus(&table, eb_span_of("b")))
			continue;
		for (i = 0; i < 100; i++) {
			snprintf(name, sizeof(name), "%u", i);
			if (!eb_devices_add(&table, eb_span_of("b"), eb_span_of(name)))
				continue;
			added++;
			UNIT_EXPECT(eb_devices_get(&table, eb_span_of("b"), eb_span_of(name)),
				    "arena of %u bytes, device %u", size, i);
		}
		UNIT_EXPECT(table.n_devices == added, "arena of %u bytes", size);
		eb_devices_sort(&table, 0);
		for (i = 0; i < table.n_devices; i++)
			UNIT_EXPECT(eb_devices_get(&table, eb_span_of("b"),
						   eb_span_of(table.devices[i].name)) ==
					    &table.devices[i],
				    "arena of %u bytes, device %u", size, i);
		whole += added == 100;
	}
	assert_in_range(whole, 1, 499);
}

static void sorting(void **state)
{
	static const char *const names[] = { "z", "y", "c", "a", "b", "aa" };
	static const char *const want[] = { "z", "y", "a", "aa", "b", "c" };
	struct eb_devices table = { .arena = unit_arena(65536) };
	size_t i;

	(void)state;
	eb_devices_sort(&table, 0);
	eb_devices_add_bus(&table, eb_span_of("b"));
	for (i = 0; i < UNIT_LENGTH(names); i++)
		assert_non_null(eb_devices_add(&table, eb_span_of("b"), eb_span_of(names[i])));
	eb_devices_sort(&table, 6);
	eb_devices_sort(&table, 4); /* two of them */
	assert_string_equal(table.devices[4].name, "aa");
	assert_string_equal(table.devices[5].name, "b");
	eb_devices_sort(&table, 2); /* the first two stay where they are */
	for (i = 0; i < UNIT_LENGTH(names); i++) {
		UNIT_EXPECT(strcmp(table.devices[i].name, want[i]) == 0, "place %zu: %s", i,
			    table.devices[i].name);
		UNIT_EXPECT(eb_devices_get(&table, eb_span_of("b"), eb_span_of(want[i])) ==
				    &table.devices[i],
			    "'%s' is still found", want[i]);
	}
}

/* Taken out again: it is gone, what stood before it is still found, its place is free. */
static void dropping(void **state)
{
	struct eb_devices table = { .arena = unit_arena(65536) };
	char name[32];
	unsigned int i, k;

	(void)state;
	eb_devices_add_bus(&table, eb_span_of("b"));
	for (i = 0; i < 100; i++) {
		struct eb_span last = eb_span_of("last");

		UNIT_EXPECT(eb_devices_add(&table, eb_span_of("b"), last), "%u", i);
		UNIT_EXPECT(eb_devices_get(&table, eb_span_of("b"), last), "%u", i);
		eb_devices_drop_last(&table);
		UNIT_EXPECT(!eb_devices_get(&table, eb_span_of("b"), last), "%u", i);
		snprintf(name, sizeof(name), "%u", i);
		assert_non_null(eb_devices_add(&table, eb_span_of("b"), eb_span_of(name)));
		UNIT_EXPECT(table.n_devices == i + 1, "%u", i);
		for (k = 0; k <= i; k++) {
			snprintf(name, sizeof(name), "%u", k);
			UNIT_EXPECT(eb_devices_get(&table, eb_span_of("b"), eb_span_of(name)) ==
					    &table.devices[k],
				    "%u of %u", k, i);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(finds_what_was_added),
		cmocka_unit_test(starts_with_nothing_known),
		cmocka_unit_test(many),
		cmocka_unit_test(arena_full),
		cmocka_unit_test(sorting),
		cmocka_unit_test(dropping),
	};

	return UNIT_RUN(tests);
}
