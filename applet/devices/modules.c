/* SPDX-License-Identifier: GPL-2.0-only */
#include "devices/modules.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

typedef bool (*eb_modules_line_fn)(struct eb_span line, struct eb_span name);

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

/* "alias PATTERN MODULE"; a driver name is found by an alias that is just that name. */
bool eb_modules_alias_line_is(struct eb_span line, struct eb_span name)
{
	if (!eb_span_starts(line, "alias "))
		return false;
	line.p += 6;
	line.n -= 6;
	line.n = eb_span_find(line, ' ');
	return eb_span_eq_dashes(line, name);
}

/* True when a line of @path satisfies @is. What decides stands in the first bytes of a line. */
static bool eb_modules_search(const struct eb_root *root, const char *path,
			      eb_modules_line_fn is, struct eb_span name)
{
	char buf[8192];
	size_t have = 0;
	bool found = false, skip = false;
	ssize_t n;
	int fd = eb_root_openat(root, path, O_RDONLY);

	if (fd < 0)
		return false;
	while (!found && (n = read(fd, buf + have, sizeof(buf) - have)) > 0) {
		struct eb_span rest = { buf, have + (size_t)n };
		size_t length;

		while (!found && (length = eb_span_find(rest, '\n')) < rest.n) {
			struct eb_span line = { rest.p, length };

			found = !skip && is(line, name);
			skip = false;
			rest.p += length + 1;
			rest.n -= length + 1;
		}
		if (rest.n == sizeof(buf)) {
			found = !skip && is(rest, name);
			skip = true;
			rest.n = 0;
		}
		memmove(buf, rest.p, rest.n);
		have = rest.n;
	}
	close(fd);
	return found;
}

bool eb_module_loadable(const struct eb_root *root, const char *name)
{
	char release[EB_NAME_MAX + 1], path[EB_PATH_MAX];
	int n = eb_root_attribute(root, "proc/sys/kernel/osrelease", release, sizeof(release));
	struct eb_span wanted = eb_span_of(name);

	if (n <= 0 || !eb_name_ok(eb_span_of(release)))
		return false;
	if (eb_path(path, "lib/modules/", release, "/modules.dep", (char *)NULL) &&
	    eb_modules_search(root, path, eb_modules_dep_line_is, wanted))
		return true;
	return eb_path(path, "lib/modules/", release, "/modules.alias", (char *)NULL) &&
	       eb_modules_search(root, path, eb_modules_alias_line_is, wanted);
}
