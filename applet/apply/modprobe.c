/* SPDX-License-Identifier: GPL-2.0-only */
#include "apply/modprobe.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "apply/worker.h"

static void eb_modprobe_exec(const struct eb_root *root, char *program, char *const argv[])
{
	/* The environment that the kernel gives its own modprobe (kernel/module/kmod.c). */
	static char home[] = "HOME=/", term[] = "TERM=linux",
		    path[] = "PATH=/sbin:/usr/sbin:/bin:/usr/bin";
	char *const environment[] = { home, term, path, NULL };
	sigset_t none;

	/* Of a path descriptor, since 3.5; before, musl's fchdir() would go through /proc. */
	if (root->contained && (syscall(SYS_fchdir, root->fd) < 0 || chroot(".") < 0))
		return;
	/* What we hold back for ourselves would go on in it, and in what it starts. */
	sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	execve(program, argv, environment);
}

int eb_modprobe(const struct eb_root *root, const char *name, const char *parameter)
{
	static char arg0[] = "modprobe", quiet[] = "-q", end[] = "--";
	char program[EB_PATH_MAX], module[EB_PATH_MAX], option[EB_PATH_MAX];
	char *argv[] = { arg0, quiet, end, module, parameter ? option : NULL, NULL };
	int status;
	pid_t pid;

	/* An empty name switches module loading off (Documentation/admin-guide/sysctl). */
	if (eb_root_attribute(root, "proc/sys/kernel/modprobe", program, sizeof(program)) <= 0)
		return -1;
	if (!eb_path(module, name, (char *)NULL) ||
	    !eb_path(option, parameter ? parameter : "", (char *)NULL))
		return -1;
	pid = eb_fork();
	if (pid < 0)
		return -1;
	if (pid == 0) {
		eb_modprobe_exec(root, program, argv);
		_exit(127);
	}
	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : -1;
}
