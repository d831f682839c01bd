/* SPDX-License-Identifier: GPL-2.0-only */
#include "text/path.h"

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

bool eb_path(char *path, ...)
{
	size_t n = 0, length;
	bool fits = true;
	va_list list;
	const char *s;

	va_start(list, path);
	while (fits && (s = va_arg(list, const char *))) {
		length = strlen(s);
		fits = length < EB_PATH_MAX - n;
		if (fits) {
			memcpy(path + n, s, length + 1);
			n += length;
		}
	}
	va_end(list);
	return fits;
}

bool eb_device_path(char *path, const char *bus, const char *device, const char *entry)
{
	return eb_path(path, "sys/bus/", bus, "/devices/", device, entry, (char *)NULL);
}

bool eb_driver_path(char *path, const char *bus, const char *driver, const char *entry)
{
	return eb_path(path, "sys/bus/", bus, "/drivers/", driver, entry, (char *)NULL);
}
