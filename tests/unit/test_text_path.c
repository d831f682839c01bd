/* SPDX-License-Identifier: GPL-2.0-only */
#include <string.h>

#include "text/path.h"
#include "unit.h"

static void joined(void **state)
{
	char path[EB_PATH_MAX];

	(void)state;
	assert_true(eb_path(path, "a", "/", "b", (char *)NULL));
	assert_string_equal(path, "a/b");
	assert_true(eb_path(path, "", "", (char *)NULL));
	assert_string_equal(path, "");
	assert_true(eb_device_path(path, "pci", "0000:02:00.0", "/driver"));
	assert_string_equal(path, "sys/bus/pci/devices/0000:02:00.0/driver");
	assert_true(eb_device_path(path, "p", "a", ""));
	assert_string_equal(path, "sys/bus/p/devices/a");
	assert_true(eb_driver_path(path, "p", "x", "/unbind"));
	assert_string_equal(path, "sys/bus/p/drivers/x/unbind");
}

/* What does not fit with its NUL is refused; ASan watches the end. */
static void limits(void **state)
{
	static const struct {
		size_t first, second;
		bool want;
	} rows[] = {
		{ EB_PATH_MAX - 1, 0, true },        { EB_PATH_MAX, 0, false },
		{ 0, EB_PATH_MAX - 1, true },        { 1000, EB_PATH_MAX - 1001, true },
		{ 1000, EB_PATH_MAX - 1000, false }, { EB_PATH_MAX - 1, 1, false },
		{ EB_PATH_MAX - 1, 5000, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_arena *arena = unit_arena(16384);
		const char *one = eb_arena_string(arena, unit_fill('a', rows[i].first));
		const char *other = eb_arena_string(arena, unit_fill('b', rows[i].second));
		char *path = test_malloc(EB_PATH_MAX);

		UNIT_EXPECT(eb_path(path, one, other, (char *)NULL) == rows[i].want, "row %zu",
			    i);
		if (rows[i].want)
			UNIT_EXPECT(strlen(path) == rows[i].first + rows[i].second, "row %zu",
				    i);
		test_free(path);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joined),
		cmocka_unit_test(limits),
	};

	return UNIT_RUN(tests);
}
