/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the report goes: stdout, the kernel log, /run/earlybind. */
#ifndef EB_REPORT_EMIT_H
#define EB_REPORT_EMIT_H

#include "system/root.h"
#include "report/text.h"

/*
 * Longest line, in bytes. A record of the kernel log has at most 1024 with its prefix, and
 * devkmsg_write() refuses a longer one (kernel/printk/printk.c).
 */
#define EB_LINE_MAX 900u

/* Largest /run/earlybind/devices that is read, in bytes. */
#define EB_RECORD_MAX (4u << 20)

struct eb_sink {
	int fd;    /* -1: closed */
	bool lost; /* something could not be written */
	size_t n;
	char buf[2048];
};

struct eb_emitter {
	const struct eb_root *root;
	bool quiet;        /* stdout gets problems only */
	bool json;         /* stdout gets eb_emit_document() alone */
	bool log;          /* lines go to the kernel log as well */
	int console_level; /* messages below this level reach stdout by the kernel log; else 0
			    */
	int kmsg;          /* descriptor, -1 where there is none */
	unsigned int kmsg_left; /* lines that it takes before it is opened anew */
	int run;                /* descriptor of /run/earlybind, -1 where there is none */
	struct eb_sink out, report;
	char report_name[32]; /* until it is complete */
};

enum eb_log {
	EB_LOG_NONE,
	EB_LOG_LATE, /* to the kernel log; /run/earlybind/report stays that of the last full run
		      */
	EB_LOG_FULL,
};

/*
 * @log: where lines go beside stdout. Another earlybind that changes things is waited for, one
 * second at most; the next one waits for eb_emit_end(). A place that cannot be written is left
 * out: reporting never fails a boot.
 */
void eb_emit_begin(struct eb_emitter *emitter, const struct eb_root *root, enum eb_log log,
		   bool quiet, bool json);
/* Lets others that change things go first for a while, or waits for them again. */
void eb_emit_lock(const struct eb_emitter *emitter, bool lock);
void eb_emit_line(struct eb_emitter *emitter, enum eb_level level, struct eb_span line);
/* To stdout only, whatever @quiet says; may be several lines. */
void eb_emit_text(struct eb_emitter *emitter, struct eb_span text);
/* A piece of the JSON document. */
void eb_emit_document(struct eb_emitter *emitter, struct eb_span text);
/*
 * Renews /run/earlybind/devices; @buf is @size bytes of scratch. Returns false when the record
 * is not, or not complete.
 */
bool eb_emit_record(struct eb_emitter *emitter, const struct eb_plan *plan, char *buf,
		    size_t size);
void eb_emit_end(struct eb_emitter *emitter);

/* A line to stderr, for what ends the program: "earlybind: A B". @detail may be NULL. */
void eb_complain(const char *text, const char *detail);
/* The same to another file. */
void eb_complain_to(int fd, const char *text, const char *detail);

#endif
