/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * One run: the sources that it reads, the worker that finds, plans and acts, and what is known
 * at its end. Everything lies in the arena, which the worker shares.
 */
#ifndef EB_COMMANDS_SESSION_H
#define EB_COMMANDS_SESSION_H

#include "apply/act.h"
#include "apply/worker.h"
#include "system/dtb.h"
#include "devices/find.h"
#include "commands/options.h"
#include "plan/plan.h"
#include "rules/ruleset.h"

#define EB_BLOCKED_MAX 8u /* devices that are left out because reading them blocks */

struct eb_session {
	/* Flags first: see struct eb_device. */
	bool act;          /* carry the plan out */
	bool heed_cleared; /* what was cleared stays so */
	bool status;       /* tell of recorded devices that are gone, too */
	bool overridden;   /* look at every device with an override, too */
	bool one_device;   /* refuse when the rules name several */
	bool refused;      /* it was, and nothing was done */
	bool planned;      /* the worker made its plan */
	bool no_memory;    /* the worker ran out of arena */
	bool no_cmdline;   /* /proc/cmdline cannot be read */
	bool no_record;    /* there is one, and it cannot be read */
	size_t n_blocked;
	size_t n_stuck;
	enum eb_why unfinished; /* what is to be said of items that were not finished */
	struct eb_arena arena;
	struct eb_root root;
	struct eb_dtb *dtb; /* stands in for the machine; or NULL */
	struct eb_ruleset rules;
	struct eb_span cmdline;     /* of the kernel; p NULL where the command needs none */
	struct eb_ruleset wanted;   /* status DEVICE: one rule that names it; else empty */
	struct eb_ruleset recorded; /* status: a rule for each device of the record */
	struct eb_span record;      /* /run/earlybind/devices as earlier runs left it */
	struct eb_devices devices;
	struct eb_plan plan;
	struct eb_emitter *emitter; /* where the record goes; with act */
	struct eb_doing doing;
	struct eb_klog klog; /* from the beginning of eb_run() to its end; with act */
	struct eb_named blocked[EB_BLOCKED_MAX];
	pid_t stuck[EB_BLOCKED_MAX]; /* killed workers that hang in the kernel */
	const struct eb_named *only; /* plan for these devices only */
	size_t n_only;
	unsigned long long since; /* eb_plan.since */
	struct eb_ruleset first;  /* as eb_collect() read them, once there are others */
	size_t base;              /* of the arena: what eb_collect() read lies below */
	size_t mark;              /* of the arena: what lies above is of one eb_run() */
	char unread[EB_PATH_MAX]; /* root.unread */
};

/* True when a device tree blob stands in for the machine. */
bool eb_is_offline(const struct eb_session *session);

/* Reads the rules that the command is about. Returns 0, or -1 when memory runs out. */
int eb_collect(struct eb_session *session, const struct eb_options *options);

/* Reads again what rules can have come with devices (eb_sources_renew()). Returns 0 or -1. */
int eb_collect_again(struct eb_session *session);

/* Reads what earlier runs have left in /run/earlybind. */
void eb_session_read_record(struct eb_session *session);

/* Forgets devices and plan of the last run: their memory may be used for others. */
void eb_session_restart(struct eb_session *session);

/* Finds, plans and, with session->act, acts; in the worker, within @timeout_ms (0: no limit).
 */
enum eb_worker_end eb_run(struct eb_session *session, unsigned int timeout_ms);

/* Writes what is known by now to /run/earlybind/devices; false when that is not complete. */
bool eb_record(struct eb_session *session);

/* Gives every item that the worker did not finish its outcome. */
void eb_close_items(struct eb_session *session, enum eb_worker_end end);

#endif
