/* SPDX-License-Identifier: GPL-2.0-only */
#include "rules/guess.h"

#include "rules/grammar.h"
#include "rules/pciaddr.h"

/* Longest word that is compared; all of ours are shorter. */
#define EB_GUESS_MAX 16u

static size_t eb_least(size_t a, size_t b, size_t c)
{
	size_t least = a < b ? a : b;

	return least < c ? least : c;
}

/* Levenshtein's distance; words of more than EB_GUESS_MAX bytes are far from everything. */
static size_t eb_distance(struct eb_span a, struct eb_span b)
{
	size_t row[EB_GUESS_MAX + 1], i, k;

	if (a.n > EB_GUESS_MAX || b.n > EB_GUESS_MAX)
		return EB_GUESS_MAX;
	for (k = 0; k <= b.n; k++)
		row[k] = k;
	for (i = 0; i < a.n; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (k = 0; k < b.n; k++) {
			struct eb_span x = { a.p + i, 1 }, y = { b.p + k, 1 };
			size_t change = diagonal + !eb_span_eq_nocase(x, y);

			diagonal = row[k + 1];
			row[k + 1] = eb_least(change, row[k] + 1, diagonal + 1);
		}
	}
	return row[b.n];
}

/* The word of @next's list that is nearest to @wrong, if it is near. */
static bool eb_guess_word(const char *(*next)(size_t), struct eb_span wrong, struct eb_out *out)
{
	size_t best = 3, i;
	const char *word, *guess = NULL;

	for (i = 0; (word = next(i)); i++) {
		size_t distance = eb_distance(wrong, eb_span_of(word));

		if (distance >= best || distance >= wrong.n)
			continue;
		best = distance;
		guess = word;
	}
	if (guess)
		eb_out_str(out, guess);
	return guess != NULL;
}

static bool eb_is_address_mark(char c)
{
	return c == ':' || c == '.' || c == '_' || c == '-';
}

/* Three or four hex numbers, whatever stands between them, as a PCI address. */
static bool eb_guess_address(struct eb_span wrong, struct eb_out *out)
{
	char buf[4 * EB_PCI_NAME_SIZE];
	struct eb_out address = eb_out_on(buf, sizeof(buf));
	unsigned int fields = 1, seen = 0;
	size_t i;

	for (i = 0; i < wrong.n; i++)
		fields += eb_is_address_mark(wrong.p[i]);
	if (fields < 3 || fields > 4)
		return false;
	for (i = 0; i < wrong.n; i++) {
		if (!eb_is_address_mark(wrong.p[i])) {
			/* Of a function with two digits the first is 0, or it is no function.
			 */
			if (seen + 1 < fields || i + 1 == wrong.n || wrong.p[i] != '0' ||
			    eb_is_address_mark(wrong.p[i + 1]))
				eb_out_char(&address, wrong.p[i]);
			continue;
		}
		seen++;
		eb_out_char(&address, seen + 1 == fields ? '.' : ':');
	}
	return !address.cut && eb_pci_address(eb_out_text(&address), out) == EB_MSG_NONE;
}

/* "pci,DRIVER=ADDRESS/OPTION" the right way round. */
static bool eb_guess_swapped(struct eb_span name, struct eb_span rule, struct eb_out *out)
{
	struct eb_span target =
		eb_span_between(rule.p + eb_span_find(rule, '='), rule.p + rule.n);
	size_t options = eb_span_find(target, '/');

	if (target.n == 0)
		return false;
	eb_out_str(out, "pci,");
	eb_out_span(out, eb_span_between(target.p + 1, target.p + options));
	eb_out_char(out, '=');
	eb_out_span(out, name);
	eb_out_span(out, eb_span_between(target.p + options, target.p + target.n));
	return true;
}

/* A rule without its bus: which bus has devices of such names? */
static bool eb_guess_bus(struct eb_span left, struct eb_span rule, struct eb_out *out)
{
	size_t dot = eb_span_find(left, '.'), i;

	if (eb_pci_address(left, NULL) == EB_MSG_NONE) {
		eb_out_str(out, "pci,");
	} else {
		/* "12ce0000.i2c": how the kernel names devices of the device tree. */
		for (i = 0; i < dot; i++)
			if (eb_hex_digit(left.p[i]) < 0)
				return false;
		if (dot == 0 || dot == left.n)
			return false;
		eb_out_str(out, "platform,");
	}
	eb_out_span(out, rule);
	return true;
}

bool eb_guess(const struct eb_diagnosis *diagnosis, struct eb_span rule, struct eb_out *out)
{
	switch (diagnosis->message) {
	case EB_MSG_UNKNOWN_OPTION:
		return eb_guess_word(eb_option_word, diagnosis->at, out);
	case EB_MSG_UNKNOWN_KEYWORD:
		return eb_guess_word(eb_keyword_word, diagnosis->at, out);
	case EB_MSG_NOT_PCI_ADDRESS:
	case EB_MSG_PCI_DEVICE_RANGE:
	case EB_MSG_PCI_FUNCTION:
		return eb_guess_address(diagnosis->at, out);
	case EB_MSG_PCI_SWAPPED:
		return eb_guess_swapped(diagnosis->at, rule, out);
	case EB_MSG_NO_BUS:
		return eb_guess_bus(diagnosis->at, rule, out);
	default:
		return false;
	}
}
