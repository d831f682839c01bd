/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Spans: pieces of text as pointer and length. A span never owns its bytes and need not end
 * in NUL; the text it points into outlives it (the arena, or a string literal).
 */
#ifndef EB_TEXT_SPAN_H
#define EB_TEXT_SPAN_H

#include <stdbool.h>
#include <stddef.h>

struct eb_span {
	const char *p;
	size_t n;
};

/* Longest device, driver or bus name: NAME_MAX, the limit of every sysfs directory entry. */
#define EB_NAME_MAX 255

/* The whole of a NUL-terminated string. */
struct eb_span eb_span_of(const char *s);
/* The bytes from @from up to, not including, @to; both point into the same text. */
struct eb_span eb_span_between(const char *from, const char *to);

bool eb_span_eq(struct eb_span a, struct eb_span b);
bool eb_span_is(struct eb_span a, const char *s);
bool eb_span_starts(struct eb_span a, const char *s);
/* The same, ASCII letters compared without case. */
bool eb_span_eq_nocase(struct eb_span a, struct eb_span b);
bool eb_span_is_nocase(struct eb_span a, const char *s);

/* The same, '-' and '_' equal, as in names of parameters and modules. */
bool eb_span_eq_dashes(struct eb_span a, struct eb_span b);

/* @a without the spaces, tabs and carriage returns at both ends. */
struct eb_span eb_span_trim(struct eb_span a);

/* Offset of the first @c in @a, or a.n when there is none. */
size_t eb_span_find(struct eb_span a, char c);

/* Offset of the first @part in @a, or a.n when there is none; @part is not empty. */
size_t eb_span_find_text(struct eb_span a, struct eb_span part);

/* What is behind the first @part in @text; NULL when it is not in there. */
const char *eb_text_behind(const char *text, const char *part);

/*
 * Takes the bytes up to the next @end, or all that are left, off the front of *@rest, and that
 * @end as well: the next line of a text, the next field of a line.
 */
struct eb_span eb_span_take(struct eb_span *rest, char end);

/* A control byte or DEL: nothing that may stand in a name. */
bool eb_is_control(char c);
/* Space or tab. */
bool eb_is_blank(char c);
/* The value of hex digit @c, or -1. */
int eb_hex_digit(char c);

/*
 * True when @a can be one directory entry of sysfs: 1 to EB_NAME_MAX bytes, no '/', no
 * control byte, not "." or "..". Every name that becomes part of a path passes here first.
 */
bool eb_name_ok(struct eb_span a);

/*
 * Decimal number of 1 to 9 digits, nothing else.
 * Returns 0 and sets *@value, or -1.
 */
int eb_span_decimal(struct eb_span a, unsigned int *value);

#endif
