/* SPDX-License-Identifier: GPL-2.0-only */
#include "commands/options.h"

#include <stddef.h>
#include <string.h>
#include <unistd.h>

#include "system/dtb.h"
#include "report/emit.h"
#ifndef ENABLE_EARLYBIND
#include "usage.h"
#endif

#define EB_VERSION     "0.1.0"
#define EB_TIMEOUT_MAX 86400u

/* What becomes of an option; from EB_KIND_TEXT on it takes a value. */
enum eb_option_kind {
	EB_KIND_LONG_FLAG, /* has no short form: the letter stands in messages only */
	EB_KIND_FLAG,
	EB_KIND_HELP,
	EB_KIND_VERSION,
	EB_KIND_TEXT,
	EB_KIND_RULE,
	EB_KIND_SECONDS,
};

struct eb_option_line {
	const char *name;
	char letter;
	unsigned char kind;
	unsigned short field; /* where in struct eb_options a flag or a text goes */
};

#define EB_FIELD(name) offsetof(struct eb_options, name)

static const struct eb_option_line eb_option_lines[] = {
	{ "root", 'R', EB_KIND_TEXT, EB_FIELD(root) },
	{ "cmdline", 'c', EB_KIND_TEXT, EB_FIELD(cmdline) },
	{ "dtb", 'D', EB_KIND_TEXT, EB_FIELD(dtb) },
	{ "rule", 'r', EB_KIND_RULE, 0 },
	{ "dry-run", 'n', EB_KIND_FLAG, EB_FIELD(dry_run) },
	{ "json", 'j', EB_KIND_FLAG, EB_FIELD(json) },
	{ "timeout", 't', EB_KIND_SECONDS, 0 },
	{ "quiet", 'q', EB_KIND_FLAG, EB_FIELD(quiet) },
	{ "verbose", 'v', EB_KIND_FLAG, EB_FIELD(verbose) },
	{ "all", 'a', EB_KIND_LONG_FLAG, EB_FIELD(all) },
	{ "background", 'b', EB_KIND_FLAG, EB_FIELD(background) },
	{ "pidfile", 'p', EB_KIND_TEXT, EB_FIELD(pidfile) },
	{ "stop", 's', EB_KIND_LONG_FLAG, EB_FIELD(stop) },
	{ "help", 'h', EB_KIND_HELP, 0 },
	{ "version", 'V', EB_KIND_VERSION, 0 },
};

#define EB_OPTION_COUNT (sizeof(eb_option_lines) / sizeof(eb_option_lines[0]))

/* The words of the command line that are not read yet. */
struct eb_words {
	char **next, **end;
};

static const struct {
	const char *name;
	enum eb_command command;
	int least, most; /* operands; -1: any number */
} eb_commands[] = {
	{ "apply", EB_APPLY, 0, 0 },  { "plan", EB_PLAN, 0, 0 },
	{ "check", EB_CHECK, 0, -1 }, { "status", EB_STATUS, 0, 1 },
	{ "set", EB_SET, 2, 2 },      { "clear", EB_CLEAR, 0, 1 },
	{ "watch", EB_WATCH, 0, 0 },  { "uevent", EB_UEVENT, 0, 0 },
};

static void eb_print(const char *text)
{
	char buf[2048];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct eb_span rest;

	eb_out_str(&out, text);
	rest = eb_out_text(&out);
	while (rest.n > 0) {
		ssize_t n = write(STDOUT_FILENO, rest.p, rest.n);

		if (n <= 0)
			return;
		rest.p += n;
		rest.n -= (size_t)n;
	}
}

/* BusyBox has the //usage: lines of all its applets in one place, and compressed. */
static void eb_print_help(void)
{
#ifdef ENABLE_EARLYBIND
	xfunc_error_retval = EB_EXIT_OK;
	bb_show_usage();
#else
	eb_print("Usage: earlybind " earlybind_trivial_usage earlybind_full_usage "\n");
#endif
}

int eb_usage_error(const char *text, const char *detail)
{
	eb_complain(text, detail);
	eb_complain("see earlybind --help", NULL);
	return EB_EXIT_USAGE;
}

/* The first operand is the command. */
static int eb_parse_command(struct eb_options *options)
{
	char **operands = options->operands;
	size_t i;

	if (options->n_operands == 0)
		return 0;
	for (i = 0; i < sizeof(eb_commands) / sizeof(eb_commands[0]); i++) {
		if (strcmp(operands[0], eb_commands[i].name) != 0)
			continue;
		options->command = eb_commands[i].command;
		options->operands++;
		options->n_operands--;
		if (options->n_operands < eb_commands[i].least)
			return eb_usage_error("operands missing for ", operands[0]);
		if (eb_commands[i].most >= 0 && options->n_operands > eb_commands[i].most)
			return eb_usage_error("too many operands for ", operands[0]);
		return 0;
	}
	return eb_usage_error("no such command: ", operands[0]);
}

static int eb_letter_error(const char *text, char letter)
{
	char option[] = { '-', letter, '\0' };

	return eb_usage_error(text, option);
}

/*
 * @value: NULL for none. Returns 0, EB_EXIT_USAGE, or -1 when the program is done (help,
 * version).
 */
static int eb_take_option(struct eb_options *options, const struct eb_option_line *line,
			  const char *value)
{
	void *field = (char *)options + line->field;

	if (value && line->kind < EB_KIND_TEXT)
		return eb_letter_error("no such option: ", line->letter);
	if (!value && line->kind >= EB_KIND_TEXT)
		return eb_letter_error("this option needs a value: ", line->letter);
	switch ((enum eb_option_kind)line->kind) {
	case EB_KIND_LONG_FLAG:
	case EB_KIND_FLAG:
		*(bool *)field = true;
		return 0;
	case EB_KIND_HELP:
		eb_print_help();
		return -1;
	case EB_KIND_VERSION:
		eb_print("earlybind " EB_VERSION "\n");
		return -1;
	case EB_KIND_TEXT:
		*(const char **)field = value;
		return 0;
	case EB_KIND_RULE:
		if (options->n_rules == EB_RULE_OPTIONS_MAX)
			return eb_usage_error("more than 64 times -r", NULL);
		options->rules[options->n_rules++] = value;
		return 0;
	case EB_KIND_SECONDS:
		if (eb_span_decimal(eb_span_of(value), &options->timeout) == 0 &&
		    options->timeout <= EB_TIMEOUT_MAX)
			return 0;
		return eb_usage_error("not a number of seconds from 0 to 86400: ", value);
	}
	return 0;
}

static const char *eb_next_word(struct eb_words *words)
{
	return words->next < words->end ? *words->next++ : NULL;
}

/* The option of that name, or the only one whose name begins so. */
static const struct eb_option_line *eb_find_long(struct eb_span name)
{
	const struct eb_option_line *found = NULL;
	size_t i, n = 0;

	for (i = 0; i < EB_OPTION_COUNT; i++) {
		const struct eb_option_line *line = &eb_option_lines[i];

		if (strncmp(line->name, name.p, name.n) != 0)
			continue;
		if (line->name[name.n] == '\0')
			return line;
		found = line;
		n++;
	}
	return n == 1 ? found : NULL;
}

static const struct eb_option_line *eb_find_letter(char letter)
{
	size_t i;

	for (i = 0; i < EB_OPTION_COUNT; i++)
		if (eb_option_lines[i].letter == letter &&
		    eb_option_lines[i].kind != EB_KIND_LONG_FLAG)
			return &eb_option_lines[i];
	return NULL;
}

/* "--name", "--name=value", "--name value" */
static int eb_parse_long(struct eb_options *options, struct eb_words *words, const char *word)
{
	const char *equals = strchr(word, '='), *value = equals ? equals + 1 : NULL;
	struct eb_span name = equals ? eb_span_between(word, equals) : eb_span_of(word);
	const struct eb_option_line *line;

	name.p += 2;
	name.n -= 2;
	line = eb_find_long(name);
	if (!line)
		return eb_usage_error("no such option: ", word);
	if (!value && line->kind >= EB_KIND_TEXT)
		value = eb_next_word(words);
	return eb_take_option(options, line, value);
}

/* "-q", "-qv", "-t5", "-t 5" */
static int eb_parse_letters(struct eb_options *options, struct eb_words *words,
			    const char *word)
{
	const struct eb_option_line *line;
	int result = 0;

	while (result == 0 && *++word) {
		line = eb_find_letter(*word);
		if (!line)
			return eb_letter_error("no such option: ", *word);
		if (line->kind >= EB_KIND_TEXT)
			return eb_take_option(options, line,
					      word[1] ? word + 1 : eb_next_word(words));
		result = eb_take_option(options, line, NULL);
	}
	return result;
}

/* Options may stand anywhere before "--"; the operands move to the front of @argv. */
static int eb_parse_words(struct eb_options *options, int argc, char **argv)
{
	struct eb_words words = { argv, argv + argc };
	bool ended = false;
	int result = 0;

	(void)eb_next_word(&words);
	options->operands = argv;
	while (result == 0 && words.next < words.end) {
		char *word = *words.next++;

		if (ended || word[0] != '-' || word[1] == '\0')
			argv[options->n_operands++] = word;
		else if (word[1] != '-')
			result = eb_parse_letters(options, &words, word);
		else if (word[2] != '\0')
			result = eb_parse_long(options, &words, word);
		else
			ended = true;
	}
	return result;
}

int eb_parse_options(struct eb_options *options, int argc, char **argv)
{
	int result;

	*options = (struct eb_options){ .timeout = EB_TIMEOUT_DEFAULT };
	result = eb_parse_words(options, argc, argv);
	if (result)
		return result;
	result = eb_parse_command(options);
	if (result)
		return result;
	if (options->all != (options->command == EB_CLEAR && options->n_operands == 0))
		return eb_usage_error(options->all ? "--all goes with clear, without a DEVICE"
						   : "clear what: a DEVICE or --all?",
				      NULL);
	if ((options->background || options->stop || options->pidfile) &&
	    options->command != EB_WATCH)
		return eb_usage_error("-b, -p and --stop go with watch", NULL);
	if (options->command >= EB_WATCH && (options->json || options->dry_run))
		return eb_usage_error("-j and -n do not go with watch and uevent", NULL);
	if (options->dry_run && options->command == EB_APPLY)
		options->command = EB_PLAN;
	if (options->dtb && !EB_CAN_DTB)
		return eb_usage_error("-D needs the host build of earlybind", NULL);
	if (EB_CAN_DTB && options->dtb && options->command != EB_PLAN &&
	    options->command != EB_CHECK)
		return eb_usage_error("-D goes with plan and check", NULL);
	if (EB_CAN_DTB && options->dtb && options->root)
		return eb_usage_error("-D does not go with -R", NULL);
	if (EB_CAN_DTB && options->dtb && options->n_operands)
		return eb_usage_error("-D checks the rules in the blob, not those given", NULL);
	return 0;
}
