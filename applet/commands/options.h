/* SPDX-License-Identifier: GPL-2.0-only */
/* The command line of the program itself; docs/earlybind.8 specifies it. */
#ifndef EB_COMMANDS_OPTIONS_H
#define EB_COMMANDS_OPTIONS_H

#include <stdbool.h>

#define EB_RULE_OPTIONS_MAX 64u /* times -r */
#define EB_TIMEOUT_DEFAULT  10u /* seconds */

enum eb_exit {
	EB_EXIT_OK = 0,
	EB_EXIT_OUTCOME = 1, /* some rule did not reach its outcome */
	EB_EXIT_RULES = 2,   /* some rule was malformed */
	EB_EXIT_USAGE = 3,   /* nothing was done */
};

enum eb_command {
	EB_APPLY,
	EB_PLAN,
	EB_CHECK,
	EB_STATUS,
	EB_SET,
	EB_CLEAR,
	EB_WATCH, /* this and what follows: no document, no dry run */
	EB_UEVENT,
};

struct eb_options {
	bool dry_run, json, quiet, verbose, all, background, stop;
	const char *root;
	const char *cmdline;
	const char *dtb;
	unsigned int n_rules;
	unsigned int timeout; /* seconds */
	enum eb_command command;
	char **operands;
	int n_operands;
	const char *pidfile;
	const char *rules[EB_RULE_OPTIONS_MAX];
};
/*
 * Fills @options in. Returns 0; EB_EXIT_USAGE when it is wrong, which was said; -1 when that
 * was all there is to do (--help, --version).
 */
int eb_parse_options(struct eb_options *options, int argc, char **argv);

/* Says on stderr what is wrong; @detail may be NULL. Returns EB_EXIT_USAGE. */
int eb_usage_error(const char *text, const char *detail);

#endif
