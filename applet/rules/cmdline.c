/* SPDX-License-Identifier: GPL-2.0-only */
#include "rules/cmdline.h"

/* The kernel's isspace() also counts 0xa0 (lib/ctype.c), in every locale. */
static bool eb_kernel_space(char c)
{
	unsigned char u = (unsigned char)c;

	return (u >= 0x09 && u <= 0x0d) || u == ' ' || u == 0xa0;
}

static struct eb_span eb_skip_space(struct eb_span rest)
{
	while (rest.n > 0 && eb_kernel_space(rest.p[0])) {
		rest.p++;
		rest.n--;
	}
	return rest;
}

/* The length of the first word: up to white space outside quotes. */
static size_t eb_word_length(struct eb_span text)
{
	bool quoted = false;
	size_t i;

	for (i = 0; i < text.n; i++) {
		if (eb_kernel_space(text.p[i]) && !quoted)
			break;
		if (text.p[i] == '"')
			quoted = !quoted;
	}
	return i;
}

static void eb_drop_last_quote(struct eb_span *a)
{
	if (a->n > 0 && a->p[a->n - 1] == '"')
		a->n--;
}

static void eb_split_word(struct eb_span word, struct eb_parameter *parameter)
{
	bool whole_quoted = word.p[0] == '"';
	size_t equals;

	if (whole_quoted) {
		word.p++;
		word.n--;
	}
	/* A '=' in front does not separate: to next_arg() offset 0 means "none yet". */
	equals = word.n > 0 && word.p[0] == '=' ? 1 : 0;
	while (equals < word.n && word.p[equals] != '=')
		equals++;

	parameter->name = word;
	parameter->value = (struct eb_span){ NULL, 0 };
	if (equals < word.n) {
		parameter->name.n = equals;
		parameter->value.p = word.p + equals + 1;
		parameter->value.n = word.n - equals - 1;
		if (parameter->value.n > 0 && parameter->value.p[0] == '"') {
			parameter->value.p++;
			parameter->value.n--;
			eb_drop_last_quote(&parameter->value);
			return; /* at most one quote goes at the end */
		}
	}
	if (whole_quoted)
		eb_drop_last_quote(parameter->value.p ? &parameter->value : &parameter->name);
}

bool eb_cmdline_next(struct eb_span *rest, struct eb_parameter *parameter)
{
	struct eb_span word;

	*rest = eb_skip_space(*rest);
	if (rest->n == 0)
		return false;
	word.p = rest->p;
	word.n = eb_word_length(*rest);
	rest->p += word.n;
	rest->n -= word.n;
	eb_split_word(word, parameter);
	return parameter->value.p || !eb_span_is(parameter->name, "--");
}

bool eb_cmdline_ended(struct eb_span rest)
{
	return eb_skip_space(rest).n == 0;
}

bool eb_parameter_is(struct eb_span name, const char *wanted)
{
	return eb_span_eq_dashes(name, eb_span_of(wanted));
}

/* What COMMAND_LINE_SIZE leaves for text on some architecture. */
static bool eb_fills_cmdline(size_t n)
{
	return n == 255 || n == 511 || n == 1023 || n == 2047 || n == 4095;
}

bool eb_cmdline_is_cut(size_t length, size_t bootargs)
{
	if (bootargs)
		return bootargs > length;
	return eb_fills_cmdline(length);
}

bool eb_cmdline_shorten(struct eb_span *cmdline, struct eb_span bootargs)
{
	size_t at, n, kept = 0, end = 0;

	for (at = 0; at < cmdline->n && kept < bootargs.n; at++) {
		for (n = 0; n < bootargs.n && at + n < cmdline->n; n++)
			if (cmdline->p[at + n] != bootargs.p[n])
				break;
		if (n < kept)
			continue;
		kept = n;
		end = at + n;
	}
	if (kept == bootargs.n || !eb_fills_cmdline(kept))
		return false;
	cmdline->n = end;
	return true;
}
