/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What all commands print: findings, rules, and the JSON document (docs/earlybind.schema.json).
 * Nothing is written for the document without -j.
 */
#ifndef EB_COMMANDS_OUTPUT_H
#define EB_COMMANDS_OUTPUT_H

#include "commands/options.h"
#include "commands/session.h"
#include "report/emit.h"
#include "report/json.h"

/* The exit status of a run whose rules are those of @session; @failed: an outcome was not
 * reached. */
int eb_exit_status(const struct eb_session *session, bool failed);

/* Says that there is no memory, or that an operand was too long. Returns EB_EXIT_USAGE. */
int eb_no_memory(void);

/* What is wrong with the rules of @set, a line each, wherever @emitter writes. */
void eb_report_findings(struct eb_emitter *emitter, const struct eb_ruleset *set);

/* The same on stdout alone, with the place in the source. */
void eb_show_findings(struct eb_emitter *emitter, const struct eb_ruleset *set);

/* The rules themselves, as they were received (-v). */
void eb_report_rules(struct eb_emitter *emitter, const struct eb_ruleset *set);

/* @text about the word of @set: where it stands. */
void eb_report_word(struct eb_emitter *emitter, const struct eb_ruleset *set, const char *text);

/* The document up to the list of devices. */
void eb_document_begin(struct eb_emitter *emitter, struct eb_session *session,
		       const struct eb_options *options, bool dry);

/* One device of the document; @any says whether there was one before, and is set. */
void eb_document_entry(struct eb_emitter *emitter, struct eb_session *session,
		       const struct eb_json_entry *entry, bool *any);

/* Ends the document and the report. Returns @status. */
int eb_document_end(struct eb_emitter *emitter, int status);

#endif
