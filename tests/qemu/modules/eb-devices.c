/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Devices for the drivers here: eb-dev.0 to eb-dev.9, eb-once, eb-locked, and eb-consumer,
 * which the kernel binds only while eb-supplier has a driver, and unbinds with it.
 */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/platform_device.h>

#define EB_NUMBERED 10

static const char *const eb_named[] = { "eb-once", "eb-locked", "eb-supplier", "eb-consumer" };

static struct platform_device *eb_devices[EB_NUMBERED + ARRAY_SIZE(eb_named)];

static void eb_remove(void)
{
	int i;

	/* The consumer is the last, and goes before its supplier. */
	for (i = ARRAY_SIZE(eb_devices) - 1; i >= 0; i--)
		platform_device_unregister(eb_devices[i]);
}

static int eb_add(int i)
{
	const char *name = i < EB_NUMBERED ? "eb-dev" : eb_named[i - EB_NUMBERED];
	int id = i < EB_NUMBERED ? i : PLATFORM_DEVID_NONE;
	struct platform_device *device = platform_device_register_simple(name, id, NULL, 0);

	if (IS_ERR(device))
		return PTR_ERR(device);
	eb_devices[i] = device;
	return 0;
}

static int eb_link(void)
{
	struct device *supplier = &eb_devices[ARRAY_SIZE(eb_devices) - 2]->dev;
	struct device *consumer = &eb_devices[ARRAY_SIZE(eb_devices) - 1]->dev;

	/* No flag: the driver core manages the link for as long as both are there. */
	return device_link_add(consumer, supplier, 0) ? 0 : -ENODEV;
}

static int __init eb_init(void)
{
	int i, error;

	for (i = 0; i < ARRAY_SIZE(eb_devices); i++) {
		error = eb_add(i);
		if (error)
			goto out;
	}
	error = eb_link();
out:
	if (error)
		eb_remove();
	return error;
}
module_init(eb_init);
module_exit(eb_remove);

MODULE_DESCRIPTION("earlybind test devices");
MODULE_LICENSE("GPL");
