/* SPDX-License-Identifier: GPL-2.0-only */
/* Its probe waits for something that never comes. */
#include "eb-driver.h"

static int eb_probe(struct platform_device *device)
{
	return dev_err_probe(&device->dev, -EPROBE_DEFER, "no eb-clock yet\n");
}

EB_DRIVER("eb-defer", eb_probe);
