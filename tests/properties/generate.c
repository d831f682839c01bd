/* SPDX-License-Identifier: GPL-2.0-only */
#include "case.h"

#include <ctype.h>
#include <string.h>

const char *const bus_names[] = { "pci", "platform", "amba", "spi", "i2c", "of", "*", "nobus" };

/* The first STANDARDS are those whose tables list devices. */
const char *const driver_names[BEST + 1] = {
	"std0",     "std1",  "std2",  "vfio-pci", "vfio-platform", "vfio-amba", "vfio-spi",
	"pci-stub", "drv_a", "drv-b", "uio",      "none",          "vfio",
};

/*
 * To add an option: a line here, its bit in case.h, and in model.c what it changes; an option
 * that only matters to what is undone is nothing to the model: properties.c:check_together().
 */
static const struct {
	const char *word;
	bool needs_driver;
	unsigned int once_in;
} option_words[] = {
	{ "keep", true, 6 },     { "final", false, 6 },     { "optional", false, 6 },
	{ "noiommu", true, 12 }, { "noreset", true, 12 },   { "force", false, 6 },
	{ "group", true, 4 },    { "required", false, 12 }, { "hold", true, 6 },
};

#define OPTIONS (sizeof(option_words) / sizeof(option_words[0]))

/* Dropped with an error, all others are carried out. */
static const char *const malformed[] = {
	"pci,02:20.0=none",  "platform,12c00000.i2c=a=b", "nonsense",          "platform,=none",
	"pci,!02:00.0=none", "amba,class[02]=none",       "*,*=none/nooption",
};

/* How rare a bound device with another driver's override is. */
#define FOREIGN 16

static const int probe_errors[] = { 5, 12, 16, 19, 22, DEFER, DEFER };

/* --- dice --- */

/* splitmix64 */
static uint64_t roll(struct dice *dice)
{
	uint64_t z = dice->state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

struct dice dice_for(uint64_t seed, unsigned long number, unsigned int purpose)
{
	struct dice dice = { seed };

	dice.state = roll(&dice) ^ number;
	dice.state = roll(&dice) ^ purpose;
	return dice;
}

unsigned int below(struct dice *dice, unsigned int n)
{
	return (unsigned int)(roll(dice) % n);
}

bool once_in(struct dice *dice, unsigned int n)
{
	return below(dice, n) == 0;
}

/* --- the machine --- */

static void name_device(struct dice *dice, struct device *d, unsigned int number)
{
	static const char *const kinds[] = { "i2c", "spi", "usb" };

	switch (d->bus) {
	case PCI:
		snprintf(d->name, sizeof(d->name), "%04x:%02x:%02x.%x", once_in(dice, 4),
			 below(dice, 3), number, below(dice, 2));
		snprintf(d->id, sizeof(d->id), "%s:%04x", once_in(dice, 2) ? "8086" : "10de",
			 0x10ea + below(dice, 3));
		snprintf(d->subsystem, sizeof(d->subsystem), "1af4:110%x", below(dice, 2));
		strcpy(d->class, once_in(dice, 2) ? "020000" : "0c0330");
		return;
	case PLATFORM:
		snprintf(d->name, sizeof(d->name),
			 once_in(dice, 5) ? "a:b@%u,c" : "12c%u0000.%s", number,
			 kinds[below(dice, 3)]);
		break;
	case AMBA:
		snprintf(d->name, sizeof(d->name), "126%u0000.pdma", number);
		break;
	case SPI:
		snprintf(d->name, sizeof(d->name), "spi%u.%u", below(dice, 2), number);
		break;
	default:
		snprintf(d->name, sizeof(d->name), "%u-0050", number);
		break;
	}
	if (once_in(dice, 5))
		return;
	snprintf(d->node, sizeof(d->node), "/soc%s/%s@%u", once_in(dice, 3) ? "/bus" : "",
		 bus_names[d->bus], number);
	snprintf(d->compatible, sizeof(d->compatible), "maker,part%u", below(dice, 3));
	if (once_in(dice, 2))
		snprintf(d->alias, sizeof(d->alias), "dev%u", number);
}

/* Its driver and override: as probing left them, or as something before us did. */
static void place_device(struct dice *dice, struct machine *m, struct device *d)
{
	struct driver *drivers = m->drivers[d->bus];
	int other = (int)below(dice, DRIVERS);

	d->driver = d->override_name = NOTHING;
	if (d->standard != NOTHING && drivers[d->standard].registered && !once_in(dice, 4))
		d->driver = d->standard;
	if (d->bus == I2C)
		return;
	if (once_in(dice, 6)) {
		d->override_name = other;
		d->driver = drivers[other].registered ? other : NOTHING;
	} else if (once_in(dice, d->driver == NOTHING ? 6 : FOREIGN)) {
		/* Of a bound device: written by somebody, without effect until it is unbound.
		 */
		d->override_name = once_in(dice, 2) ? HELD : other;
	}
}

/*
 * The driver that it has came after a run that failed, or did not end. One that the run gave it
 * is no loss where the device had none before.
 */
static void leave_record(struct dice *dice, struct device *d)
{
	d->former = NOTHING;
	if (d->driver == NOTHING || d->bus == I2C || !once_in(dice, 6))
		return;
	d->leftover = once_in(dice, 2) ? RECORDED_FAILED : RECORDED_PENDING;
	if (d->driver != d->override_name && once_in(dice, 2))
		d->former = (d->driver + 1) % STANDARDS;
}

static void generate_device(struct dice *dice, struct machine *m, unsigned int number)
{
	struct device *d = &m->devices[m->n++];
	int i;

	memset(d, 0, sizeof(*d));
	d->bus = once_in(dice, 12) ? I2C : (enum bus)below(dice, SPI + 1);
	name_device(dice, d, number);
	d->standard = once_in(dice, 5) ? NOTHING : (int)below(dice, STANDARDS);
	place_device(dice, m, d);
	for (i = 0; i < DRIVERS; i++)
		if (i != d->driver && once_in(dice, 6))
			d->refuse[i] = probe_errors[below(
				dice, sizeof(probe_errors) / sizeof(probe_errors[0]))];
	if (d->bus != SPI && d->bus != I2C && once_in(dice, 2))
		d->group = 1 + (int)below(dice, 3);
	d->bridge = d->bus == PCI && once_in(dice, 6);
	/* Given back, a device is probed by its standard driver again. */
	if (d->driver != NOTHING && d->standard != NOTHING)
		d->refuse[d->standard] = 0;
	leave_record(dice, d);
	snprintf(d->modalias, sizeof(d->modalias), "%s:n%uT%s", bus_names[d->bus], number,
		 d->standard == NOTHING ? "nothing" : driver_names[d->standard]);
}

static void generate_drivers(struct dice *dice, struct machine *m)
{
	int bus, i;

	for (i = 0; i < DRIVERS; i++) {
		m->module[i] = !once_in(dice, 3);
		for (bus = 0; bus < BUSES; bus++) {
			struct driver *d = &m->drivers[bus][i];

			d->registered = once_in(dice, i < STANDARDS ? 2 : 4);
			d->nounbind = d->registered && once_in(dice, 8);
			/* A module that registers nothing is rare. */
			d->by_module = m->module[i] && !once_in(dice, 8);
		}
	}
}

/* --- rules --- */

static void bare(struct term *term, enum term_kind kind, const char *value)
{
	term->kind = kind;
	snprintf(term->value, sizeof(term->value), "%s", value);
	snprintf(term->text, sizeof(term->text), "%s", value);
}

static void bracketed(struct term *term, enum term_kind kind, const char *keyword,
		      const char *value)
{
	bare(term, kind, value);
	snprintf(term->text, sizeof(term->text), "%s[%.50s]", keyword, value);
}

static void to_upper(char *text)
{
	for (; *text; text++)
		*text = (char)toupper((unsigned char)*text);
}

/* Without its domain, which must be 0. */
static void short_form(struct term *term)
{
	if (strncmp(term->value, "0000:", 5) == 0)
		memmove(term->text, term->value + 5, strlen(term->value + 5) + 1);
}

static void name_term(struct dice *dice, struct term *term, const struct device *d,
		      enum bus bus)
{
	bare(term, NAME, d->name);
	if (bus == OF || once_in(dice, 5) || strpbrk(d->name, ",!+")) {
		bracketed(term, NAME, "name", d->name);
		return;
	}
	if (bus != PCI)
		return;
	if (once_in(dice, 2))
		short_form(term);
	if (once_in(dice, 4))
		to_upper(term->text);
}

/* The parts of an address become wildcards; its colons stay, they say how it is read. */
static void address_glob(struct dice *dice, struct term *term)
{
	static const struct {
		int at, n;
	} parts[] = { { 0, 4 }, { 5, 2 }, { 8, 2 }, { 11, 1 } };
	int i;

	for (i = 3; i >= 0; i--) {
		char *p = term->value + parts[i].at;

		if (!once_in(dice, 2))
			continue;
		*p = once_in(dice, 3) ? '?' : '*';
		if (*p == '*')
			memmove(p + 1, p + parts[i].n, strlen(p + parts[i].n) + 1);
	}
	if (!strpbrk(term->value, "*?"))
		term->kind = NAME;
	strcpy(term->text, term->value);
	if (once_in(dice, 2))
		short_form(term);
}

/* Wildcards in @text from its byte @from on. */
static void wildcards(struct dice *dice, char *text, size_t from)
{
	size_t length = strlen(text), at = from + below(dice, (unsigned int)(length - from));

	text[at] = '?';
	if (once_in(dice, 2))
		return;
	text[at] = '*';
	if (once_in(dice, 2))
		text[at + 1] = '\0';
}

static void glob_term(struct dice *dice, struct term *term, const struct device *d,
		      enum bus bus)
{
	char *p;

	bare(term, GLOB, d->name);
	if (bus == PCI) {
		address_glob(dice, term);
		return;
	}
	wildcards(dice, term->value, 0);
	while ((p = strpbrk(term->value, ",!+")))
		*p = '?';
	strcpy(term->text, term->value);
}

static void id_term(struct dice *dice, struct term *term, const struct device *d)
{
	char value[40];

	snprintf(value, sizeof(value), once_in(dice, 2) ? "%s:%s" : "%s", d->id, d->subsystem);
	if (once_in(dice, 4))
		memmove(value + 1, value + 4, strlen(value + 4) + 1), value[0] = '*';
	bracketed(term, ID, "id", value);
	if (once_in(dice, 3))
		to_upper(term->text + 3);
}

static void class_term(struct dice *dice, struct term *term, const struct device *d)
{
	char value[8];

	strcpy(value, d->class);
	value[2 + below(dice, 5)] = '\0';
	bracketed(term, CLASS, "class", value);
}

static void node_term(struct dice *dice, struct term *term, const struct device *d,
		      enum bus bus)
{
	switch (below(dice, 3)) {
	case 0:
		bracketed(term, COMPATIBLE, "compatible", d->compatible);
		return;
	case 1:
		if (!d->alias[0])
			break;
		bracketed(term, ALIAS, "alias", d->alias);
		if (bus == OF)
			strcpy(term->text, term->value);
		return;
	}
	if (bus != OF) {
		bracketed(term, NODE, "of", d->node);
		return;
	}
	bare(term, NODE, d->node);
	if (!once_in(dice, 2))
		return;
	term->kind = NODE_GLOB;
	wildcards(dice, term->value, 1);
	strcpy(term->text, term->value);
}

static void modalias_term(struct dice *dice, struct term *term, const struct device *d)
{
	char value[40];

	strcpy(value, d->modalias);
	wildcards(dice, value, 0);
	bracketed(term, MODALIAS, "modalias", value);
}

/* Something on @bus that @d is. */
static void generate_term(struct dice *dice, struct term *term, const struct device *d,
			  enum bus bus)
{
	bool pci = d->bus == PCI && (bus == PCI || bus == ANY);

	switch (below(dice, 7)) {
	case 0:
		if (bus == OF)
			break;
		glob_term(dice, term, d, bus);
		return;
	case 1:
		if (!pci)
			break;
		id_term(dice, term, d);
		return;
	case 2:
		if (!pci)
			break;
		class_term(dice, term, d);
		return;
	case 3:
		modalias_term(dice, term, d);
		return;
	}
	if (d->node[0] && (bus == OF || once_in(dice, 2)))
		node_term(dice, term, d, bus);
	else
		name_term(dice, term, d, bus);
}

/* A device that @bus has, if there is one; sometimes one that nobody has. */
static const struct device *pick(struct dice *dice, const struct machine *m, enum bus bus,
				 struct device *imagined)
{
	int tries;

	for (tries = 0; m->n && tries < 8; tries++) {
		const struct device *d = &m->devices[below(dice, (unsigned int)m->n)];

		if (once_in(dice, 14))
			break;
		if (bus == ANY || d->bus == bus || (bus == OF && d->node[0]))
			return d;
	}
	memset(imagined, 0, sizeof(*imagined));
	imagined->bus = bus < BUSES ? bus : PLATFORM;
	name_device(dice, imagined, 20 + below(dice, 4));
	snprintf(imagined->modalias, sizeof(imagined->modalias), "nobody:n0");
	return imagined;
}

static void generate_selector(struct dice *dice, const struct machine *m, enum bus bus,
			      struct selector *selector)
{
	struct device imagined;
	const struct device *d = pick(dice, m, bus, &imagined);

	selector->negated = false;
	selector->n = 1;
	generate_term(dice, &selector->terms[0], d, bus);
	if (!once_in(dice, 4))
		return;
	if (once_in(dice, 3))
		d = pick(dice, m, bus, &imagined);
	/* A name or a node could be written in the other bus's way only. */
	if (d->bus == PCI && bus != PCI && bus != ANY)
		return;
	selector->n = 2;
	generate_term(dice, &selector->terms[1], d, bus);
}

static void generate_target(struct dice *dice, struct rule *rule)
{
	unsigned int i;

	rule->options = 0;
	rule->driver = (int)below(dice, DRIVERS);
	if (once_in(dice, 5))
		rule->driver = HELD;
	else if (once_in(dice, 5))
		rule->driver = NOTHING;
	else if (once_in(dice, 5))
		rule->driver = BEST;
	for (i = 0; i < OPTIONS; i++)
		if ((!option_words[i].needs_driver || rule->driver != NOTHING) &&
		    once_in(dice, option_words[i].once_in))
			rule->options |= 1u << i;
}

static void generate_rule(struct dice *dice, const struct machine *m, struct rule *rule)
{
	struct device imagined;
	const struct device *d = pick(dice, m, ANY, &imagined);
	int i;

	memset(rule, 0, sizeof(*rule));
	if (once_in(dice, 40))
		rule->malformed =
			malformed[below(dice, sizeof(malformed) / sizeof(malformed[0]))];
	rule->bus = d->bus;
	if (once_in(dice, 4))
		rule->bus = ANY;
	else if (once_in(dice, 4))
		rule->bus = OF;
	else if (once_in(dice, 40))
		rule->bus = NO_BUS;
	rule->n = 1 + (int)below(dice, 3);
	for (i = 0; i < rule->n; i++)
		generate_selector(dice, m, rule->bus, &rule->selectors[i]);
	for (i = 0; rule->n > 1 && i < rule->n; i++)
		rule->selectors[i].negated = once_in(dice, 5);
	/* Exceptions alone are malformed. */
	rule->selectors[below(dice, (unsigned int)rule->n)].negated = false;
	generate_target(dice, rule);
}

/* Without a device tree there is nothing to stand in. */
static enum source existing(const struct machine *m, unsigned int source)
{
	return source == CHOSEN && !m->tree ? BOOTCONFIG : (enum source)source;
}

static void generate_sources(struct dice *dice, const struct machine *m, struct rules *rules)
{
	unsigned int source = below(dice, SOURCES);
	int i;

	for (i = 0; i < rules->n; i++) {
		rules->rules[i].source = existing(m, source);
		if (source + 1 < SOURCES && !once_in(dice, 3))
			source += 1 + below(dice, SOURCES - source - 1);
	}
}

void generate(struct a_case *c, uint64_t seed, unsigned long number)
{
	struct dice dice = dice_for(seed, number, 0);
	struct machine *m = &c->machine;
	unsigned int i, n;

	memset(c, 0, sizeof(*c));
	c->seed = seed;
	c->number = number;
	m->kmsg = once_in(&dice, 4);
	m->vfio = !once_in(&dice, 3);
	m->tree = once_in(&dice, 2);
	generate_drivers(&dice, m);
	n = 1 + below(&dice, DEVICES_MAX);
	for (i = 0; i < n; i++)
		generate_device(&dice, m, i);
	c->rules.n = 1 + (int)below(&dice, RULES_MAX);
	for (i = 0; i < (unsigned int)c->rules.n; i++)
		generate_rule(&dice, m, &c->rules.rules[i]);
	c->rules.strict = once_in(&dice, 16);
	generate_sources(&dice, m, &c->rules);
}

/* --- as text --- */

static void add(char *buf, size_t size, const char *text)
{
	strncat(buf, text, size - strlen(buf) - 1);
}

void rule_text(const struct rule *rule, char *buf, size_t size)
{
	int i, k;

	snprintf(buf, size, "%s", rule->malformed ? rule->malformed : bus_names[rule->bus]);
	if (rule->malformed)
		return;
	for (i = 0; i < rule->n; i++) {
		add(buf, size, rule->selectors[i].negated ? ",!" : ",");
		for (k = 0; k < rule->selectors[i].n; k++) {
			add(buf, size, k ? "+" : "");
			add(buf, size, rule->selectors[i].terms[k].text);
		}
	}
	add(buf, size, "=");
	if (rule->driver != NOTHING)
		add(buf, size, driver_names[rule->driver]);
	for (i = 0; i < (int)OPTIONS; i++) {
		if (!(rule->options & (1u << i)))
			continue;
		add(buf, size, "/");
		add(buf, size, option_words[i].word);
	}
}
