/* SPDX-License-Identifier: GPL-2.0-only */
/* Has no files bind and unbind in sysfs. */
#include "eb-driver.h"

static int eb_probe(struct platform_device *device)
{
	return 0;
}

EB_DRIVER("eb-locked", eb_probe, .driver.suppress_bind_attrs = true);
