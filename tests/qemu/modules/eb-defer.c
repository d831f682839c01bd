/* SPDX-License-Identifier: GPL-2.0-only */
/* Its probe waits for something that never comes, and takes its time to find that out. */
#include <linux/delay.h>

#include "eb-driver.h"

static unsigned int eb_delay;
module_param_named(delay, eb_delay, uint, 0644);
MODULE_PARM_DESC(delay, "milliseconds");

static int eb_probe(struct platform_device *device)
{
	msleep(eb_delay);
	return dev_err_probe(&device->dev, -EPROBE_DEFER, "no eb-clock yet\n");
}

EB_DRIVER("eb-defer", eb_probe);
