/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Glob matching as the rule language has it: '*' any run of bytes, '?' any one byte, every
 * other byte itself; there are no classes and no escapes.
 */
#ifndef EB_TEXT_GLOB_H
#define EB_TEXT_GLOB_H

#include "text/span.h"

enum eb_glob_mode {
	EB_GLOB_ANY,  /* '*' and '?' match every byte (modalias) */
	EB_GLOB_NAME, /* '*' and '?' never match '/' (names and device-tree paths) */
};

/* True when @a contains '*' or '?'. */
bool eb_has_glob(struct eb_span a);

/* Time is bounded by pattern.n * text.n; there is no recursion. */
bool eb_glob(struct eb_span pattern, struct eb_span text, enum eb_glob_mode mode);

#endif
