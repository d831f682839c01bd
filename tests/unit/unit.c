/* SPDX-License-Identifier: GPL-2.0-only */
#include "unit.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "text/out.h"

struct unit_block {
	struct unit_block *next;
	void *p;
};

static struct unit_block *unit_blocks;

static void *unit_alloc(size_t n)
{
	struct unit_block *block = malloc(sizeof(*block));

	if (!block)
		abort();
	block->p = malloc(n);
	if (n && !block->p)
		abort();
	block->next = unit_blocks;
	unit_blocks = block;
	return block->p;
}

int unit_free(void **state)
{
	(void)state;
	while (unit_blocks) {
		struct unit_block *block = unit_blocks;

		unit_blocks = block->next;
		free(block->p);
		free(block);
	}
	return 0;
}

void unit_fail(const char *file, int line, const char *condition, const char *format, ...)
{
	char text[2048];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	print_message("# %s:%d: %s\n# %s\n", file, line, text, condition);
	_fail(file, line);
	abort(); /* _fail() does not return, which its header does not say */
}

struct eb_span unit_bytes(const char *p, size_t n)
{
	char *copy = unit_alloc(n);
	struct eb_span a = { copy, n };

	if (n)
		memcpy(copy, p, n);
	return a;
}

struct eb_span unit_text(const char *s)
{
	return unit_bytes(s, strlen(s));
}

struct eb_span unit_fill(char c, size_t n)
{
	char *copy = unit_alloc(n);
	struct eb_span a = { copy, n };

	if (n)
		memset(copy, c, n);
	return a;
}

struct eb_span unit_join(struct eb_span a, struct eb_span b, struct eb_span c)
{
	char *copy = unit_alloc(a.n + b.n + c.n);
	struct eb_span joined = { copy, a.n + b.n + c.n };

	memcpy(copy, a.p, a.n);
	memcpy(copy + a.n, b.p, b.n);
	memcpy(copy + a.n + b.n, c.p, c.n);
	return joined;
}

struct eb_arena *unit_arena(size_t size)
{
	struct eb_arena *arena = unit_alloc(sizeof(*arena));

	*arena = (struct eb_arena){ unit_alloc(size), size, 0 };
	return arena;
}

struct eb_ruleset *unit_rules(const char *text)
{
	struct eb_ruleset *set = unit_alloc(sizeof(*set));

	*set = (struct eb_ruleset){ .arena = unit_arena(65536) };
	if (eb_ruleset_add_rules(set, "-r", unit_text(text)) < 0)
		unit_fail(__FILE__, __LINE__, "arena is large enough", "rules '%s'", text);
	if (set->n_findings)
		unit_fail(__FILE__, __LINE__, "well formed", "rules '%s': message %d", text,
			  (int)set->findings[0].diagnosis.message);
	return set;
}

static const char *unit_or_none(struct eb_arena *arena, const char *word)
{
	return strcmp(word, "-") == 0 ? NULL : eb_arena_string(arena, eb_span_of(word));
}

static void unit_uevent(struct eb_devices *devices, struct eb_device *device, char word[6][64])
{
	char text[1024];
	struct eb_out out = eb_out_on(text, sizeof(text));
	int i;

	if (device->uevent)
		eb_out_str(&out, device->uevent);
	for (i = 3; i < 6 && word[i][0]; i++)
		eb_out_all(&out, word[i], "\n", (char *)NULL);
	device->uevent = eb_arena_string(devices->arena, eb_out_text(&out));
}

/* More about a device that is there; false when the line is another one. */
static bool unit_detail_line(struct eb_devices *devices, char word[6][64])
{
	struct eb_device *device;

	if (strcmp(word[0], "uevent") != 0 && strcmp(word[0], "topology") != 0 &&
	    strcmp(word[0], "top") != 0 && strcmp(word[0], "former") != 0 &&
	    strcmp(word[0], "led") != 0)
		return false;
	device = eb_devices_get(devices, eb_span_of(word[1]), eb_span_of(word[2]));
	if (!device)
		unit_fail(__FILE__, __LINE__, "device", "'%s' '%s'", word[1], word[2]);
	if (word[0][0] == 'u') {
		unit_uevent(devices, device, word);
	} else if (strcmp(word[0], "top") == 0) {
		device->of_top = true;
	} else if (word[0][0] == 'l') {
		device->led = devices->led = true;
		device->record = unit_text("line");
	} else if (word[0][0] == 'f') {
		device->former_driver = unit_or_none(devices->arena, word[3]);
		device->former_override = unit_or_none(devices->arena, word[4]);
	} else {
		device->topology = eb_arena_string(devices->arena, eb_span_of(word[3]));
	}
	return true;
}

static size_t unit_index(const struct eb_devices *devices, const char *bus, const char *name)
{
	return (size_t)(eb_devices_get(devices, eb_span_of(bus), eb_span_of(name)) -
			devices->devices);
}

static void unit_link_line(struct eb_devices *devices, char word[6][64])
{
	devices->links = eb_arena_more(devices->arena, devices->links, devices->n_links,
				       &devices->cap_links, sizeof(*devices->links));
	devices->links[devices->n_links++] =
		(struct eb_link){ unit_index(devices, word[1], word[2]),
				  unit_index(devices, word[1], word[3]),
				  strcmp(word[4], "idle") != 0 };
}

static void unit_device_line(struct eb_devices *devices, char word[6][64])
{
	struct eb_bus *bus;
	struct eb_device *device;
	struct eb_driver *driver;

	if (strcmp(word[0], "bus") == 0 || strcmp(word[0], "nobus") == 0) {
		bus = eb_devices_add_bus(devices, eb_span_of(word[1]));
		bus->exists = strcmp(word[0], "bus") == 0;
	} else if (strcmp(word[0], "dev") == 0) {
		device = eb_devices_add(devices, eb_span_of(word[1]), eb_span_of(word[2]));
		device->driver = unit_or_none(devices->arena, word[3]);
		device->override_name = unit_or_none(devices->arena, word[4]);
		device->has_override = strcmp(word[5], "noattr") != 0;
		device->blocked = strcmp(word[5], "blocked") == 0;
		device->error = strcmp(word[5], "error") == 0 ? EIO : 0;
	} else if (strcmp(word[0], "drv") == 0) {
		driver = eb_devices_add_driver(devices, eb_span_of(word[1]),
					       eb_span_of(word[2]));
		driver->registered = strchr(word[3], 'r') != NULL;
		driver->unbindable = strchr(word[3], 'u') != NULL;
		driver->loadable = strchr(word[3], 'l') != NULL;
	} else if (strcmp(word[0], "link") == 0) {
		unit_link_line(devices, word);
	} else if (!unit_detail_line(devices, word)) {
		unit_fail(__FILE__, __LINE__, "a line of devices", "'%s'", word[0]);
	}
}

struct eb_devices *unit_devices(const char *text)
{
	struct eb_devices *devices = unit_alloc(sizeof(*devices));

	*devices = (struct eb_devices){ .arena = unit_arena(65536) };
	while (*text) {
		char word[6][64] = { "", "", "", "", "", "" };
		char line[256];
		size_t n = strcspn(text, "\n");

		snprintf(line, sizeof(line), "%.*s", (int)n, text);
		text += n + (text[n] == '\n');
		if (sscanf(line, "%63s %63s %63s %63s %63s %63s", word[0], word[1], word[2],
			   word[3], word[4], word[5]) > 0)
			unit_device_line(devices, word);
	}
	return devices;
}

int unit_plan_make(struct eb_plan *plan)
{
	if (eb_plan_match(plan) < 0 || eb_plan_groups(plan) < 0)
		return -1;
	eb_plan_steps(plan);
	eb_plan_refuse(plan);
	return eb_plan_follow(plan);
}

struct eb_plan *unit_plan(const char *devices, const char *rules)
{
	struct eb_plan *plan = unit_alloc(sizeof(*plan));

	*plan = (struct eb_plan){ .arena = unit_arena(65536),
				  .rules = unit_rules(rules),
				  .devices = unit_devices(devices) };
	if (unit_plan_make(plan) < 0)
		unit_fail(__FILE__, __LINE__, "arena is large enough", "rules '%s'", rules);
	return plan;
}

/* xorshift32 */
unsigned int unit_random(struct unit_random *random, unsigned int below)
{
	random->state ^= random->state << 13;
	random->state ^= random->state >> 17;
	random->state ^= random->state << 5;
	return (unsigned int)(random->state >> 8) % below;
}
