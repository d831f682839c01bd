/* SPDX-License-Identifier: GPL-2.0-only */
#include "apply/put.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

int eb_sysfs_put(const struct eb_root *root, int fd, const char *path, const char *text)
{
	char buf[EB_PATH_MAX];
	size_t length = strlen(text);
	ssize_t n;

	(void)root;
	(void)path;
	if (length + 1 > sizeof(buf))
		return -ENAMETOOLONG;
	memcpy(buf, text, length);
	buf[length] = '\n';
	n = write(fd, buf, length + 1);
	if (n < 0)
		return -errno;
	return (size_t)n == length + 1 ? 0 : -EIO;
}
