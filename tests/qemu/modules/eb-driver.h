/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A platform driver in a module of its own, as most are: EB_DRIVER(name, probe) with more
 * fields of struct platform_driver behind. A driver without .id_table takes the device of its
 * own name, and any that driver_override gives it.
 */
#ifndef EB_DRIVER_H
#define EB_DRIVER_H

#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/platform_device.h>

#define EB_DRIVER(name_, probe_, ...)                                     \
	static struct platform_driver eb_driver = { .driver.name = name_, \
						    .probe = probe_,      \
						    __VA_ARGS__ };        \
	module_platform_driver(eb_driver);                                \
	MODULE_DESCRIPTION("earlybind test driver " name_);               \
	MODULE_LICENSE("GPL")

#endif
