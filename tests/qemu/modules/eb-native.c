/* SPDX-License-Identifier: GPL-2.0-only */
/* The driver that the test devices have by their names. */
#include "eb-driver.h"

static const struct platform_device_id eb_ids[] = {
	{ "eb-dev" }, { "eb-supplier" }, { "eb-consumer" }, { "eb-storm" }, {},
};
MODULE_DEVICE_TABLE(platform, eb_ids);

static int eb_probe(struct platform_device *device)
{
	return 0;
}

EB_DRIVER("eb-native", eb_probe, .id_table = eb_ids);
