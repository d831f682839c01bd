/* SPDX-License-Identifier: GPL-2.0-only */
/* Its probe takes as many milliseconds as the module's parameter says, deaf to signals. */
#include <linux/delay.h>
#include "eb-driver.h"

static unsigned int eb_ms = 500;
module_param_named(ms, eb_ms, uint, 0644);

static int eb_probe(struct platform_device *device)
{
	msleep(eb_ms);
	return 0;
}

EB_DRIVER("eb-slow", eb_probe);
