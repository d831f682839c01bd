/* SPDX-License-Identifier: GPL-2.0-only */
/* Its probe fails, and leaves it to the driver core to say so. */
#include "eb-driver.h"

static int eb_probe(struct platform_device *device)
{
	return -EIO;
}

EB_DRIVER("eb-error", eb_probe);
