/* SPDX-License-Identifier: GPL-2.0-only */
#include "guards/in_use.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "guards/proc_lines.h"
#include "system/uevent.h"
#include "rules/cmdline.h"

#define EB_TRACES_MAX     2048u
#define EB_TRACE_TEXT_MAX (1u << 20)

#define EB_TARGET_SIZE (2 * EB_PATH_MAX)

#define EB_AT_BLOCK "sys/class/block/"
#define EB_AT_NET   "sys/class/net/"
#define EB_AT_PCI   "sys/bus/pci/devices/"
/* If anything has too many lines, it is this. */
#define EB_AT_MOUNTS "proc/self/mountinfo"

/* A listing of what lies below something in use. */
struct eb_tracing {
	struct eb_traces *traces;
	const char *prefix;    /* of the entries that are meant */
	const char *at;        /* stands in its place */
	struct eb_span wanted; /* eb_trace_partition(): value of uevent's @prefix */
};

/* Begins the phrase for what is added next. */
static void eb_trace_say(struct eb_traces *traces, const char *use, struct eb_span name)
{
	traces->out = eb_out_on(traces->phrase, sizeof(traces->phrase));
	eb_out_span(&traces->out, eb_span_of(use));
	eb_out_unescaped(&traces->out, name);
}

/* @read: eb_root_attribute() or, for what may not come in one piece, eb_root_file(). */
static struct eb_span eb_trace_text(struct eb_traces *traces, const char *path,
				    int (*read)(const struct eb_root *root, const char *path,
						char *buf, size_t size))
{
	struct eb_arena *arena = traces->finder->devices->arena;
	size_t size;
	char *text = eb_arena_scratch(arena, &size);
	int n = 0;

	if (size > EB_TRACE_TEXT_MAX)
		n = read(traces->finder->root, path, text, EB_TRACE_TEXT_MAX);
	else
		traces->no_memory = true;
	/* There may be more of it. */
	if (n == EB_TRACE_TEXT_MAX - 1)
		(void)eb_root_miss(traces->finder->root, path, -EFBIG);
	if (n <= 0)
		return (struct eb_span){ text, 0 };
	eb_arena_keep(arena, (size_t)n + 1);
	return eb_span_between(text, text + n);
}

/* Returns false when there are none. */
static bool eb_trace_lines(struct eb_traces *traces, const char *path,
			   void (*fn)(struct eb_traces *traces, struct eb_span line))
{
	struct eb_span rest = eb_trace_text(traces, path, eb_root_file);
	bool any = rest.n > 0;

	while (rest.n)
		fn(traces, eb_span_take(&rest, '\n'));
	return any;
}

/* Each is looked at once, for whom it was noted first: so loops end. */
static void eb_trace_add(struct eb_traces *traces, const char *directory, struct eb_span name)
{
	struct eb_arena *arena = traces->finder->devices->arena;
	char at[EB_PATH_MAX];
	struct eb_out out = eb_out_on(at, sizeof(at));
	struct eb_trace *trace;
	size_t i;

	if (!eb_name_ok(name))
		return;
	eb_out_str(&out, directory);
	eb_out_span(&out, name);
	for (i = 0; i < traces->n; i++)
		if (strcmp(traces->list[i].at, at) == 0)
			return;
	if (traces->n == EB_TRACES_MAX) {
		(void)eb_root_miss(traces->finder->root, EB_AT_MOUNTS, -E2BIG);
		return;
	}
	trace = eb_arena_more(arena, traces->list, traces->n, &traces->capacity,
			      sizeof(*trace));
	if (trace) {
		traces->list = trace;
		trace += traces->n;
		trace->at = eb_arena_string(arena, eb_out_text(&out));
		trace->phrase = eb_arena_string(arena, eb_out_text(&traces->out));
		trace->path = "";
	}
	if (trace && trace->at && trace->phrase)
		traces->n++;
	else
		traces->no_memory = true;
}

/* --- where things lie --- */

/* What is behind @part in the target of a link, "" when that is nothing. */
static const char *eb_link_behind(const struct eb_root *root, const char *path,
				  const char *part, char target[EB_TARGET_SIZE])
{
	const char *at = NULL;

	if (eb_root_link(root, path, target, EB_TARGET_SIZE) > 0)
		at = eb_text_behind(target, part);
	return at ? at : "";
}

static int eb_trace_listed(void *data, struct eb_span name)
{
	const struct eb_tracing *tracing = data;
	size_t n = strlen(tracing->prefix);

	if (eb_span_starts(name, tracing->prefix))
		eb_trace_add(tracing->traces, tracing->at,
			     eb_span_between(name.p + n, name.p + name.n));
	return 0;
}

/*
 * The driver of a physical function takes the virtual ones with it when it lets go
 * (pci_disable_sriov()).
 */
static void eb_trace_physical(struct eb_traces *traces, const char *interface)
{
	char path[EB_PATH_MAX], name[EB_NAME_MAX + 1];

	if (eb_path(path, interface, "/device/physfn", (char *)NULL) &&
	    eb_root_link_name(traces->finder->root, path, name, sizeof(name)) > 0)
		eb_trace_add(traces, EB_AT_PCI, eb_span_of(name));
}

/*
 * A virtual device lies on others: device mapper, md and bcache on slaves/, a disk of several
 * NVMe controllers on those beside it. So does an interface on its lower_*: a VLAN, a bond, a
 * bridge, but also the port of a switch.
 */
static void eb_trace_below(struct eb_traces *traces, struct eb_trace trace)
{
	struct eb_tracing tracing = { traces, "", EB_AT_BLOCK, { "", 0 } };
	struct eb_span rest = eb_span_of(trace.path);
	char path[EB_PATH_MAX];
	struct eb_out out = eb_out_on(path, sizeof(path));
	unsigned int i;

	eb_trace_say(traces, trace.phrase, tracing.wanted);
	if (eb_span_starts(eb_span_of(trace.at), EB_AT_NET)) {
		tracing.prefix = "lower_";
		tracing.at = EB_AT_NET;
		eb_out_span(&out, eb_span_of(trace.at));
		eb_trace_physical(traces, trace.at);
	} else if (eb_span_starts(rest, "/virtual/")) {
		/* The disk's directory: that of a partition lies in it. */
		eb_out_str(&out, "sys/devices");
		for (i = 0; i < 4; i++) {
			eb_out_span(&out, eb_span_take(&rest, '/'));
			eb_out_char(&out, '/');
		}
		if (eb_span_starts(rest, "nvme")) {
			tracing.prefix = "nvme";
			tracing.at = "sys/class/nvme/nvme";
		} else {
			eb_out_str(&out, "slaves");
		}
	} else {
		return;
	}
	(void)eb_root_list(traces->finder->root, path, eb_trace_listed, &tracing);
}

static void eb_traces_resolve(struct eb_traces *traces)
{
	struct eb_finder *finder = traces->finder;
	char target[EB_TARGET_SIZE];
	size_t i;

	for (i = 0; i < traces->n && !traces->no_memory; i++) {
		struct eb_trace *trace = &traces->list[i];
		const char *path = eb_link_behind(finder->root, trace->at, "/devices", target);

		trace->path = eb_arena_string(finder->devices->arena, eb_span_of(path));
		if (trace->path)
			eb_trace_below(traces, *trace);
		else
			traces->no_memory = true;
	}
}

/* --- consoles --- */

static void eb_trace_consoles(struct eb_traces *traces)
{
	struct eb_span rest = eb_trace_text(traces, "sys/class/tty/console/active",
					    eb_root_attribute),
		       name;

	rest = eb_span_take(&rest, '\n');
	while (rest.n) {
		name = eb_span_take(&rest, ' ');
		eb_trace_say(traces, "console ", name);
		eb_trace_add(traces, "sys/class/tty/", name);
	}
}

/* A path or an alias, and ":OPTIONS" (drivers/of/base.c:of_alias_scan). */
static void eb_trace_stdout(struct eb_traces *traces)
{
	struct eb_span text =
		eb_trace_text(traces, EB_TREE "/chosen/stdout-path", eb_root_attribute);
	char path[EB_PATH_MAX];
	struct eb_out out = eb_out_on(path, sizeof(path));

	if (!text.n)
		text = eb_trace_text(traces, EB_TREE "/chosen/linux,stdout-path",
				     eb_root_attribute);
	text = eb_span_take(&text, '\0');
	text = eb_span_take(&text, ':');
	if (!eb_span_starts(text, "/") && eb_name_ok(text)) {
		eb_out_str(&out, EB_TREE "/aliases/");
		eb_out_span(&out, text);
		text = eb_trace_text(traces, path, eb_root_attribute);
		text = eb_span_take(&text, '\0');
	}
	traces->stdout_node = text;
}

/* --- disks --- */

/* By its number where the node is there, else by its name or by where the link leads. */
static void eb_trace_node(struct eb_traces *traces, struct eb_span node)
{
	const struct eb_root *root = traces->finder->root;
	char path[EB_PATH_MAX], name[EB_NAME_MAX + 1];
	struct eb_out out = eb_out_on(path, sizeof(path)),
		      number = eb_out_on(name, sizeof(name));
	int fd, is_disk;

	if (!eb_span_starts(node, "/dev/"))
		return;
	eb_out_unescaped(&out, eb_span_between(node.p + 1, node.p + node.n));
	fd = eb_root_openat(root, path, O_PATH);
	if (fd >= 0) {
		is_disk = eb_root_number(fd, S_IFBLK, &number);
		close(fd);
		if (is_disk < 0)
			(void)eb_root_miss(root, path, is_disk);
		if (is_disk > 0) {
			eb_trace_add(traces, "sys/dev/block/", eb_out_text(&number));
			return;
		}
	}
	if (eb_root_link_name(root, path, name, sizeof(name)) > 0)
		eb_trace_add(traces, EB_AT_BLOCK, eb_span_of(name));
	else
		eb_trace_add(traces, EB_AT_BLOCK, eb_span_of(path + 4));
}

/* One entry of sys/class/block whose uevent may have what PARTUUID= or PARTLABEL= asks for. */
static int eb_trace_partition(void *data, struct eb_span name)
{
	const struct eb_tracing *tracing = data;
	char path[EB_PATH_MAX], uevent[EB_UEVENT_SIZE];
	struct eb_out out = eb_out_on(path, sizeof(path));

	eb_out_str(&out, EB_AT_BLOCK);
	eb_out_span(&out, name);
	eb_out_str(&out, "/uevent");
	if (eb_root_attribute(tracing->traces->finder->root, path, uevent, sizeof(uevent)) >
		    0 &&
	    eb_span_eq_nocase(eb_uevent_get(uevent, tracing->prefix), tracing->wanted))
		eb_trace_add(tracing->traces, EB_AT_BLOCK, name);
	return 0;
}

/* The value of root= or resume=. */
static void eb_trace_disk(struct eb_traces *traces, const char *parameter, struct eb_span value)
{
	char path[EB_PATH_MAX];
	struct eb_out out = eb_out_on(path, sizeof(path));
	struct eb_tracing tracing = { .traces = traces, .wanted = value };
	struct eb_span tag = eb_span_take(&tracing.wanted, '=');
	size_t before = traces->n;

	eb_trace_say(traces, parameter, value);
	tracing.wanted = eb_span_take(&tracing.wanted, '/');
	eb_root_where(&out, value);
	if (*path == '/')
		eb_trace_node(traces, eb_out_text(&out));
	else
		eb_trace_add(traces, "sys/dev/block/", eb_out_text(&out));
	/* block/partitions/core.c:part_uevent has the first since 4.6, PARTUUID after 6.12. */
	if (eb_span_is(tag, "PARTLABEL"))
		tracing.prefix = "PARTNAME";
	else if (eb_span_is(tag, "PARTUUID"))
		tracing.prefix = "PARTUUID";
	if (tracing.prefix && tracing.wanted.n && traces->n == before)
		(void)eb_root_list(traces->finder->root, EB_AT_BLOCK, eb_trace_partition,
				   &tracing);
}

static void eb_trace_swap(struct eb_traces *traces, struct eb_span line)
{
	struct eb_span file = eb_field(line, 0);

	eb_trace_say(traces, "swap on ", file);
	eb_trace_node(traces, file);
}

/* --- the network; what is said tells what for --- */

static void eb_trace_interface(struct eb_traces *traces, struct eb_span interface)
{
	size_t n = traces->out.n;

	eb_out_str(&traces->out, " over ");
	eb_out_span(&traces->out, interface);
	eb_trace_add(traces, EB_AT_NET, interface);
	traces->out.n = n;
}

static void eb_trace_route(struct eb_traces *traces, struct eb_span line)
{
	eb_trace_interface(traces, eb_route_interface(line, traces->server));
}

static void eb_trace_route6(struct eb_traces *traces, struct eb_span line)
{
	eb_trace_interface(traces, eb_route6_interface(line));
}

static bool eb_trace_routes(struct eb_traces *traces, uint32_t server)
{
	traces->server = server;
	return eb_trace_lines(traces, "proc/net/route", eb_trace_route);
}

/* --- mounts and the command line --- */

static void eb_trace_mount(struct eb_traces *traces, struct eb_span line)
{
	struct eb_mount mount;

	if (!eb_mount_parse(line, &mount))
		return;
	eb_trace_say(traces, "", mount.source);
	eb_out_str(&traces->out, " mounted on ");
	eb_out_unescaped(&traces->out, mount.point);
	/* Anonymous (fs/super.c:get_anon_bdev): what is behind it only the source can tell. */
	if (!eb_span_starts(mount.number, "0:"))
		eb_trace_add(traces, "sys/dev/block/", mount.number);
	else if (eb_span_starts(mount.type, "nfs"))
		(void)eb_trace_routes(traces, eb_mount_server(&mount));
	else
		eb_trace_node(traces, mount.source);
}

/* Of several root= the last counts, of several ip= each. */
static void eb_trace_cmdline(struct eb_traces *traces)
{
	struct eb_span rest = traces->finder->cmdline, interface;
	struct eb_span root = { "", 0 }, resume = root;
	struct eb_parameter parameter;
	bool nfs = false, any = false, named = false;

	if (!rest.p)
		rest = eb_trace_text(traces, "proc/cmdline", eb_root_file);
	while (eb_cmdline_next(&rest, &parameter)) {
		if (!parameter.value.p)
			continue;
		if (eb_parameter_is(parameter.name, "root"))
			root = parameter.value;
		else if (eb_parameter_is(parameter.name, "resume"))
			resume = parameter.value;
		else if (eb_parameter_is(parameter.name, "nfsroot"))
			nfs = true;
		else if (eb_parameter_is(parameter.name, "ip") &&
			 eb_ip_interface(parameter.value, &interface)) {
			any |= !interface.n;
			named |= interface.n > 0;
			eb_trace_say(traces, "ip=", eb_span_of(""));
			eb_trace_interface(traces, interface);
		}
	}
	eb_trace_disk(traces, "root=", root);
	eb_trace_disk(traces, "resume=", resume);
	nfs |= eb_span_starts(root, "nfs") || eb_span_is(root, "/dev/nfs");
	eb_trace_say(traces, nfs ? "NFS root" : "ip=", eb_span_of(""));
	if (any || (nfs && !named))
		(void)eb_trace_routes(traces, EB_ROUTE_ANY);
}

int eb_traces_read(struct eb_traces *traces, struct eb_finder *finder)
{
	traces->finder = finder;
	eb_trace_consoles(traces);
	if (finder->root->has_tree)
		eb_trace_stdout(traces);
	(void)eb_trace_lines(traces, EB_AT_MOUNTS, eb_trace_mount);
	(void)eb_trace_lines(traces, "proc/swaps", eb_trace_swap);
	eb_trace_say(traces, "default route", eb_span_of(""));
	/* No IPv6 without IPv4 (net/Kconfig). */
	if (eb_trace_routes(traces, EB_ROUTE_DEFAULT))
		(void)eb_trace_lines(traces, "proc/net/ipv6_route", eb_trace_route6);
	eb_trace_cmdline(traces);
	eb_traces_resolve(traces);
	return traces->no_memory ? -ENOMEM : 0;
}

/* --- devices --- */

/* @path, behind @part, is where @entry of @device leads, or lies below. */
static bool eb_is_at(const struct eb_traces *traces, const struct eb_device *device,
		     const char *entry, const char *part, struct eb_span path)
{
	char link[EB_PATH_MAX], target[EB_TARGET_SIZE];

	return eb_device_path(link, device->bus, device->name, entry) &&
	       eb_is_path_below(path, eb_span_of(eb_link_behind(traces->finder->root, link,
								part, target)));
}

const char *eb_traces_find(const struct eb_traces *traces, const struct eb_device *device)
{
	size_t i;

	for (i = 0; i < traces->n; i++) {
		const char *path = traces->list[i].path;

		/* The link is read only for a device whose name is in a path. */
		if (eb_text_behind(path, device->name) &&
		    eb_is_at(traces, device, "", "/devices", eb_span_of(path)))
			return traces->list[i].phrase;
	}
	return traces->stdout_node.n && eb_is_at(traces, device, "/of_node", "/devicetree/base",
						 traces->stdout_node)
		       ? "stdout-path"
		       : NULL;
}
