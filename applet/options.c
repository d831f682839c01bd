/* SPDX-License-Identifier: GPL-2.0-only */
#include "options.h"

#include <getopt.h>
#include <string.h>
#include <unistd.h>

#include "devices/dtb.h"
#include "report/emit.h"
#include "usage.h"

#define EB_VERSION         "0.1.0"
#define EB_TIMEOUT_DEFAULT 10u
#define EB_TIMEOUT_MAX     86400u

static const struct option eb_long_options[] = {
	{ "root", required_argument, NULL, 'R' }, { "cmdline", required_argument, NULL, 'c' },
	{ "dtb", required_argument, NULL, 'D' },  { "rule", required_argument, NULL, 'r' },
	{ "dry-run", no_argument, NULL, 'n' },    { "timeout", required_argument, NULL, 't' },
	{ "quiet", no_argument, NULL, 'q' },      { "verbose", no_argument, NULL, 'v' },
	{ "all", no_argument, NULL, 'a' },        { "help", no_argument, NULL, 'h' },
	{ "version", no_argument, NULL, 'V' },    { NULL, 0, NULL, 0 },
};

static const struct {
	const char *name;
	enum eb_command command;
	int least, most; /* operands; -1: any number */
} eb_commands[] = {
	{ "apply", EB_APPLY, 0, 0 },   { "plan", EB_PLAN, 0, 0 }, { "check", EB_CHECK, 0, -1 },
	{ "status", EB_STATUS, 0, 1 }, { "set", EB_SET, 2, 2 },   { "clear", EB_CLEAR, 0, 1 },
};

static void eb_print(const char *text)
{
	struct eb_span rest = eb_span_of(text);

	while (rest.n > 0) {
		ssize_t n = write(STDOUT_FILENO, rest.p, rest.n);

		if (n <= 0)
			return;
		rest.p += n;
		rest.n -= (size_t)n;
	}
}

int eb_usage_error(const char *text, const char *detail)
{
	eb_complain(text, detail);
	eb_complain("see earlybind --help", NULL);
	return EB_EXIT_USAGE;
}

static int eb_parse_command(struct eb_options *options, char **operands, int n)
{
	size_t i;

	options->operands = operands;
	options->n_operands = n;
	if (n == 0)
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
	if (strcmp(operands[0], "watch") == 0 || strcmp(operands[0], "uevent") == 0)
		return eb_usage_error("not supported yet: ", operands[0]);
	return eb_usage_error("no such command: ", operands[0]);
}

/*
 * @word: the option as written, should it be wrong.
 * Returns 0, EB_EXIT_USAGE, or -1 when the program is done (help, version).
 */
static int eb_parse_option(struct eb_options *options, int letter, const char *word)
{
	switch (letter) {
	case 'R':
		options->root = optarg;
		return 0;
	case 'c':
		options->cmdline = optarg;
		return 0;
	case 'D':
		options->dtb = optarg;
		return 0;
	case 'r':
		if (options->n_rules == EB_RULE_OPTIONS_MAX)
			return eb_usage_error("more than 64 times -r", NULL);
		options->rules[options->n_rules++] = optarg;
		return 0;
	case 'n':
		options->dry_run = true;
		return 0;
	case 't':
		if (eb_span_decimal(eb_span_of(optarg), &options->timeout) < 0 ||
		    options->timeout > EB_TIMEOUT_MAX)
			return eb_usage_error("not a number of seconds from 0 to 86400: ",
					      optarg);
		return 0;
	case 'q':
		options->quiet = true;
		return 0;
	case 'v':
		options->verbose = true;
		return 0;
	case 'a':
		options->all = true;
		return 0;
	case 'h':
		eb_print("Usage: earlybind " earlybind_trivial_usage earlybind_full_usage "\n");
		return -1;
	case 'V':
		eb_print("earlybind " EB_VERSION "\n");
		return -1;
	case ':':
		return eb_usage_error("this option needs a value: ", word);
	default:
		return eb_usage_error("no such option: ", word);
	}
}

int eb_parse_options(struct eb_options *options, int argc, char **argv)
{
	int letter, result = 0;

	*options = (struct eb_options){ .timeout = EB_TIMEOUT_DEFAULT };
	opterr = 0;
	while (result == 0 && (letter = getopt_long(argc, argv, ":R:c:D:r:nt:qvhV",
						    eb_long_options, NULL)) != -1) {
		char wrong[] = { '-', (char)optopt, '\0' };

		/* Of an unknown long option there is no letter, but optind has passed it. */
		result = eb_parse_option(options, letter, optopt ? wrong : argv[optind - 1]);
	}
	if (result)
		return result;
	result = eb_parse_command(options, argv + optind, argc - optind);
	if (result)
		return result;
	if (options->all != (options->command == EB_CLEAR && options->n_operands == 0))
		return eb_usage_error(options->all ? "--all goes with clear, without a DEVICE"
						   : "clear what: a DEVICE or --all?",
				      NULL);
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
