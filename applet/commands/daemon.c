/* SPDX-License-Identifier: GPL-2.0-only */
#include "commands/daemon.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "apply/worker.h"

#define EB_STOP_TRIES 200u
#define EB_STOP_MS    50

/* musl's fcntl() is for all commands there are. */
#ifdef SYS_fcntl64
#define EB_SYS_FCNTL SYS_fcntl64
#else
#define EB_SYS_FCNTL SYS_fcntl
#endif

/* Who may write where the file lies must not choose, by a link, what is written to. */
static int eb_daemon_open(const struct eb_root *root, const char *path, int flags)
{
	while (*path == '/')
		path++;
	return eb_root_openat(root, path, flags | O_NOFOLLOW | O_NONBLOCK);
}

static void eb_daemon_make_folder(const struct eb_root *root)
{
	int run = eb_root_openat(root, "run", O_PATH | O_DIRECTORY);

	if (run < 0)
		return;
	(void)mkdirat(run, "earlybind", 0755);
	close(run);
}

/*
 * A lock of the process, and not of the open file: a worker that hangs does not keep it
 * (fcntl_locking(2)).
 */
static int eb_daemon_lock(int fd, int command, struct flock *lock)
{
	*lock = (struct flock){ .l_type = F_WRLCK, .l_whence = SEEK_SET };
	return syscall(EB_SYS_FCNTL, fd, command, lock) < 0 ? -errno : 0;
}

int eb_daemon_claim(const struct eb_root *root, const char *path)
{
	char buf[16];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct flock lock;
	int fd, result;

	eb_daemon_make_folder(root);
	fd = eb_daemon_open(root, path, O_RDWR | O_CREAT);
	if (fd < 0)
		return fd;
	result = eb_daemon_lock(fd, F_SETLK, &lock);
	/* Of what is no file, nothing can be cut off. */
	if (result == 0 && syscall(SYS_ftruncate, fd, 0) < 0)
		result = -EINVAL;
	if (result < 0) {
		close(fd);
		return result;
	}
	eb_out_uint(&out, (unsigned long)getpid());
	eb_out_char(&out, '\n');
	return write(fd, out.p, out.n) == (ssize_t)out.n ? 0 : -EIO;
}

int eb_daemon_stop(const struct eb_root *root, const char *path)
{
	unsigned int tries = EB_STOP_TRIES;
	int fd = eb_daemon_open(root, path, O_RDONLY), pid = 0;
	struct flock lock;

	if (fd < 0)
		return fd == -ENOENT ? 0 : fd;
	while (eb_daemon_lock(fd, F_GETLK, &lock) == 0 && lock.l_type != F_UNLCK) {
		/*
		 * The number is -1 for a lock of an open file, and 0 for a process that is not
		 * in our namespace (fs/locks.c); to kill() both are groups of processes.
		 */
		if (lock.l_pid <= 1)
			return -EPERM;
		if (!pid && kill(lock.l_pid, SIGTERM) < 0)
			return -errno;
		/* Who holds it after that was started anew. */
		if (pid && lock.l_pid != pid)
			return pid;
		pid = lock.l_pid;
		if (!--tries)
			return -ETIMEDOUT;
		(void)poll(NULL, 0, EB_STOP_MS);
	}
	return pid;
}

int eb_daemon_fork(int otherwise)
{
	unsigned char status = (unsigned char)otherwise;
	int ends[2];
	pid_t pid;

	if (syscall(SYS_pipe2, ends, O_CLOEXEC) < 0)
		return -1;
	pid = eb_fork();
	if (pid < 0)
		return -1;
	if (pid > 0) {
		close(ends[1]);
		(void)read(ends[0], &status, 1);
		_exit(status);
	}
	close(ends[0]);
	(void)setsid();
	return ends[1];
}

void eb_daemon_report(int fd, int status)
{
	unsigned char byte = (unsigned char)status;

	(void)write(fd, &byte, 1);
	close(fd);
	eb_worker_detach();
}

void eb_daemon_hold(bool hold)
{
	eb_hold_signal(SIGTERM, hold);
	eb_hold_signal(SIGINT, hold);
}
