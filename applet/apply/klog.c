/* SPDX-License-Identifier: GPL-2.0-only */
#include "apply/klog.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "text/out.h"

/* Room for all messages of a run, and for one record with its prefix and tags. */
#define EB_KLOG_SIZE   16384u
#define EB_KLOG_RECORD 8192u

void eb_klog_begin(struct eb_klog *klog, const struct eb_root *root)
{
	*klog = (struct eb_klog){ .fd = eb_root_openat(root, "dev/kmsg",
						       O_RDONLY | O_NONBLOCK) };
	if (klog->fd >= 0)
		(void)lseek(klog->fd, 0, SEEK_END);
}

void eb_klog_end(struct eb_klog *klog)
{
	if (klog->fd >= 0)
		close(klog->fd);
	klog->fd = -1;
}

void eb_klog_refresh(struct eb_klog *klog)
{
	klog->read = klog->listed = false;
}

/*
 * The message of a record, "LEVEL,SEQUENCE,TIME,FLAGS[,...];MESSAGE"
 * (Documentation/ABI/testing/ dev-kmsg); lines that begin with a blank are tags of the record
 * before.
 */
static struct eb_span eb_klog_message(struct eb_span line)
{
	size_t semicolon = eb_span_find(line, ';');

	if (line.n == 0 || line.p[0] == ' ')
		return (struct eb_span){ line.p, 0 };
	if (semicolon == line.n || line.p[0] < '0' || line.p[0] > '9')
		return line;
	return eb_span_between(line.p + semicolon + 1, line.p + line.n);
}

static void eb_klog_add(struct eb_out *out, struct eb_span text)
{
	while (text.n > 0) {
		struct eb_span message = eb_klog_message(eb_span_take(&text, '\n'));

		if (message.n == 0)
			continue;
		eb_out_span(out, message);
		eb_out_char(out, '\n');
	}
}

/* Each read() of /dev/kmsg gives one record; EPIPE says that some were overwritten. */
static void eb_klog_read(struct eb_klog *klog, struct eb_arena *arena)
{
	char record[EB_KLOG_RECORD];
	struct eb_out out;

	klog->read = true;
	if (!klog->text)
		klog->text = eb_arena_alloc(arena, EB_KLOG_SIZE);
	if (!klog->text)
		return;
	out = eb_out_on(klog->text + klog->n, EB_KLOG_SIZE - klog->n);
	while (!out.cut) {
		ssize_t n = read(klog->fd, record, sizeof(record));

		if (n < 0 && errno == EPIPE)
			continue;
		if (n <= 0)
			break;
		eb_klog_add(&out, eb_span_between(record, record + n));
	}
	klog->n += out.n;
}

/* A character that can only be inside of a device's name, unlike '.', '-' and ':'. */
static bool eb_is_inner(char c)
{
	return (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_';
}

/* True when the name stands at @at for itself, and not as a part of another device's. */
static bool eb_is_whole(struct eb_span line, size_t at, size_t n)
{
	size_t end = at + n;
	char before = at > 0 ? line.p[at - 1] : ' ';

	if (eb_is_inner(before) || before == '.' || before == '-')
		return false;
	if (end < line.n && (line.p[end] == '.' || line.p[end] == '-' || line.p[end] == ':'))
		end++;
	return end == line.n || !eb_is_inner(line.p[end]);
}

static bool eb_names(struct eb_span line, struct eb_span name)
{
	size_t at = 0;

	while (at < line.n) {
		at += eb_span_find_text(eb_span_between(line.p + at, line.p + line.n), name);
		if (at < line.n && eb_is_whole(line, at, name.n))
			return true;
		at++;
	}
	return false;
}

/* The next line that names the device and is not our own; false when there is none. */
static bool eb_klog_next(struct eb_span *rest, const struct eb_device *device,
			 struct eb_span *line)
{
	while (rest->n > 0) {
		*line = eb_span_take(rest, '\n');
		if (!eb_span_starts(*line, "earlybind") &&
		    eb_names(*line, eb_span_of(device->name)))
			return true;
	}
	return false;
}

static struct eb_span eb_klog_text(struct eb_klog *klog, struct eb_arena *arena)
{
	if (klog->fd >= 0 && !klog->read)
		eb_klog_read(klog, arena);
	return (struct eb_span){ klog->text, klog->n };
}

const char *eb_klog_about(struct eb_klog *klog, struct eb_arena *arena,
			  const struct eb_device *device)
{
	struct eb_span rest = eb_klog_text(klog, arena), line, found = { NULL, 0 };

	while (eb_klog_next(&rest, device, &line))
		found = line;
	return found.p ? eb_arena_string(arena, found) : NULL;
}

/* drivers/base/dd.c:call_driver_probe, both spellings of 6.1 and 6.12 */
unsigned int eb_logged_error(struct eb_span message)
{
	static const char before[] = "with error -";
	size_t at = eb_span_find_text(message, eb_span_of(before));
	unsigned int error = 0;

	if (at == message.n)
		return 0;
	at += sizeof(before) - 1;
	message.p += at;
	message.n -= at;
	return eb_span_decimal(message, &error) < 0 ? 0 : error;
}

bool eb_klog_has_error(struct eb_klog *klog, struct eb_arena *arena,
		       const struct eb_device *device)
{
	struct eb_span rest = eb_klog_text(klog, arena), line;

	while (eb_klog_next(&rest, device, &line))
		if (eb_logged_error(line))
			return true;
	return false;
}

static void eb_list_deferred(struct eb_klog *klog, const struct eb_root *root,
			     struct eb_arena *arena)
{
	int n;

	klog->listed = true;
	if (!klog->deferred)
		klog->deferred = eb_arena_alloc(arena, EB_KLOG_RECORD);
	n = klog->deferred ? eb_root_file(root, "sys/kernel/debug/devices_deferred",
					  klog->deferred, EB_KLOG_RECORD)
			   : -ENOMEM;
	klog->n_deferred = n > 0 ? (size_t)n : 0;
	klog->no_deferred = n < 0 || n == (int)EB_KLOG_RECORD - 1;
}

const char *eb_deferred_reason(struct eb_klog *klog, const struct eb_root *root,
			       struct eb_arena *arena, const struct eb_device *device)
{
	struct eb_span rest;

	if (!klog->listed)
		eb_list_deferred(klog, root, arena);
	rest = (struct eb_span){ klog->deferred, klog->n_deferred };
	while (rest.n > 0) {
		struct eb_span line = eb_span_take(&rest, '\n');

		if (eb_span_is(eb_span_take(&line, '\t'), device->name))
			return eb_arena_string(arena, line);
	}
	return NULL;
}
