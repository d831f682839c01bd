/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The record of what was done: /run/earlybind/devices, one line a device, fields separated by
 * tabs, "-" for nothing, bytes outside printable ASCII as \xNN. Pure.
 *
 *   BUS/NAME OUTCOME DRIVER OVERRIDE FORMER-DRIVER FORMER-OVERRIDE PLACE RULE
 *
 * The former driver and override are those before earlybind first changed the device. Of one
 * that was cleared they are those that it has now: it is nobody's any more.
 *
 * It is written twice: before the first change, where devices that are to be changed are
 * "pending", with the driver and the override that they have then; and at the end. A device
 * that is still pending was left by a run that was killed, or by one that could not see what
 * became of it, or has still to be cleared. "?" stands for what could not be read of a device
 * that was left alone.
 */
#ifndef EB_MEMORY_RECORD_H
#define EB_MEMORY_RECORD_H

#include "plan/plan.h"
#include "text/out.h"

/* Room for a bus, '/', a name and NUL. */
#define EB_RECORD_NAME_SIZE (2 * EB_NAME_MAX + 2)

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
 * Finds the line of each device of @devices in the record @text, which must outlive them, and
 * what it says that the device was before. Returns 0, or -1 when the arena is full.
 */
int eb_record_attach(struct eb_devices *devices, struct eb_span text);

/* Adds the devices that the record @text tells of and that are not there any more. */
int eb_record_add_gone(struct eb_devices *devices, struct eb_span text);

/*
 * Splits the name of the device that @line is about; @buf has EB_RECORD_NAME_SIZE bytes. False
 * when it is none.
 */
bool eb_record_name(struct eb_span line, char *buf, struct eb_span *bus, struct eb_span *name);

/* How a device differs from what its line says it was left as. */
enum eb_drift {
	EB_DRIFT_NONE,
	EB_DRIFT_GONE,
	EB_DRIFT_OVERRIDE,
	EB_DRIFT_DRIVER,
};

/* Marks the devices (let_go) that were cleared, once eb_record_attach() has found their lines.
 */
void eb_record_heed(struct eb_devices *devices);

/* True when the line of @device says what @item says: nothing is new. */
bool eb_record_knows(const struct eb_device *device, const struct eb_item *item);

/* True when the record @text says that the device has @driver. */
bool eb_record_has(struct eb_span text, struct eb_span bus, struct eb_span name,
		   struct eb_span driver);

/* True when there is a line for @device, and not only that it was cleared. */
bool eb_record_speaks(const struct eb_device *device);

/* A driver that comes later to a device that was left for it is no drift. */
enum eb_drift eb_record_drift(const struct eb_device *device);

/* True when @device is where its line wants it. */
bool eb_record_is_kept(const struct eb_device *device);

/* " [PLACE RULE]", as the line has it. */
void eb_record_say_rule(struct eb_out *out, struct eb_span line);

/* "pci/X: drift: was left with driver A, now has driver B [PLACE RULE]"; without: unfinished */
void eb_record_say_drift(struct eb_out *out, const struct eb_device *device);

/*
 * Writes the new record to @out: a line for each device of the plan, as it is by now, then the
 * lines of @old about devices that are not in it. The devices' lines are forgotten: @old may
 * go.
 */
void eb_record_merge(struct eb_out *out, const struct eb_plan *plan, struct eb_span old);

/* True when earlybind made the state that the line tells of; `clear --all` is about these. */
bool eb_record_is_ours(struct eb_span line);

/* True for a device that lost its driver with its supplier, or may have: a run was killed. */
bool eb_record_is_led(struct eb_span line);

/* The text of a field with its \xNN turned back into bytes. */
void eb_record_unescape(struct eb_out *out, struct eb_span field);

#endif
