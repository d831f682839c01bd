/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The root: one directory descriptor through which all of sysfs, procfs, /dev, /run and
 * /lib/modules is reached. With -R it is another directory than "/", and then no path leaves
 * it, not by a symbolic link either (openat2(), RESOLVE_IN_ROOT, Linux 5.6).
 *
 * Paths are given relative to the root, without a leading '/'. Functions that can fail return
 * a negative errno.
 */
#ifndef EB_SYSTEM_ROOT_H
#define EB_SYSTEM_ROOT_H

#include "text/path.h"
#include "text/out.h"

#define EB_TREE "proc/device-tree"

struct eb_root {
	int fd;
	bool contained; /* given with -R */
	bool has_tree;  /* there is an EB_TREE, or that cannot be told */
	char *unread;   /* EB_PATH_MAX bytes: what eb_root_miss() noted; or "" */
};

/* @root->unread is set before. @dir NULL: "/". -ENOSYS when @dir is given and this kernel has
 * no openat2(). */
int eb_root_open(struct eb_root *root, const char *dir);

/*
 * Notes in root->unread, where that is "", that @path could not be read: all functions below
 * do.
 * @error: a negative errno. Not so when it says that there is no such file. Returns @error.
 */
int eb_root_miss(const struct eb_root *root, const char *path, int error);

/* A descriptor (close-on-exec). @flags as for open(). */
int eb_root_openat(const struct eb_root *root, const char *path, int flags);

/*
 * Up to @size - 1 bytes of an attribute of sysfs, NUL-terminated, with the newline at its end
 * removed. One read() gives a whole attribute: none is longer than a page.
 * Returns the length.
 */
int eb_root_attribute(const struct eb_root *root, const char *path, char *buf, size_t size);

/*
 * All of a file up to @size - 1 bytes, NUL-terminated. Never waits, not even for a FIFO.
 * Returns the length, which is @size - 1 where the file may be longer.
 */
int eb_root_file(const struct eb_root *root, const char *path, char *buf, size_t size);

/* The target of symbolic link @path, NUL-terminated. Returns its length, or a negative errno.
 */
int eb_root_link(const struct eb_root *root, const char *path, char *buf, size_t size);

/* The last component of the target of symbolic link @path. Returns its length, or -ENOENT. */
int eb_root_link_name(const struct eb_root *root, const char *path, char *buf, size_t size);

/*
 * Gives each entry of directory @path that is a possible name to @fn, in no particular order,
 * until that returns non-zero, which is then the result. A directory that is not there, or
 * cannot be read, is empty.
 */
int eb_root_list(const struct eb_root *root, const char *path,
		 int (*fn)(void *data, struct eb_span name), void *data);

/* Of the name as eb_root_list() gave it to its function, which ends in NUL: a directory. */
bool eb_root_listed_directory(struct eb_span name);

/*
 * Writes the number of a device node that is open as @fd, "MAJOR:MINOR"; @type: S_IFCHR or
 * S_IFBLK. Returns 1; 0 when it is none; or a negative errno, not noted.
 */
int eb_root_number(int fd, unsigned int type, struct eb_out *out);

/*
 * Where / is another directory by now, below the one that was opened: after switch_root, which
 * empties that and mounts another one over it. Goes there, as `init` did. Not with -R.
 */
void eb_root_follow(struct eb_root *root);

/* 0 when @path exists. */
int eb_root_exists(const struct eb_root *root, const char *path);

#endif
