/* SPDX-License-Identifier: GPL-2.0-only */
#include "text/arena.h"

#include <string.h>

#define EB_ARENA_ALIGN 16u

void eb_arena_keep(struct eb_arena *arena, size_t size)
{
	size_t room = arena->size - arena->used;

	size = (size + EB_ARENA_ALIGN - 1) & ~(size_t)(EB_ARENA_ALIGN - 1);
	arena->used += size < room ? size : room;
}

void *eb_arena_alloc(struct eb_arena *arena, size_t size)
{
	size_t room = arena->size - arena->used;
	char *p;

	if (size > room || room - size < EB_ARENA_ALIGN)
		return NULL;
	p = arena->base + arena->used;
	eb_arena_keep(arena, size);
	memset(p, 0, size);
	return p;
}

char *eb_arena_string(struct eb_arena *arena, struct eb_span text)
{
	char *s = eb_arena_alloc(arena, text.n + 1);

	if (s && text.n)
		memcpy(s, text.p, text.n);
	return s;
}

void *eb_arena_more(struct eb_arena *arena, void *array, size_t count, size_t *capacity,
		    size_t size)
{
	size_t want = *capacity ? *capacity * 2 : 8, bytes;
	void *bigger;

	if (count < *capacity)
		return array;
	/* No division: for ARMv7 that is a function of 632 bytes. */
	if (__builtin_mul_overflow(want, size, &bytes))
		return NULL;
	/* What was taken last can grow where it is. */
	if (count && (char *)array + *capacity * size == arena->base + arena->used) {
		if (!eb_arena_alloc(arena, bytes / 2))
			return NULL;
		*capacity = want;
		return array;
	}
	bigger = eb_arena_alloc(arena, bytes);
	if (!bigger)
		return NULL;
	if (count)
		memcpy(bigger, array, count * size);
	*capacity = want;
	return bigger;
}

char *eb_arena_scratch(struct eb_arena *arena, size_t *size)
{
	*size = arena->size - arena->used;
	return arena->base + arena->used;
}
