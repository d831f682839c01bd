/* SPDX-License-Identifier: GPL-2.0-only */
/* Paths below the root, put together from parts that were checked before (eb_name_ok()). */
#ifndef EB_TEXT_PATH_H
#define EB_TEXT_PATH_H

#include <stdbool.h>

/* Longest path we build: four names of EB_NAME_MAX and the words between them. */
#define EB_PATH_MAX 1280u

/*
 * Joins the strings of the NULL-terminated list into @path, EB_PATH_MAX bytes.
 * Returns false when they do not fit.
 */
bool eb_path(char *path, ...);

/* "sys/bus/BUS/devices/DEVICE" and @entry, which begins with '/' or is empty. */
bool eb_device_path(char *path, const char *bus, const char *device, const char *entry);

/* "sys/bus/BUS/drivers/DRIVER" and @entry. */
bool eb_driver_path(char *path, const char *bus, const char *driver, const char *entry);

#endif
