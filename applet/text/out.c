/* SPDX-License-Identifier: GPL-2.0-only */
#include "text/out.h"

#include <stdarg.h>

#include "text/pairs.h"

struct eb_out eb_out_on(char *buf, size_t size)
{
	struct eb_out out = { buf, size, 0, false, false };

	buf[0] = '\0';
	return out;
}

static void eb_out_byte(struct eb_out *out, char c)
{
	if (out->n + 1 >= out->size) {
		out->cut = true;
		return;
	}
	out->p[out->n++] = c;
	out->p[out->n] = '\0';
}

void eb_out_char(struct eb_out *out, char c)
{
	if (out->quoted && (c == '"' || c == '\\'))
		eb_out_byte(out, '\\');
	eb_out_byte(out, c);
}

void eb_out_span(struct eb_out *out, struct eb_span a)
{
	size_t i;

	for (i = 0; i < a.n; i++)
		eb_out_char(out, a.p[i]);
}

/* A pair is made of bytes and of pairs before it. */
static void eb_out_packed(struct eb_out *out, unsigned char c)
{
	for (; c >= 0x80; c = eb_pairs[c - 0x80][1])
		eb_out_packed(out, eb_pairs[c - 0x80][0]);
	eb_out_char(out, (char)c);
}

void eb_out_str(struct eb_out *out, const char *s)
{
	while (*s)
		eb_out_packed(out, (unsigned char)*s++);
}

void eb_out_all(struct eb_out *out, ...)
{
	va_list list;
	const char *s;

	va_start(list, out);
	while ((s = va_arg(list, const char *)))
		eb_out_str(out, s);
	va_end(list);
}

void eb_out_safe(struct eb_out *out, struct eb_span a)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < a.n; i++) {
		unsigned char u = (unsigned char)a.p[i];

		if (u >= 0x20 && u < 0x7f && u != '\\') {
			eb_out_char(out, a.p[i]);
			continue;
		}
		eb_out_str(out, "\\x");
		eb_out_char(out, digits[u >> 4]);
		eb_out_char(out, digits[u & 15]);
	}
}

/* A tenth is 0.11001100... / 8 in binary; ARMv7 would divide with a function of 632 bytes. */
static unsigned long eb_tenth(unsigned long value)
{
	unsigned long tenth = (value >> 1) + (value >> 2);
	unsigned int shift;

	for (shift = 4; shift < 8 * sizeof(tenth); shift *= 2)
		tenth += tenth >> shift;
	tenth >>= 3;
	return tenth + (value - tenth * 10 > 9);
}

void eb_out_uint(struct eb_out *out, unsigned long value)
{
	char digits[3 * sizeof(value)];
	size_t n = 0;

	do {
		unsigned long tenth = eb_tenth(value);

		digits[n++] = (char)('0' + (value - tenth * 10));
		value = tenth;
	} while (value);
	while (n)
		eb_out_char(out, digits[--n]);
}

void eb_out_count(struct eb_out *out, unsigned long n, const char *noun)
{
	eb_out_uint(out, n);
	eb_out_all(out, " ", noun, n == 1 ? "" : "s", (char *)NULL);
}

struct eb_span eb_out_text(const struct eb_out *out)
{
	struct eb_span a = { out->p, out->n };

	return a;
}
