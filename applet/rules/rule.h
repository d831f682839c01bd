/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What a rule is after parsing. The language is specified in docs/rules.md; every span points
 * into the text of the rule's source, so that each word can be traced to its column.
 */
#ifndef EB_RULES_RULE_H
#define EB_RULES_RULE_H

#include "text/span.h"

/* Limits of the language; each is an error of its own (rules/message.h). */
#define EB_RULE_TEXT_MAX  4096u /* bytes of one rule */
#define EB_RULE_TERMS_MAX 64u   /* terms of one rule, over all its selectors */
#define EB_RULES_MAX      4096u /* rules of all sources together */
#define EB_WAIT_MAX       3600u /* seconds in wait[N] */
#define EB_WAIT_DEFAULT   5u

enum eb_term_kind {
	EB_TERM_NAME,       /* a sysfs device name, exact */
	EB_TERM_GLOB,       /* a glob over sysfs device names */
	EB_TERM_ID,         /* vendor:device[:subvendor:subdevice], each may be '*' */
	EB_TERM_CLASS,      /* the first 2 to 6 hex digits of the PCI class */
	EB_TERM_PATH,       /* PCI topology path */
	EB_TERM_OF,         /* a device-tree path, exact */
	EB_TERM_OF_GLOB,    /* a glob over device-tree paths */
	EB_TERM_ALIAS,      /* a device-tree alias */
	EB_TERM_COMPATIBLE, /* a string of the node's compatible list */
	EB_TERM_MODALIAS,   /* a glob over modalias strings */
};

struct eb_term {
	struct eb_span text;  /* without keyword and brackets */
	struct eb_span whole; /* as written, for messages */
	struct eb_span name;  /* of names and globs: eb_term_device_name() */
	unsigned char kind;   /* enum eb_term_kind */
	bool first;           /* begins a selector; the others are joined to it by '+' */
	bool literal;         /* stood in brackets: no short form, no glob */
	bool negated;         /* belongs to a selector that begins with '!' */
};

enum eb_aim {
	EB_AIM_BIND,    /* to the named driver */
	EB_AIM_HOLD,    /* "none": no driver at all */
	EB_AIM_CLEAR,   /* no driver named: back to the standard driver */
	EB_AIM_PROTECT, /* "=/final": leave alone, now and by later rules */
};

enum eb_option {
	EB_OPT_KEEP = 1 << 0,
	EB_OPT_FORCE = 1 << 1,
	EB_OPT_GROUP = 1 << 2,
	EB_OPT_REQUIRED = 1 << 3,
	EB_OPT_HOLD = 1 << 4,
	EB_OPT_OPTIONAL = 1 << 5,
	EB_OPT_FINAL = 1 << 6,
	EB_OPT_WAIT = 1 << 7,
	EB_OPT_NOIOMMU = 1 << 8,
	EB_OPT_NORESET = 1 << 9,
};

/* The options that mean nothing without a driver to bind. */
#define EB_OPT_NEEDS_DRIVER                                                        \
	(EB_OPT_KEEP | EB_OPT_GROUP | EB_OPT_HOLD | EB_OPT_WAIT | EB_OPT_NOIOMMU | \
	 EB_OPT_NORESET)

struct eb_target {
	enum eb_aim aim;
	struct eb_span driver; /* empty unless EB_AIM_BIND or EB_AIM_HOLD */
	unsigned int options;  /* enum eb_option, or-ed */
	unsigned int wait;     /* seconds; only with EB_OPT_WAIT */
};

struct eb_rule {
	struct eb_span text; /* the rule as written, blanks around it removed */
	struct eb_span bus;  /* "*" for any bus */
	const struct eb_term *terms;
	size_t n_terms;
	struct eb_target target;
	unsigned int source; /* index into eb_ruleset.sources */
};

#endif
