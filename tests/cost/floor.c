/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The floor of tests/cost/bench: what cannot be saved.
 *
 * floor write LIST: writes "none" to each file of LIST, one a line; no program that does the
 * same can cost less
 * floor reset LIST: an empty line to each, as an override that is not set
 * floor peak COMMAND...: runs it; peak memory of its biggest process, in KiB, on stderr
 */
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/wait.h>
#include <unistd.h>

static char list[4 << 20];

static int each(const char *path, const char *value, int flags)
{
	size_t n = strlen(value);
	char *at = list, *end;
	ssize_t got;
	int fd = open(path, O_RDONLY);

	got = read(fd, list, sizeof(list) - 1);
	if (fd < 0 || got < 0)
		return 1;
	for (; (end = strchr(at, '\n')); at = end + 1) {
		*end = '\0';
		fd = open(at, O_WRONLY | flags);
		if (fd < 0 || write(fd, value, n) != (ssize_t)n)
			return 1;
		close(fd);
	}
	return 0;
}

/* What is in memory of @pid. getrusage() does not do: its counters are up to 64 pages behind.
 */
static long resident(pid_t pid)
{
	char path[64], text[4096], *at;
	ssize_t n;
	int fd;

	snprintf(path, sizeof(path), "/kernel/proc/%d/smaps_rollup", (int)pid);
	fd = open(path, O_RDONLY);
	n = read(fd, text, sizeof(text) - 1);
	close(fd);
	if (n <= 0)
		return -1;
	text[n] = '\0';
	at = strstr(text, "\nRss:");
	return at ? strtol(at + 5, NULL, 10) : -1;
}

/*
 * The kernel stops each process for us when it begins to exit. What earlybind has taken it
 * never gives back, so that is its peak. Shells give some of theirs back: they are flattered.
 */
static int peak(char **command)
{
	const long options = PTRACE_O_TRACEEXIT | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
			     PTRACE_O_TRACECLONE | PTRACE_O_EXITKILL;
	long most = -1;
	int status;
	pid_t pid = fork();

	if (pid == 0) {
		ptrace(PTRACE_TRACEME, 0, NULL, NULL);
		raise(SIGSTOP);
		execv(command[0], command);
		_exit(127);
	}
	if (pid < 0 || waitpid(pid, &status, 0) < 0 ||
	    ptrace(PTRACE_SETOPTIONS, pid, NULL, options))
		return 1;
	ptrace(PTRACE_CONT, pid, NULL, NULL);
	while ((pid = waitpid(-1, &status, __WALL)) > 0) {
		int signal = WIFSTOPPED(status) ? WSTOPSIG(status) : 0;
		long kib;

		if (!signal)
			continue;
		if (status >> 8 == (SIGTRAP | PTRACE_EVENT_EXIT << 8)) {
			kib = resident(pid);
			most = kib > most ? kib : most;
		}
		/* A new process begins with SIGSTOP, which is ours. */
		if (signal == SIGTRAP || signal == SIGSTOP)
			signal = 0;
		ptrace(PTRACE_CONT, pid, NULL, (long)signal);
	}
	dprintf(2, "%ld\n", most);
	return most > 0 ? 0 : 1;
}

int main(int argc, char **argv)
{
	if (argc > 2 && strcmp(argv[1], "peak") == 0)
		return peak(argv + 2);
	if (argc == 3 && strcmp(argv[1], "reset") == 0)
		return each(argv[2], "\n", O_TRUNC);
	if (argc == 3 && strcmp(argv[1], "write") == 0)
		return each(argv[2], "none", 0);
	return 2;
}
