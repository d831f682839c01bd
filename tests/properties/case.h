/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A case: a random machine and random rules for it, as plain data. generate.c makes one from a
 * number, model.c says what has to come of it, root.c makes it a fake root and program.c runs
 * earlybind there. Nothing here uses code of the program.
 */
#ifndef PROPERTIES_CASE_H
#define PROPERTIES_CASE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

enum bus {
	PCI,
	PLATFORM,
	AMBA,
	SPI,
	I2C, /* its devices have no driver_override */
	BUSES,
	OF = BUSES,
	ANY,
	NO_BUS, /* one that the machine does not have */
};

extern const char *const bus_names[];

/*
 * Drivers by number; HELD is the override `none`, NOTHING no driver and no override. BEST
 * stands in rules only: the target `vfio`.
 */
enum { NOTHING = -1, STANDARDS = 3, DRIVERS = 11, HELD = DRIVERS, BEST };

extern const char *const driver_names[BEST + 1];

#define DEFER       517
#define DEVICES_MAX 10
#define RULES_MAX   8

/* What the record says of a device that has a driver by now. */
enum leftover { NO_RECORD, RECORDED_FAILED, RECORDED_PENDING };

struct device {
	enum bus bus;
	char name[32];
	char id[12], subsystem[12], class[8]; /* pci; hex in lower case, the class padded */
	char node[40], alias[12], compatible[24];
	char modalias[40];
	int standard;        /* the driver whose tables list it, or NOTHING */
	int refuse[DRIVERS]; /* errno of that driver's probe, 0: it takes it */
	int driver, override_name;
	enum leftover leftover; /* of a run before, for which it had no driver */
	int former;             /* and the one before that run, or NOTHING */
	bool bridge;            /* pci: other devices are behind it */
	int group;              /* IOMMU group, 0: none */
};

/* One driver on one bus. */
struct driver {
	bool registered;
	bool nounbind;
	bool by_module; /* the module of its name registers it here */
};

enum term_kind { NAME, GLOB, ID, CLASS, NODE, NODE_GLOB, ALIAS, COMPATIBLE, MODALIAS };

struct term {
	enum term_kind kind;
	char text[64];  /* as the rule has it */
	char value[64]; /* what it means, in full */
};

struct selector {
	bool negated;
	int n;
	struct term terms[2];
};

/* Sources from low to high precedence. */
enum source { CONF, CONF_D, CHOSEN, BOOTCONFIG, CMDLINE, OPTION, SOURCES };

struct rule {
	const char *malformed; /* a text that is no rule, or NULL */
	enum bus bus;
	int n;
	struct selector selectors[3];
	int driver; /* a driver, HELD, BEST, or NOTHING: clear, with `final` protect */
	unsigned int options;
	enum source source;
};

/* Bits of rule.options, in the order of option_words in generate.c. */
enum {
	KEEP = 1 << 0,
	FINAL = 1 << 1,
	OPTIONAL = 1 << 2,
	NOIOMMU = 1 << 3,
	NORESET = 1 << 4,
	FORCE = 1 << 5,
	GROUP = 1 << 6,
	REQUIRED = 1 << 7,
	HOLD = 1 << 8,
};

struct machine {
	int n;
	struct device devices[DEVICES_MAX];
	struct driver drivers[BUSES][DRIVERS];
	bool module[DRIVERS]; /* modules.dep has a module of that name */
	bool vfio;            /* and one called vfio */
	bool kmsg;
	bool tree; /* there is a device tree, without nodes */
};

struct rules {
	int n;
	bool strict; /* the word */
	struct rule rules[RULES_MAX];
};

struct a_case {
	uint64_t seed;
	unsigned long number;
	struct machine machine;
	struct rules rules;
};

/* --- generate.c --- */

struct dice {
	uint64_t state;
};

/* The dice of one purpose in one case. */
struct dice dice_for(uint64_t seed, unsigned long number, unsigned int purpose);
/* 0 to @n - 1 */
unsigned int below(struct dice *dice, unsigned int n);
/* True once in @n times. */
bool once_in(struct dice *dice, unsigned int n);

void generate(struct a_case *c, uint64_t seed, unsigned long number);
/* The rule as text. */
void rule_text(const struct rule *rule, char *buf, size_t size);

/* --- model.c --- */

struct state {
	int driver, override_name;
};

/* What has to come of a device: one of these. */
struct verdict {
	const struct rule *winner; /* NULL: no rule takes it */
	bool by_group;             /* as a member of a group, which another rule names */
	bool refused;              /* the winner names it, and it is something else */
	bool guarded;              /* the winner must not take it */
	bool keeps;                /* and its driver would not let go of it again */
	int wanted;                /* the driver that the winner means */
	int n;
	struct state states[8];
};

/* For each device of the machine its verdict. */
void model_apply(const struct machine *m, const struct rules *rules, struct verdict *verdicts);
/* True when the device is in that state, or what happens to a device that is left alone. */
bool model_untouched(const struct machine *m, const struct device *device, struct state now);
/* True when a device with @driver leaves the others of its IOMMU group to VFIO. */
bool model_shares_group(int driver);
/* What `clear --all` has to make of a device that a rule took and that is @now. */
struct verdict model_clear_all(const struct machine *m, const struct device *device,
			       struct state now);
/* True when some device is taken, or refused, by both, or may be as a member of a group. */
bool model_overlap(const struct machine *m, const struct rule *a, const struct rule *b);

/* --- root.c --- */

/* Makes the fake root; with @print not NULL, prints it in the language of mkroot instead. */
void root_make(const struct machine *m, const char *root, FILE *print);
/* Back to what root_make() made. */
void root_reset(const struct machine *m, const char *root);
void root_remove(const char *root);
/* How one device is. */
struct state root_state(const struct device *device, const char *root);
/* All that earlybind may change: overrides, drivers, modules, as text. */
void root_snapshot(const struct machine *m, const char *root, char *buf, size_t size);
/* A sum over all that it may not change. */
uint64_t root_rest(const char *root);
void root_write(const char *root, const char *path, const char *text);
/* "" when there is none. */
void root_read(const char *root, const char *path, char *buf, size_t size);

/* --- program.c --- */

struct run {
	int status; /* exit status, or -1 when it was killed */
	char out[1 << 16];
};

/*
 * Redirects what the program will print; returns where to print now. @fork: each run in a
 * process of its own, with its worker process; else all in this one.
 */
FILE *program_begin(bool fork);
/* @words: the command line without the program's name, ended by NULL. */
void program(struct run *run, const char *const *words);

#endif
