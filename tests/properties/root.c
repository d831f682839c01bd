/* SPDX-License-Identifier: GPL-2.0-only */
#include "case.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static void die(const char *what)
{
	perror(what);
	abort();
}

static void path_of(char *buf, const char *root, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

static void path_of(char *buf, const char *root, const char *format, ...)
{
	size_t n = (size_t)sprintf(buf, "%s/", root);
	va_list list;

	va_start(list, format);
	vsprintf(buf + n, format, list);
	va_end(list);
}

static void write_file(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);

	if (fd < 0 || write(fd, text, strlen(text)) != (ssize_t)strlen(text))
		die(path);
	close(fd);
}

static void make_parents(char *path)
{
	char *slash = strrchr(path, '/');

	/* Mostly they are there, or only the last is missing. */
	*slash = '\0';
	if (mkdir(path, 0755) == 0 || errno == EEXIST) {
		*slash = '/';
		return;
	}
	*slash = '/';
	slash = path;
	while ((slash = strchr(slash + 1, '/'))) {
		*slash = '\0';
		(void)mkdir(path, 0755);
		*slash = '/';
	}
}

void root_write(const char *root, const char *path, const char *text)
{
	char buf[512];

	path_of(buf, root, "%s", path);
	make_parents(buf);
	write_file(buf, text);
}

void root_read(const char *root, const char *path, char *buf, size_t size)
{
	char whole[512];
	ssize_t n;
	int fd;

	path_of(whole, root, "%s", path);
	fd = open(whole, O_RDONLY);
	n = fd < 0 ? 0 : read(fd, buf, size - 1);
	if (fd >= 0)
		close(fd);
	buf[n > 0 ? n : 0] = '\0';
}

/* --- making one --- */

struct making {
	const char *root;
	FILE *print; /* instead */
};

static void put_driver(const struct making *to, const char *bus, const char *driver,
		       bool nounbind)
{
	char path[512];

	if (to->print) {
		fprintf(to->print, "driver %s %s%s\n", bus, driver,
			nounbind ? " nounbind" : "");
		/* It is no longer at its first devices: see apply/act.c:eb_await_probe(). */
		if (nounbind)
			fprintf(to->print, "file sys/bus/%s/drivers/%s/uevent x\n", bus,
				driver);
		return;
	}
	path_of(path, to->root, "sys/bus/%s/drivers/%s", bus, driver);
	if (mkdir(path, 0755) < 0)
		die(path);
	strcat(path, nounbind ? "/uevent" : "/unbind");
	write_file(path, nounbind ? "x\n" : "");
	if (nounbind)
		return;
	strcpy(strrchr(path, '/'), "/bind");
	write_file(path, "");
}

static const char *unset_text(const struct device *d)
{
	return d->bus == SPI ? "\n" : "(null)\n";
}

static void put_override(const struct device *d, const char *root)
{
	char path[512], text[64];

	path_of(path, root, "sys/devices/%s/%s/driver_override", bus_names[d->bus], d->name);
	snprintf(text, sizeof(text), "%s\n",
		 driver_names[d->override_name < 0 ? 0 : d->override_name]);
	write_file(path, d->override_name == NOTHING ? unset_text(d) : text);
}

static void put_bound(const struct device *d, const char *root)
{
	char path[512], target[512];

	path_of(path, root, "sys/devices/%s/%s/driver", bus_names[d->bus], d->name);
	sprintf(target, "../../../bus/%s/drivers/%s", bus_names[d->bus],
		driver_names[d->driver]);
	if (symlink(target, path) < 0)
		die(path);
}

static void print_device(FILE *print, const struct device *d)
{
	fprintf(print, "device %s %s", bus_names[d->bus], d->name);
	if (d->bus == SPI)
		fputs(" empty=1", print);
	if (d->bus == I2C)
		fputs(" noattr=1", print);
	if (d->driver != NOTHING)
		fprintf(print, " driver=%s", driver_names[d->driver]);
	if (d->override_name != NOTHING)
		fprintf(print, " override=%s", driver_names[d->override_name]);
	if (d->group)
		fprintf(print, " group=%d", d->group);
	fputc('\n', print);
	if (d->bridge)
		fprintf(print, "file sys/devices/pci/%s/secondary_bus_number 5\n", d->name);
}

static void put_link(const char *root, const char *path, const char *target)
{
	char whole[512];

	path_of(whole, root, "%s", path);
	make_parents(whole);
	if (symlink(target, whole) < 0)
		die(whole);
}

static void put_group(const struct device *d, const char *root)
{
	const char *bus = bus_names[d->bus];
	char path[256], target[256];

	sprintf(path, "sys/devices/%s/%s/iommu_group", bus, d->name);
	sprintf(target, "../../../kernel/iommu_groups/%d", d->group);
	put_link(root, path, target);
	sprintf(path, "sys/devices/%s/%s/subsystem", bus, d->name);
	sprintf(target, "../../../bus/%s", bus);
	put_link(root, path, target);
	sprintf(path, "sys/kernel/iommu_groups/%d/devices/%s", d->group, d->name);
	sprintf(target, "../../../../devices/%s/%s", bus, d->name);
	put_link(root, path, target);
}

static void put_device(const struct making *to, const struct device *d)
{
	char path[512], target[512];

	if (to->print) {
		print_device(to->print, d);
		return;
	}
	path_of(path, to->root, "sys/devices/%s/%s/", bus_names[d->bus], d->name);
	make_parents(path);
	path_of(path, to->root, "sys/bus/%s/devices/%s", bus_names[d->bus], d->name);
	sprintf(target, "../../../devices/%s/%s", bus_names[d->bus], d->name);
	if (symlink(target, path) < 0)
		die(path);
	if (d->bus != I2C)
		put_override(d, to->root);
	if (d->driver != NOTHING)
		put_bound(d, to->root);
	if (d->group)
		put_group(d, to->root);
	if (!d->bridge)
		return;
	path_of(path, to->root, "sys/devices/pci/%s/secondary_bus_number", d->name);
	write_file(path, "5\n");
}

static void put_uevent(const struct making *to, const struct device *d)
{
	char text[512] = "", path[512], *p = text;

	/* The kernel prints PCI_CLASS without leading zeros, and hex digits in upper case. */
	if (d->id[0])
		p += sprintf(p, "PCI_CLASS=%lX\nPCI_ID=%s\nPCI_SUBSYS_ID=%s\n",
			     strtoul(d->class, NULL, 16), d->id, d->subsystem);
	for (p = text; *p && d->id[0]; p++)
		if (*p >= 'a' && *p <= 'f')
			*p = (char)(*p - 'a' + 'A');
	if (d->node[0])
		p += sprintf(p, "OF_FULLNAME=%s\nOF_COMPATIBLE_0=%s\nOF_COMPATIBLE_N=1\n",
			     d->node, d->compatible);
	if (d->alias[0])
		p += sprintf(p, "OF_ALIAS_0=%s\n", d->alias);
	sprintf(p, "MODALIAS=%s\n", d->modalias);
	if (!to->print) {
		path_of(path, to->root, "sys/devices/%s/%s/uevent", bus_names[d->bus], d->name);
		write_file(path, text);
		return;
	}
	fprintf(to->print, "uevent %s %s", bus_names[d->bus], d->name);
	for (p = strtok(text, "\n"); p; p = strtok(NULL, "\n"))
		fprintf(to->print, " %s", p);
	fputc('\n', to->print);
}

/* What the lines of one kind are called for mkroot, and where they lie. */
static const struct table {
	const char *word, *path, *before, *after;
} tables[] = {
	{ "match", "sim/match", "", "" },
	{ "refuse", "sim/refuse", "", "" },
	{ "module", "sim/module", "", "" },
	{ "dep", "lib/modules/sim/modules.dep", "", ":" },
	{ "alias", "lib/modules/sim/modules.alias", "alias ", "" },
	{ "devices", "sim/devices", "", "" }, /* mkroot makes this one by itself */
};

struct lines {
	char text[8192];
	size_t n;
};

static void add_line(struct lines *lines, const struct making *to, const struct table *table,
		     const char *a, const char *b, const char *c)
{
	int n = snprintf(lines->text + lines->n, sizeof(lines->text) - lines->n,
			 "%s%s%s%s%s%s%s\n", to->print ? "" : table->before, a, *b ? " " : "",
			 b, *c ? " " : "", c, to->print ? "" : table->after);

	lines->n += (size_t)n;
}

static void device_lines(struct lines *lines, const struct making *to,
			 const struct table *table, const struct device *d)
{
	const char *bus = bus_names[d->bus];
	char text[64];
	int i;

	if (strcmp(table->word, "devices") == 0)
		add_line(lines, to, table, bus, d->name, "");
	if (strcmp(table->word, "match") == 0 && d->standard != NOTHING)
		add_line(lines, to, table, bus, d->name, driver_names[d->standard]);
	for (i = 0; strcmp(table->word, "refuse") == 0 && i < DRIVERS; i++) {
		snprintf(text, sizeof(text), "%s %d", driver_names[i], d->refuse[i]);
		if (d->refuse[i])
			add_line(lines, to, table, bus, d->name, text);
	}
}

static const char *with_underscores(const char *name, char *buf)
{
	char *p = strcpy(buf, name);

	while ((p = strchr(p, '-')))
		*p = '_';
	return buf;
}

static void module_lines(struct lines *lines, const struct making *to,
			 const struct table *table, const struct machine *m, int driver)
{
	char file[64], module[32], alias[32];
	int bus;

	with_underscores(driver_names[driver], module);
	if (strcmp(table->word, "dep") == 0) {
		snprintf(file, sizeof(file), "kernel/%s.ko", module);
		add_line(lines, to, table, file, "", "");
	}
	if (strcmp(table->word, "alias") == 0 && driver < STANDARDS) {
		snprintf(alias, sizeof(alias), "*T%s", driver_names[driver]);
		add_line(lines, to, table, alias, module, "");
	}
	if (strcmp(table->word, "module") != 0)
		return;
	add_line(lines, to, table, module, "", "");
	for (bus = 0; bus < BUSES; bus++)
		if (m->drivers[bus][driver].by_module)
			add_line(lines, to, table, module, bus_names[bus],
				 driver_names[driver]);
}

static void put_table(const struct making *to, const struct machine *m,
		      const struct table *table)
{
	struct lines lines = { .n = 0 };
	char *p;
	int i;

	lines.text[0] = '\0';
	for (i = 0; i < m->n; i++)
		device_lines(&lines, to, table, &m->devices[i]);
	for (i = 0; i < DRIVERS; i++)
		if (m->module[i])
			module_lines(&lines, to, table, m, i);
	if (m->vfio && strcmp(table->word, "module") == 0)
		add_line(&lines, to, table, "vfio", "", "");
	if (!lines.n || (to->print && strcmp(table->word, "devices") == 0))
		return;
	if (!to->print) {
		root_write(to->root, table->path, lines.text);
		return;
	}
	for (p = strtok(lines.text, "\n"); p; p = strtok(NULL, "\n"))
		fprintf(to->print, "%s %s\n", table->word, p);
}

static void put_bus(const struct making *to, const char *bus)
{
	char path[512];

	if (to->print) {
		fprintf(to->print, "bus %s\n", bus);
		return;
	}
	path_of(path, to->root, "sys/bus/%s/devices/", bus);
	make_parents(path);
	path_of(path, to->root, "sys/bus/%s/drivers/", bus);
	make_parents(path);
	path_of(path, to->root, "sys/bus/%s/drivers_probe", bus);
	write_file(path, "");
}

/* What every fake root has. */
static void put_skeleton(const struct making *to)
{
	static const char *const folders[] = { "run/",
					       "sim/",
					       "dev/",
					       "lib/modules/sim/",
					       "sys/kernel/iommu_groups/",
					       "sys/kernel/debug/",
					       "sys/module/",
					       "sys/devices/",
					       "proc/sys/kernel/" };
	char path[512];
	size_t i;

	for (i = 0; i < sizeof(folders) / sizeof(folders[0]); i++) {
		path_of(path, to->root, "%s", folders[i]);
		make_parents(path);
	}
	root_write(to->root, "proc/sys/kernel/osrelease", "sim\n");
	root_write(to->root, "proc/sys/kernel/modprobe", "/sbin/modprobe\n");
	root_write(to->root, "proc/cmdline", "");
	root_write(to->root, "dev/kmsg", "");
}

static const char *name_or_dash(int driver)
{
	return driver == NOTHING ? "-" : driver_names[driver];
}

static void record_line(const struct device *d, char *buf, size_t size, const char *tab)
{
	bool failed = d->leftover == RECORDED_FAILED;

	snprintf(buf, size, "%s/%s%s%s%s-%s%s%s%s%s-%s-r:1%sx", bus_names[d->bus], d->name, tab,
		 failed ? "failed" : "pending", tab, tab,
		 name_or_dash(failed ? d->override_name : NOTHING), tab,
		 name_or_dash(d->former), tab, tab, tab);
}

static void put_record(const struct making *to, const struct machine *m)
{
	char text[256 * DEVICES_MAX] = "", *p = text;
	int i;

	for (i = 0; i < m->n; i++) {
		if (m->devices[i].leftover == NO_RECORD)
			continue;
		if (p > text)
			p += sprintf(p, "%s", to->print ? "\\n" : "\n");
		record_line(&m->devices[i], p, 200, to->print ? "\\t" : "\t");
		p += strlen(p);
	}
	if (p == text)
		return;
	if (to->print) {
		fprintf(to->print, "file run/earlybind/devices %s\n", text);
		return;
	}
	strcpy(p, "\n");
	root_write(to->root, "run/earlybind/devices", text);
}

static void put_tree(const struct making *to, const struct machine *m)
{
	char path[512];

	if (!m->tree)
		return;
	if (to->print) {
		fputs("node /\n", to->print);
		return;
	}
	path_of(path, to->root, "sys/firmware/devicetree/base/");
	make_parents(path);
	put_link(to->root, "proc/device-tree", "../sys/firmware/devicetree/base");
}

void root_make(const struct machine *m, const char *root, FILE *print)
{
	struct making to = { root, print };
	size_t i;
	int bus, n;

	if (!print)
		put_skeleton(&to);
	put_tree(&to, m);
	for (bus = 0; bus < BUSES; bus++) {
		put_bus(&to, bus_names[bus]);
		for (n = 0; n < DRIVERS; n++)
			if (m->drivers[bus][n].registered)
				put_driver(&to, bus_names[bus], driver_names[n],
					   m->drivers[bus][n].nounbind);
	}
	for (n = 0; n < m->n; n++) {
		put_device(&to, &m->devices[n]);
		put_uevent(&to, &m->devices[n]);
	}
	for (i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		put_table(&to, m, &tables[i]);
	put_record(&to, m);
}

/* --- looking at one, and back to the beginning --- */

static int driver_number(const char *name)
{
	int i;

	for (i = 0; i <= DRIVERS; i++)
		if (strcmp(driver_names[i], name) == 0)
			return i;
	return NOTHING - 1;
}

struct state root_state(const struct device *d, const char *root)
{
	struct state state = { NOTHING, NOTHING };
	char path[512], text[256];
	ssize_t n;

	snprintf(path, sizeof(path), "sys/devices/%s/%s/driver_override", bus_names[d->bus],
		 d->name);
	root_read(root, path, text, sizeof(text));
	text[strcspn(text, "\n")] = '\0';
	if (*text && strcmp(text, "(null)") != 0)
		state.override_name = driver_number(text);
	path_of(path, root, "sys/devices/%s/%s/driver", bus_names[d->bus], d->name);
	n = readlink(path, text, sizeof(text) - 1);
	text[n > 0 ? n : 0] = '\0';
	if (n > 0)
		state.driver = driver_number(strrchr(text, '/') + 1);
	return state;
}

static const char *name_of(int driver)
{
	return driver < NOTHING ? "?" : driver == NOTHING ? "-" : driver_names[driver];
}

static bool has(const char *root, const char *bus, int driver)
{
	char path[512];

	path_of(path, root, "sys/bus/%s/drivers/%s", bus, driver_names[driver]);
	return access(path, F_OK) == 0;
}

/* By its module. */
static bool may_come(const struct machine *m, int bus, int driver)
{
	return !m->drivers[bus][driver].registered && m->drivers[bus][driver].by_module;
}

/* Only a module that is loaded adds drivers and parameters. */
static const char *const parameters[] = {
	"sys/module/vfio/parameters/enable_unsafe_noiommu_mode",
	"sys/module/vfio_platform/parameters/reset_required",
};

void root_snapshot(const struct machine *m, const char *root, char *buf, size_t size)
{
	char text[64];
	size_t n = 0, i;
	int bus, k;

	for (k = 0; k < m->n; k++) {
		const struct device *d = &m->devices[k];
		struct state now = root_state(d, root);

		n += (size_t)snprintf(buf + n, size - n, "%s/%s driver %s override %s\n",
				      bus_names[d->bus], d->name, name_of(now.driver),
				      name_of(now.override_name));
	}
	for (bus = 0; bus < BUSES; bus++)
		for (k = 0; k < DRIVERS; k++)
			if (may_come(m, bus, k) && has(root, bus_names[bus], k))
				n += (size_t)snprintf(buf + n, size - n, "loaded %s/%s\n",
						      bus_names[bus], driver_names[k]);
	for (i = 0; i < sizeof(parameters) / sizeof(parameters[0]); i++) {
		root_read(root, parameters[i], text, sizeof(text));
		if (*text)
			n += (size_t)snprintf(buf + n, size - n, "%s %s", parameters[i], text);
	}
}

static int remove_entry(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	(void)st;
	(void)ftw;
	return kind == FTW_DP ? rmdir(path) : unlink(path);
}

void root_remove(const char *root)
{
	(void)nftw(root, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
}

static void remove_below(const char *root, const char *path)
{
	char whole[512];

	path_of(whole, root, "%s", path);
	if (access(whole, F_OK) == 0)
		root_remove(whole);
}

static void reset_device(const struct device *d, const char *root)
{
	struct state now = root_state(d, root);
	char path[512];

	if (d->bus != I2C && now.override_name != d->override_name)
		put_override(d, root);
	if (now.driver == d->driver)
		return;
	path_of(path, root, "sys/devices/%s/%s/driver", bus_names[d->bus], d->name);
	(void)unlink(path);
	if (d->driver != NOTHING)
		put_bound(d, root);
}

void root_reset(const struct machine *m, const char *root)
{
	static const char *const leftovers[] = { "run/earlybind",
						 "sim/log",
						 "sys/module/vfio",
						 "sys/kernel/debug/devices_deferred",
						 "etc",
						 "proc/device-tree/chosen",
						 "proc/bootconfig" };
	const struct making to = { root, NULL };
	char path[512];
	size_t i;
	int bus, k;

	for (k = 0; k < m->n; k++)
		reset_device(&m->devices[k], root);
	for (bus = 0; bus < BUSES; bus++)
		for (k = 0; k < DRIVERS; k++)
			if (may_come(m, bus, k) && has(root, bus_names[bus], k)) {
				path_of(path, root, "sys/bus/%s/drivers/%s", bus_names[bus],
					driver_names[k]);
				root_remove(path);
			}
	for (k = 0; k < DRIVERS; k++) {
		char module[32];

		snprintf(path, sizeof(path), "sys/module/%s",
			 with_underscores(driver_names[k], module));
		remove_below(root, path);
	}
	for (i = 0; i < sizeof(leftovers) / sizeof(leftovers[0]); i++)
		remove_below(root, leftovers[i]);
	put_record(&to, m);
	root_read(root, "proc/cmdline", path, sizeof(path));
	if (*path)
		root_write(root, "proc/cmdline", "");
}

/* --- the rest --- */

static uint64_t rest;
static size_t rest_root;

/* What earlybind is there to change, and what the simulated kernel does. */
static bool may_change(const char *path)
{
	const char *name = strrchr(path, '/') + 1;

	return strncmp(path, "/run/earlybind", 14) == 0 || strcmp(path, "/sim/log") == 0 ||
	       strcmp(path, "/dev/kmsg") == 0 || strncmp(path, "/sys/module/", 12) == 0 ||
	       strcmp(path, "/sys/kernel/debug/devices_deferred") == 0 ||
	       strstr(path, "/drivers/") || strcmp(name, "driver_override") == 0 ||
	       strcmp(name, "driver") == 0 || strcmp(name, "drivers_probe") == 0;
}

static uint64_t mix(uint64_t sum, uint64_t value)
{
	sum = (sum ^ value) * 0x9e3779b97f4a7c15u;
	return sum ^ (sum >> 29);
}

/* ctime tells of any change of a file; the names of a folder are counted one by one. */
static int sum_entry(const char *path, const struct stat *st, int kind, struct FTW *ftw)
{
	uint64_t sum = 1;

	(void)kind;
	(void)ftw;
	path += rest_root;
	if (!*path || may_change(path))
		return 0;
	for (; *path; path++)
		sum = mix(sum, (unsigned char)*path);
	sum = mix(sum, st->st_mode);
	if (!S_ISDIR(st->st_mode)) {
		sum = mix(sum, (uint64_t)st->st_ctim.tv_sec);
		sum = mix(sum, (uint64_t)st->st_ctim.tv_nsec);
		sum = mix(sum, st->st_ino);
		sum = mix(sum, (uint64_t)st->st_size);
	}
	rest += sum;
	return 0;
}

uint64_t root_rest(const char *root)
{
	rest = 0;
	rest_root = strlen(root);
	(void)nftw(root, sum_entry, 16, FTW_PHYS);
	return rest;
}
