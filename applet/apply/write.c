/* SPDX-License-Identifier: GPL-2.0-only */
#include "apply/write.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "apply/put.h"

int eb_sysfs_store(const struct eb_root *root, const char *path, const char *value, char *back,
		   size_t size)
{
	int fd = eb_root_openat(root, path, O_RDWR | O_TRUNC);
	ssize_t n;
	int result;

	back[0] = '\0';
	if (fd < 0)
		return fd;
	result = eb_sysfs_put(root, fd, path, value);
	if (result < 0)
		goto out;
	n = pread(fd, back, size - 1, 0);
	if (n < 0) {
		result = -errno;
		goto out;
	}
	if (n > 0 && back[n - 1] == '\n')
		n--;
	back[n] = '\0';
out:
	close(fd);
	return result;
}

int eb_sysfs_order(const struct eb_root *root, struct eb_orders *orders, const char *path,
		   const char *text)
{
	if (orders->fd < 0 || strcmp(orders->path, path) != 0) {
		if (orders->fd >= 0)
			close(orders->fd);
		orders->fd = eb_root_openat(root, path, O_WRONLY | O_APPEND);
		if (orders->fd < 0) {
			int error = orders->fd;

			orders->fd = -1;
			return error;
		}
		(void)eb_path(orders->path, path, (char *)NULL);
	}
	return eb_sysfs_put(root, orders->fd, path, text);
}
