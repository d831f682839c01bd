/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A bounded text builder. Text that does not fit is cut and `cut` says so; nothing is ever
 * written past `size`. It stands in for printf, which would cost 17 KiB in the static binary.
 */
#ifndef EB_TEXT_OUT_H
#define EB_TEXT_OUT_H

#include "text/span.h"

/* In a declaration: its literals are for eb_out_str() alone, and packed (applet/pack.awk). */
#define EB_PACKED

struct eb_out {
	char *p;
	size_t size; /* bytes at p; one is kept for the NUL */
	size_t n;    /* bytes written, without the NUL */
	bool cut;
	bool quoted; /* inside a JSON string: '"' and '\\' get a '\\' before them */
};

/* An empty builder over @size bytes at @buf, @size at least 1. */
struct eb_out eb_out_on(char *buf, size_t size);

void eb_out_char(struct eb_out *out, char c);
/* Words of ours, which may be packed: never text from outside, which may have any bytes. */
void eb_out_str(struct eb_out *out, const char *s);
/* The same with each string of the NULL-terminated list. */
void eb_out_all(struct eb_out *out, ...);
/* The bytes of @a as they are. */
void eb_out_span(struct eb_out *out, struct eb_span a);
/*
 * Text from outside (names, rules, kernel messages), safe for a terminal and a log: every byte
 * outside printable ASCII is written as \xNN, and so is the backslash.
 */
void eb_out_safe(struct eb_out *out, struct eb_span a);
void eb_out_uint(struct eb_out *out, unsigned long value);
/* "1 rule", "2 rules" */
void eb_out_count(struct eb_out *out, unsigned long n, const char *noun);

struct eb_span eb_out_text(const struct eb_out *out);

#endif
