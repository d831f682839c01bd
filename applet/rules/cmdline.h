/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel command line, cut into words exactly as the kernel cuts it. */
#ifndef EB_RULES_CMDLINE_H
#define EB_RULES_CMDLINE_H

#include "text/span.h"

struct eb_parameter {
	struct eb_span name;
	struct eb_span value; /* quotes removed; value.p is NULL when there was no '=' */
};

/*
 * Takes the next word off the front of *@rest, with the quoting rules of
 * lib/cmdline.c:next_arg(): '"' toggles quoting and cannot be escaped, white space outside
 * quotes separates, and quotes are removed where the value begins with one or the whole word
 * is quoted.
 * Returns false at the end, and at the word "--": what follows is for init (init/main.c).
 */
bool eb_cmdline_next(struct eb_span *rest, struct eb_parameter *parameter);

/* Equal as the kernel compares parameter names: '-' and '_' are the same (kernel/params.c). */
bool eb_parameter_is(struct eb_span name, const char *wanted);

#endif
