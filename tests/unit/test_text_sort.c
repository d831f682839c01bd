/* SPDX-License-Identifier: GPL-2.0-only */
#include "text/sort.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

#define COUNT_MAX 2000u

static unsigned long comparisons;

static int by_value(const void *a, const void *b)
{
	unsigned int one, other;

	comparisons++;
	memcpy(&one, a, sizeof(one));
	memcpy(&other, b, sizeof(other));
	return (one > other) - (one < other);
}

/* Element @i of @n in one of the orders that trouble one sort or another. */
static unsigned int value(unsigned int order, size_t i, size_t n, struct unit_random *random)
{
	switch (order) {
	case 0:
		return (unsigned int)i;
	case 1:
		return (unsigned int)(n - i);
	case 2:
		return 7;
	case 3:
		return (unsigned int)(i < n / 2 ? i : n - i);
	case 4:
		return (unsigned int)(i % 3);
	default:
		return unit_random(random, 1u << 20);
	}
}

/* Like qsort(), in exactly the memory of the array; never more than 2 n log n comparisons. */
static void sorted(void **state)
{
	static const size_t counts[] = { 0, 1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, COUNT_MAX };
	static const size_t sizes[] = { sizeof(unsigned int), 7, 64 };
	struct unit_random random = { 1 };
	unsigned int order;
	size_t c, s, i;

	(void)state;
	for (order = 0; order < 8; order++)
		for (c = 0; c < UNIT_LENGTH(counts); c++)
			for (s = 0; s < UNIT_LENGTH(sizes); s++) {
				size_t n = counts[c], size = sizes[s];
				char *got = calloc(n + !n, size), *want = calloc(n + !n, size);
				unsigned long limit = 0;

				for (i = 0; i < n; i++) {
					unsigned int v = value(order, i, n, &random);

					memcpy(got + i * size, &v, sizeof(v));
				}
				memcpy(want, got, n * size);
				qsort(want, n, size, by_value);
				comparisons = 0;
				eb_sort(got, n, size, by_value);
				for (i = n; i > 0; i /= 2)
					limit += 2 * n;
				UNIT_EXPECT(memcmp(got, want, n * size) == 0,
					    "order %u, %zu of %zu bytes", order, n, size);
				UNIT_EXPECT(comparisons <= limit,
					    "order %u, %zu: %lu comparisons", order, n,
					    comparisons);
				free(got);
				free(want);
			}
	eb_sort(NULL, 0, 1, by_value);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sorted),
	};

	return UNIT_RUN(tests);
}
