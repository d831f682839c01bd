/* SPDX-License-Identifier: GPL-2.0-only */
#include "devices/vfio.h"

#include "text/glob.h"

bool eb_iommu_group(const struct eb_root *root, const struct eb_device *device, char *buf,
		    size_t size)
{
	char path[EB_PATH_MAX];

	return eb_device_path(path, device->bus, device->name, "/iommu_group") &&
	       eb_root_link_name(root, path, buf, size) > 0;
}

const char *eb_vfio_node(const struct eb_root *root, struct eb_arena *arena,
			 const struct eb_device *device, const char *driver)
{
	char path[EB_PATH_MAX], group[EB_NAME_MAX + 1];

	if (!driver || !eb_glob(eb_span_of("*vfio*"), eb_span_of(driver), EB_GLOB_ANY) ||
	    !eb_iommu_group(root, device, group, sizeof(group)))
		return NULL;
	if (!eb_path(path, "/dev/vfio/noiommu-", group, (char *)NULL))
		return NULL;
	if (eb_root_exists(root, path + 1) < 0) {
		(void)eb_path(path, "/dev/vfio/", group, (char *)NULL);
		if (eb_root_exists(root, path + 1) < 0)
			return NULL;
	}
	return eb_arena_string(arena, eb_span_of(path));
}
