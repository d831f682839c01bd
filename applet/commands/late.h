/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Devices that come later: the kernel's events, and the devices that they are about until these
 * have been dealt with. What is kept does not grow with the number of events: where it is too
 * much, or the kernel had to drop some, all devices are looked at instead.
 */
#ifndef EB_COMMANDS_LATE_H
#define EB_COMMANDS_LATE_H

#include "system/event.h"
#include "commands/session.h"

#define EB_LATE_MAX 32u /* devices that are dealt with together */

struct eb_late {
	int fd;            /* the socket; -1: none */
	bool all;          /* which devices came is not known */
	bool sources;      /* a device's own node has a rule that was not read yet */
	unsigned int away; /* how often sysfs was not there, one after the other */
	size_t n;
	struct eb_named only[EB_LATE_MAX];
	const char *driver[EB_LATE_MAX];       /* that has taken the device, or NULL */
	unsigned long long until[EB_LATE_MAX]; /* the kernel is not done with it; or 0 */
	unsigned long long since;              /* when the first of them was heard of */
	unsigned long long all_until;          /* more than these are not done with; or 0 */
	size_t used;
	char text[4096]; /* their names */
};

/* Returns 0, or a negative errno where the kernel sends no events. */
int eb_late_open(struct eb_late *late);

/* True when the device of @event has a driver_override: a rule can be about it. */
bool eb_late_can_be(const struct eb_session *session, const struct eb_event *event);

/* Notes the device of @event when a rule can be about it. */
void eb_late_note(struct eb_late *late, const struct eb_session *session,
		  const struct eb_event *event);

/*
 * Waits @timeout_ms for events, -1: without end; less while there are devices that the kernel
 * is not done with. Returns false when there is nothing to do.
 */
bool eb_late_wait(struct eb_late *late, struct eb_session *session, int timeout_ms);

/*
 * Finds, plans and acts for the noted devices, or for all. Returns false when nothing was done:
 * there was nothing new, or there is no sysfs now, and eb_late_wait() will tell again.
 */
bool eb_late_run(struct eb_late *late, struct eb_session *session, unsigned int timeout_ms);

/*
 * Forgets the devices but for those that the kernel is not done with. After a run for all
 * devices (@all) these are noted here.
 */
void eb_late_done(struct eb_late *late, const struct eb_session *session);

/* True when the last word about @item is not spoken: eb_late_done() has kept its device. */
bool eb_late_keeps(const struct eb_late *late, const struct eb_device *device);

#endif
