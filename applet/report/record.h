/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record of what was done: /run/earlybind/devices, one line a device, fields separated by
 * tabs, "-" for nothing, bytes outside printable ASCII as \xNN. Pure.
 *
 *   BUS/NAME OUTCOME DRIVER OVERRIDE FORMER-DRIVER FORMER-OVERRIDE PLACE RULE
 *
 * The former driver and override are those before earlybind first touched the device.
 */
#ifndef EB_REPORT_RECORD_H
#define EB_REPORT_RECORD_H

#include "plan/plan.h"
#include "text/out.h"

enum eb_record_field {
	EB_RECORD_DEVICE,
	EB_RECORD_OUTCOME,
	EB_RECORD_DRIVER,
	EB_RECORD_OVERRIDE,
	EB_RECORD_FORMER_DRIVER,
	EB_RECORD_FORMER_OVERRIDE,
	EB_RECORD_PLACE,
	EB_RECORD_RULE,
};

/* Field @field of a record line, empty when the line has fewer. */
struct eb_span eb_record_get(struct eb_span line, enum eb_record_field field);

/* Takes the next line off *@rest; false at the end. */
bool eb_record_next(struct eb_span *rest, struct eb_span *line);

/*
 * Writes the new record to @out: a line for each device of the plan, then the lines of @old
 * about devices that are not in it.
 */
void eb_record_merge(struct eb_out *out, const struct eb_plan *plan, struct eb_span old);

/* True when the override that the line tells of was written by earlybind. */
bool eb_record_is_ours(struct eb_span line);

/* The text of a field with its \xNN turned back into bytes. */
void eb_record_unescape(struct eb_out *out, struct eb_span field);

#endif
