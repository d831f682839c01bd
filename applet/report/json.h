/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Outcomes as JSON, piece by piece; docs/earlybind.schema.json describes the document. Pure.
 * Strings are what the text report says: every byte outside printable ASCII, and the backslash,
 * is \xNN in them. So the document is ASCII, whatever names devices have.
 */
#ifndef EB_REPORT_JSON_H
#define EB_REPORT_JSON_H

#include "plan/plan.h"
#include "text/out.h"

/* A device, or a rule that found none, as one entry of "devices". */
struct eb_json_entry {
	const struct eb_item *item;     /* NULL: no rule speaks of the device */
	const struct eb_device *device; /* NULL: the rule found none */
	const char *group, *node;       /* or NULL */
	bool planned;                   /* tell what is to be done */
	bool status;                    /* tell what the record says */
};

/* The document up to its first finding. */
void eb_json_head(struct eb_out *out, const char *command, bool dry,
		  const struct eb_ruleset *set);
void eb_json_finding(struct eb_out *out, const struct eb_ruleset *set,
		     const struct eb_finding *finding);
void eb_json_rule(struct eb_out *out, const struct eb_ruleset *set, const struct eb_rule *rule);
void eb_json_entry(struct eb_out *out, const struct eb_plan *plan,
		   const struct eb_json_entry *entry);

#endif
