/* SPDX-License-Identifier: GPL-2.0-only */
#include <string.h>

#include "text/arena.h"
#include "unit.h"

static bool zeroed(const char *p, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (p[i])
			return false;
	return true;
}

static void allocates_zeroed_and_aligned(void **state)
{
	struct eb_arena *arena = unit_arena(1024);
	static const size_t sizes[] = { 1, 15, 16, 17, 0, 3, 64 };
	char *last_end = arena->base;
	size_t i;

	(void)state;
	memset(arena->base, 0x55, arena->size);
	for (i = 0; i < UNIT_LENGTH(sizes); i++) {
		char *p = eb_arena_alloc(arena, sizes[i]);

		UNIT_EXPECT(p, "size %zu", sizes[i]);
		UNIT_EXPECT((size_t)(p - arena->base) % 16 == 0, "size %zu", sizes[i]);
		UNIT_EXPECT(p >= last_end, "size %zu overlaps the one before", sizes[i]);
		UNIT_EXPECT(zeroed(p, sizes[i]), "size %zu", sizes[i]);
		memset(p, 0x55, sizes[i]);
		last_end = p + sizes[i];
	}
}

static void is_full(void **state)
{
	static const struct {
		size_t size, want;
		bool fits;
	} rows[] = {
		{ 64, 48, true },
		{ 64, 49, false }, /* 16 bytes stay for the alignment */
		{ 64, 64, false },
		{ 64, 65, false },
		{ 16, 0, true },
		{ 16, 1, false },
		{ 15, 0, false },
		{ 0, 0, false },
		{ 64, SIZE_MAX, false },
		{ 64, SIZE_MAX - 15, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_arena *arena = unit_arena(rows[i].size);
		char *p = eb_arena_alloc(arena, rows[i].want);

		UNIT_EXPECT((p != NULL) == rows[i].fits, "row %zu", i);
		UNIT_EXPECT(arena->used <= arena->size, "row %zu", i);
		if (!p)
			UNIT_EXPECT(arena->used == 0, "row %zu: a failure takes nothing", i);
	}
}

static void fills_up_within_its_size(void **state)
{
	struct eb_arena *arena = unit_arena(1000);
	size_t n = 0;
	char *p;

	(void)state;
	while ((p = eb_arena_alloc(arena, 7))) {
		memset(p, 'x', 7);
		n++;
	}
	assert_in_range(n, 61, 62);
	assert_true(arena->used <= arena->size);
	assert_null(eb_arena_alloc(arena, 7));
}

static void copies_strings(void **state)
{
	struct eb_arena *arena = unit_arena(256);
	struct eb_arena *small = unit_arena(32);
	struct eb_span nothing = { NULL, 0 };

	(void)state;
	memset(arena->base, 0x55, arena->size);
	assert_string_equal(eb_arena_string(arena, unit_text("hello")), "hello");
	assert_string_equal(eb_arena_string(arena, unit_text("")), "");
	assert_string_equal(eb_arena_string(arena, nothing), "");
	assert_non_null(eb_arena_string(small, unit_fill('a', 15)));
	small->used = 0;
	assert_null(eb_arena_string(small, unit_fill('a', 16)));
}

static void grows_arrays(void **state)
{
	struct eb_arena *arena = unit_arena(4096);
	size_t capacity = 0, n;
	unsigned int *array = NULL;

	(void)state;
	for (n = 0; n < 100; n++) {
		size_t before = capacity;
		unsigned int *old = array;

		array = eb_arena_more(arena, array, n, &capacity, sizeof(*array));
		assert_non_null(array);
		assert_true(capacity > n);
		if (n < before)
			assert_ptr_equal(array, old);
		array[n] = (unsigned int)n * 7;
	}
	for (n = 0; n < 100; n++)
		UNIT_EXPECT(array[n] == n * 7, "element %zu", n);
}

/* What was taken last stays where it is; what was not moves, and what lies behind it stays. */
static void grows_in_place(void **state)
{
	struct eb_arena *arena = unit_arena(4096);
	size_t capacity = 0, used;
	unsigned int *array = eb_arena_more(arena, NULL, 0, &capacity, sizeof(*array)), *grown;
	char *behind;

	(void)state;
	assert_int_equal(capacity, 8);
	used = arena->used;
	memset(array, 1, 8 * sizeof(*array));
	assert_ptr_equal(eb_arena_more(arena, array, 8, &capacity, sizeof(*array)), array);
	assert_int_equal(capacity, 16);
	assert_int_equal(arena->used, 2 * used);
	assert_int_equal(array[7], 0x01010101);
	assert_int_equal(array[8], 0);
	behind = eb_arena_string(arena, unit_text("behind"));
	grown = eb_arena_more(arena, array, 16, &capacity, sizeof(*array));
	assert_true((char *)grown > behind);
	assert_int_equal(grown[7], 0x01010101);
	assert_string_equal(behind, "behind");
}

static void does_not_grow_past_its_size(void **state)
{
	struct eb_arena *arena = unit_arena(8 * 32 + 16);
	char array[8 * 32];
	size_t capacity = 0, used;

	(void)state;
	memset(array, 1, sizeof(array));
	assert_non_null(eb_arena_more(arena, NULL, 0, &capacity, 32));
	assert_int_equal(capacity, 8);
	used = arena->used;
	assert_null(eb_arena_more(arena, array, 8, &capacity, 32));
	assert_int_equal(capacity, 8);
	assert_int_equal(arena->used, used);

	/* One byte less, and the first eight do not fit either. */
	arena = unit_arena(8 * 32 + 15);
	capacity = 0;
	assert_null(eb_arena_more(arena, NULL, 0, &capacity, 32));
	assert_int_equal(capacity, 0);

	/* No overflow of the product. */
	capacity = SIZE_MAX / 32;
	assert_null(eb_arena_more(arena, array, capacity, &capacity, 32));
}

static void lends_scratch(void **state)
{
	struct eb_arena *arena = unit_arena(100);
	size_t size;
	char *scratch;

	(void)state;
	eb_arena_alloc(arena, 20);
	scratch = eb_arena_scratch(arena, &size);
	assert_ptr_equal(scratch, arena->base + 32);
	assert_int_equal(size, 68);
	memset(scratch, 0x55, size);
	/* What is allocated later is zeroed all the same. */
	assert_true(zeroed(eb_arena_alloc(arena, 40), 40));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(allocates_zeroed_and_aligned),
		cmocka_unit_test(is_full),
		cmocka_unit_test(fills_up_within_its_size),
		cmocka_unit_test(copies_strings),
		cmocka_unit_test(grows_arrays),
		cmocka_unit_test(grows_in_place),
		cmocka_unit_test(does_not_grow_past_its_size),
		cmocka_unit_test(lends_scratch),
	};

	return UNIT_RUN(tests);
}
