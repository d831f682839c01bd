/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs a program and the processes that it starts, and makes one of their system calls fail, or
 * ends a process when it makes that call. x86-64 only.
 *
 * Why not `strace --inject`: its when=N counts for each process anew, so that with -f the N-th
 * call of the program and that of its worker fail in one run; without -f only the program's
 * can. Here a call is named by its process and its number, and only that one fails.
 */
#ifndef TRACE_H
#define TRACE_H

#include <stdbool.h>
#include <stddef.h>

/* What the program tells us with prctl(TRACE_QUIET, 1): what follows is not its own doing. */
#define TRACE_QUIET 0x6562

struct call {
	unsigned int process; /* 0: the program, 1: the first that it started, ... */
	unsigned int number;  /* of the call in that process, from 0 */
	long nr;              /* SYS_... */
	long fd;              /* its first argument */
	char path[256];       /* the file that it is about, or empty */
	char text[64];        /* what is written */
};

/* What is to happen at a call; nothing, where another call has its number this time. */
struct fault {
	unsigned int process, number;
	long nr, fd;
	int error;  /* it returns this errno, and does nothing */
	int signal; /* or its process gets this before it */
};

struct trace {
	int status; /* of waitpid(), for the program itself */
	bool hung;  /* it had to be killed, or something that it started */
	bool hit;   /* the fault took place */
	size_t n_calls;
	struct call calls[4096]; /* without a fault */
	char out[1 << 16], err[1 << 13];
};

/*
 * Calls count from the first that opens /dev/null on, which is where earlybind begins. @fault:
 * NULL for none. Returns when all processes have ended, or after @seconds. @traced: false runs
 * the program as it is.
 */
void trace_run(struct trace *trace, char *const argv[], const struct fault *fault,
	       unsigned int seconds, bool traced);

/* "write", or NULL for what is not worth a fault. */
const char *trace_name(long nr);

/* What the kernel can return for the call; ends with 0. */
const int *trace_errors(const struct call *call);

#endif
