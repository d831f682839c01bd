/* SPDX-License-Identifier: GPL-2.0-only */
#include "trace.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <sys/user.h>
#include <sys/wait.h>
#include <unistd.h>

#ifndef SYS_openat2
#define SYS_openat2 437
#endif

#define PROCESSES 64
#define OPTIONS                                                             \
	(PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK | \
	 PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL)

/* --- what can fail, and how --- */

/* Which of its arguments is the file. */
enum file { NONE, FD, AT, WRITE };

/*
 * Errors that the kernel can really give there: no memory or descriptors, a device that is gone
 * or whose driver says no, a file system that is full or broken, a signal. Not in the table is
 * what cannot fail, or what nobody could go on without.
 */
static const struct {
	long nr;
	const char *name;
	enum file file;
	int errors[8];
} table[] = {
	{ SYS_openat, "openat", AT, { EMFILE, ENOMEM, EACCES, EIO, ENODEV } },
	{ SYS_openat2, "openat2", AT, { EMFILE, ENOMEM, EACCES, EIO, ENODEV, EAGAIN } },
	{ SYS_read, "read", FD, { EIO, ENOMEM, ENODEV, EINTR } },
	{ SYS_pread64, "pread64", FD, { EIO, ENOMEM, ENODEV, EINTR } },
	{ SYS_write, "write", WRITE, { EIO, ENOSPC, ENOMEM, ENODEV, EBUSY, EINTR } },
	{ SYS_readlinkat, "readlinkat", AT, { ENOMEM, EACCES, EIO } },
	{ SYS_getdents64, "getdents64", FD, { EIO, ENOMEM } },
	{ SYS_faccessat, "faccessat", AT, { ENOMEM, EACCES } },
	{ SYS_statx, "statx", AT, { ENOMEM, EIO } },
	{ SYS_clone, "clone", NONE, { EAGAIN, ENOMEM } },
	{ SYS_pipe2, "pipe2", NONE, { EMFILE, ENFILE } },
	{ SYS_poll, "poll", NONE, { EINTR, ENOMEM } },
	{ SYS_wait4, "wait4", NONE, { EINTR } },
	{ SYS_mmap, "mmap", NONE, { ENOMEM } },
	{ SYS_mkdirat, "mkdirat", AT, { ENOSPC, EROFS, ENOMEM } },
	{ SYS_unlinkat, "unlinkat", AT, { EROFS, ENOMEM } },
	{ SYS_renameat, "renameat", AT, { ENOSPC, EROFS, ENOMEM } },
	{ SYS_flock, "flock", FD, { EINTR, ENOLCK } },
	{ SYS_dup2, "dup2", NONE, { EBUSY } },
	{ SYS_lseek, "lseek", FD, { EINVAL } },
	{ SYS_setpgid, "setpgid", NONE, { EACCES, ESRCH } },
	{ SYS_close, "close", FD, { EINTR, EIO } },
	{ SYS_kill, "kill", NONE, { ESRCH } },
	{ SYS_execve, "execve", NONE, { ENOMEM, EACCES } },
};

#define TABLE (sizeof(table) / sizeof(table[0]))

static size_t row_of(long nr)
{
	size_t i;

	for (i = 0; i < TABLE && table[i].nr != nr; i++)
		;
	return i;
}

const char *trace_name(long nr)
{
	size_t i = row_of(nr);

	return i < TABLE ? table[i].name : NULL;
}

const int *trace_errors(const struct call *call)
{
	return table[row_of(call->nr)].errors;
}

/* --- the processes --- */

struct process {
	pid_t pid;
	unsigned int number;
	unsigned int calls; /* so far */
	bool started;       /* they count */
	bool quiet;
	bool foreign; /* it has become another program */
	bool inside;  /* of a call */
	int error;    /* that the call is to return, or 0 */
	long nr;
};

struct tracer {
	struct trace *trace;
	const struct fault *fault;
	struct process processes[PROCESSES];
	unsigned int n;
};

static volatile sig_atomic_t late;

static void on_alarm(int sig)
{
	(void)sig;
	late = 1;
}

static void copy(pid_t pid, unsigned long from, char *to, size_t size)
{
	size_t left = 4096 - from % 4096;
	struct iovec here = { to, size - 1 < left ? size - 1 : left };
	struct iovec there = { (void *)from, here.iov_len };
	ssize_t n = process_vm_readv(pid, &here, 1, &there, 1, 0);

	to[n > 0 ? n : 0] = '\0';
}

static void path_of_fd(pid_t pid, long fd, char *path, size_t size)
{
	char link[64];
	ssize_t n;

	snprintf(link, sizeof(link), "/proc/%d/fd/%ld", (int)pid, fd);
	n = readlink(link, path, size - 1);
	path[n > 0 ? n : 0] = '\0';
}

static void note(struct tracer *tracer, const struct process *process,
		 const struct user_regs_struct *regs)
{
	struct trace *trace = tracer->trace;
	struct call *call = &trace->calls[trace->n_calls];
	size_t row = row_of(process->nr);

	if (tracer->fault || row == TABLE ||
	    trace->n_calls == sizeof(trace->calls) / sizeof(trace->calls[0]))
		return;
	trace->n_calls++;
	call->process = process->number;
	call->number = process->calls;
	call->nr = process->nr;
	call->fd = (long)regs->rdi;
	call->path[0] = call->text[0] = '\0';
	if (table[row].file == AT)
		copy(process->pid, regs->rsi, call->path, sizeof(call->path));
	if (table[row].file != NONE && !call->path[0])
		path_of_fd(process->pid, call->fd, call->path, sizeof(call->path));
	if (table[row].file == WRITE)
		copy(process->pid, regs->rsi, call->text,
		     regs->rdx < sizeof(call->text) ? regs->rdx : sizeof(call->text));
}

static void enter(struct tracer *tracer, struct process *process)
{
	const struct fault *fault = tracer->fault;
	struct user_regs_struct regs;
	char path[16] = "";

	if (ptrace(PTRACE_GETREGS, process->pid, NULL, &regs) < 0)
		return;
	process->nr = (long)regs.orig_rax;
	if (process->nr == SYS_prctl && regs.rdi == TRACE_QUIET)
		process->quiet = regs.rsi != 0;
	if (!process->started && process->nr == SYS_openat) {
		copy(process->pid, regs.rsi, path, sizeof(path));
		process->started = strcmp(path, "/dev/null") == 0;
	}
	if (!process->started || process->quiet || process->foreign)
		return;
	note(tracer, process, &regs);
	if (fault && process->number == fault->process && process->calls == fault->number &&
	    process->nr == fault->nr &&
	    (table[row_of(process->nr)].file == NONE || (long)regs.rdi == fault->fd)) {
		tracer->trace->hit = true;
		process->error = fault->error;
		if (fault->signal)
			kill(process->pid, fault->signal);
		if (fault->error) {
			regs.orig_rax = (unsigned long)-1;
			(void)ptrace(PTRACE_SETREGS, process->pid, NULL, &regs);
		}
	}
	process->calls++;
}

static void leave(struct process *process)
{
	struct user_regs_struct regs;

	if (!process->error || ptrace(PTRACE_GETREGS, process->pid, NULL, &regs) < 0)
		return;
	regs.rax = (unsigned long)-(long)process->error;
	process->error = 0;
	(void)ptrace(PTRACE_SETREGS, process->pid, NULL, &regs);
}

/* The process of that id; a new one gets the next number, and counts if its parent does. */
static struct process *process_of(struct tracer *tracer, pid_t pid)
{
	struct process *process;
	unsigned int i;

	for (i = 0; i < tracer->n; i++)
		if (tracer->processes[i].pid == pid)
			return &tracer->processes[i];
	if (tracer->n == PROCESSES)
		return NULL;
	process = &tracer->processes[tracer->n];
	memset(process, 0, sizeof(*process));
	process->pid = pid;
	process->number = tracer->n++;
	process->started = process->number > 0;
	return process;
}

/* Goes on after a stop. */
static void stopped(struct tracer *tracer, struct process *process, int status)
{
	int sig = WSTOPSIG(status);

	if (status >> 16 == PTRACE_EVENT_EXEC && process->number > 0)
		process->foreign = true;
	if (sig == (SIGTRAP | 0x80)) {
		process->inside = !process->inside;
		if (process->inside)
			enter(tracer, process);
		else
			leave(process);
		sig = 0;
	} else if (sig == SIGTRAP || sig == SIGSTOP) {
		sig = 0; /* events; a new process */
	}
	(void)ptrace(PTRACE_SYSCALL, process->pid, NULL, (void *)(long)sig);
}

/* Until the last has ended. */
static void follow(struct tracer *tracer, pid_t program)
{
	struct trace *trace = tracer->trace;

	for (;;) {
		struct process *process;
		int status;
		pid_t pid = waitpid(-1, &status, __WALL);
		unsigned int i;

		if (pid < 0 && errno == EINTR && late && !trace->hung) {
			trace->hung = true;
			for (i = 0; i < tracer->n; i++)
				kill(tracer->processes[i].pid, SIGKILL);
			continue;
		}
		if (pid < 0 && errno == EINTR)
			continue;
		if (pid < 0)
			return;
		process = process_of(tracer, pid);
		if (!process)
			abort();
		if (WIFSTOPPED(status)) {
			stopped(tracer, process, status);
			continue;
		}
		process->pid = -1;
		if (pid == program)
			trace->status = status;
	}
}

static void begin(char *const argv[], int out, int err, bool traced)
{
	dup2(out, STDOUT_FILENO);
	dup2(err, STDERR_FILENO);
	if (traced) {
		(void)ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		raise(SIGSTOP);
	}
	execv(argv[0], argv);
	_exit(127);
}

static void take(int fd, char *text, size_t size)
{
	ssize_t n = pread(fd, text, size - 1, 0);

	text[n > 0 ? n : 0] = '\0';
	close(fd);
}

void trace_run(struct trace *trace, char *const argv[], const struct fault *fault,
	       unsigned int seconds, bool traced)
{
	struct tracer tracer = { .trace = trace, .fault = fault };
	struct sigaction action = { .sa_handler = on_alarm };
	int out = memfd_create("out", MFD_CLOEXEC), err = memfd_create("err", MFD_CLOEXEC);
	pid_t pid;

	trace->status = 0;
	trace->hung = trace->hit = false;
	trace->n_calls = 0;
	sigaction(SIGALRM, &action, NULL);
	late = 0;
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		begin(argv, out, err, traced);
	process_of(&tracer, pid);
	if (traced) {
		waitpid(pid, NULL, 0);
		(void)ptrace(PTRACE_SETOPTIONS, pid, NULL, (void *)(long)OPTIONS);
		(void)ptrace(PTRACE_SYSCALL, pid, NULL, NULL);
	}
	alarm(seconds);
	follow(&tracer, pid);
	alarm(0);
	take(out, trace->out, sizeof(trace->out));
	take(err, trace->err, sizeof(trace->err));
}
