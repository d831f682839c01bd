/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The arena: one block of memory from which everything is taken and nothing is given back.
 * It lies in memory shared with the worker process, so that the parent can still report what
 * a worker that was killed had found and done (apply/worker.h).
 */
#ifndef EB_TEXT_ARENA_H
#define EB_TEXT_ARENA_H

#include "text/span.h"

struct eb_arena {
	char *base;
	size_t size;
	size_t used;
};

/* @size zeroed bytes aligned for any object, or NULL when the arena is full. */
void *eb_arena_alloc(struct eb_arena *arena, size_t size);

/* @text as a NUL-terminated string, or NULL when the arena is full. */
char *eb_arena_string(struct eb_arena *arena, struct eb_span text);

/*
 * Room for one more element of @size bytes behind the @count that @array holds.
 * @capacity: elements @array has room for; updated. Returns the array, moved when it had to
 * grow and was not taken last (its old place is lost until the program ends), or NULL when the
 * arena is full.
 */
void *eb_arena_more(struct eb_arena *arena, void *array, size_t count, size_t *capacity,
		    size_t size);

/*
 * What is left of the arena, for use as scratch until the next allocation; not zeroed.
 * @size: bytes at the result.
 */
char *eb_arena_scratch(struct eb_arena *arena, size_t *size);

/* Keeps the first @size bytes of the scratch, as they are; at most what eb_arena_scratch()
 * gave. */
void eb_arena_keep(struct eb_arena *arena, size_t size);

#endif
