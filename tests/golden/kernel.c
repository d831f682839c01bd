/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A kernel for fake roots. Linked into $(O)/host/earlybind-sim in front of the two functions
 * through which earlybind changes anything (--wrap): each write goes to the fake root as it
 * would in earnest, and then the links that the real driver core would change are changed here.
 *
 * It follows drivers/base/{bus,dd}.c of Linux 6.12: bind, unbind and drivers_probe with their
 * errors, matching by override, probing when a driver is registered. What it cannot know stands
 * in the root's sim/ folder (tests/README.md):
 *
 *   sim/match    BUS DEVICE DRIVER        the driver's tables list the device
 *   sim/module   MODULE BUS DRIVER        loading MODULE registers DRIVER
 *   sim/refuse   BUS DEVICE DRIVER ERRNO  its probe fails, and the kernel log says so; 517 is
 *                                         EPROBE_DEFER, and debugfs lists the device
 *   sim/bar      BUS DEVICE DRIVER        its pins or DMA cannot be set up for the driver
 *   sim/stuck    BUS DEVICE               its unbind, bind and probe do not return
 *   sim/crash    BUS DEVICE               its probe takes the process with it, as an oops does
 *   sim/supply   BUS SUPPLIER CONSUMER [auto|late]
 *                                         a managed device link; `auto`: one that the kernel
 *                                         makes of a device tree; `late`: what was put off is
 *                                         not tried again before the run ends
 *   sim/log      what was written and which modules were asked for, in order
 */
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "apply/modprobe.h"
#include "apply/put.h"
#include "text/glob.h"

#define SIM_EPROBE_DEFER 517

int __real_eb_sysfs_put(const struct eb_root *root, int fd, const char *path, const char *text);
int __wrap_eb_sysfs_put(const struct eb_root *root, int fd, const char *path, const char *text);
int __wrap_eb_modprobe(const struct eb_root *root, const char *name, const char *parameter);

/* What follows is the kernel's own doing: tests/faults/trace.h makes it no fault. */
static void sim_quiet(bool quiet)
{
	(void)prctl(0x6562, quiet);
}

struct sim_line {
	char word[4][256];
	int n;
};

static FILE *sim_open(const struct eb_root *root, const char *path, int flags, const char *mode)
{
	int fd = openat(root->fd, path, flags | O_CLOEXEC, 0644);

	return fd < 0 ? NULL : fdopen(fd, mode);
}

static void sim_print(const struct eb_root *root, const char *path, int flag,
		      const char *format, va_list list)
{
	FILE *f = sim_open(root, path, O_WRONLY | O_CREAT | flag, flag == O_APPEND ? "a" : "w");

	if (!f)
		return;
	vfprintf(f, format, list);
	fclose(f);
}

/* Behind what the file has. */
static void sim_append(const struct eb_root *root, const char *path, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void sim_append(const struct eb_root *root, const char *path, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	sim_print(root, path, O_APPEND, format, list);
	va_end(list);
}

/* In place of what the file has. */
static void sim_put(const struct eb_root *root, const char *path, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void sim_put(const struct eb_root *root, const char *path, const char *format, ...)
{
	va_list list;

	va_start(list, format);
	sim_print(root, path, O_TRUNC, format, list);
	va_end(list);
}

static bool sim_read(FILE *f, struct sim_line *line)
{
	char buf[1200];

	if (!fgets(buf, sizeof(buf), f))
		return false;
	line->n = sscanf(buf, "%255s %255s %255s %255s", line->word[0], line->word[1],
			 line->word[2], line->word[3]);
	return true;
}

/* True when the table has a line that begins with these words; *@line is that line. */
static bool sim_table(const struct eb_root *root, const char *table, const char *a,
		      const char *b, const char *c, struct sim_line *line)
{
	FILE *f = sim_open(root, table, O_RDONLY, "r");
	bool found = false;

	if (!f)
		return false;
	while (!found && sim_read(f, line))
		found = line->n >= (c ? 3 : 2) && strcmp(line->word[0], a) == 0 &&
			strcmp(line->word[1], b) == 0 && (!c || strcmp(line->word[2], c) == 0);
	fclose(f);
	return found;
}

static bool sim_link(const struct eb_root *root, const char *bus, const char *device,
		     char *driver)
{
	char path[EB_PATH_MAX];

	return eb_path(path, "sys/bus/", bus, "/devices/", device, "/driver", (char *)NULL) &&
	       eb_root_link_name(root, path, driver, 256) > 0;
}

static bool sim_override(const struct eb_root *root, const char *bus, const char *device,
			 char *value, size_t size)
{
	char path[EB_PATH_MAX];

	return eb_path(path, "sys/bus/", bus, "/devices/", device, "/driver_override",
		       (char *)NULL) &&
	       eb_root_attribute(root, path, value, size) > 0 && strcmp(value, "(null)") != 0;
}

static bool sim_registered(const struct eb_root *root, const char *bus, const char *driver)
{
	char path[EB_PATH_MAX];

	return eb_path(path, "sys/bus/", bus, "/drivers/", driver, (char *)NULL) &&
	       eb_root_exists(root, path) == 0;
}

/* driver_match_device(): an override names the only driver that matches. */
static bool sim_matches(const struct eb_root *root, const char *bus, const char *device,
			const char *driver)
{
	char value[4096];
	struct sim_line line;

	if (sim_override(root, bus, device, value, sizeof(value)))
		return strcmp(value, driver) == 0;
	return sim_table(root, "sim/match", bus, device, driver, &line);
}

/* --- device links: drivers/base/core.c --- */

typedef void (*sim_link_fn)(const struct eb_root *root, const struct sim_line *link);

/* For each device link of which @device is the supplier (@end 1) or the consumer (2). */
static void sim_each_link(const struct eb_root *root, const char *bus, const char *device,
			  int end, sim_link_fn fn)
{
	FILE *f = sim_open(root, "sim/supply", O_RDONLY, "r");
	struct sim_line link;

	while (f && sim_read(f, &link))
		if (link.n >= 3 && strcmp(link.word[0], bus) == 0 &&
		    strcmp(link.word[end], device) == 0)
			fn(root, &link);
	if (f)
		fclose(f);
}

/* The state that the link's `status` shows. */
static void sim_show_link(const struct eb_root *root, const struct sim_line *link)
{
	char path[EB_PATH_MAX], driver[256];
	bool supplier = sim_link(root, link->word[0], link->word[1], driver);
	bool consumer = sim_link(root, link->word[0], link->word[2], driver);

	if (eb_path(path, "sys/devices/virtual/devlink/", link->word[0], ":", link->word[1],
		    "--", link->word[0], ":", link->word[2], "/status", (char *)NULL))
		sim_put(root, path, "%s\n",
			!supplier  ? "dormant"
			: consumer ? "active"
				   : "available");
}

static void sim_show_links(const struct eb_root *root, const char *bus, const char *device)
{
	sim_each_link(root, bus, device, 1, sim_show_link);
	sim_each_link(root, bus, device, 2, sim_show_link);
}

/* device_links_check_suppliers(): the first supplier without a driver. */
static bool sim_missing(const struct eb_root *root, const char *bus, const char *device,
			char *supplier)
{
	FILE *f = sim_open(root, "sim/supply", O_RDONLY, "r");
	struct sim_line link;
	bool missing = false;
	char driver[256];

	while (f && !missing && sim_read(f, &link))
		missing = link.n >= 3 && strcmp(link.word[0], bus) == 0 &&
			  strcmp(link.word[2], device) == 0 &&
			  !sim_link(root, bus, link.word[1], driver);
	if (f)
		fclose(f);
	strcpy(supplier, missing ? link.word[1] : "");
	return missing;
}

#define SIM_DEFERRED "sys/kernel/debug/devices_deferred"

/* Takes @device out of the list of deferred devices; true when it was in it. */
static bool sim_undefer(const struct eb_root *root, const char *device)
{
	char text[4096] = "", line[600];
	FILE *f = sim_open(root, SIM_DEFERRED, O_RDONLY, "r");
	size_t n = strlen(device);
	bool found = false;

	while (f && fgets(line, sizeof(line), f)) {
		bool is = strncmp(line, device, n) == 0 && line[n] == '\t';

		found |= is;
		if (!is && strlen(text) + strlen(line) < sizeof(text))
			strcat(text, line);
	}
	if (f)
		fclose(f);
	if (found)
		sim_put(root, SIM_DEFERRED, "%s", text);
	return found;
}

static int sim_probe(const struct eb_root *root, const char *bus, const char *device);
static int sim_unbind(const struct eb_root *root, const char *bus, const char *device,
		      const char *driver);

/*
 * device_links_driver_bound(), driver_deferred_probe_trigger(): what was put off is no longer
 * listed, and tried again.
 */
static void sim_retry_consumer(const struct eb_root *root, const struct sim_line *link)
{
	char driver[256];

	const char *when = link->n == 4 ? link->word[3] : "";
	bool deferred = sim_undefer(root, link->word[2]);

	if (strcmp(when, "late") == 0 || sim_link(root, link->word[0], link->word[2], driver))
		return;
	if (deferred || strcmp(when, "auto") == 0)
		(void)sim_probe(root, link->word[0], link->word[2]);
}

/* device_links_unbind_consumers() */
static void sim_unbind_consumer(const struct eb_root *root, const struct sim_line *link)
{
	char driver[256];

	if (!sim_link(root, link->word[0], link->word[2], driver))
		return;
	sim_append(root, "sim/log", "unbind %s/%s with its supplier\n", link->word[0],
		   link->word[2]);
	(void)sim_unbind(root, link->word[0], link->word[2], driver);
}

/* call_driver_probe(): ENODEV and ENXIO are silent; deferral is noted in debugfs. */
static void sim_complain(const struct eb_root *root, const char *device, const char *driver,
			 int error)
{
	if (error == SIM_EPROBE_DEFER) {
		(void)sim_undefer(root, device);
		sim_append(root, SIM_DEFERRED, "%s\tplatform: supplier clk not ready\n",
			   device);
	} else if (error != ENODEV && error != ENXIO)
		sim_append(root, "dev/kmsg",
			   "3,100,2000,-;%s %s: probe with driver %s failed with error -%d\n",
			   driver, device, driver, error);
}

/* really_probe(): negative before the driver's own probe, whose errors are positive then. */
static int sim_attach(const struct eb_root *root, const char *bus, const char *device,
		      const char *driver)
{
	char path[EB_PATH_MAX], target[EB_PATH_MAX];
	char supplier[256];
	struct sim_line line;

	if (sim_missing(root, bus, device, supplier)) {
		sim_append(root, "sim/log", "probe of %s/%s put off: %s\n", bus, device,
			   supplier);
		(void)sim_undefer(root, device);
		sim_append(root, SIM_DEFERRED, "%s\t%s: supplier %s not ready\n", device, bus,
			   supplier);
		return -SIM_EPROBE_DEFER;
	}
	if (sim_table(root, "sim/bar", bus, device, driver, &line)) {
		sim_append(root, "sim/log", "probe of %s/%s by %s not begun\n", bus, device,
			   driver);
		return -EBUSY;
	}
	sim_append(root, "sim/log", "probe %s/%s by %s\n", bus, device, driver);
	if (sim_table(root, "sim/crash", bus, device, NULL, &line))
		raise(SIGKILL);
	if (sim_table(root, "sim/stuck", bus, device, NULL, &line))
		pause();
	if (sim_table(root, "sim/refuse", bus, device, driver, &line) && line.n == 4) {
		int error = 0;

		(void)sscanf(line.word[3], "%d", &error);
		sim_complain(root, device, driver, error);
		return error;
	}
	if (!eb_path(path, "sys/bus/", bus, "/devices/", device, "/driver", (char *)NULL) ||
	    !eb_path(target, "../../../bus/", bus, "/drivers/", driver, (char *)NULL))
		return -ENAMETOOLONG;
	if (symlinkat(target, root->fd, path) < 0)
		return -errno;
	(void)sim_undefer(root, device);
	sim_show_links(root, bus, device);
	sim_each_link(root, bus, device, 1, sim_retry_consumer);
	return 0;
}

static int sim_unbind(const struct eb_root *root, const char *bus, const char *device,
		      const char *driver)
{
	char path[EB_PATH_MAX], now[256];
	struct sim_line line;

	if (!sim_link(root, bus, device, now) || strcmp(now, driver) != 0)
		return -ENODEV;
	if (sim_table(root, "sim/stuck", bus, device, NULL, &line))
		pause();
	sim_each_link(root, bus, device, 1, sim_unbind_consumer);
	(void)eb_path(path, "sys/bus/", bus, "/devices/", device, "/driver", (char *)NULL);
	if (unlinkat(root->fd, path, 0) < 0)
		return -errno;
	sim_show_links(root, bus, device);
	return 0;
}

/* bind_store(): the device must be unbound and match. */
static int sim_bind(const struct eb_root *root, const char *bus, const char *device,
		    const char *driver)
{
	char now[256];
	struct sim_line line;
	int result;

	if (sim_link(root, bus, device, now)) {
		/* It waits for the device. */
		if (sim_table(root, "sim/stuck", bus, device, NULL, &line))
			pause();
		return -EBUSY;
	}
	if (!sim_matches(root, bus, device, driver))
		return -ENODEV;
	result = sim_attach(root, bus, device, driver);
	result = result > 0 ? -result : result;
	return result == -SIM_EPROBE_DEFER ? -EAGAIN : result;
}

/* bus_rescan_devices_helper(): what comes before the driver's own probe is EINVAL. */
static int sim_probe(const struct eb_root *root, const char *bus, const char *device)
{
	FILE *f;
	struct sim_line line;
	char now[256], value[4096], path[EB_PATH_MAX];
	int result = 0;

	if (!eb_path(path, "sys/bus/", bus, "/devices/", device, (char *)NULL) ||
	    eb_root_exists(root, path) < 0)
		return -ENODEV;
	if (sim_link(root, bus, device, now))
		return 0;
	if (sim_override(root, bus, device, value, sizeof(value))) {
		if (sim_registered(root, bus, value))
			result = sim_attach(root, bus, device, value);
		return result < 0 ? -EINVAL : 0;
	}
	f = sim_open(root, "sim/match", O_RDONLY, "r");
	while (f && !sim_link(root, bus, device, now) && sim_read(f, &line))
		if (line.n == 3 && strcmp(line.word[0], bus) == 0 &&
		    strcmp(line.word[1], device) == 0 &&
		    sim_registered(root, bus, line.word[2]))
			result = sim_attach(root, bus, device, line.word[2]);
	if (f)
		fclose(f);
	return result < 0 ? -EINVAL : 0;
}

/* Cuts "sys/bus/BUS/WHAT/NAME/FILE" into its parts; NAME and FILE may be missing. */
static int sim_parts(const char *path, char part[4][256])
{
	return strncmp(path, "sys/bus/", 8) == 0
		       ? sscanf(path + 8, "%255[^/]/%255[^/]/%255[^/]/%255[^/]", part[0],
				part[1], part[2], part[3])
		       : 0;
}

static int sim_put_text(const struct eb_root *root, int fd, const char *path, const char *text)
{
	int result = __real_eb_sysfs_put(root, fd, path, text);
	char part[4][256];
	int n = sim_parts(path, part);

	sim_quiet(true);
	sim_append(root, "sim/log", "write %s \"%s\"%s\n", path, text,
		   result < 0 ? " failed" : "");
	if (result < 0)
		return result;
	if (n == 2 && strcmp(part[1], "drivers_probe") == 0)
		return sim_probe(root, part[0], text);
	if (n == 4 && strcmp(part[3], "driver_override") == 0 && !*text)
		sim_put(root, path, strcmp(part[0], "spi") == 0 ? "\n" : "(null)\n");
	if (n == 4 && strcmp(part[3], "unbind") == 0)
		return sim_unbind(root, part[0], text, part[2]);
	if (n == 4 && strcmp(part[3], "bind") == 0)
		return sim_bind(root, part[0], text, part[2]);
	if (strcmp(path, "sys/module/vfio/parameters/enable_unsafe_noiommu_mode") == 0)
		sim_put(root, path, "Y\n");
	return 0;
}

int __wrap_eb_sysfs_put(const struct eb_root *root, int fd, const char *path, const char *text)
{
	int result = sim_put_text(root, fd, path, text);

	sim_quiet(false);
	return result;
}

/* driver_register(): a new driver is offered every unbound device of its bus that it matches.
 */
static void sim_register(const struct eb_root *root, const char *bus, const char *driver)
{
	char path[EB_PATH_MAX], now[256];
	struct sim_line line;
	FILE *f;

	if (sim_registered(root, bus, driver) ||
	    !eb_path(path, "sys/bus/", bus, "/drivers/", driver, (char *)NULL))
		return;
	(void)mkdirat(root->fd, path, 0755);
	(void)eb_path(path, "sys/bus/", bus, "/drivers/", driver, "/bind", (char *)NULL);
	sim_put(root, path, "%s", "");
	(void)eb_path(path, "sys/bus/", bus, "/drivers/", driver, "/unbind", (char *)NULL);
	sim_put(root, path, "%s", "");
	f = sim_open(root, "sim/devices", O_RDONLY, "r");
	while (f && sim_read(f, &line))
		if (line.n >= 2 && strcmp(line.word[0], bus) == 0 &&
		    !sim_link(root, bus, line.word[1], now) &&
		    sim_matches(root, bus, line.word[1], driver))
			(void)sim_attach(root, bus, line.word[1], driver);
	if (f)
		fclose(f);
}

static void sim_underscores(char *out, const char *name)
{
	size_t i;

	for (i = 0; name[i] && i < 255; i++)
		out[i] = name[i] == '-' ? '_' : name[i];
	out[i] = '\0';
}

/* The module that modules.alias gives for @name, or @name itself. */
static void sim_resolve(const struct eb_root *root, const char *name, char *module)
{
	FILE *f = sim_open(root, "lib/modules/sim/modules.alias", O_RDONLY, "r");
	struct sim_line line;

	sim_underscores(module, name);
	while (f && sim_read(f, &line))
		if (line.n == 3 &&
		    eb_glob(eb_span_of(line.word[1]), eb_span_of(name), EB_GLOB_ANY))
			sim_underscores(module, line.word[2]);
	if (f)
		fclose(f);
}

/* Those of a module that is loaded already stay. */
static void sim_parameters(const struct eb_root *root, const char *module,
			   const char *parameter)
{
	char path[EB_PATH_MAX];

	(void)eb_path(path, "sys/module/", module, (char *)NULL);
	if (mkdirat(root->fd, path, 0755) < 0)
		return;
	(void)eb_path(path, "sys/module/", module, "/parameters", (char *)NULL);
	(void)mkdirat(root->fd, path, 0755);
	if (strcmp(module, "vfio") == 0)
		sim_put(root, "sys/module/vfio/parameters/enable_unsafe_noiommu_mode", "N\n");
	if (strcmp(module, "vfio_platform") == 0)
		sim_put(root, "sys/module/vfio_platform/parameters/reset_required", "%s\n",
			parameter ? "N" : "Y");
}

static int sim_modprobe(const struct eb_root *root, const char *name, const char *parameter)
{
	char module[256];
	struct sim_line line;
	bool found = false;
	FILE *f;

	sim_append(root, "sim/log", "modprobe %s%s%s\n", name, parameter ? " " : "",
		   parameter ? parameter : "");
	sim_resolve(root, name, module);
	f = sim_open(root, "sim/module", O_RDONLY, "r");
	while (f && sim_read(f, &line)) {
		if (line.n < 1 || strcmp(line.word[0], module) != 0)
			continue;
		found = true;
		sim_parameters(root, module, parameter);
		if (line.n == 3)
			sim_register(root, line.word[1], line.word[2]);
	}
	if (f)
		fclose(f);
	return found ? 0 : -1;
}

int __wrap_eb_modprobe(const struct eb_root *root, const char *name, const char *parameter)
{
	int result;

	sim_quiet(true);
	result = sim_modprobe(root, name, parameter);
	sim_quiet(false);
	return result;
}
