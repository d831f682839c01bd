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

/* True when nothing but white space is left. */
bool eb_cmdline_ended(struct eb_span rest);

/* Equal as the kernel compares parameter names: '-' and '_' are the same (kernel/params.c). */
bool eb_parameter_is(struct eb_span name, const char *wanted);

/*
 * True when a command line of @length bytes, its newline not counted, may have been cut off:
 * the device tree's /chosen/bootargs is longer or, where there is none (@bootargs 0), its
 * length is just what fits into the COMMAND_LINE_SIZE of some architecture. The kernel cuts
 * silently (drivers/of/fdt.c:early_init_dt_scan_chosen).
 */
bool eb_cmdline_is_cut(size_t length, size_t bootargs);

/*
 * The lengths do not tell where a boot configuration adds to the command line: its kernel.*
 * in front, its init.* behind " -- " (init/main.c:setup_command_line). So, with @bootargs, the
 * text of /chosen/bootargs: true when only its beginning is in *@cmdline, as much as a
 * COMMAND_LINE_SIZE takes; then *@cmdline ends where the kernel cut it off.
 */
bool eb_cmdline_shorten(struct eb_span *cmdline, struct eb_span bootargs);

#endif
