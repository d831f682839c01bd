/* SPDX-License-Identifier: GPL-2.0-only */
/* One `watch` at a time, in the background if so wanted, and how it is found and ended. */
#ifndef EB_COMMANDS_DAEMON_H
#define EB_COMMANDS_DAEMON_H

#include <sys/types.h>

#include "system/root.h"

#define EB_PIDFILE "/run/earlybind/watch.pid"

/*
 * Makes this process the one that holds @path, a path from the root, and writes its number
 * there. Returns 0; -EAGAIN when another one holds it; or another negative errno. The lock goes
 * with the process, however that ends: a file that was left behind keeps nobody out.
 */
int eb_daemon_claim(const struct eb_root *root, const char *path);

/*
 * Ends the process that holds @path. Returns its number, after it is gone; 0: there was none;
 * or a negative errno.
 */
int eb_daemon_stop(const struct eb_root *root, const char *path);

/*
 * Goes on in a process of its own session. The first one stays until eb_daemon_report() and
 * ends with what that is given, or with @otherwise. Returns what eb_daemon_report() needs, or
 * -1.
 */
int eb_daemon_fork(int otherwise);
void eb_daemon_report(int fd, int status);

/* Holds back what ends us while devices are between two drivers. */
void eb_daemon_hold(bool hold);

#endif
