/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What has to hold for any text. A check that does not hold ends the program, which libFuzzer
 * and replay.c report with the input.
 */
#ifndef EB_TESTS_FUZZ_H
#define EB_TESTS_FUZZ_H

#include <stdint.h>

#include "plan/plan.h"
#include "text/out.h"

/* The entry of a target, as libFuzzer wants it. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define FUZZ_CHECK(condition) \
	((condition) ? (void)0 : fuzz_fail(__FILE__, __LINE__, #condition))

void fuzz_fail(const char *file, int line, const char *condition) __attribute__((noreturn));

/*
 * Adds @text to @set as a source of @kind (samples/sample.h), then checks the set: every span
 * lies in its source, messages are printable, each rule, written out and parsed again, is the
 * same rule. The same once more in other memory must say the same, and in too little memory
 * it must end.
 */
void fuzz_source(const char *kind, struct eb_span text);

/* The same for a text that comes from all sources at once, and on to a plan. */
void fuzz_plan(struct eb_span text);

/* Devices of all sorts; samples and the dictionary have their names. */
int fuzz_devices(struct eb_devices *devices);

#endif
