/* SPDX-License-Identifier: GPL-2.0-only */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "rules/cmdline.h"

static bool kernel_isspace(char c)
{
	unsigned char u = (unsigned char)c;

	return (u >= 0x09 && u <= 0x0d) || u == ' ' || u == 0xa0;
}

static char *kernel_skip_spaces(char *s)
{
	while (kernel_isspace(*s))
		s++;
	return s;
}

/* lib/cmdline.c of Linux 6.12, the reference for what a word is. */
static char *kernel_next_arg(char *args, char **param, char **val)
{
	unsigned int i, equals = 0;
	bool in_quote = false, quoted = false;

	if (*args == '"') {
		args++;
		in_quote = true;
		quoted = true;
	}
	for (i = 0; args[i]; i++) {
		if (kernel_isspace(args[i]) && !in_quote)
			break;
		if (equals == 0 && args[i] == '=')
			equals = i;
		if (args[i] == '"')
			in_quote = !in_quote;
	}
	*param = args;
	*val = NULL;
	if (equals) {
		args[equals] = '\0';
		*val = args + equals + 1;
		if (**val == '"') {
			(*val)++;
			if (args[i - 1] == '"')
				args[i - 1] = '\0';
		}
	}
	if (quoted && i > 0 && args[i - 1] == '"')
		args[i - 1] = '\0';
	if (args[i]) {
		args[i] = '\0';
		args += i + 1;
	} else {
		args += i;
	}
	return kernel_skip_spaces(args);
}

/* Words are those that the kernel sees; it ends where there is a NUL, so it has none. */
static void fuzz_words(struct eb_span text)
{
	struct eb_parameter parameter;
	char *copy, *args, *param, *val;

	text.n = eb_span_find(text, '\0');
	copy = malloc(text.n + 1);
	FUZZ_CHECK(copy);
	if (text.n)
		memcpy(copy, text.p, text.n);
	copy[text.n] = '\0';
	args = kernel_skip_spaces(copy);
	while (*args) {
		args = kernel_next_arg(args, &param, &val);
		if (!val && strcmp(param, "--") == 0)
			break;
		FUZZ_CHECK(eb_cmdline_next(&text, &parameter));
		FUZZ_CHECK(eb_span_is(parameter.name, param));
		FUZZ_CHECK((val != NULL) == (parameter.value.p != NULL));
		FUZZ_CHECK(!val || eb_span_is(parameter.value, val));
	}
	FUZZ_CHECK(!eb_cmdline_next(&text, &parameter));
	free(copy);
}

/* What a kernel does that keeps 255 bytes and has something to add: the cut is found. */
static void fuzz_cut(struct eb_span passed)
{
	char buf[4 + 255 + 8];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct eb_span whole = passed, shown, kept = { passed.p, 255 };

	FUZZ_CHECK(!eb_cmdline_shorten(&whole, passed) && whole.n == passed.n);
	if (passed.n <= 255)
		return;
	eb_out_str(&out, "a=b ");
	eb_out_span(&out, kept);
	eb_out_str(&out, passed.p[255] == '\n' ? " -- c" : "\n-- c");
	shown = eb_out_text(&out);
	if (passed.p[255] != ' ' && eb_cmdline_shorten(&shown, passed))
		FUZZ_CHECK(shown.n == 4 + 255);
	else
		FUZZ_CHECK(shown.n == out.n);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct eb_span text = { (const char *)data, size };

	fuzz_words(text);
	fuzz_cut(text);
	fuzz_source("cmdline", text);
	fuzz_source("cut", text);
	return 0;
}
