/* SPDX-License-Identifier: GPL-2.0-only */
#include "devices/groups.h"

#include <errno.h>
#include <string.h>

#include "devices/vfio.h"
#include "text/out.h"

/* What a listing of members works for. */
struct eb_gathering {
	struct eb_finder *finder;
	size_t group; /* 1 + index; 0: its members are only to be found */
	const char *directory;
	const char *iommus; /* of the device whose like are looked for */
	bool expected;      /* not in the kernel's list: may have no group yet */
};

static int eb_group_add(struct eb_devices *devices, const char *number, size_t *result)
{
	struct eb_group *group = eb_arena_more(devices->arena, devices->groups,
					       devices->n_groups, &devices->cap_groups,
					       sizeof(*group));

	if (!group)
		return -ENOMEM;
	devices->groups = group;
	group += devices->n_groups;
	*group = (struct eb_group){ .number = number, .provisional = !number };
	*result = ++devices->n_groups;
	return 0;
}

static bool eb_has_group(const struct eb_root *root, const struct eb_device *device)
{
	char number[EB_NAME_MAX + 1];

	return eb_iommu_group(root, device, number, sizeof(number));
}

/* A bridge has a bus behind it (drivers/pci/pci-sysfs.c:pci_bridge_attrs_are_visible). */
bool eb_is_bridge(const struct eb_root *root, const struct eb_device *device)
{
	char path[EB_PATH_MAX];

	return strcmp(device->bus, "pci") == 0 &&
	       eb_device_path(path, "pci", device->name, "/secondary_bus_number") &&
	       eb_root_exists(root, path) == 0;
}

/* Makes the device, which is added where it is not in the table yet, a member. */
static int eb_group_join(struct eb_gathering *gathering, struct eb_span bus,
			 struct eb_span name)
{
	struct eb_devices *devices = gathering->finder->devices;
	struct eb_group *group;
	struct eb_device *device;
	size_t *link; /* where it goes: in the order of names */
	int result = eb_find_bus(gathering->finder, bus);

	if (result == 0)
		result = eb_find_device(gathering->finder, bus, name);
	device = eb_devices_get(devices, bus, name);
	if (result < 0 || !gathering->group || !device || device->group)
		return result < 0 ? result : 0;
	group = &devices->groups[gathering->group - 1];
	device->group = gathering->group;
	device->bridge = eb_is_bridge(gathering->finder->root, device);
	for (link = &group->first; *link; link = &devices->devices[*link - 1].group_next)
		if (strcmp(devices->devices[*link - 1].name, device->name) > 0)
			break;
	device->group_next = *link;
	*link = (size_t)(device - devices->devices) + 1;
	if (gathering->expected && !eb_has_group(gathering->finder->root, device))
		group->provisional = true;
	return 0;
}

/* An entry of iommu_groups/N/devices leads to the device, which says what bus it is on. */
static int eb_group_listed(void *data, struct eb_span name)
{
	struct eb_gathering *gathering = data;
	char path[EB_PATH_MAX], bus[EB_NAME_MAX + 1], device[EB_NAME_MAX + 1];
	struct eb_out out = eb_out_on(device, sizeof(device));

	eb_out_span(&out, name);
	if (!eb_path(path, gathering->directory, device, "/subsystem", (char *)NULL) ||
	    eb_root_link_name(gathering->finder->root, path, bus, sizeof(bus)) <= 0 ||
	    !eb_name_ok(eb_span_of(bus)))
		return 0;
	return eb_group_join(gathering, eb_span_of(bus), name);
}

/* The eight functions that the slot of a PCI device can have: "0000:02:00.0" to ".7" */
static int eb_group_slot(struct eb_gathering *gathering, const char *name)
{
	char function[EB_NAME_MAX + 1];
	struct eb_out out = eb_out_on(function, sizeof(function));
	int result = 0;

	eb_out_span(&out, eb_span_of(name));
	if (out.n < 2 || function[out.n - 2] != '.')
		return 0;
	for (function[out.n - 1] = '0'; function[out.n - 1] < '8' && result == 0;
	     function[out.n - 1]++)
		result = eb_group_join(gathering, eb_span_of("pci"), eb_out_text(&out));
	return result;
}

static int eb_read_iommus(const struct eb_root *root, struct eb_span name, char *buf,
			  size_t size)
{
	char path[EB_PATH_MAX], device[EB_NAME_MAX + 1];
	struct eb_out out = eb_out_on(device, sizeof(device));

	eb_out_span(&out, name);
	memset(buf, 0, size);
	return eb_device_path(path, "platform", device, "/of_node/iommus")
		       ? eb_root_file(root, path, buf, size)
		       : -ENAMETOOLONG;
}

static int eb_group_like(void *data, struct eb_span name)
{
	struct eb_gathering *gathering = data;
	char iommus[256];

	if (eb_read_iommus(gathering->finder->root, name, iommus, sizeof(iommus)) <= 0 ||
	    memcmp(iommus, gathering->iommus, sizeof(iommus)) != 0)
		return 0;
	return eb_group_join(gathering, eb_span_of("platform"), name);
}

/* What will probably be in the group of @device once drivers have probed. */
static int eb_group_expect(struct eb_gathering *gathering, const struct eb_device *device)
{
	char iommus[256];
	int result;

	gathering->expected = true;
	if (strcmp(device->bus, "pci") == 0)
		return eb_group_slot(gathering, device->name);
	if (strcmp(device->bus, "platform") != 0 ||
	    eb_read_iommus(gathering->finder->root, eb_span_of(device->name), iommus,
			   sizeof(iommus)) <= 0)
		return 0;
	gathering->iommus = iommus;
	result = eb_root_list(gathering->finder->root, "sys/bus/platform/devices",
			      eb_group_like, gathering);
	gathering->iommus = NULL;
	return result;
}

static int eb_group_gather(struct eb_gathering *gathering, const struct eb_device *device,
			   const char *number, bool by_tree)
{
	char path[EB_PATH_MAX];
	int result = 0;

	gathering->directory = path;
	if (number &&
	    eb_path(path, "sys/kernel/iommu_groups/", number, "/devices/", (char *)NULL))
		result =
			eb_root_list(gathering->finder->root, path, eb_group_listed, gathering);
	gathering->directory = NULL;
	return result || !by_tree ? result : eb_group_expect(gathering, device);
}

static int eb_group_members(struct eb_finder *finder, struct eb_device device,
			    const char *number, bool by_tree)
{
	struct eb_gathering gathering = { .finder = finder };
	int result = eb_group_add(finder->devices, number, &gathering.group);

	if (result == 0)
		result = eb_group_join(&gathering, eb_span_of(device.bus),
				       eb_span_of(device.name));
	return result ? result
		      : eb_group_gather(&gathering, &device, number,
					device.group_taken && by_tree);
}

int eb_groups_find(struct eb_finder *finder, struct eb_device device)
{
	struct eb_gathering gathering = { .finder = finder };
	char number[EB_NAME_MAX + 1];

	return eb_group_gather(
		&gathering, &device,
		eb_iommu_group(finder->root, &device, number, sizeof(number)) ? number : NULL,
		finder->root->has_tree);
}

/* drivers/vfio/group.c:vfio_noiommu_group_alloc: it has a name, and goes with its device's
 * driver. */
static bool eb_is_noiommu_group(const struct eb_root *root, const char *number)
{
	char path[EB_PATH_MAX], name[EB_NAME_MAX + 1];

	return eb_path(path, "sys/kernel/iommu_groups/", number, "/name", (char *)NULL) &&
	       eb_root_attribute(root, path, name, sizeof(name)) > 0 &&
	       strcmp(name, "vfio-noiommu") == 0;
}

/* The group of device number @i, unless it is known by another member. */
static int eb_group_of(struct eb_finder *finder, size_t i, bool by_tree)
{
	struct eb_device *device = &finder->devices->devices[i];
	char buf[EB_NAME_MAX + 1];
	const char *number = NULL;
	int result = 0;

	if (device->group || !device->group_asked)
		return 0;
	*finder->root->unread = '\0';
	if (eb_iommu_group(finder->root, device, buf, sizeof(buf))) {
		number = eb_arena_string(finder->devices->arena, eb_span_of(buf));
		if (!number)
			return -ENOMEM;
	}
	if (number || (device->group_taken && by_tree))
		result = eb_group_members(finder, *device, number, by_tree);
	/* The table may have moved. */
	device = &finder->devices->devices[i];
	if (result == 0 && number && device->noiommu)
		finder->devices->groups[device->group - 1].noiommu =
			eb_is_noiommu_group(finder->root, number);
	return result || !device->group_taken ? result : eb_find_untold(finder, device);
}

/*
 * On by somebody else's hand, for all devices without a group (drivers/vfio/vfio_main.c); or
 * not to be had, as the module that would have the parameter is there without it.
 */
static void eb_read_noiommu(struct eb_finder *finder, bool wanted)
{
	char value[8];
	int n = eb_root_attribute(finder->root, EB_NOIOMMU_MODE, value, sizeof(value));

	finder->devices->noiommu = n > 0 && value[0] == 'Y';
	finder->devices->no_noiommu = wanted && n == -ENOENT &&
				      eb_root_exists(finder->root, "sys/module/vfio") == 0;
}

int eb_groups_read(struct eb_finder *finder)
{
	struct eb_devices *devices = finder->devices;
	size_t i, n = devices->n_devices;
	bool by_tree = false, asked = false, noiommu = false;
	int result = 0;

	finder->overridable = false;
	for (i = 0; i < n; i++) {
		asked |= devices->devices[i].group_asked;
		by_tree |= devices->devices[i].group_taken;
		noiommu |= devices->devices[i].noiommu;
	}
	by_tree = by_tree && finder->root->has_tree;
	for (i = 0; i < n && result == 0; i++)
		result = eb_group_of(finder, i, by_tree);
	if (asked)
		eb_read_noiommu(finder, noiommu);
	return result;
}
