/* SPDX-License-Identifier: GPL-2.0-only */
/* Devices eb-storm.0 and so on, as many as its parameter `devices` says now. */
#include <linux/err.h>
#include <linux/module.h>
#include <linux/platform_device.h>

#define EB_STORM_MAX 512u

static struct platform_device *eb_storm[EB_STORM_MAX];
static unsigned int eb_there;

static int eb_make(unsigned int wanted)
{
	while (eb_there > wanted)
		platform_device_unregister(eb_storm[--eb_there]);
	while (eb_there < wanted) {
		struct platform_device *device =
			platform_device_register_simple("eb-storm", eb_there, NULL, 0);

		if (IS_ERR(device))
			return PTR_ERR(device);
		eb_storm[eb_there++] = device;
	}
	return 0;
}

/* The kernel lets one in at a time (kernel/params.c:param_attr_store). */
static int eb_set_devices(const char *value, const struct kernel_param *parameter)
{
	unsigned int wanted;
	int error = kstrtouint(value, 0, &wanted);

	if (error)
		return error;
	return wanted > EB_STORM_MAX ? -EINVAL : eb_make(wanted);
}

static const struct kernel_param_ops eb_devices_ops = {
	.set = eb_set_devices,
	.get = param_get_uint,
};
module_param_cb(devices, &eb_devices_ops, &eb_there, 0600);

static int __init eb_init(void)
{
	return 0;
}
module_init(eb_init);

static void __exit eb_exit(void)
{
	eb_make(0);
}
module_exit(eb_exit);

MODULE_DESCRIPTION("earlybind test devices that come and go");
MODULE_LICENSE("GPL");
