/* SPDX-License-Identifier: GPL-2.0-only */
#include "apply/worker.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

/* Time that is not worth another look. */
#define EB_SLICE_MS 20u

int eb_arena_map(struct eb_arena *arena, size_t size)
{
	void *p = mmap(NULL, size, PROT_READ | PROT_WRITE,
		       MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (p == MAP_FAILED)
		return -errno;
	arena->base = p;
	arena->size = size;
	arena->used = 0;
	return 0;
}

unsigned long long eb_now_ms(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	/* 2^32 / 1000000: without a division, which ARMv7 does with a function. */
	return (unsigned long long)now.tv_sec * 1000u +
	       ((unsigned long long)now.tv_nsec * 4295u >> 32);
}

pid_t eb_fork(void)
{
	return (pid_t)syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

void eb_hold_signal(int number, bool hold)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, number);
	(void)sigprocmask(hold ? SIG_BLOCK : SIG_UNBLOCK, &set, NULL);
}

/* poll() for @ms from @start on; what a signal interrupts goes on. 0 at the limit. */
static int eb_wait_readable(int fd, unsigned long long start, unsigned int ms)
{
	struct pollfd waiting = { fd, POLLIN, 0 };

	for (;;) {
		unsigned long long spent = eb_now_ms() - start;
		int left = ms == 0 ? -1 : spent < ms ? (int)(ms - spent) : 0;
		int n = poll(&waiting, 1, left);

		if (n >= 0 || errno != EINTR)
			return n;
	}
}

void eb_worker_ready(const struct eb_worker *worker)
{
	/* If the parent is gone, nothing is to be changed. */
	if (write(worker->pipe, "r", 1) != 1)
		_exit(1);
}

/* Until it ends, hangs, or the time is up. */
static enum eb_worker_end eb_worker_watch_steps(const struct eb_worker *worker, int fd,
						unsigned long long start)
{
	for (;;) {
		unsigned long long now = eb_now_ms(), spent = now - start;
		size_t seen = *worker->progress;
		unsigned int left = 0;

		if (worker->finish_ms && spent + EB_SLICE_MS >= worker->finish_ms)
			return EB_WORKER_TIMEOUT;
		if (worker->finish_ms)
			left = worker->finish_ms - (unsigned int)spent;
		if (eb_wait_readable(fd, now, left / 2) != 0)
			return EB_WORKER_DONE;
		if (seen == *worker->progress)
			return EB_WORKER_TIMEOUT;
	}
}

static enum eb_worker_end eb_worker_watch(const struct eb_worker *worker, int fd)
{
	unsigned long long start = eb_now_ms();
	char byte;

	if (eb_wait_readable(fd, start, worker->ready_ms) == 0)
		return EB_WORKER_STALLED;
	if (read(fd, &byte, 1) != 1)
		return EB_WORKER_DONE;
	return eb_worker_watch_steps(worker, fd, start);
}

bool eb_worker_ended(pid_t pid)
{
	return waitpid(pid, NULL, WNOHANG) > 0;
}

static enum eb_worker_end eb_worker_reap(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return EB_WORKER_CRASHED;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? EB_WORKER_DONE
							     : EB_WORKER_CRASHED;
}

/*
 * A process that hangs in the kernel keeps its files open after it is killed: who reads our
 * output through a pipe would wait for it. A folder takes the places; /dev/null may be missing.
 */
void eb_worker_detach(void)
{
	int fd, root = openat(AT_FDCWD, "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	for (fd = 0; root >= 0 && fd <= STDERR_FILENO; fd++)
		(void)dup2(root, fd);
}

enum eb_worker_end eb_worker_run(struct eb_worker *worker,
				 void (*work)(struct eb_worker *worker, void *data), void *data)
{
	enum eb_worker_end end;
	int ends[2];
	pid_t pid;

	/* musl would do without the flag, for kernels before 2.6.27. */
	if (syscall(SYS_pipe2, ends, O_CLOEXEC) < 0)
		return EB_WORKER_NO_FORK;
	pid = eb_fork();
	if (pid < 0) {
		close(ends[0]);
		close(ends[1]);
		return EB_WORKER_NO_FORK;
	}
	if (pid == 0) {
		/* A group of its own, so that its modprobe is killed with it. */
		setpgid(0, 0);
		close(ends[0]);
		eb_worker_detach();
		worker->pipe = ends[1];
		work(worker, data);
		_exit(0);
	}
	setpgid(pid, pid);
	worker->pid = pid;
	close(ends[1]);
	end = eb_worker_watch(worker, ends[0]);
	close(ends[0]);
	if (end == EB_WORKER_DONE)
		end = eb_worker_reap(pid);
	/*
	 * With what it started. Not waited for: a process that hangs in the kernel dies only
	 * when it comes back.
	 */
	if (end != EB_WORKER_DONE)
		kill(-pid, SIGKILL);
	return end;
}
