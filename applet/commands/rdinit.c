/* SPDX-License-Identifier: GPL-2.0-only */
#include "commands/rdinit.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "apply/worker.h"
#include "commands/options.h"
#include "report/emit.h"

/* Apply ends by itself at its own timeout; who passes that by so much hangs in its reports. */
#define EB_INIT_TIMEOUT_MS ((EB_TIMEOUT_DEFAULT + 5u) * 1000u)

/*
 * What apply wants to see. An initramfs starts with nothing mounted: devtmpfs mounts itself on
 * the real root alone (init/do_mounts.c). /run stays the image's: a tmpfs of ours would be
 * hidden by its init's, or would keep that from mounting one.
 */
static const struct eb_init_mount {
	const char *at, *type;
	const char *sign; /* what is there when it is mounted */
} eb_mounts[] = {
	{ "/proc", "proc", "/proc/cmdline" },
	{ "/sys", "sysfs", "/sys/bus" },
	{ "/sys/kernel/debug", "debugfs", "/sys/kernel/debug/devices_deferred" },
	{ "/dev", "devtmpfs", "/dev/kmsg" },
};

#define EB_MOUNT_COUNT (sizeof(eb_mounts) / sizeof(eb_mounts[0]))

/* What was done to the image, a bit for each of eb_mounts. */
struct eb_borrowed {
	unsigned int made, mounted;
};

static void eb_mount_missing(struct eb_borrowed *borrowed)
{
	size_t i;

	for (i = 0; i < EB_MOUNT_COUNT; i++) {
		const struct eb_init_mount *mount_point = &eb_mounts[i];

		if (access(mount_point->sign, F_OK) == 0)
			continue;
		if (mkdir(mount_point->at, 0755) == 0)
			borrowed->made |= 1u << i;
		if (mount(mount_point->type, mount_point->at, mount_point->type, 0, NULL) == 0)
			borrowed->mounted |= 1u << i;
	}
}

/* A process that hangs in the kernel keeps its files open: mounts are detached. */
static void eb_give_mounts_back(const struct eb_borrowed *borrowed)
{
	size_t i;

	for (i = EB_MOUNT_COUNT; i-- > 0;) {
		if (borrowed->mounted & 1u << i)
			(void)umount2(eb_mounts[i].at, MNT_DETACH);
		if (borrowed->made & 1u << i)
			(void)rmdir(eb_mounts[i].at);
	}
}

/* Waits for @pid, not longer than the limit; SIGCHLD is blocked. False when it did not exit. */
static bool eb_init_wait(pid_t pid, const sigset_t *child)
{
	unsigned long long start = eb_now_ms();
	/* Milliseconds, for 49 days; ARMv7 divides 64 bits with functions of 900 bytes. */
	unsigned int spent = 0;
	int status;

	while (spent < EB_INIT_TIMEOUT_MS) {
		struct timespec left = { (time_t)((EB_INIT_TIMEOUT_MS - spent) / 1000u) + 1,
					 0 };

		if (waitpid(pid, &status, WNOHANG) == pid)
			return WIFEXITED(status);
		(void)sigtimedwait(child, NULL, &left);
		spent = (unsigned int)(eb_now_ms() - start);
	}
	return false;
}

/*
 * Whatever becomes of it, a crash too, it is not the first process that it happens to. What it
 * started, worker and modprobe, is killed with it, or would go on beside the image's init: who
 * is alive by now was started by it, or is a thread of the kernel, which does not mind.
 */
static void eb_init_run(int (*apply)(void), int log)
{
	sigset_t child, before;
	pid_t pid;

	sigemptyset(&child);
	sigaddset(&child, SIGCHLD);
	(void)sigprocmask(SIG_BLOCK, &child, &before);
	pid = eb_fork();
	if (pid == 0) {
		(void)sigprocmask(SIG_SETMASK, &before, NULL);
		_exit(apply());
	}
	if (pid < 0 || !eb_init_wait(pid, &child)) {
		(void)kill(-1, SIGKILL);
		eb_complain_to(log,
			       "the process that applies the rules crashed, hung or did not "
			       "start",
			       NULL);
	}
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
}

/* The mounts are gone by now: without a /dev/console in the image, the log alone hears it. */
static void eb_init_complain(int log, const char *text, const char *detail)
{
	eb_complain(text, detail);
	eb_complain_to(log, text, detail);
}

/* A file can be there, and its interpreter or loader not: ENOENT, too. So can a link. */
static bool eb_init_is_there(const char *program)
{
	char byte;

	return access(program, F_OK) == 0 || readlink(program, &byte, 1) >= 0;
}

/*
 * /init; without it, those that the kernel tries on a root file system (init/main.c), as with
 * rdinit= it does not go on to root= any more. Where we are one of them, only those behind it.
 */
static void eb_init_execute(char **argv, int log)
{
	static char init[] = "/init", sbin[] = "/sbin/init", etc[] = "/etc/init",
		    bin[] = "/bin/init", shell[] = "/bin/sh";
	static char *const programs[] = { init, sbin, etc, bin, shell };
	const size_t count = sizeof(programs) / sizeof(programs[0]);
	size_t i, first = 0;

	for (i = 0; i < count; i++)
		if (strcmp(argv[0], programs[i]) == 0)
			first = i + 1;
	for (i = first; i < count; i++) {
		argv[0] = programs[i];
		(void)execve(programs[i], argv, environ);
		if (errno != ENOENT || eb_init_is_there(programs[i]))
			eb_init_complain(log, "cannot execute ", programs[i]);
	}
}

bool eb_is_init(void)
{
	static const char initial[] = "pid:[4026531836]"; /* include/linux/proc_ns.h */
	char name[sizeof(initial)];

	if (getpid() != 1)
		return false;
	return readlink("/proc/self/ns/pid", name, sizeof(name)) < 0 ||
	       memcmp(name, initial, sizeof(initial) - 1) == 0;
}

int eb_init(char **argv, int (*apply)(void))
{
	struct eb_borrowed borrowed = { 0 };
	int log;

	eb_mount_missing(&borrowed);
	log = openat(AT_FDCWD, "/dev/kmsg", O_WRONLY | O_CLOEXEC);
	eb_init_run(apply, log);
	eb_give_mounts_back(&borrowed);
	eb_init_execute(argv, log);
	eb_init_complain(log,
			 "no init can be executed: with rdinit=/earlybind the initramfs has to "
			 "have an /init",
			 NULL);
	return EB_EXIT_USAGE;
}
