/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Outcomes as sentences. Pure: one line each, without its newline; where it goes is decided in
 * report/emit.c. Everything from outside passes eb_out_safe().
 */
#ifndef EB_REPORT_TEXT_H
#define EB_REPORT_TEXT_H

#include "apply/act.h"
#include "plan/plan.h"
#include "text/out.h"

/* Kernel log levels, include/linux/kern_levels.h. */
enum eb_level {
	EB_LEVEL_ERROR = 3,
	EB_LEVEL_WARNING = 4,
	EB_LEVEL_INFO = 6,
};

/* "bound", "rolled-back": the words of the contract. */
const char *eb_outcome_name(enum eb_outcome outcome);

/* "/proc/cmdline:21", or "FILE:LINE:COLUMN" */
void eb_say_place(struct eb_out *out, const struct eb_ruleset *set, unsigned int source,
		  struct eb_span at);

/* "pci/0000:02:00.0" */
void eb_say_device(struct eb_out *out, const struct eb_device *device);

/* What the rule of an item without a device looked for, as a DEVICE argument has it. */
void eb_say_selector(struct eb_out *out, const struct eb_item *item);

/* Why the outcome is what it is, and what it left behind; nothing when it needs no reason. */
void eb_say_reason(struct eb_out *out, const struct eb_plan *plan, const struct eb_item *item);

/* What came of an item: "platform/x: bound to y, had no driver [PLACE RULE]". */
void eb_say_item(struct eb_out *out, const struct eb_plan *plan, const struct eb_item *item);
enum eb_level eb_item_level(const struct eb_plan *plan, const struct eb_item *item);

/* What apply would do: "platform/x: would write ... [PLACE RULE]". */
void eb_say_planned(struct eb_out *out, const struct eb_plan *plan, const struct eb_item *item);

/* What became of the items of a run; it may have made several plans. */
struct eb_counts {
	unsigned long counts[EB_OUTCOME_COUNT], devices;
	bool failed; /* an item did not reach what its rule asked for */
};

void eb_counts_add(struct eb_counts *tally, const struct eb_item *item);

/* "2 rules, 3 devices: 1 bound, 2 held" */
void eb_say_summary(struct eb_out *out, const struct eb_ruleset *rules,
		    const struct eb_counts *tally);

/* "PLACE: error: SENTENCE; HINT [RULE]" */
void eb_say_finding(struct eb_out *out, const struct eb_ruleset *set,
		    const struct eb_finding *finding);
/* Its parts: the sentence, and behind @before what to do about it, if anything. */
void eb_say_message(struct eb_out *out, const struct eb_diagnosis *diagnosis);
void eb_say_hint(struct eb_out *out, const struct eb_finding *finding, const char *before);
enum eb_level eb_finding_level(const struct eb_finding *finding);

/* The same over several lines, with the rule and a caret under what is wrong. */
void eb_say_finding_with_caret(struct eb_out *out, const struct eb_ruleset *set,
			       const struct eb_finding *finding);

/*
 * For `status`: by the rule that decides, else by the record, as long as that holds, else by
 * what its override does; nothing when it has none.
 */
void eb_say_outcome(struct eb_out *out, const struct eb_plan *plan,
		    const struct eb_device *device);

/* A device for `status`: "platform/x  driver=... override=... group=... outcome=... [...]". */
void eb_say_status(struct eb_out *out, const struct eb_plan *plan,
		   const struct eb_device *device, const char *group, const char *node);

/* The error's name in words, for the errors that sysfs gives; "error N" for others. */
void eb_say_errno(struct eb_out *out, int error);

#endif
