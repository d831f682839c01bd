/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * earlybind: decides, before driver modules load, which driver each device gets.
 * The commands and the exit status; its manual page, earlybind(8), is the specification.
 */
//config:config EARLYBIND
//config:	bool "earlybind (73 kb)"
//config:	default y
//config:	help
//config:	Reads rules from the kernel command line and sets driver_override
//config:	for devices of PCI, platform and every other bus that has it,
//config:	before driver modules load.

//applet:IF_EARLYBIND(APPLET(earlybind, BB_DIR_SBIN, BB_SUID_DROP))

//kbuild:lib-$(CONFIG_EARLYBIND) += earlybind.o

//usage:#define earlybind_trivial_usage
//usage:       "[OPTIONS] [apply|plan|check [RULES]...|status [DEVICE]|\n"
//usage:       "	set DEVICE TARGET|clear DEVICE|clear --all|\n"
//usage:       "	watch [-b] [-p FILE]|watch --stop [-p FILE]|uevent]"
//usage:#define earlybind_full_usage "\n\n"
//usage:       "Decide which driver each device gets, before driver modules load\n"
//usage:     "\n	apply (default)		Apply every rule"
//usage:     "\n	plan			Show what apply would do, touch nothing"
//usage:     "\n	check [RULES]...	Parse only"
//usage:     "\n	status [DEVICE]		Devices that have an override or a rule"
//usage:     "\n	set DEVICE TARGET	One device now"
//usage:     "\n	clear DEVICE|--all	Give it back to its standard driver"
//usage:     "\n	watch			Apply, then do so for devices that come later"
//usage:     "\n	watch --stop		End that"
//usage:     "\n	uevent			For the device of one event, from the environment"
//usage:     "\n"
//usage:     "\n	-R,--root DIR		Work on DIR/sys, DIR/proc, DIR/dev, DIR/etc, DIR/run, DIR/lib"
//usage:     "\n	-c,--cmdline TEXT	Instead of /proc/cmdline"
//usage:     "\n	-D,--dtb FILE		plan or check against this device tree blob (host build)"
//usage:     "\n	-r,--rule RULES		More rules, highest precedence; may be repeated"
//usage:     "\n	-n,--dry-run		Same as plan"
//usage:     "\n	-j,--json		One JSON document on stdout"
//usage:     "\n	-t,--timeout SEC	Never hold the boot longer (default 10, 0: no limit)"
//usage:     "\n	-b,--background		watch: return when the rules are applied"
//usage:     "\n	-p,--pidfile FILE	watch: instead of /run/earlybind/watch.pid"
//usage:     "\n	-q,--quiet		Print problems only"
//usage:     "\n	-v,--verbose		Print the rules received, too"
//usage:     "\n	-h,--help"
//usage:     "\n	-V,--version"
//usage:     "\n"
//usage:     "\nRULES: BUS,SELECTOR[,SELECTOR]...=[DRIVER|none][/OPTION]...[;RULE]..."
//usage:     "\nDEVICE: [BUS/]SELECTOR or a device-tree path"
//usage:     "\nRules come from /etc/earlybind.conf and earlybind.d, the device tree, bootconfig and"
//usage:     "\ndriver_override= on the kernel command line"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include "commands/change.h"
#include "commands/rdinit.h"

/*
 * All that is known about rules, devices and outcomes lives in here: 10000 devices that ten
 * rules each take have room. What is not touched costs nothing.
 */
#define EB_ARENA_SIZE (sizeof(void *) << 23)

static int eb_open_dtb(struct eb_session *session, const struct eb_options *options)
{
	const char *wrong =
		eb_dtb_open(&session->arena, options->dtb, options->cmdline, &session->dtb);
	char buf[EB_LINE_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	if (!wrong)
		return 0;
	eb_out_span(&out, eb_span_of(options->dtb));
	eb_out_all(&out, ": ", wrong, (char *)NULL);
	eb_complain("", buf);
	return -1;
}

static int eb_command(struct eb_session *session, const struct eb_options *options)
{
	struct eb_late late = { .fd = -1 };

	if (EB_CAN_DTB && options->dtb && eb_open_dtb(session, options) < 0)
		return EB_EXIT_USAGE;
	if (options->command == EB_UEVENT)
		return eb_command_uevent(session, options);
	if (eb_collect(session, options) < 0)
		return eb_no_memory();
	if (session->no_cmdline && !options->n_rules) {
		eb_complain("cannot read the kernel command line: mount proc first, or give -c "
			    "TEXT",
			    NULL);
		return EB_EXIT_USAGE;
	}
	if (session->no_record &&
	    (options->command == EB_CLEAR || options->command == EB_STATUS)) {
		eb_complain("cannot read /run/earlybind/devices", NULL);
		return EB_EXIT_USAGE;
	}
	if (options->command == EB_CHECK)
		return eb_command_check(session, options);
	if (!eb_is_offline(session) && !eb_find_has_sysfs(&session->root)) {
		eb_complain("no sysfs: mount it first (mount -t sysfs sysfs /sys)", NULL);
		return EB_EXIT_USAGE;
	}
	if (options->command == EB_STATUS)
		return eb_command_status(session, options);
	if (options->command == EB_WATCH)
		return eb_command_watch(session, options);
	return eb_command_change(session, options, &late);
}

/*
 * An init without a console may start us with 0 to 2 closed: what is opened next would then be
 * taken for them. And a reader that goes away must not keep us from finishing.
 */
static void eb_guard_streams(void)
{
	int fd;

	do {
		fd = openat(AT_FDCWD, "/dev/null", O_RDWR);
		if (fd < 0)
			fd = openat(AT_FDCWD, "/", O_PATH);
	} while (fd >= 0 && fd <= STDERR_FILENO);
	if (fd >= 0)
		close(fd);
	eb_hold_signal(SIGPIPE, true);
}

static int eb_main(int argc, char **argv)
{
	struct eb_options options;
	struct eb_session *session;
	struct eb_arena arena;
	int result;

	eb_guard_streams();
	result = eb_parse_options(&options, argc, argv);
	if (result)
		return result < 0 ? EB_EXIT_OK : result;
	if (eb_arena_map(&arena, EB_ARENA_SIZE) < 0)
		return eb_usage_error("out of memory", NULL);
	session = eb_arena_alloc(&arena, sizeof(*session));
	if (!session)
		return eb_usage_error("out of memory", NULL);
	session->arena = arena;
	session->root.unread = session->unread;
	result = eb_root_open(&session->root, options.root);
	if (result < 0) {
		eb_complain(result == -ENOSYS ? "-R needs a kernel with openat2 (Linux 5.6): "
					      : "cannot open the root: ",
			    options.root ? options.root : "/");
		return EB_EXIT_USAGE;
	}
	return eb_command(session, &options);
}

/* The words that the kernel gives its first process are for the image's init. */
static int eb_apply_for_init(void)
{
	static char name[] = "earlybind";
	char *argv[] = { name, NULL };

	return eb_main(1, argv);
}

int earlybind_main(int argc, char **argv);
int earlybind_main(int argc, char **argv)
{
	return eb_is_init() ? eb_init(argv, eb_apply_for_init) : eb_main(argc, argv);
}

#ifndef ENABLE_EARLYBIND
int main(int argc, char **argv)
{
	return earlybind_main(argc, argv);
}
#endif
