/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The first process of an initramfs that is not ours: rdinit=/earlybind on the kernel command
 * line. docs/initramfs.md specifies it.
 */
#ifndef EB_COMMANDS_RDINIT_H
#define EB_COMMANDS_RDINIT_H

#include <stdbool.h>

/*
 * True in the first process of the machine. That of a container, which has process numbers of
 * its own and /proc to show it, is a process like any other.
 */
bool eb_is_init(void);

/*
 * Mounts what is missing, runs @apply() in a process of its own, for at most five seconds
 * longer than apply gives itself, takes its mounts away again and executes the image's own init
 * with the words of @argv. Returns only where there is none, or none can be executed; the
 * kernel panics then.
 */
int eb_init(char **argv, int (*apply)(void));

#endif
