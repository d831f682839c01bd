/* SPDX-License-Identifier: GPL-2.0-only */
#include "text/span.h"

#include <string.h>

struct eb_span eb_span_of(const char *s)
{
	struct eb_span a = { s, strlen(s) };

	return a;
}

struct eb_span eb_span_between(const char *from, const char *to)
{
	struct eb_span a = { from, (size_t)(to - from) };

	return a;
}

bool eb_span_eq(struct eb_span a, struct eb_span b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool eb_span_is(struct eb_span a, const char *s)
{
	return eb_span_eq(a, eb_span_of(s));
}

bool eb_span_starts(struct eb_span a, const char *s)
{
	struct eb_span b = eb_span_of(s);

	return a.n >= b.n && memcmp(a.p, b.p, b.n) == 0;
}

static char eb_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool eb_span_eq_nocase(struct eb_span a, struct eb_span b)
{
	size_t i;

	if (a.n != b.n)
		return false;
	for (i = 0; i < a.n; i++)
		if (eb_lower(a.p[i]) != eb_lower(b.p[i]))
			return false;
	return true;
}

static char eb_undashed(char c)
{
	return c == '-' ? '_' : c;
}

bool eb_span_eq_dashes(struct eb_span a, struct eb_span b)
{
	size_t i;

	if (a.n != b.n)
		return false;
	for (i = 0; i < a.n; i++)
		if (eb_undashed(a.p[i]) != eb_undashed(b.p[i]))
			return false;
	return true;
}

bool eb_span_is_nocase(struct eb_span a, const char *s)
{
	return eb_span_eq_nocase(a, eb_span_of(s));
}

static bool eb_is_margin(char c)
{
	return eb_is_blank(c) || c == '\r';
}

struct eb_span eb_span_trim(struct eb_span a)
{
	while (a.n > 0 && eb_is_margin(a.p[0])) {
		a.p++;
		a.n--;
	}
	while (a.n > 0 && eb_is_margin(a.p[a.n - 1]))
		a.n--;
	return a;
}

size_t eb_span_find(struct eb_span a, char c)
{
	size_t i;

	for (i = 0; i < a.n; i++)
		if (a.p[i] == c)
			break;
	return i;
}

size_t eb_span_find_text(struct eb_span a, struct eb_span part)
{
	size_t i;

	for (i = 0; i + part.n <= a.n; i++)
		if (memcmp(a.p + i, part.p, part.n) == 0)
			return i;
	return a.n;
}

const char *eb_text_behind(const char *text, const char *part)
{
	size_t n = strlen(part);

	for (; *text; text++)
		if (strncmp(text, part, n) == 0)
			return text + n;
	return NULL;
}

struct eb_span eb_span_take(struct eb_span *rest, char end)
{
	struct eb_span taken = { rest->p, eb_span_find(*rest, end) };
	size_t n = taken.n + (taken.n < rest->n);

	if (n == 0) /* p may be NULL, to which C adds not even 0 */
		return taken;
	rest->p += n;
	rest->n -= n;
	return taken;
}

bool eb_is_control(char c)
{
	unsigned char u = (unsigned char)c;

	return u < 0x20 || u == 0x7f;
}

bool eb_is_blank(char c)
{
	return c == ' ' || c == '\t';
}

int eb_hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

bool eb_name_ok(struct eb_span a)
{
	size_t i;

	if (a.n == 0 || a.n > EB_NAME_MAX)
		return false;
	if (eb_span_is(a, ".") || eb_span_is(a, ".."))
		return false;
	for (i = 0; i < a.n; i++)
		if (a.p[i] == '/' || eb_is_control(a.p[i]))
			return false;
	return true;
}

int eb_span_decimal(struct eb_span a, unsigned int *value)
{
	unsigned int v = 0;
	size_t i;

	if (a.n == 0 || a.n > 9)
		return -1;
	for (i = 0; i < a.n; i++) {
		if (a.p[i] < '0' || a.p[i] > '9')
			return -1;
		v = v * 10 + (unsigned int)(a.p[i] - '0');
	}
	*value = v;
	return 0;
}
