/* SPDX-License-Identifier: GPL-2.0-only */
#include "text/sort.h"

#include <string.h>

/* By words, as most elements are structures of pointers; what is left over by bytes. */
static void eb_swap(char *a, char *b, size_t size)
{
	size_t word, i = 0;
	char c;

	for (; i + sizeof(word) <= size; i += sizeof(word)) {
		memcpy(&word, a + i, sizeof(word));
		memcpy(a + i, b + i, sizeof(word));
		memcpy(b + i, &word, sizeof(word));
	}
	for (; i < size; i++) {
		c = a[i];
		a[i] = b[i];
		b[i] = c;
	}
}

void eb_sort(void *base, size_t n, size_t size, int (*compare)(const void *a, const void *b))
{
	char *first = base;
	size_t top = n / 2 * size, end = n * size, at, child;

	while (end > size) {
		/* First the heap is made, from its last parent on; then its top goes to the
		 * end. */
		if (top > 0) {
			top -= size;
		} else {
			end -= size;
			eb_swap(first, first + end, size);
		}
		for (at = top; (child = 2 * at + size) < end; at = child) {
			if (child + size < end &&
			    compare(first + child, first + child + size) < 0)
				child += size;
			if (compare(first + at, first + child) >= 0)
				break;
			eb_swap(first + at, first + child, size);
		}
	}
}
