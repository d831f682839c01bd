/* SPDX-License-Identifier: GPL-2.0-only */
/* Takes its device once; whoever unbinds it cannot give it back. */
#include "eb-driver.h"

static bool eb_spent;

static int eb_probe(struct platform_device *device)
{
	if (eb_spent)
		return -EIO;
	eb_spent = true;
	return 0;
}

EB_DRIVER("eb-once", eb_probe);
