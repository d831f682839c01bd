/* SPDX-License-Identifier: GPL-2.0-only */
#include "apply/write.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int eb_sysfs_write(const struct eb_root *root, const char *path, const char *text,
		   enum eb_write_kind kind)
{
	char buf[EB_PATH_MAX];
	size_t length = strlen(text);
	int fd, result = 0;
	ssize_t n;

	if (length + 1 > sizeof(buf))
		return -ENAMETOOLONG;
	memcpy(buf, text, length);
	buf[length] = '\n';
	fd = eb_root_openat(root, path,
			    O_WRONLY | (kind == EB_WRITE_VALUE ? O_TRUNC : O_APPEND));
	if (fd < 0)
		return fd;
	n = write(fd, buf, length + 1);
	if (n < 0)
		result = -errno;
	else if ((size_t)n != length + 1)
		result = -EIO;
	close(fd);
	return result;
}
