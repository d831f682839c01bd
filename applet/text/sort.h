/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef EB_TEXT_SORT_H
#define EB_TEXT_SORT_H

#include <stddef.h>

/*
 * Sorts @n elements of @size bytes, as qsort() does and in a third of its code: a heapsort, so
 * no order of names in sysfs makes it slow. Equal elements come in any order.
 */
void eb_sort(void *base, size_t n, size_t size, int (*compare)(const void *a, const void *b));

#endif
