/* SPDX-License-Identifier: GPL-2.0-only */
#include "devices/vfio.h"

#include <string.h>

bool eb_iommu_group(const struct eb_root *root, const struct eb_device *device, char *buf,
		    size_t size)
{
	char path[EB_PATH_MAX];

	return eb_path(path, "sys/bus/", device->bus, "/devices/", device->name, "/iommu_group",
		       (char *)NULL) &&
	       eb_root_link_name(root, path, buf, size) > 0;
}

const char *eb_vfio_node(const struct eb_root *root, struct eb_arena *arena,
			 const struct eb_device *device)
{
	char path[EB_PATH_MAX], group[EB_NAME_MAX + 1], name[64];
	const char *prefix = "/dev/vfio/";

	if (!device->driver || !strstr(device->driver, "vfio") ||
	    !eb_iommu_group(root, device, group, sizeof(group)) ||
	    !eb_name_ok(eb_span_of(group)))
		return NULL;
	/* The name that vfio gives such a group:
	 * drivers/vfio/group.c:vfio_noiommu_group_alloc(). */
	if (eb_path(path, "sys/kernel/iommu_groups/", group, "/name", (char *)NULL) &&
	    eb_root_attribute(root, path, name, sizeof(name)) > 0 &&
	    strcmp(name, "vfio-noiommu") == 0)
		prefix = "/dev/vfio/noiommu-";
	if (!eb_path(path, prefix, group, (char *)NULL))
		return NULL;
	return eb_arena_string(arena, eb_span_of(path));
}
