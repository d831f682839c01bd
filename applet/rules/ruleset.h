/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * All rules of all sources, in order of precedence (low to high), and everything that was wrong
 * with them. Sources are added by the caller, lowest precedence first.
 */
#ifndef EB_RULES_RULESET_H
#define EB_RULES_RULESET_H

#include "rules/message.h"
#include "rules/rule.h"
#include "text/arena.h"

/* Longest source, in bytes; a longer one is refused whole rather than cut. */
#define EB_SOURCE_MAX 65536u

/* A text that rules came from. */
struct eb_source {
	const char *label; /* as messages name it: "/proc/cmdline", "-r" */
	struct eb_span text;
	bool lines;          /* it has several */
	struct eb_span seen; /* from the line on of the last place that was asked for */
	unsigned int line;   /* its number; 0: none was */
};

/* Where something stands in its source; both count from 1, columns in bytes. */
struct eb_place {
	const char *label;
	unsigned int line; /* 0 where the source has one line only */
	unsigned int column;
};

struct eb_finding {
	struct eb_diagnosis diagnosis;
	struct eb_span rule; /* the rule or parameter it is in */
	unsigned int source;
};

/* The words that stand instead of rules. */
enum eb_word {
	EB_WORD_NONE,
	EB_WORD_PLAN, /* show, touch nothing */
	EB_WORD_OFF,  /* nothing at all this boot */
};

struct eb_ruleset {
	struct eb_arena *arena;
	struct eb_source *sources;
	struct eb_rule *rules;
	struct eb_finding *findings;
	size_t n_sources, n_rules, n_findings;
	size_t cap_sources, cap_rules, cap_findings;
	size_t n_errors;          /* findings that are errors */
	enum eb_word word;        /* the strongest one said */
	bool strict;              /* all rules or none */
	struct eb_span word_text; /* where it was said */
	unsigned int word_source;
	size_t nodes, nodes_end; /* the sources that are properties of devices' own nodes */
};

/* All functions return 0, or -1 when the arena is full (then some rules are missing). */

/* A configuration file: a rule a line; '#' at the start of a line begins a comment. */
int eb_ruleset_add_conf(struct eb_ruleset *set, const char *label, struct eb_span text);
/* The property linux,driver-override of a device's own node: a target for the node @path. */
int eb_ruleset_add_node(struct eb_ruleset *set, const char *label, struct eb_span path,
			struct eb_span text);
/* The same property of /chosen: a list of strings, each ended by NUL. */
int eb_ruleset_add_chosen(struct eb_ruleset *set, const char *label, struct eb_span text);
/* The values of driver_override in /proc/bootconfig. */
int eb_ruleset_add_bootconfig(struct eb_ruleset *set, const char *label, struct eb_span text);
/*
 * The rules in the driver_override=, rd.driver_override= and pci=driver[...] parameters of a
 * command line. @cut: it was cut off (eb_cmdline_is_cut()); if its last word is ours, the last
 * rule of that is dropped, with a message.
 */
int eb_ruleset_add_cmdline(struct eb_ruleset *set, const char *label, struct eb_span text,
			   bool cut);
/* The rules in @text, or a word alone. */
int eb_ruleset_add_rules(struct eb_ruleset *set, const char *label, struct eb_span text);

/* Adds sources number @first to @end - 1 of @from, with their rules and without what was wrong.
 */
int eb_ruleset_add_sources(struct eb_ruleset *set, const struct eb_ruleset *from, size_t first,
			   size_t end);

/* @text is one rule; ';' and newlines in it are malformed. */
int eb_ruleset_add_rule(struct eb_ruleset *set, const char *label, struct eb_span text);

/*
 * Adds "BUS,name[NAME]=/optional", put together without parsing: NAME may hold what no rule can
 * be written with, and there may be more of these than EB_RULES_MAX. Both passed eb_name_ok().
 */
int eb_ruleset_add_clear(struct eb_ruleset *set, const char *label, struct eb_span bus,
			 struct eb_span name);

/* Where @at, a span inside the text of source number @source, stands. */
struct eb_place eb_ruleset_place(const struct eb_ruleset *set, unsigned int source,
				 struct eb_span at);

#endif
