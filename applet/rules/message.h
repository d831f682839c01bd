/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What can be wrong with rules. A message is a code, the place it points at and, where the
 * sentence quotes something, that something; the sentences stand in one table (message.c).
 */
#ifndef EB_RULES_MESSAGE_H
#define EB_RULES_MESSAGE_H

#include "text/span.h"

enum eb_message {
	EB_MSG_NONE,
	/* the rule as a whole */
	EB_MSG_NO_TARGET,
	EB_MSG_WORD_NOT_HERE,
	EB_MSG_NO_BUS,
	EB_MSG_BAD_BUS,
	EB_MSG_NO_SELECTOR,
	EB_MSG_ONLY_EXCEPTIONS,
	EB_MSG_RULE_TOO_LONG,
	EB_MSG_TOO_MANY_TERMS,
	EB_MSG_TOO_MANY_RULES,
	/* selectors */
	EB_MSG_EMPTY_SELECTOR,
	EB_MSG_EMPTY_TERM,
	EB_MSG_BAD_NAME_BYTE,
	EB_MSG_CONTROL_IN_NAME,
	EB_MSG_BLANK_IN_NAME,
	EB_MSG_SLASH_IN_NAME,
	EB_MSG_DOTS_AS_NAME,
	EB_MSG_NAME_TOO_LONG,
	EB_MSG_NO_KEYWORD,
	EB_MSG_UNKNOWN_KEYWORD,
	EB_MSG_UNCLOSED_BRACKET,
	EB_MSG_STRAY_BRACKET,
	EB_MSG_TEXT_AFTER_BRACKET,
	EB_MSG_EMPTY_BRACKETS,
	EB_MSG_KEYWORD_OF_PCI,
	EB_MSG_NOT_PCI_ADDRESS,
	EB_MSG_PCI_SWAPPED,
	EB_MSG_PCI_DEVICE_RANGE,
	EB_MSG_PCI_FUNCTION,
	EB_MSG_BAD_ID,
	EB_MSG_BAD_CLASS,
	EB_MSG_BAD_PATH,
	EB_MSG_BAD_OF,
	EB_MSG_GLOB_ALIAS,
	/* target */
	EB_MSG_BAD_DRIVER_BYTE,
	EB_MSG_DRIVER_TOO_LONG,
	EB_MSG_DOTS_AS_DRIVER,
	EB_MSG_EMPTY_OPTION,
	EB_MSG_UNKNOWN_OPTION,
	EB_MSG_OPTION_NEEDS_DRIVER,
	EB_MSG_OPTION_TAKES_NO_VALUE,
	EB_MSG_BAD_WAIT,
	/* well-formed, and hardly meant so */
	EB_MSG_DOUBT_COMMENT,
	EB_MSG_DOUBT_QUOTE,
	/* words and sources */
	EB_MSG_EMPTY_VALUE,
	EB_MSG_NO_RULES,
	EB_MSG_NO_VALUE,
	EB_MSG_SOURCE_CUT,
	EB_MSG_CUT_OFF,
	EB_MSG_UNCLOSED_QUOTE,
	EB_MSG_COUNT
};

enum eb_severity {
	EB_WARNING, /* said, but nothing was dropped; exit status stays */
	EB_ERROR,   /* the rule is dropped; exit status 2 */
};

struct eb_diagnosis {
	enum eb_message message;
	struct eb_span at; /* what is wrong, inside the source's text; may be empty (a point) */
};

/* The sentence, for eb_out_str(); "%" in it stands for the text of `at`. Never NULL. */
const char *eb_message_text(enum eb_message message);
/* What to do about it, or NULL. */
const char *eb_message_hint(enum eb_message message);
enum eb_severity eb_message_severity(enum eb_message message);

#endif
