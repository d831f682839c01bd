/* SPDX-License-Identifier: GPL-2.0-only */
#include "system/modules.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "system/uevent.h"
#include "text/glob.h"
#include "text/out.h"

/* "kernel/drivers/vfio/vfio.ko.xz: ..." -> "vfio" */
bool eb_modules_dep_line_is(struct eb_span line, struct eb_span name)
{
	size_t i;

	line.n = eb_span_find(line, ':');
	for (i = line.n; i > 0; i--)
		if (line.p[i - 1] == '/')
			break;
	line.p += i;
	line.n -= i;
	if (line.n < name.n + 3 || memcmp(line.p + name.n, ".ko", 3) != 0)
		return false;
	line.n = name.n;
	return eb_span_eq_dashes(line, name);
}

/* "alias PATTERN MODULE" */
struct eb_span eb_modules_alias(struct eb_span line, struct eb_span *module)
{
	struct eb_span word = eb_span_take(&line, ' ');

	if (!eb_span_is(word, "alias"))
		return (struct eb_span){ line.p, 0 };
	word = eb_span_take(&line, ' ');
	*module = line;
	return word;
}

/* What decides stands in the first bytes of a line; longer ones are given cut. */
bool eb_modules_search(const struct eb_root *root, const char *file, eb_modules_line_fn is,
		       void *data)
{
	char release[EB_NAME_MAX + 1], path[EB_PATH_MAX], buf[8192];
	size_t have = 0;
	bool found = false, skip = false;
	ssize_t n;
	int fd;

	if (eb_root_attribute(root, "proc/sys/kernel/osrelease", release, sizeof(release)) <=
		    0 ||
	    !eb_name_ok(eb_span_of(release)) ||
	    !eb_path(path, "lib/modules/", release, file, (char *)NULL))
		return false;
	fd = eb_root_openat(root, path, O_RDONLY);
	if (fd < 0)
		return false;
	while (!found && (n = read(fd, buf + have, sizeof(buf) - have)) > 0) {
		struct eb_span rest = { buf, have + (size_t)n };
		size_t length;

		while (!found && (length = eb_span_find(rest, '\n')) < rest.n) {
			struct eb_span line = { rest.p, length };

			found = !skip && is(data, line);
			skip = false;
			rest.p += length + 1;
			rest.n -= length + 1;
		}
		if (rest.n == sizeof(buf)) {
			found = !skip && is(data, rest);
			skip = true;
			rest.n = 0;
		}
		for (have = 0; have < rest.n; have++)
			buf[have] = rest.p[have];
	}
	close(fd);
	return found;
}

static bool eb_modules_is_dep(void *data, struct eb_span line)
{
	const struct eb_span *name = data;

	return eb_modules_dep_line_is(line, *name);
}

static bool eb_modules_is_alias(void *data, struct eb_span line)
{
	const struct eb_span *name = data;
	struct eb_span module;

	return eb_span_eq_dashes(eb_modules_alias(line, &module), *name);
}

bool eb_module_loadable(const struct eb_root *root, const char *name)
{
	struct eb_span wanted = eb_span_of(name);

	return eb_modules_search(root, "/modules.dep", eb_modules_is_dep, &wanted) ||
	       eb_modules_search(root, "/modules.alias", eb_modules_is_alias, &wanted);
}

/* From the uevent file: AMBA devices have their modalias nowhere else. */
bool eb_modalias(const struct eb_root *root, const struct eb_device *device, char *buf,
		 size_t size)
{
	char path[EB_PATH_MAX], uevent[EB_UEVENT_SIZE];
	struct eb_out out = eb_out_on(buf, size);

	if (!eb_device_path(path, device->bus, device->name, "/uevent") ||
	    eb_root_attribute(root, path, uevent, sizeof(uevent)) <= 0)
		return false;
	eb_out_span(&out, eb_uevent_get(uevent, "MODALIAS"));
	return out.n > 0 && !out.cut;
}

struct eb_fitting {
	struct eb_span modalias;
	struct eb_out module;
};

static bool eb_modules_fits(void *data, struct eb_span line)
{
	struct eb_fitting *search = data;
	struct eb_span module, pattern = eb_modules_alias(line, &module);

	if (!pattern.n || !eb_name_ok(module) ||
	    !eb_glob(pattern, search->modalias, EB_GLOB_ANY))
		return false;
	eb_out_span(&search->module, module);
	return true;
}

bool eb_module_of(const struct eb_root *root, const struct eb_device *device, char *buf,
		  size_t size)
{
	char modalias[EB_PATH_MAX];
	struct eb_fitting search = { .module = eb_out_on(buf, size) };

	if (!eb_modalias(root, device, modalias, sizeof(modalias)))
		return false;
	search.modalias = eb_span_of(modalias);
	return eb_modules_search(root, "/modules.alias", eb_modules_fits, &search);
}
