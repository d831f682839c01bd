/* SPDX-License-Identifier: GPL-2.0-only */
#include "report/emit.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory/record.h"

/* The kernel takes 10 records per open /dev/kmsg in 5 seconds (DEFAULT_RATELIMIT_BURST). */
#define EB_KMSG_LINES 10u
#define EB_LOCK_TRIES 100u
#define EB_LOCK_MS    10

static bool eb_write_all(int fd, const char *p, size_t n)
{
	while (n > 0) {
		ssize_t done = write(fd, p, n);

		if (done < 0 && errno == EINTR)
			continue;
		if (done <= 0)
			return false;
		p += done;
		n -= (size_t)done;
	}
	return true;
}

/* Behind what is missing, nothing makes sense. */
static void eb_sink_write(struct eb_sink *sink, struct eb_span text)
{
	if (sink->fd >= 0 && !sink->lost)
		sink->lost = !eb_write_all(sink->fd, text.p, text.n);
}

static void eb_sink_flush(struct eb_sink *sink)
{
	eb_sink_write(sink, eb_span_between(sink->buf, sink->buf + sink->n));
	sink->n = 0;
}

static void eb_sink_put(struct eb_sink *sink, struct eb_span text)
{
	if (sink->fd < 0)
		return;
	if (text.n > sizeof(sink->buf) - sink->n)
		eb_sink_flush(sink);
	if (text.n > sizeof(sink->buf)) {
		eb_sink_write(sink, text);
		return;
	}
	memcpy(sink->buf + sink->n, text.p, text.n);
	sink->n += text.n;
}

/* --- the console --- */

/* True when the terminal @number is the console named @name in /sys/class/tty. */
static bool eb_is_console(const struct eb_root *root, const char *name, const char *number)
{
	char path[EB_PATH_MAX], value[32];

	return eb_path(path, "sys/class/tty/", name, "/dev", (char *)NULL) &&
	       eb_root_attribute(root, path, value, sizeof(value)) > 0 &&
	       strcmp(value, number) == 0;
}

/* True when what is written to stdout shows on a console that shows the kernel log too. */
static bool eb_stdout_is_console(const struct eb_root *root)
{
	char active[256], *name = active, *end, number[32];
	struct eb_out out = eb_out_on(number, sizeof(number));

	if (eb_root_number(STDOUT_FILENO, S_IFCHR, &out) <= 0)
		return false;
	if (strcmp(number, "5:1") == 0)
		return true;
	if (eb_root_attribute(root, "sys/class/tty/console/active", active, sizeof(active)) <=
	    0)
		return false;
	for (;;) {
		end = strchr(name, ' ');
		if (end)
			*end = '\0';
		if (eb_is_console(root, name, number))
			return true;
		if (!end)
			return false;
		name = end + 1;
	}
}

/* The console shows messages whose level is below the first number of this file. */
static int eb_console_level(const struct eb_root *root)
{
	char value[64];

	if (!eb_stdout_is_console(root) ||
	    eb_root_attribute(root, "proc/sys/kernel/printk", value, sizeof(value)) <= 0)
		return 0;
	if (value[0] < '0' || value[0] > '9')
		return 0;
	/* Two digits are above every level there is. */
	return value[1] >= '0' && value[1] <= '9' ? 10 : value[0] - '0';
}

/* --- the kernel log --- */

static bool eb_kmsg_put(struct eb_emitter *emitter, enum eb_level level, struct eb_span line)
{
	char buf[EB_LINE_MAX + 32];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	if (emitter->kmsg_left-- == 0) {
		emitter->kmsg_left = EB_KMSG_LINES - 1;
		if (emitter->kmsg >= 0)
			close(emitter->kmsg);
		emitter->kmsg = eb_root_openat(emitter->root, "dev/kmsg", O_WRONLY | O_APPEND);
	}
	if (emitter->kmsg < 0)
		return false;
	eb_out_char(&out, '<');
	eb_out_uint(&out, (unsigned long)level);
	eb_out_str(&out, ">earlybind: ");
	eb_out_span(&out, line);
	eb_out_char(&out, '\n');
	return write(emitter->kmsg, out.p, out.n) == (ssize_t)out.n;
}

/* --- /run/earlybind --- */

static int eb_run_open(const struct eb_root *root)
{
	int run = eb_root_openat(root, "run", O_PATH | O_DIRECTORY);
	int dir;

	if (run < 0)
		return -1;
	(void)mkdirat(run, "earlybind", 0755);
	dir = openat(run, "earlybind", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	close(run);
	return dir;
}

/*
 * A new file, whatever stood there under that name: a run that is at it is given @tries times
 * EB_LOCK_MS to get done.
 */
static int eb_run_create(int dir, const char *name, unsigned int tries)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC;
	int fd;

	if (dir < 0)
		return -1;
	while ((fd = openat(dir, name, flags, 0644)) < 0 && errno == EEXIST && tries-- > 0)
		(void)poll(NULL, 0, EB_LOCK_MS);
	if (fd >= 0 || errno != EEXIST)
		return fd;
	(void)unlinkat(dir, name, 0);
	return openat(dir, name, flags, 0644);
}

/*
 * Waits for other runs, EB_LOCK_TRIES times EB_LOCK_MS at most: one that hangs must not keep
 * the others. Between `clear` and `watch` it makes sure that the record is read after it was
 * written.
 */
static void eb_run_lock(int dir)
{
	unsigned int tries = EB_LOCK_TRIES;

	while (flock(dir, LOCK_EX | LOCK_NB) < 0 && errno == EWOULDBLOCK && tries-- > 0)
		(void)poll(NULL, 0, EB_LOCK_MS);
}

void eb_emit_lock(const struct eb_emitter *emitter, bool lock)
{
	if (emitter->run >= 0 && lock)
		eb_run_lock(emitter->run);
	else if (emitter->run >= 0)
		(void)flock(emitter->run, LOCK_UN);
}

/* --- all together --- */

/* Runs at the same time must not write into one file. */
static void eb_name_report(struct eb_emitter *emitter)
{
	struct eb_out out = eb_out_on(emitter->report_name, sizeof(emitter->report_name));

	eb_out_str(&out, "report.");
	eb_out_uint(&out, (unsigned long)getpid());
}

void eb_emit_begin(struct eb_emitter *emitter, const struct eb_root *root, enum eb_log log,
		   bool quiet, bool json)
{
	emitter->root = root;
	emitter->quiet = quiet;
	emitter->json = json;
	emitter->log = log != EB_LOG_NONE;
	emitter->console_level = log ? eb_console_level(root) : 0;
	emitter->kmsg = -1;
	emitter->kmsg_left = 0;
	emitter->run = log ? eb_run_open(root) : -1;
	emitter->out.fd = STDOUT_FILENO;
	emitter->out.n = 0;
	emitter->out.lost = emitter->report.lost = false;
	emitter->report.fd = -1;
	emitter->report.n = 0;
	eb_emit_lock(emitter, true);
	if (log != EB_LOG_FULL)
		return;
	eb_name_report(emitter);
	emitter->report.fd = eb_run_create(emitter->run, emitter->report_name, 0);
}

void eb_emit_document(struct eb_emitter *emitter, struct eb_span text)
{
	eb_sink_put(&emitter->out, text);
}

void eb_emit_text(struct eb_emitter *emitter, struct eb_span text)
{
	if (!emitter->json)
		eb_sink_put(&emitter->out, text);
}

void eb_emit_line(struct eb_emitter *emitter, enum eb_level level, struct eb_span line)
{
	struct eb_span newline = { "\n", 1 };
	bool shown = false;

	if (line.n > EB_LINE_MAX)
		line.n = EB_LINE_MAX;
	if (emitter->log)
		shown = eb_kmsg_put(emitter, level, line) &&
			(int)level < emitter->console_level;
	eb_sink_put(&emitter->report, line);
	eb_sink_put(&emitter->report, newline);
	if (shown || emitter->json || (emitter->quiet && level == EB_LEVEL_INFO))
		return;
	eb_sink_put(&emitter->out, line);
	eb_sink_put(&emitter->out, newline);
}

/*
 * Runs at the same time, where one did not wait for the lock to its end, must not lose each
 * other's lines: the new file is there while the old one is read, and keeps others from it.
 */
bool eb_emit_record(struct eb_emitter *emitter, const struct eb_plan *plan, char *buf,
		    size_t size)
{
	struct eb_span old = { buf, 0 };
	struct eb_out out = eb_out_on(buf + size / 2, size - size / 2);
	bool complete = false;
	int n, fd;

	if (emitter->run < 0)
		return false;
	fd = eb_run_create(emitter->run, "devices.new", EB_LOCK_TRIES);
	if (fd < 0)
		return false;
	n = eb_root_file(emitter->root, "run/earlybind/devices", buf, size / 2);
	if (n > 0)
		old.n = (size_t)n;
	/* What cannot be read now must not be replaced. */
	if (n >= 0 || n == -ENOENT) {
		eb_record_merge(&out, plan, old);
		complete = eb_write_all(fd, out.p, out.n) &&
			   renameat(emitter->run, "devices.new", emitter->run, "devices") == 0;
	}
	if (!complete)
		(void)unlinkat(emitter->run, "devices.new", 0);
	close(fd);
	return complete && !out.cut && old.n + 1 < size / 2;
}

void eb_emit_end(struct eb_emitter *emitter)
{
	eb_sink_flush(&emitter->out);
	eb_sink_flush(&emitter->report);
	if (emitter->report.fd >= 0)
		(void)renameat(emitter->run, emitter->report_name, emitter->run, "report");
	/* A worker that hangs has the folder open, too. */
	eb_emit_lock(emitter, false);
	close(emitter->report.fd);
	close(emitter->kmsg);
	close(emitter->run);
}

void eb_complain_to(int fd, const char *text, const char *detail)
{
	char buf[EB_LINE_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	eb_out_all(&out, "earlybind: ", text, (char *)NULL);
	if (detail)
		eb_out_safe(&out, eb_span_of(detail));
	eb_out_char(&out, '\n');
	(void)eb_write_all(fd, out.p, out.n);
}

void eb_complain(const char *text, const char *detail)
{
	eb_complain_to(STDERR_FILENO, text, detail);
}
