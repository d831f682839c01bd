/* SPDX-License-Identifier: GPL-2.0-only */
/* The command line means what getopt_long() makes of it; what is wrong with it is said. */
#include "commands/options.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "unit.h"

#define WORDS_MAX 16

/* eb_parse_options() on words of which it may move the pointers; what it says goes to @said. */
static int parse(struct eb_options *options, int n, char *const *words, char **argv, FILE *said)
{
	int result, out = dup(STDOUT_FILENO), error = dup(STDERR_FILENO);

	memcpy(argv, words, (size_t)n * sizeof(*argv));
	argv[n] = NULL;
	fflush(stdout);
	rewind(said);
	assert_int_equal(ftruncate(fileno(said), 0), 0);
	dup2(fileno(said), STDOUT_FILENO);
	dup2(fileno(said), STDERR_FILENO);
	result = eb_parse_options(options, n, argv);
	dup2(out, STDOUT_FILENO);
	dup2(error, STDERR_FILENO);
	close(out);
	close(error);
	return result;
}

/* Splits at blanks; "''" is an empty word. */
static int split(char *text, char **words)
{
	int n = 0;

	for (text = strtok(text, " "); text; text = strtok(NULL, " "))
		words[n++] = strcmp(text, "''") == 0 ? text + 2 : text;
	return n;
}

static void messages(void **state)
{
	static const struct {
		const char *line, *said;
		int result;
	} rows[] = {
		{ "eb", "", 0 },
		{ "eb -x", "no such option: -x", EB_EXIT_USAGE },
		{ "eb -qx", "no such option: -x", EB_EXIT_USAGE },
		{ "eb -a", "no such option: -a", EB_EXIT_USAGE },
		{ "eb -q-", "no such option: --", EB_EXIT_USAGE },
		{ "eb -q: x", "no such option: -:", EB_EXIT_USAGE },
		{ "eb --nosuch", "no such option: --nosuch", EB_EXIT_USAGE },
		{ "eb --nosuch=x", "no such option: --nosuch=x", EB_EXIT_USAGE },
		{ "eb --quietly", "no such option: --quietly", EB_EXIT_USAGE },
		{ "eb --=x", "no such option: --=x", EB_EXIT_USAGE },
		{ "eb --r x", "no such option: --r", EB_EXIT_USAGE }, /* root, rule */
		{ "eb --ver", "no such option: --ver", EB_EXIT_USAGE },
		{ "eb --help=x", "no such option: -h", EB_EXIT_USAGE },
		{ "eb --all=x", "no such option: -a", EB_EXIT_USAGE },
		{ "eb --quiet=", "no such option: -q", EB_EXIT_USAGE },
		{ "eb -t", "this option needs a value: -t", EB_EXIT_USAGE },
		{ "eb -qt", "this option needs a value: -t", EB_EXIT_USAGE },
		{ "eb plan --timeout", "this option needs a value: -t", EB_EXIT_USAGE },
		{ "eb --ti", "this option needs a value: -t", EB_EXIT_USAGE },
		{ "eb -t ''", "from 0 to 86400: \n", EB_EXIT_USAGE },
		{ "eb --timeout=", "from 0 to 86400: \n", EB_EXIT_USAGE },
		{ "eb -t 86401", "from 0 to 86400: 86401", EB_EXIT_USAGE },
		{ "eb -t -1", "from 0 to 86400: -1", EB_EXIT_USAGE },
		{ "eb -t --", "from 0 to 86400: --", EB_EXIT_USAGE },
		{ "eb -t 86400", "", 0 },
		{ "eb - plan", "no such command: -", EB_EXIT_USAGE },
		{ "eb -- -q", "no such command: -q", EB_EXIT_USAGE },
		{ "eb -- --", "no such command: --", EB_EXIT_USAGE },
		{ "eb ''", "no such command: \n", EB_EXIT_USAGE },
		{ "eb --vers --nosuch", "earlybind ", -1 },
		{ "eb -qhx", "Usage: earlybind ", -1 },
	};
	FILE *file = tmpfile();
	size_t i;

	(void)state;
	assert_non_null(file);
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char *line = strdup(rows[i].line), *words[WORDS_MAX], *argv[WORDS_MAX + 1];
		char said[4096];
		struct eb_options options;
		int result = parse(&options, split(line, words), words, argv, file);
		size_t n;

		rewind(file);
		n = fread(said, 1, sizeof(said) - 1, file);
		said[n] = '\0';
		UNIT_EXPECT(result == rows[i].result, "<%s>: %d", rows[i].line, result);
		UNIT_EXPECT(rows[i].said[0] ? strstr(said, rows[i].said) != NULL : n == 0,
			    "<%s>: %s", rows[i].line, said);
		free(line);
	}
	fclose(file);
}

/* The plainest words for what getopt_long() takes @words for, or -1 when that is an error. */
static int translate(int n, char **words, char **plain, char (*text)[64])
{
	static const struct option long_options[] = {
		{ "root", required_argument, NULL, 'R' },
		{ "cmdline", required_argument, NULL, 'c' },
		{ "dtb", required_argument, NULL, 'D' },
		{ "rule", required_argument, NULL, 'r' },
		{ "dry-run", no_argument, NULL, 'n' },
		{ "timeout", required_argument, NULL, 't' },
		{ "quiet", no_argument, NULL, 'q' },
		{ "verbose", no_argument, NULL, 'v' },
		{ "all", no_argument, NULL, 'a' },
		{ "help", no_argument, NULL, 'h' },
		{ "version", no_argument, NULL, 'V' },
		{ NULL, 0, NULL, 0 },
	};
	char last[] = "--";
	int letter, m = 0;

	strcpy(text[0], "eb");
	plain[m++] = text[0];
	optind = 0;
	opterr = 0;
	while ((letter = getopt_long(n, words, ":R:c:D:r:nt:qvhV", long_options, NULL)) != -1) {
		if (letter == '?' || letter == ':')
			return -1;
		if (letter == 'a')
			strcpy(text[m], "--all");
		else
			snprintf(text[m], sizeof(text[m]), "-%c", letter);
		plain[m] = text[m];
		m++;
		if (optarg)
			plain[m++] = optarg;
	}
	strcpy(text[m], last);
	plain[m] = text[m];
	m++;
	while (optind < n)
		plain[m++] = words[optind++];
	return m;
}

static bool same_text(const char *a, const char *b)
{
	return a == b || (a && b && strcmp(a, b) == 0);
}

static bool same(const struct eb_options *a, const struct eb_options *b)
{
	unsigned int i;
	int k;

	if (!same_text(a->root, b->root) || !same_text(a->cmdline, b->cmdline) ||
	    !same_text(a->dtb, b->dtb) || a->n_rules != b->n_rules ||
	    a->timeout != b->timeout || a->command != b->command ||
	    a->n_operands != b->n_operands || a->dry_run != b->dry_run ||
	    a->quiet != b->quiet || a->verbose != b->verbose || a->all != b->all)
		return false;
	for (i = 0; i < a->n_rules; i++)
		if (!same_text(a->rules[i], b->rules[i]))
			return false;
	for (k = 0; k < a->n_operands; k++)
		if (!same_text(a->operands[k], b->operands[k]))
			return false;
	return true;
}

static void like_getopt_long(void **state)
{
	static const char *const pieces[] = {
		"plan",      "check",      "set",       "clear",       "a",         "b/c",
		"-",         "--",         "",          "-q",          "-v",        "-n",
		"-qv",       "-nqv",       "-t5",       "-t",          "5",         "-qt7",
		"-vt",       "-r",         "-ra=b",     "-r=",         "-c",        "-c-",
		"-R",        "-Rx",        "-D",        "-x",          "-qx",       "-a",
		"-:",        "--root",     "--root=x",  "--roo",       "--ro=y",    "--r",
		"--rule",    "--rule=a=b", "--ru",      "--cmdline=",  "--c",       "--dry-run",
		"--dr",      "--d",        "--dt=f",    "--timeout=9", "--timeout", "--t=1",
		"--quiet",   "--q",        "--quiet=1", "--verbose",   "--verb",    "--ver",
		"--all",     "--a",        "--al",      "--=",         "--nosuch",  "---",
		"--quietly", "--dry_run",  "--all=",    "--rooted=x",
	};
	struct unit_random random = { 1 };
	FILE *file = tmpfile();
	unsigned int round, right = 0;

	(void)state;
	assert_non_null(file);
	unsetenv("POSIXLY_CORRECT");
	for (round = 0; round < 20000; round++) {
		char name[] = "eb", line[WORDS_MAX * 16] = "";
		char *words[WORDS_MAX] = { name }, *plain[2 * WORDS_MAX], *copy[WORDS_MAX + 1];
		char *argv[WORDS_MAX + 1], *plain_argv[2 * WORDS_MAX + 1];
		char text[2 * WORDS_MAX][64];
		struct eb_options got, want;
		int n = 1 + (int)unit_random(&random, 7), i, m, result, expected;

		for (i = 1; i < n; i++) {
			words[i] = strdup(pieces[unit_random(&random, UNIT_LENGTH(pieces))]);
			strcat(strcat(line, " "), words[i]);
		}
		memcpy(copy, words, sizeof(words));
		copy[n] = NULL;
		m = translate(n, copy, plain, text);
		expected = m < 0 ? EB_EXIT_USAGE : parse(&want, m, plain, plain_argv, file);
		result = parse(&got, n, words, argv, file);
		UNIT_EXPECT(result == expected, "<%s>: %d, not %d", line, result, expected);
		UNIT_EXPECT(result || same(&got, &want), "<%s>", line);
		right += result == 0;
		for (i = 1; i < n; i++)
			free(words[i]);
	}
	/* Enough of them were no mistake. */
	UNIT_EXPECT(right > 1000, "%u", right);
	fclose(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(messages),
		cmocka_unit_test(like_getopt_long),
	};

	return UNIT_RUN(tests);
}
