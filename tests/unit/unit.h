/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the unit tests share. A program is one group of cmocka tests over one pure file; its
 * cases are rows of tables. A row that fails is named in a "#" line before the test stops.
 */
#ifndef EB_TESTS_UNIT_H
#define EB_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "plan/plan.h"
#include "text/arena.h"

#define UNIT_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

/* Fails the test with a printf-like line that says which row it was. */
#define UNIT_EXPECT(condition, ...)                                             \
	do {                                                                    \
		if (!(condition))                                               \
			unit_fail(__FILE__, __LINE__, #condition, __VA_ARGS__); \
	} while (0)

void unit_fail(const char *file, int line, const char *condition, const char *format, ...)
	__attribute__((format(printf, 4, 5), noreturn));

/*
 * The bytes in memory of exactly their size, without a NUL: whoever reads past the span is
 * caught by ASan. All are freed at the end of the program.
 */
struct eb_span unit_bytes(const char *p, size_t n);
struct eb_span unit_text(const char *s);
/* @n times @c. */
struct eb_span unit_fill(char c, size_t n);
/* @a, @b and @c one after the other. */
struct eb_span unit_join(struct eb_span a, struct eb_span b, struct eb_span c);

/* For "%.*s". */
#define UNIT_SPAN(a) (int)(a).n, (a).p ? (a).p : ""

/* An arena of @size bytes, freed at the end of the program. */
struct eb_arena *unit_arena(size_t size);

/* A rule set of @text as one source, "-r"; it must have no finding. */
struct eb_ruleset *unit_rules(const char *text);

/*
 * A table of devices from lines of words:
 *   bus NAME                           a bus that exists; `nobus NAME`: one that does not
 *   dev BUS NAME DRIVER OVERRIDE [FLAG]  "-" for none; FLAG: noattr, blocked, error
 *   uevent BUS NAME KEY=VALUE...       up to three more lines of its uevent file
 *   topology BUS NAME PATH             its topology path; `top BUS NAME`: topmost of its node
 *   former BUS NAME DRIVER OVERRIDE    what the record says of it; "-" for none
 *   link BUS SUPPLIER CONSUMER [FLAG]  a device link; FLAG: idle, it is not active
 *   led BUS NAME                       the record has it, as one that lost its driver
 *   drv BUS NAME FLAGS                 of r(egistered), u(nbindable), l(oadable), or "-"
 */
struct eb_devices *unit_devices(const char *text);

/* All parts of making a plan, with nothing read in between; 0, or -1 when the arena is full. */
int unit_plan_make(struct eb_plan *plan);

/* A plan, made, of these rules over these devices. */
struct eb_plan *unit_plan(const char *devices, const char *rules);

/* A generator for random cases; the same on every machine. */
struct unit_random {
	uint32_t state;
};
unsigned int unit_random(struct unit_random *random, unsigned int below);

/* Group teardown for cmocka_run_group_tests(). */
int unit_free(void **state);

#define UNIT_RUN(tests) cmocka_run_group_tests(tests, NULL, unit_free)

#endif
