/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Runs the whole program, linked in here with the simulated kernel of golden/kernel.c:
 * thousands of times a second in this very process, or as it is meant, with processes of its
 * own.
 */
#include "case.h"

#include <errno.h>
#include <fcntl.h>
#include <getopt.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "apply/worker.h"

/* No run may take longer. */
#define RUN_SECONDS 10u

/* What the program opens and leaves to its exit is above this. */
#define FIRST_FD 16

/* As much as the program takes on a machine of 64 bits. */
#define ARENA_SIZE (64u << 20)

int earlybind_main(int argc, char **argv);
int __real_eb_arena_map(struct eb_arena *arena, size_t size);
int __wrap_eb_arena_map(struct eb_arena *arena, size_t size);
enum eb_worker_end __real_eb_worker_run(struct eb_worker *worker,
					void (*work)(struct eb_worker *worker, void *data),
					void *data);
enum eb_worker_end __wrap_eb_worker_run(struct eb_worker *worker,
					void (*work)(struct eb_worker *worker, void *data),
					void *data);

static bool forking;
static int nowhere;

int __wrap_eb_arena_map(struct eb_arena *arena, size_t size)
{
	static char memory[ARENA_SIZE] __attribute__((aligned(64)));

	if (forking)
		return __real_eb_arena_map(arena, size);
	/* A map of its own would never be taken back. */
	if (size > sizeof(memory))
		return -ENOMEM;
	arena->base = memory;
	arena->size = size;
	arena->used = 0;
	return 0;
}

enum eb_worker_end __wrap_eb_worker_run(struct eb_worker *worker,
					void (*work)(struct eb_worker *worker, void *data),
					void *data)
{
	if (forking)
		return __real_eb_worker_run(worker, work, data);
	worker->pipe = nowhere;
	work(worker, data);
	return EB_WORKER_DONE;
}

FILE *program_begin(bool fork)
{
	FILE *print = fdopen(dup(STDOUT_FILENO), "w");
	int out = memfd_create("out", 0);

	forking = fork;
	nowhere = open("/dev/null", O_WRONLY);
	dup2(out, STDOUT_FILENO);
	dup2(out, STDERR_FILENO);
	dup2(nowhere, FIRST_FD - 1);
	nowhere = FIRST_FD - 1;
	close(out);
	return print;
}

static int run_here(int argc, char **argv)
{
	int status;

	optind = 0; /* glibc: begin anew */
	alarm(RUN_SECONDS);
	status = earlybind_main(argc, argv);
	alarm(0);
	(void)syscall(SYS_close_range, FIRST_FD, ~0u, 0);
	return status;
}

static int run_apart(int argc, char **argv)
{
	pid_t pid = fork();
	int status;

	if (pid == 0) {
		alarm(RUN_SECONDS);
		_exit(earlybind_main(argc, argv));
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

void program(struct run *run, const char *const *words)
{
	static char name[] = "earlybind";
	char *argv[160] = { name };
	ssize_t n;
	int argc;

	for (argc = 1; argc < 159 && words[argc - 1]; argc++)
		argv[argc] = (char *)(uintptr_t)words[argc - 1];
	argv[argc] = NULL;
	(void)!ftruncate(STDOUT_FILENO, 0);
	(void)lseek(STDOUT_FILENO, 0, SEEK_SET);
	run->status = forking ? run_apart(argc, argv) : run_here(argc, argv);
	n = pread(STDOUT_FILENO, run->out, sizeof(run->out) - 1, 0);
	run->out[n > 0 ? n : 0] = '\0';
}
