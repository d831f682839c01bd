/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The worker process. Everything that can block in the kernel is done there (sysfs attributes,
 * probes, modprobe), so that the boot goes on at the timeout, whatever hangs. It shares the
 * arena with its parent, which reads from there how far the worker came.
 */
#ifndef EB_APPLY_WORKER_H
#define EB_APPLY_WORKER_H

#include <sys/types.h>

#include "text/arena.h"

enum eb_worker_end {
	EB_WORKER_DONE,
	EB_WORKER_STALLED, /* did not call eb_worker_ready() in time; killed */
	EB_WORKER_TIMEOUT, /* made no progress or did not finish; killed, not waited for */
	EB_WORKER_CRASHED,
	EB_WORKER_NO_FORK,
};

struct eb_worker {
	unsigned int ready_ms;  /* limit for reading, 0: none */
	unsigned int finish_ms; /* limit for all of it, 0: none */
	/* Changes with each step. Half of the time that is left without a change: it hangs. */
	const size_t *progress;
	int pipe;  /* set by eb_worker_run(), for eb_worker_ready() */
	pid_t pid; /* the same; the process of a TIMEOUT may end later: eb_worker_ended() */
};

/* An arena of @size bytes in memory that stays shared over fork(). 0, or a negative errno. */
int eb_arena_map(struct eb_arena *arena, size_t size);

/* Runs @work(@worker, @data) in a child process of its own process group and waits for it. */
enum eb_worker_end eb_worker_run(struct eb_worker *worker,
				 void (*work)(struct eb_worker *worker, void *data),
				 void *data);

/* Called by the work when it has read what it needs and begins to change things. */
void eb_worker_ready(const struct eb_worker *worker);

/*
 * fork() without what a libc does around it for threads, stdio and malloc(), of which we use
 * none: the child must not either, and ends with _exit().
 */
pid_t eb_fork(void);

/*
 * Keeps a signal from us, or lets it come; what we start gets all again. sigaction() would
 * bring 750 bytes along, for threads and abort().
 */
void eb_hold_signal(int number, bool hold);

/* Gives up the places of stdin, stdout and stderr. */
void eb_worker_detach(void);

/* True once a process that was killed has come back from the kernel; ask until it is. -1: any.
 */
bool eb_worker_ended(pid_t pid);

/* Milliseconds of a clock that only goes forward. */
unsigned long long eb_now_ms(void);

#endif
