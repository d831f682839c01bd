/* SPDX-License-Identifier: GPL-2.0-only */
/* Its probe and its remove take a while (the module's parameter ms), deaf to signals. */
#include <linux/delay.h>
#include "eb-driver.h"

static unsigned int eb_ms = 250;
module_param_named(ms, eb_ms, uint, 0644);

static int eb_probe(struct platform_device *device)
{
	msleep(eb_ms);
	return 0;
}

static void eb_remove(struct platform_device *device)
{
	msleep(eb_ms);
}

EB_DRIVER("eb-slow", eb_probe, .remove = eb_remove);
