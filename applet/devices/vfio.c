/* SPDX-License-Identifier: GPL-2.0-only */
#include "devices/vfio.h"

#include <errno.h>

#include "system/modules.h"
#include "system/uevent.h"
#include "text/glob.h"
#include "text/out.h"

static int eb_is_any(void *data, struct eb_span name)
{
	(void)data;
	(void)name;
	return 1;
}

bool eb_has_iommu(const struct eb_root *root)
{
	return eb_root_list(root, "sys/class/iommu", eb_is_any, NULL) == 1;
}

bool eb_iommu_group(const struct eb_root *root, const struct eb_device *device, char *buf,
		    size_t size)
{
	char path[EB_PATH_MAX];

	return eb_device_path(path, device->bus, device->name, "/iommu_group") &&
	       eb_root_link_name(root, path, buf, size) > 0;
}

const char *eb_vfio_node(const struct eb_root *root, struct eb_arena *arena,
			 const struct eb_device *device, const char *driver, const char *group)
{
	char path[EB_PATH_MAX], buf[EB_NAME_MAX + 1];

	if (!driver || !eb_driver_is_vfio(eb_span_of(driver)) ||
	    (!group && !eb_iommu_group(root, device, buf, sizeof(buf))))
		return NULL;
	group = group ? group : buf;
	if (!eb_path(path, "/dev/vfio/", group, (char *)NULL))
		return NULL;
	if (eb_root_exists(root, path + 1) < 0) {
		(void)eb_path(path, "/dev/vfio/noiommu-", group, (char *)NULL);
		if (eb_root_exists(root, path + 1) < 0)
			return NULL;
	}
	return eb_arena_string(arena, eb_span_of(path));
}

/* --- the best driver --- */

struct eb_variant {
	char text[EB_UEVENT_SIZE]; /* "vfio_" and the modalias of the device */
	char module[EB_NAME_MAX + 1];
	size_t wildcards; /* in the best pattern so far */
};

static size_t eb_wildcards(struct eb_span pattern)
{
	size_t i, n = 0;

	for (i = 0; i < pattern.n; i++)
		n += pattern.p[i] == '*' || pattern.p[i] == '?';
	return n;
}

static bool eb_vfio_compare(void *data, struct eb_span line)
{
	struct eb_variant *best = data;
	struct eb_span module, pattern = eb_modules_alias(line, &module);
	size_t wildcards = eb_wildcards(pattern);
	struct eb_out out;

	if (!eb_span_starts(pattern, "vfio_") || wildcards >= best->wildcards ||
	    !eb_name_ok(module) || !eb_glob(pattern, eb_span_of(best->text), EB_GLOB_ANY))
		return false;
	best->wildcards = wildcards;
	out = eb_out_on(best->module, sizeof(best->module));
	eb_out_span(&out, module);
	return false;
}

/* The generic driver is one of them: vfio_pci has an alias for every device. */
static bool eb_vfio_variant(const struct eb_root *root, const struct eb_device *device,
			    struct eb_variant *best)
{
	struct eb_out out = eb_out_on(best->text, sizeof(best->text));

	eb_out_str(&out, "vfio_");
	best->module[0] = '\0';
	best->wildcards = (size_t)-1;
	if (!eb_modalias(root, device, best->text + out.n, sizeof(best->text) - out.n))
		return false;
	(void)eb_modules_search(root, "/modules.alias", eb_vfio_compare, best);
	return best->module[0] != '\0';
}

int eb_vfio_choose(const struct eb_root *root, struct eb_arena *arena, struct eb_device *device)
{
	struct eb_variant best;
	char name[EB_NAME_MAX + 1];
	struct eb_out out = eb_out_on(name, sizeof(name));
	char *p;

	if (!eb_span_is(device->wanted, "vfio"))
		return 0;
	if (!eb_vfio_variant(root, device, &best)) {
		eb_out_str(&out, "vfio-");
		eb_out_span(&out, eb_span_of(device->bus));
	} else if (!eb_vfio_registered_name(root, device, eb_span_of(best.module), name,
					    sizeof(name))) {
		eb_out_span(&out, eb_span_of(best.module));
	}
	if (out.n)
		for (p = name; *p; p++)
			if (*p == '_')
				*p = '-';
	p = eb_arena_string(arena, eb_span_of(name));
	device->wanted = eb_span_of(p ? p : "");
	return p ? 0 : -ENOMEM;
}

struct eb_search_name {
	struct eb_span driver;
	struct eb_out out;
};

static int eb_vfio_is_name(void *data, struct eb_span name)
{
	struct eb_search_name *search = data;

	if (!eb_span_eq_dashes(name, search->driver))
		return 0;
	eb_out_span(&search->out, name);
	return 1;
}

bool eb_vfio_registered_name(const struct eb_root *root, const struct eb_device *device,
			     struct eb_span driver, char *buf, size_t size)
{
	struct eb_search_name search = { driver, eb_out_on(buf, size) };
	char path[EB_PATH_MAX];

	return eb_path(path, "sys/bus/", device->bus, "/drivers", (char *)NULL) &&
	       eb_root_list(root, path, eb_vfio_is_name, &search) == 1;
}
