/* SPDX-License-Identifier: GPL-2.0-only */
#include "rules/bootconfig.h"

static void eb_advance(struct eb_span *rest, size_t n)
{
	rest->p += n;
	rest->n -= n;
}

static void eb_skip_blanks(struct eb_span *rest)
{
	while (rest->n > 0 && eb_is_blank(rest->p[0]))
		eb_advance(rest, 1);
}

static void eb_skip_line(struct eb_span *rest)
{
	size_t n = eb_span_find(*rest, '\n');

	eb_advance(rest, n + (n < rest->n));
}

/* A value, quoted or not; a quoted one may hold anything but its quote, newlines too. */
static struct eb_span eb_bootconfig_value(struct eb_span *rest)
{
	struct eb_span value = *rest, line;
	char quote = rest->n > 0 ? rest->p[0] : '\0';

	if (quote == '"' || quote == '\'') {
		eb_advance(&value, 1);
		value.n = eb_span_find(value, quote);
		if (1 + value.n == rest->n) {
			eb_advance(rest, rest->n);
			return (struct eb_span){ NULL, 0 };
		}
		eb_advance(rest, value.n + 2);
		return value;
	}
	line = (struct eb_span){ rest->p, eb_span_find(*rest, '\n') };
	value.n = eb_span_find(line, ',');
	eb_advance(rest, value.n);
	return eb_span_trim(value);
}

/* Up to the '=' of the next line that has one; false at the end. */
static bool eb_bootconfig_key(struct eb_span *rest, struct eb_span *key)
{
	while (rest->n > 0) {
		struct eb_span line = { rest->p, eb_span_find(*rest, '\n') };
		size_t equals = eb_span_find(line, '=');

		if (line.n > 0 && line.p[0] != '#' && equals < line.n) {
			line.n = equals;
			*key = eb_span_trim(line);
			eb_advance(rest, equals + 1);
			return true;
		}
		eb_skip_line(rest);
	}
	return false;
}

bool eb_bootconfig_next(struct eb_span *rest, struct eb_span *key, struct eb_span *value)
{
	eb_skip_blanks(rest);
	if (key->n > 0 && rest->n > 0 && rest->p[0] == ',') {
		eb_advance(rest, 1);
	} else {
		if (key->n > 0)
			eb_skip_line(rest);
		if (!eb_bootconfig_key(rest, key))
			return false;
	}
	eb_skip_blanks(rest);
	*value = eb_bootconfig_value(rest);
	return true;
}
