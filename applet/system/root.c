/* SPDX-License-Identifier: GPL-2.0-only */
#include "system/root.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* The libc headers of 2022 do not have these; include/uapi/linux/openat2.h does since 5.6. */
#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#define EB_RESOLVE_NO_MAGICLINKS 0x02u
#define EB_RESOLVE_IN_ROOT       0x10u

#define EB_FILE_MODE 0644

/* openat2() gives up on a ".." while anything anywhere is renamed (fs/namei.c:handle_dots). */
#define EB_RENAME_TRIES 1000u

/* The libc headers of 2022 have none; include/uapi/linux/stat.h does since 4.11. */
#define EB_STATX_TYPE 0x01u
struct eb_statx {
	uint32_t before[7];
	uint16_t mode;
	uint32_t between[24];
	uint32_t rdev_major, rdev_minor;
	uint32_t after[30];
};

_Static_assert(sizeof(struct eb_statx) == 256, "what the kernel fills in");

struct eb_open_how {
	uint64_t flags;
	uint64_t mode;
	uint64_t resolve;
};

int eb_root_miss(const struct eb_root *root, const char *path, int error)
{
	/* There is no such file, link or directory, or nothing can have such a name. */
	if (!*root->unread && error != -ENOENT && error != -EINVAL && error != -ENOTDIR &&
	    error != -EISDIR && error != -ENAMETOOLONG)
		(void)eb_path(root->unread, "/", path, (char *)NULL);
	return error;
}

int eb_root_openat(const struct eb_root *root, const char *path, int flags)
{
	struct eb_open_how how = { 0, 0, EB_RESOLVE_IN_ROOT | EB_RESOLVE_NO_MAGICLINKS };
	unsigned int tries = EB_RENAME_TRIES;
	int fd;

	/* With O_PATH openat2() takes no flag that has no meaning there. */
	flags |= (flags & O_PATH) ? O_CLOEXEC : O_CLOEXEC | O_NOCTTY;
	if (!root->contained) {
		fd = openat(root->fd, path, flags, EB_FILE_MODE);
	} else {
		how.flags = (uint64_t)(unsigned int)flags;
		how.mode = (flags & O_CREAT) ? EB_FILE_MODE : 0;
		do
			fd = (int)syscall(SYS_openat2, root->fd, path, &how, sizeof(how));
		while (fd < 0 && errno == EAGAIN && --tries);
	}
	return fd < 0 ? eb_root_miss(root, path, -errno) : fd;
}

int eb_root_open(struct eb_root *root, const char *dir)
{
	/* musl's open() would set O_CLOEXEC once more, for kernels before 2.6.23. */
	int fd = openat(AT_FDCWD, dir ? dir : "/", O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return -errno;
	root->fd = fd;
	root->contained = dir != NULL;
	root->has_tree = eb_root_exists(root, EB_TREE) != -ENOENT;
	return root->contained ? eb_root_exists(root, ".") : 0;
}

/*
 * A path through ".." of the root ends on what is mounted over it (fs/namei.c:follow_dotdot),
 * where one through "/" begins below.
 */
void eb_root_follow(struct eb_root *root)
{
	int fd = root->contained ? -1
				 : openat(root->fd, "..", O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return;
	/* modprobe is to run there, too. */
	if (syscall(SYS_fchdir, fd) == 0)
		(void)chroot(".");
	close(root->fd);
	root->fd = fd;
}

int eb_root_attribute(const struct eb_root *root, const char *path, char *buf, size_t size)
{
	int fd = eb_root_openat(root, path, O_RDONLY);
	ssize_t n;

	if (fd < 0)
		return fd;
	n = read(fd, buf, size - 1);
	if (n < 0)
		n = eb_root_miss(root, path, -errno);
	close(fd);
	if (n < 0)
		return (int)n;
	if (n > 0 && buf[n - 1] == '\n')
		n--;
	buf[n] = '\0';
	return (int)n;
}

int eb_root_file(const struct eb_root *root, const char *path, char *buf, size_t size)
{
	int fd = eb_root_openat(root, path, O_RDONLY | O_NONBLOCK);
	size_t length = 0;
	ssize_t n = 0;

	if (fd < 0)
		return fd;
	while (length < size - 1) {
		n = read(fd, buf + length, size - 1 - length);
		if (n <= 0)
			break;
		length += (size_t)n;
	}
	if (n < 0)
		n = eb_root_miss(root, path, -errno);
	close(fd);
	buf[length] = '\0';
	return n < 0 ? (int)n : (int)length;
}

static ssize_t eb_readlink(const struct eb_root *root, const char *path, char *buf, size_t size)
{
	ssize_t n;
	int fd;

	if (!root->contained) {
		n = readlinkat(root->fd, path, buf, size);
		return n < 0 ? -errno : n;
	}
	fd = eb_root_openat(root, path, O_PATH | O_NOFOLLOW);
	if (fd < 0)
		return fd;
	n = readlinkat(fd, "", buf, size);
	if (n < 0)
		n = -errno;
	close(fd);
	return n;
}

int eb_root_link(const struct eb_root *root, const char *path, char *buf, size_t size)
{
	ssize_t n = eb_readlink(root, path, buf, size);

	if (n < 0)
		return eb_root_miss(root, path, (int)n);
	if ((size_t)n == size)
		return -ENAMETOOLONG;
	buf[n] = '\0';
	return (int)n;
}

int eb_root_link_name(const struct eb_root *root, const char *path, char *buf, size_t size)
{
	char target[EB_PATH_MAX * 2];
	int n = eb_root_link(root, path, target, sizeof(target));
	struct eb_span rest, name;

	if (n < 0)
		return n;
	rest = eb_span_between(target, target + n);
	name = eb_span_take(&rest, '/');
	while (rest.n)
		name = eb_span_take(&rest, '/');
	if (name.n == 0 || name.n >= size)
		return -ENAMETOOLONG;
	memcpy(buf, name.p, name.n);
	buf[name.n] = '\0';
	return (int)name.n;
}

bool eb_root_listed_directory(struct eb_span name)
{
	const void *entry = name.p - offsetof(struct dirent, d_name);

	return ((const struct dirent *)entry)->d_type == DT_DIR;
}

int eb_root_exists(const struct eb_root *root, const char *path)
{
	int fd;

	/* musl's faccessat() has a process of its own for flags that we do not use. */
	if (!root->contained)
		return syscall(SYS_faccessat, root->fd, path, F_OK) < 0
			       ? eb_root_miss(root, path, -errno)
			       : 0;
	fd = eb_root_openat(root, path, O_PATH);
	if (fd < 0)
		return fd;
	close(fd);
	return 0;
}

int eb_root_number(int fd, unsigned int type, struct eb_out *out)
{
	struct eb_statx stx;

	/* In a musl of 32 bits fstat() is 800 bytes, for kernels that do not have statx(). */
	if (syscall(SYS_statx, fd, "", AT_EMPTY_PATH, EB_STATX_TYPE, &stx) < 0)
		return -errno;
	if ((stx.mode & S_IFMT) != type)
		return 0;
	eb_out_uint(out, stx.rdev_major);
	eb_out_char(out, ':');
	eb_out_uint(out, stx.rdev_minor);
	return 1;
}

/* opendir() would bring malloc() along, 5 KiB that nothing else needs. */
int eb_root_list(const struct eb_root *root, const char *path,
		 int (*fn)(void *data, struct eb_span name), void *data)
{
	union {
		struct dirent first;
		char bytes[4096];
	} buf;
	int fd = eb_root_openat(root, path, O_RDONLY | O_DIRECTORY);
	int result = 0;
	ssize_t n = 0, at;

	if (fd < 0)
		return 0;
	while (result == 0 && (n = syscall(SYS_getdents64, fd, &buf, sizeof(buf))) > 0) {
		for (at = 0; at < n && result == 0;) {
			const struct dirent *entry = (const void *)(buf.bytes + at);
			struct eb_span name = eb_span_of(entry->d_name);

			at += entry->d_reclen;
			if (eb_name_ok(name))
				result = fn(data, name);
		}
	}
	if (n < 0)
		(void)eb_root_miss(root, path, -errno);
	close(fd);
	return result;
}
