/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * For builds without libfdt, which has no place on a board. They refuse -D before any of this
 * is called; it is here so that they link without optimization, too.
 */
#include "system/dtb.h"

const char *eb_dtb_open(struct eb_arena *arena, const char *file, const char *cmdline,
			struct eb_dtb **result)
{
	(void)arena;
	(void)file;
	(void)cmdline;
	(void)result;
	return "-D needs the host build of earlybind";
}

int eb_dtb_sources(const struct eb_dtb *dtb, struct eb_ruleset *set, const char *cmdline)
{
	(void)dtb;
	(void)set;
	(void)cmdline;
	return -1;
}

int eb_dtb_find(const struct eb_dtb *dtb, struct eb_devices *devices,
		const struct eb_ruleset *set)
{
	(void)dtb;
	(void)devices;
	(void)set;
	return -1;
}

void eb_dtb_choose(struct eb_devices *devices)
{
	(void)devices;
}

bool eb_dtb_describe(const struct eb_dtb *dtb, size_t i, struct eb_out *out)
{
	(void)dtb;
	(void)i;
	(void)out;
	return false;
}
