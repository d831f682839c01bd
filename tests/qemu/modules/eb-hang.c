/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Its probe does not return, and no signal ends it, until something is written to the
 * module's parameter let_go. Shutting the machine down waits for that too (device_shutdown()
 * takes the device's lock).
 */
#include <linux/completion.h>
#include "eb-driver.h"

static DECLARE_COMPLETION(eb_let_go);

static int eb_set_let_go(const char *value, const struct kernel_param *parameter)
{
	complete_all(&eb_let_go);
	return 0;
}

static const struct kernel_param_ops eb_let_go_ops = { .set = eb_set_let_go };
module_param_cb(let_go, &eb_let_go_ops, NULL, 0200);

static int eb_probe(struct platform_device *device)
{
	wait_for_completion(&eb_let_go);
	return 0;
}

EB_DRIVER("eb-hang", eb_probe);
