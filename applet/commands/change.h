/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A run that changes the system, or would: what apply, set, clear, plan, watch and uevent
 * share. Every function is for the parent of the worker.
 */
#ifndef EB_COMMANDS_CHANGE_H
#define EB_COMMANDS_CHANGE_H

#include "commands/late.h"
#include "commands/output.h"
#include "report/text.h"

#define EB_LOOK_SHARE 10u /* 1/N of the timeout is kept for devices that come last */

/* What a run that changes things, or would, has beside its session. */
struct eb_change {
	struct eb_session *session;
	const struct eb_options *options;
	struct eb_late *late;
	struct eb_emitter emitter;
	struct eb_counts tally;
	unsigned long long start; /* of --timeout; 0: that is for each eb_change_late() */
	unsigned int patience;    /* after that many ms no device is waited for; 0: no limit */
	bool dry;
	bool deaf;   /* the kernel tells of no device that comes */
	bool listed; /* the list of devices in the JSON document is begun */
};

/* Opens what @change writes to. eb_emit_end() closes it. */
void eb_begin(struct eb_change *change, enum eb_log log);

/* Before the lines: whatever happens to these, `clear` has to find it. */
void eb_change_record(struct eb_session *session);

/* The line about one item of @plan, which is counted. */
void eb_report_item(struct eb_change *change, const struct eb_plan *plan,
		    const struct eb_item *item);

/* The same in the document. */
void eb_document_item(struct eb_change *change, const struct eb_item *item);

/* Milliseconds of --timeout that are left; 0: there is no limit. */
unsigned int eb_change_left(const struct eb_change *change);

/* The same but for what a last look at devices takes; 0: none; -1: there is no limit. */
int eb_change_spare(const struct eb_change *change);

/* Deals with the devices that were noted, between eb_begin() and eb_emit_end(). */
void eb_change_late(struct eb_change *change, unsigned int timeout_ms);

/* apply, set, clear and plan; the first thing that watch does */
int eb_command_change(struct eb_session *session, const struct eb_options *options,
		      struct eb_late *late);

/* Devices that come later (commands/wait.c). */

/* True when a rule has all of these @options. */
bool eb_rules_say(const struct eb_ruleset *set, unsigned int options);

/* The socket first: who comes while the others are looked for is not missed. */
bool eb_change_listen(struct eb_change *change);

/* Says that nothing is waited for, when an item would have been. */
void eb_report_deaf(struct eb_change *change);

/* Waits for devices that are missing in the plan, and deals with them and others that come. */
void eb_change_wait(struct eb_change *change);

/*
 * All rules or none, or a rule that may be the end of all others: then nothing is begun before
 * it is known whether the devices come.
 */
void eb_change_wait_first(struct eb_change *change);

/* The other commands; each returns the exit status. */
int eb_command_watch(struct eb_session *session, const struct eb_options *options);
int eb_command_uevent(struct eb_session *session, const struct eb_options *options);
int eb_command_check(struct eb_session *session, const struct eb_options *options);
int eb_command_status(struct eb_session *session, const struct eb_options *options);

#endif
