/* SPDX-License-Identifier: GPL-2.0-only */
#include <errno.h>
#include <string.h>

#include "report/text.h"
#include "unit.h"

static const char *start(struct eb_out *out)
{
	static char buf[8192];

	*out = eb_out_on(buf, sizeof(buf));
	return buf;
}

static void outcome_names(void **state)
{
	static const char *const names[] = {
		[EB_PENDING] = "pending",     [EB_BOUND] = "bound",
		[EB_HELD] = "held",           [EB_ARMED] = "armed",
		[EB_CLEARED] = "cleared",     [EB_ABSENT] = "absent",
		[EB_REFUSED] = "refused",     [EB_FAILED] = "failed",
		[EB_SHADOWED] = "shadowed",   [EB_ROLLED_BACK] = "rolled-back",
		[EB_PROTECTED] = "protected", [EB_UNKNOWN] = "unknown",
		[EB_UNBOUND] = "unbound",
	};
	int i;

	(void)state;
	assert_int_equal(UNIT_LENGTH(names), EB_OUTCOME_COUNT);
	for (i = 0; i < EB_OUTCOME_COUNT; i++)
		UNIT_EXPECT(strcmp(eb_outcome_name((enum eb_outcome)i), names[i]) == 0,
			    "outcome %d", i);
}

static void error_names(void **state)
{
	static const struct {
		int error;
		const char *want;
	} rows[] = {
		{ ENODEV, "no such device" },
		{ EROFS, "read-only file system" },
		{ EINVAL, "invalid argument" },
		{ 4242, "error 4242" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_out out;
		const char *got = start(&out);

		eb_say_errno(&out, rows[i].error);
		UNIT_EXPECT(strcmp(got, rows[i].want) == 0, "row %zu: '%s'", i, got);
	}
}

#define WORLD "bus p\nnobus z\ndev p a - -\ndev p b d -\ndrv p x ru\ndrv p d ru\ndrv p l l\n"

/* Beginnings, as the whole sentences may well become better. */
static void items(void **state)
{
	static const struct {
		const char *rule;
		struct eb_item item; /* what came of it */
		const char *begins, *ends;
		enum eb_level level;
	} rows[] = {
		{ "p,a=x",
		  { .outcome = EB_BOUND, .changed = true, .after = { "x", "x", false, false } },
		  "p/a: bound to x, had no driver",
		  " [-r:1 p,a=x]",
		  EB_LEVEL_INFO },
		{ "p,b=x",
		  { .outcome = EB_BOUND,
		    .changed = true,
		    .before = { "d", NULL, false, false },
		    .after = { "x", "x", false, false } },
		  "p/b: bound to x, was on d",
		  " [-r:1 p,b=x]",
		  EB_LEVEL_INFO },
		{ "p,b=x",
		  { .outcome = EB_BOUND,
		    .changed = true,
		    .before = { "x", NULL, false, false },
		    .after = { "x", "x", false, false } },
		  "p/b: bound to x already, override written",
		  " [-r:1 p,b=x]",
		  EB_LEVEL_INFO },
		{ "p,b=x",
		  { .outcome = EB_BOUND,
		    .before = { "x", "x", false, false },
		    .after = { "x", "x", false, false } },
		  "p/b: bound to x already",
		  " [-r:1 p,b=x]",
		  EB_LEVEL_INFO },
		{ "p,a=vfio-platform",
		  { .outcome = EB_BOUND,
		    .changed = true,
		    .node = "/dev/vfio/noiommu-0",
		    .after = { "vfio-platform", "vfio-platform", false, false } },
		  "p/a: bound to vfio-platform",
		  ", /dev/vfio/noiommu-0 [-r:1 p,a=vfio-platform]",
		  EB_LEVEL_INFO },
		{ "p,b=none",
		  { .outcome = EB_HELD,
		    .changed = true,
		    .before = { "d", NULL, false, false } },
		  "p/b: held without a driver, was on d",
		  " [-r:1 p,b=none]",
		  EB_LEVEL_INFO },
		{ "p,a=x",
		  { .outcome = EB_ARMED, .why = EB_WHY_NO_DRIVER_YET },
		  "p/a: armed for x: driver x is not registered",
		  " [-r:1 p,a=x]",
		  EB_LEVEL_WARNING },
		{ "p,b=x/keep",
		  { .outcome = EB_ARMED,
		    .why = EB_WHY_KEPT,
		    .after = { "d", "x", false, false } },
		  "p/b: armed for x: d keeps the device",
		  " [-r:1 p,b=x/keep]",
		  EB_LEVEL_INFO },
		{ "p,a=",
		  { .outcome = EB_CLEARED },
		  "p/a: has no override",
		  "]",
		  EB_LEVEL_INFO },
		{ "p,a=",
		  { .outcome = EB_CLEARED,
		    .changed = true,
		    .after = { "d", NULL, false, false } },
		  "p/a: cleared, driver d",
		  " [-r:1 p,a=]",
		  EB_LEVEL_INFO },
		{ "p,a=x",
		  { .outcome = EB_FAILED, .why = EB_WHY_WRITE_FAILED, .error = EROFS },
		  "p/a: failed: ",
		  " (read-only file system) [-r:1 p,a=x]",
		  EB_LEVEL_WARNING },
		{ "p,b=x",
		  { .outcome = EB_FAILED,
		    .why = EB_WHY_NOT_BOUND,
		    .given_back = true,
		    .before = { "d", NULL, false, false },
		    .after = { "d", NULL, false, false } },
		  "p/b: failed: driver x ",
		  "; given back to d [-r:1 p,b=x]",
		  EB_LEVEL_WARNING },
		{ "p,b=x",
		  { .outcome = EB_FAILED,
		    .why = EB_WHY_NOT_BOUND,
		    .before = { "d", NULL, false, false } },
		  "p/b: failed: driver x ",
		  "it has no driver now [-r:1 p,b=x]",
		  EB_LEVEL_WARNING },
		{ "p,a=x",
		  { .outcome = EB_FAILED,
		    .why = EB_WHY_NOT_BOUND,
		    .after = { NULL, "x", false, false } },
		  "p/a: failed: driver x ",
		  "; held back, no other driver can take it [-r:1 p,a=x]",
		  EB_LEVEL_WARNING },
		{ "p,a=x",
		  { .outcome = EB_REFUSED, .why = EB_WHY_SEVERAL },
		  "p/a: refused: ",
		  " [-r:1 p,a=x]",
		  EB_LEVEL_WARNING },
		{ "p,b=/final",
		  { .outcome = EB_PROTECTED, .after = { "d", NULL, false, false } },
		  "p/b: protected, left as it is: driver d",
		  " [-r:1 p,b=/final]",
		  EB_LEVEL_INFO },
		{ "p,a+b=x",
		  { .outcome = EB_REFUSED, .why = EB_WHY_IDENTITY },
		  "p/a: refused: it is not what the rule says, nothing was touched; ",
		  " [-r:1 p,a+b=x]",
		  EB_LEVEL_WARNING },
		{ "p,a=x",
		  { .outcome = EB_ROLLED_BACK },
		  "p/a: rolled-back: ",
		  " [-r:1 p,a=x]",
		  EB_LEVEL_WARNING },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_plan *plan = unit_plan(WORLD, rows[i].rule);
		struct eb_item item = rows[i].item;
		struct eb_out out;
		const char *got = start(&out);

		item.rule = plan->items[0].rule;
		item.term = plan->items[0].term;
		item.device = plan->items[0].device;
		item.driver = plan->items[0].rule->target.driver;
		eb_say_item(&out, plan, &item);
		UNIT_EXPECT(strncmp(got, rows[i].begins, strlen(rows[i].begins)) == 0,
			    "row %zu: '%s'", i, got);
		UNIT_EXPECT(out.n >= strlen(rows[i].ends) &&
				    strcmp(got + out.n - strlen(rows[i].ends), rows[i].ends) ==
					    0,
			    "row %zu: '%s'", i, got);
		UNIT_EXPECT(eb_item_level(plan, &item) == rows[i].level, "row %zu: level", i);
		UNIT_EXPECT(!strchr(got, '\n'), "row %zu: one line", i);
	}
}

/* Devices of which more is known than a name */
#define MORE                                                                                 \
	"bus pci\ndev pci 0000:01:00.0 - -\ndev pci 0000:02:00.0 - -\ndev p t - -\n"         \
	"uevent p t OF_FULLNAME=/soc/t OF_ALIAS_0=t0 OF_COMPATIBLE_0=v,t\ntop p t\n"         \
	"uevent pci 0000:01:00.0 PCI_CLASS=20000 PCI_ID=8086:1533 PCI_SUBSYS_ID=1043:85F0\n" \
	"topology pci 0000:01:00.0 0000_00_02.0\n"

static void absent_and_shadowed(void **state)
{
	static const struct {
		const char *rules;
		size_t item;
		const char *want;
	} rows[] = {
		{ "p,q=x", 0, "p/q: absent: " },
		{ "p,q*=x", 0, "p/q*: absent: " },
		{ "z,q=x", 0, "z: absent: " },
		{ "p,a=x;p,a=d", 0, "p/a: shadowed by -r:7 p,a=d [-r:1 p,a=x]" },
		/* the rule that has the device in the end, not the one in between */
		{ "p,a=x;p,a=d;p,a=none", 0, "p/a: shadowed by -r:13 p,a=none [-r:1 p,a=x]" },
		{ "p,a=x\np,a=d", 0, "p/a: shadowed by -r:2:1 p,a=d [-r:1:1 p,a=x]" },
		/* the selector whole, with its bus unless it is a path */
		{ "p,q+compatible[y]=x", 0, "p/q+compatible[y]: absent: no such device; " },
		{ "p,a,compatible[y]+z*=x", 1,
		  "p/compatible[y]+z*: absent: nothing matches [" },
		{ "of,/n=x", 0, "/n: absent: no device has that node; " },
		{ "of,/n*=x", 0, "/n*: absent: nothing matches [" },
		{ "of,n=x", 0, "of/n: absent: no device has that node; " },
		{ "p,B=x", 0,
		  "p/B: absent: no such device; did you mean b? Upper and lower case differ "
		  "[-r:1 p,B=x]" },
		{ "of,/SOC/t=x", 0,
		  "/SOC/t: absent: no such device; did you mean /soc/t? Upper and lower case "
		  "differ [-r:1 of,/SOC/t=x]" },
		/* what was expected, what was found */
		{ "p,t+compatible[v,z]=x", 0,
		  "p/t: refused: it is not what the rule says, nothing was touched; expected "
		  "compatible[v,z], found v,t [-r:1 p,t+compatible[v,z]=x]" },
		{ "p,t+modalias[z]=x", 0,
		  "p/t: refused: it is not what the rule says, nothing was touched; expected "
		  "modalias[z], found none [" },
		{ "p,t+alias[t1]=x", 0,
		  "p/t: refused: it is not what the rule says, nothing was touched; expected "
		  "alias[t1], found t0 [" },
		{ "p,t+of[/t]=x", 0,
		  "p/t: refused: it is not what the rule says, nothing was touched; expected "
		  "of[/t], found /soc/t [" },
		{ "p,t+u*=x", 0,
		  "p/t: refused: it is not what the rule says, nothing was touched; expected "
		  "u*, "
		  "found t [" },
		{ "pci,01:00.0+id[1:1]=x", 0,
		  "pci/0000:01:00.0: refused: it is not what the rule says, nothing was "
		  "touched; "
		  "expected id[1:1], found 8086:1533:1043:85F0 [" },
		{ "pci,01:00.0+class[03]=x", 0,
		  "pci/0000:01:00.0: refused: it is not what the rule says, nothing was "
		  "touched; "
		  "expected class[03], found 20000 [" },
		{ "pci,01:00.0+path[00_03.0]=x", 0,
		  "pci/0000:01:00.0: refused: it is not what the rule says, nothing was "
		  "touched; "
		  "expected path[00_03.0], found 0000_00_02.0 [" },
		{ "pci,02:00.0+id[1:1]=x", 0,
		  "pci/0000:02:00.0: refused: it is not what the rule says, nothing was "
		  "touched; "
		  "expected id[1:1], found none [" },
		{ "pci,02:00.0+path[00_03.0]=x", 0,
		  "pci/0000:02:00.0: refused: it is not what the rule says, nothing was "
		  "touched; "
		  "expected path[00_03.0], found none [" },
		{ "p,b=/final", 0,
		  "p/b: protected, left as it is: driver d [-r:1 p,b=/final]" },
		{ "p,a=/final", 0,
		  "p/a: protected, left as it is: no driver [-r:1 p,a=/final]" },
		{ "p,a=x/final;p,a=d", 1, "p/a: shadowed by -r:1 p,a=x/final [-r:13 p,a=d]" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_plan *plan = unit_plan(WORLD MORE, rows[i].rules);
		struct eb_out out;
		const char *got = start(&out);

		eb_say_item(&out, plan, &plan->items[rows[i].item]);
		UNIT_EXPECT(strncmp(got, rows[i].want, strlen(rows[i].want)) == 0,
			    "row '%s': '%s'", rows[i].rules, got);
	}
}

/* Every reason has a sentence that stands without printf(). */
static void every_reason(void **state)
{
	struct eb_plan *plan = unit_plan(WORLD, "p,b=driver-x");
	int i;

	(void)state;
	for (i = EB_WHY_NONE + 1; i < EB_WHY_COUNT; i++) {
		struct eb_item item = plan->items[0];
		struct eb_out out;
		const char *got = start(&out);

		item.outcome = EB_FAILED;
		item.why = (enum eb_why)i;
		item.near = item.device; /* the one that EB_WHY_NEARLY means */
		item.leader = 1;         /* EB_WHY_LED */
		item.blame = eb_item_device(plan, &item);
		plan->devices->devices[item.device - 1].guard = "console ttyX";
		eb_say_item(&out, plan, &item);
		UNIT_EXPECT(strncmp(got, "p/b: failed: ", 13) == 0, "reason %d: '%s'", i, got);
		UNIT_EXPECT(strstr(got, " [-r:1 ") > got + 20, "reason %d: '%s'", i, got);
		UNIT_EXPECT(!strpbrk(got, "%$\n"), "reason %d: '%s'", i, got);
		UNIT_EXPECT(out.n < 400, "reason %d: fits into a kernel log record", i);
	}
}

static void planned(void **state)
{
	static const struct {
		const char *rule, *want;
	} rows[] = {
		{ "p,a=x",
		  "p/a: would set override x, probe; now without a driver [-r:1 p,a=x]" },
		{ "p,b=x", "p/b: would set override x, unbind from d, probe; now on d "
			   "[-r:1 p,b=x]" },
		{ "p,b=l", "p/b: would set override l, unbind from d, load the module of l, "
			   "probe; now on d [-r:1 p,b=l]" },
		{ "p,b=none",
		  "p/b: would set override none, unbind from d; now on d [-r:1 p,b=none]" },
		{ "p,a=m",
		  "p/a: would set override m; driver m is not registered and no module "
		  "of that name is here; nothing else can take the device meanwhile; "
		  "now without a driver [-r:1 p,a=m]" },
		{ "p,b=x/keep", "p/b: would set override x; now on d [-r:1 p,b=x/keep]" },
		/* nothing to do: the outcome itself */
		{ "p,a=", "p/a: has no override, has no driver [-r:1 p,a=]" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_plan *plan = unit_plan(WORLD, rows[i].rule);
		struct eb_out out;
		const char *got = start(&out);

		eb_say_planned(&out, plan, &plan->items[0]);
		UNIT_EXPECT(strcmp(got, rows[i].want) == 0, "row '%s': '%s'", rows[i].rule,
			    got);
	}
}

static void summary(void **state)
{
	static const struct {
		const char *rules, *want;
	} rows[] = {
		{ "p,z=x", "1 rule, 0 devices: 1 absent" },
		{ "p,a=;p,z=x", "2 rules, 1 device: 1 cleared, 1 absent" },
		{ "p,a=x;p,b=x", "2 rules, 2 devices: 2 to change" },
		{ "p,a=x;p,*=", "2 rules, 2 devices: 2 cleared, 1 shadowed" },
		{ "p,a=/final;p,*=", "2 rules, 2 devices: 1 cleared, 1 shadowed, 1 protected" },
		{ "p,a+b=x;p,a=x", "2 rules, 1 device: 1 refused, 1 shadowed" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_out out;
		const char *got = start(&out);
		const struct eb_plan *plan = unit_plan(WORLD, rows[i].rules);
		struct eb_counts tally = { .failed = false };
		size_t k;

		for (k = 0; k < plan->n_items; k++)
			eb_counts_add(&tally, &plan->items[k]);
		eb_say_summary(&out, plan->rules, &tally);
		UNIT_EXPECT(strcmp(got, rows[i].want) == 0, "row '%s': '%s'", rows[i].rules,
			    got);
	}
}

/* --- findings --- */

static struct eb_ruleset set_of(struct eb_span text)
{
	struct eb_ruleset set = { .arena = unit_arena(65536) };

	assert_int_equal(eb_ruleset_add_rules(&set, "-r", text), 0);
	assert_int_equal(set.n_findings, 1);
	return set;
}

static void findings(void **state)
{
	static const struct {
		const char *text, *line, *caret;
		enum eb_level level;
	} rows[] = {
		{ "p,a b=x", "-r:4: error: a blank in a device name; ",
		  "-r:4: error: a blank in a device name\n"
		  "  p,a b=x\n"
		  "     ^\n"
		  "  hint: ",
		  EB_LEVEL_ERROR },
		{ "p,nam[a]=x", "-r:3: error: 'nam' is not a selector keyword; ",
		  "-r:3: error: 'nam' is not a selector keyword\n"
		  "  p,nam[a]=x\n"
		  "    ^~~\n"
		  "  hint: ",
		  EB_LEVEL_ERROR },
		/* bytes that are written as \xNN push the caret on */
		{ "p,\xff"
		  "a b=x",
		  "-r:5: error: ",
		  "-r:5: error: a blank in a device name\n"
		  "  p,\\xffa b=x\n"
		  "         ^\n",
		  EB_LEVEL_ERROR },
		/* a point */
		{ "p,a,=x", "-r:5: error: ",
		  "-r:5: error: nothing between two commas\n"
		  "  p,a,=x\n"
		  "      ^\n",
		  EB_LEVEL_ERROR },
		{ "p,a=x\n p,b]=x", "-r:2:5: error: ",
		  "-r:2:5: error: ']' without its '['\n"
		  "  p,b]=x\n"
		  "     ^",
		  EB_LEVEL_ERROR },
		{ ";", "-r:1: warning: ", "-r:1: warning: ", EB_LEVEL_WARNING },
		{ "", "-r:1: warning: ", "-r:1: warning: ", EB_LEVEL_WARNING },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_ruleset set = set_of(unit_text(rows[i].text));
		struct eb_out out;
		const char *got = start(&out);

		eb_say_finding(&out, &set, set.findings);
		UNIT_EXPECT(strncmp(got, rows[i].line, strlen(rows[i].line)) == 0,
			    "row %zu: '%s'", i, got);
		UNIT_EXPECT(!strchr(got, '\n'), "row %zu: '%s'", i, got);
		UNIT_EXPECT(eb_finding_level(set.findings) == rows[i].level, "row %zu", i);
		start(&out);
		eb_say_finding_with_caret(&out, &set, set.findings);
		UNIT_EXPECT(strncmp(got, rows[i].caret, strlen(rows[i].caret)) == 0,
			    "row %zu: '%s'", i, got);
	}
}

/* The character above the caret, in a rule that is too long to be shown whole. */
static void carets_in_long_rules(void **state)
{
	static const struct {
		size_t before, after;
	} rows[] = {
		{ 0, 4000 }, { 70, 80 },   { 70, 90 },   { 76, 200 }, { 77, 200 },
		{ 78, 200 }, { 150, 0 },   { 200, 0 },   { 200, 1 },  { 200, 3000 },
		{ 3000, 0 }, { 4000, 20 }, { 155, 155 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		/* Selectors of 200 bytes, so that no name is too long. */
		struct eb_span before = unit_fill('a', rows[i].before + 1);
		struct eb_span after = unit_fill('b', rows[i].after + 1);
		struct eb_span text;
		struct eb_ruleset set;
		struct eb_out out;
		const char *got = start(&out), *caret, *shown;
		size_t k;

		for (k = 200; k < before.n; k += 200)
			((char *)(uintptr_t)before.p)[k - 1] = ',';
		for (k = 200; k < after.n; k += 200)
			((char *)(uintptr_t)after.p)[k - 1] = ',';
		text = unit_join(unit_text("p,"), before, unit_text("]"));
		text = unit_join(text, after, unit_text("=x"));
		set = set_of(text);
		UNIT_EXPECT(set.findings->diagnosis.message == EB_MSG_STRAY_BRACKET, "row %zu",
			    i);
		eb_say_finding_with_caret(&out, &set, set.findings);
		shown = strchr(got, '\n') + 1;
		caret = strchr(shown, '\n') + 1;
		UNIT_EXPECT((size_t)(caret - shown) <= 2 + 160 + 1, "row %zu: '%s'", i, got);
		UNIT_EXPECT(strspn(caret, " ") < (size_t)(caret - shown) &&
				    shown[strspn(caret, " ")] == ']' &&
				    caret[strspn(caret, " ")] == '^',
			    "row %zu: %s", i, got);
	}
}

/* Whatever the rule: no overflow, and no control byte on the terminal. */
static void random_findings(void **state)
{
	struct unit_random random = { 2026 };
	unsigned int i, said = 0;

	(void)state;
	print_message("# seed %u\n", (unsigned int)random.state);
	for (i = 0; i < 20000; i++) {
		static const char alphabet[] = "\xff\x01p,a=/[]!+ b\x7f\\%$";
		struct eb_ruleset set = { .arena = unit_arena(16384) };
		char text[400] = "p,a";
		size_t n = 3 + unit_random(&random, i % 10 ? 20 : sizeof(text) - 3), k;
		struct eb_span a = { text, n };

		for (k = 3; k < n; k++)
			text[k] = alphabet[unit_random(&random, sizeof(alphabet) - 1)];
		assert_int_equal(eb_ruleset_add_rules(&set, "-r", a), 0);
		for (k = 0; k < set.n_findings; k++) {
			struct eb_out out;
			const char *got = start(&out);

			eb_say_finding(&out, &set, &set.findings[k]);
			eb_say_finding_with_caret(&out, &set, &set.findings[k]);
			UNIT_EXPECT(!out.cut, "case %u", i);
			UNIT_EXPECT(strspn(got, "\n") == 0, "case %u", i);
			for (; *got; got++)
				UNIT_EXPECT(*got == '\n' || (*got >= ' ' && *got < 0x7f),
					    "case %u", i);
			said++;
		}
		if (i % 100 == 99)
			unit_free(NULL);
	}
	assert_true(said > 10000);
}

static void status(void **state)
{
	static const struct {
		const char *device;
		const char *group, *node, *want;
	} rows[] = {
		{ "dev p a - -", NULL, NULL, "p/a driver=- override=- group=- outcome=-" },
		{ "dev p a d -", "7", NULL, "p/a driver=d override=- group=7 outcome=-" },
		{ "dev p a - none", NULL, NULL,
		  "p/a driver=- override=none group=- outcome=held" },
		{ "dev p a - x", NULL, NULL, "p/a driver=- override=x group=- outcome=armed" },
		{ "dev p a x x", "3", "/dev/vfio/3",
		  "p/a driver=x override=x group=3 node=/dev/vfio/3 outcome=bound" },
		{ "dev p a d x", NULL, NULL, "p/a driver=d override=x group=- outcome=armed" },
		{ "dev p a - - blocked", NULL, NULL,
		  "p/a driver=- override=(blocked) group=- outcome=failed" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char world[128] = "bus p\n";
		struct eb_plan *plan;
		struct eb_out out;
		const char *got = start(&out);

		strcat(world, rows[i].device);
		plan = unit_plan(world, "q,none=x");
		eb_say_status(&out, plan, plan->devices->devices, rows[i].group, rows[i].node);
		UNIT_EXPECT(strcmp(got, rows[i].want) == 0, "row %zu: '%s'", i, got);
	}
}

static void status_with_a_rule(void **state)
{
	struct eb_plan *plan = unit_plan("bus p\ndev p a - none\n", "p,a=none");
	struct eb_out out;
	const char *got = start(&out);

	(void)state;
	eb_say_status(&out, plan, plan->devices->devices, NULL, NULL);
	assert_string_equal(got, "p/a driver=- override=none group=- outcome=held "
				 "[-r:1 p,a=none]");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(outcome_names),
		cmocka_unit_test(error_names),
		cmocka_unit_test(items),
		cmocka_unit_test(absent_and_shadowed),
		cmocka_unit_test(every_reason),
		cmocka_unit_test(planned),
		cmocka_unit_test(summary),
		cmocka_unit_test(findings),
		cmocka_unit_test(carets_in_long_rules),
		cmocka_unit_test(random_findings),
		cmocka_unit_test(status),
		cmocka_unit_test(status_with_a_rule),
	};

	return UNIT_RUN(tests);
}
