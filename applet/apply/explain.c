/* SPDX-License-Identifier: GPL-2.0-only */
#include "apply/explain.h"

#include <errno.h>

#include "apply/klog.h"
#include "devices/vfio.h"
#include "text/out.h"

/* reset_required is read-only once vfio-platform is loaded (vfio_platform.c, mode 0444). */
static bool eb_reset_is_required(struct eb_circumstances *known)
{
	char *value = known->reset_required;

	if (!value[0] &&
	    eb_root_attribute(known->root, "sys/module/vfio_platform/parameters/reset_required",
			      value, sizeof(known->reset_required)) <= 0)
		value[0] = '-';
	return value[0] == 'Y';
}

static enum eb_why eb_explain_platform(struct eb_circumstances *known,
				       const struct eb_item *item)
{
	if (item->kernel && eb_logged_error(eb_span_of(item->kernel)) != ENOENT)
		return EB_WHY_NOT_BOUND;
	if (!eb_reset_is_required(known))
		/* Linux 6.1 to 6.3 want the handler all the same (vfio_platform_common.c). */
		return item->kernel ? EB_WHY_RESET_BUG : EB_WHY_NOT_BOUND;
	return (item->rule->target.options & EB_OPT_NORESET) ? EB_WHY_RESET_TOO_LATE
							     : EB_WHY_RESET_REQUIRED;
}

/*
 * What VFIO refuses for want of an IOMMU ends in -EINVAL: no group, or one whose IOMMU driver
 * does not vouch for cache coherency (drivers/vfio/vfio_main.c:__vfio_register_dev since 5.19).
 */
static enum eb_why eb_explain_vfio(struct eb_circumstances *known, const struct eb_item *item,
				   const struct eb_device *device)
{
	unsigned int error = item->kernel ? eb_logged_error(eb_span_of(item->kernel)) : 0;
	char group[EB_NAME_MAX + 1];
	enum eb_why why = EB_WHY_NOT_BOUND;

	if (eb_span_is(item->driver, "vfio-platform"))
		why = eb_explain_platform(known, item);
	if (why != EB_WHY_NOT_BOUND)
		return why;
	if (error == EBUSY)
		return EB_WHY_HAS_VFS;
	/* In no-IOMMU mode it makes a group where there is none. */
	if (!eb_iommu_group(known->root, device, group, sizeof(group)))
		return known->noiommu ? EB_WHY_NOT_BOUND : EB_WHY_NO_IOMMU;
	return error == EINVAL && !device->bridge ? EB_WHY_NOT_COHERENT : EB_WHY_NOT_BOUND;
}

void eb_explain(struct eb_circumstances *known, struct eb_item *item,
		const struct eb_device *device)
{
	if (item->rule->target.aim == EB_AIM_BIND && eb_driver_is_vfio(item->driver))
		item->why = eb_explain_vfio(known, item, device);
}

struct eb_supplier {
	const struct eb_root *root;
	const char *device; /* path */
	struct eb_out out;  /* the name of the missing one */
};

/*
 * A link for sync_state() only is about the device's children, and does not hold up its probe.
 */
static int eb_is_missing(void *data, struct eb_span link)
{
	static const char prefix[] = "supplier:";
	struct eb_supplier *search = data;
	char path[EB_PATH_MAX], name[EB_NAME_MAX + 1], value[8];
	struct eb_out out = eb_out_on(name, sizeof(name));

	eb_out_span(&out, link);
	if (!eb_span_starts(link, prefix) ||
	    !eb_path(path, search->device, "/", name, "/supplier/driver", (char *)NULL) ||
	    eb_root_exists(search->root, path) == 0)
		return 0;
	if (!eb_path(path, search->device, "/", name, "/sync_state_only", (char *)NULL) ||
	    (eb_root_attribute(search->root, path, value, sizeof(value)) > 0 &&
	     value[0] == '1'))
		return 0;
	eb_out_span(&search->out, eb_span_of(name + sizeof(prefix) - 1));
	return 1;
}

const char *eb_missing_supplier(const struct eb_root *root, struct eb_arena *arena,
				const struct eb_device *device)
{
	char path[EB_PATH_MAX], name[EB_NAME_MAX + 1];
	struct eb_supplier search = { root, path, eb_out_on(name, sizeof(name)) };

	if (!eb_device_path(path, device->bus, device->name, "") ||
	    eb_root_list(root, path, eb_is_missing, &search) != 1)
		return NULL;
	return eb_arena_string(arena, eb_out_text(&search.out));
}

struct eb_sharer {
	const struct eb_root *root;
	const char *members; /* path */
	struct eb_out out;
};

static int eb_is_sharer(void *data, struct eb_span member)
{
	struct eb_sharer *search = data;
	char path[EB_PATH_MAX], name[EB_NAME_MAX + 1], driver[EB_NAME_MAX + 1];
	struct eb_out out = eb_out_on(name, sizeof(name));

	eb_out_span(&out, member);
	if (!eb_path(path, search->members, "/", name, "/driver", (char *)NULL) ||
	    eb_root_link_name(search->root, path, driver, sizeof(driver)) <= 0 ||
	    !eb_driver_is_vfio(eb_span_of(driver)))
		return 0;
	eb_out_span(&search->out, member);
	eb_out_str(&search->out, " is on ");
	eb_out_span(&search->out, eb_span_of(driver));
	return 1;
}

const char *eb_vfio_sharer(const struct eb_root *root, struct eb_arena *arena,
			   const struct eb_device *device)
{
	char path[EB_PATH_MAX], text[2 * EB_NAME_MAX];
	struct eb_sharer search = { root, path, eb_out_on(text, sizeof(text)) };

	if (!eb_device_path(path, device->bus, device->name, "/iommu_group/devices") ||
	    eb_root_list(root, path, eb_is_sharer, &search) != 1)
		return NULL;
	return eb_arena_string(arena, eb_out_text(&search.out));
}
