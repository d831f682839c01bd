/* SPDX-License-Identifier: GPL-2.0-only */
#include "text/glob.h"

bool eb_has_glob(struct eb_span a)
{
	return eb_span_find(a, '*') < a.n || eb_span_find(a, '?') < a.n;
}

static bool eb_glob_any_byte(char c, enum eb_glob_mode mode)
{
	return mode == EB_GLOB_ANY || c != '/';
}

static bool eb_glob_one(char pattern, char c, enum eb_glob_mode mode)
{
	return pattern == '?' ? eb_glob_any_byte(c, mode) : pattern == c;
}

/*
 * Only the last '*' is ever retried: if what follows it cannot match with that star taking
 * more, giving an earlier star more bytes cannot help either. In EB_GLOB_NAME mode a star that
 * would have to take a '/' ends the search for the same reason: an earlier star stands before
 * that '/' too.
 */
bool eb_glob(struct eb_span pattern, struct eb_span text, enum eb_glob_mode mode)
{
	size_t p = 0, t = 0, star = 0, resume = 0;
	bool starred = false;

	while (t < text.n || p < pattern.n) {
		if (p < pattern.n && pattern.p[p] == '*') {
			starred = true;
			star = ++p;
			resume = t;
			continue;
		}
		if (p < pattern.n && t < text.n && eb_glob_one(pattern.p[p], text.p[t], mode)) {
			p++;
			t++;
			continue;
		}
		if (!starred || resume >= text.n || !eb_glob_any_byte(text.p[resume], mode))
			return false;
		t = ++resume;
		p = star;
	}
	return true;
}
