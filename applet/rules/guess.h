/* SPDX-License-Identifier: GPL-2.0-only */
/* What was probably meant: the part of a hint that depends on what was written. */
#ifndef EB_RULES_GUESS_H
#define EB_RULES_GUESS_H

#include "rules/message.h"
#include "text/out.h"

/*
 * Writes what the author of @rule probably meant to @out: an option or keyword that differs in
 * two letters at most, an address with its separators put right, the two sides of a rule the
 * other way round, a rule with its bus. Returns false, and writes nothing, when there is no
 * guess.
 */
bool eb_guess(const struct eb_diagnosis *diagnosis, struct eb_span rule, struct eb_out *out);

#endif
