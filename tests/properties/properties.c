/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * properties [--seed N] [--cases N] [--from N] [--fork] [--disturb] [--describe]
 * [--root DIR]: random rules on random machines, and what must hold for all of them
 * (tests/README.md). Says `seed S: N cases` and exits 0, or tells of the first case that fails,
 * made small, and exits 1.
 */
#include "case.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define TEXT    65536
#define COMMAND 8192

/* Shared with the process that runs the cases. */
struct progress {
	unsigned long number; /* of the case that is being run */
	char what[TEXT];      /* what does not hold */
};

struct options {
	uint64_t seed;
	unsigned long cases, from;
	bool fork, disturb, describe;
	const char *root;
};

/* One case being checked. */
struct check {
	const struct a_case *c;
	const char *root;
	struct progress *progress;
	char command[COMMAND]; /* the last run, to be told */
	char before[TEXT], after[TEXT], now[TEXT];
	struct run plan, first, run;
	struct verdict verdicts[DEVICES_MAX];
	bool failed;
};

static void fails(struct check *check, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void fails(struct check *check, const char *format, ...)
{
	char what[COMMAND];
	va_list list;

	if (check->failed)
		return;
	check->failed = true;
	va_start(list, format);
	vsnprintf(what, sizeof(what), format, list);
	va_end(list);
	snprintf(check->progress->what, sizeof(check->progress->what),
		 "%s\nafter: %s\nwhich printed, with status %d:\n%s", what, check->command,
		 check->run.status, check->run.out);
}

/* --- running --- */

static void run_words(struct check *check, const char *const *words)
{
	const char *whole[140] = { "-R", check->root };
	size_t n = 0;
	int i;

	for (i = 0; words[i]; i++)
		whole[i + 2] = words[i];
	whole[i + 2] = NULL;
	for (i = 0; words[i] && n < COMMAND; i++)
		n += (size_t)snprintf(check->command + n, COMMAND - n, "%s'%s'", i ? " " : "",
				      words[i]);
	program(&check->run, whole);
	if (check->run.status < 0 || check->run.status > 3)
		fails(check, "the exit status is from 0 to 3");
}

static void run_rules(struct check *check, const char *command, const char *rules)
{
	const char *words[] = { "-c",    check->c->rules.strict ? "driver_override=strict" : "",
				"-r",    rules,
				command, NULL };

	run_words(check, words);
}

static void snapshot(struct check *check, char *buf)
{
	root_snapshot(&check->c->machine, check->root, buf, TEXT);
}

static void unchanged(struct check *check, const char *than, const char *what)
{
	snapshot(check, check->now);
	if (strcmp(check->now, than) != 0)
		fails(check, "%s\nwas:\n%sis:\n%s", what, than, check->now);
}

static void all_rules(const struct rules *rules, char *buf, size_t size)
{
	size_t n = 0;
	int i;

	buf[0] = '\0';
	for (i = 0; i < rules->n; i++) {
		if (i)
			n += (size_t)snprintf(buf + n, size - n, ";");
		rule_text(&rules->rules[i], buf + n, size - n);
		n += strlen(buf + n);
	}
}

/* --- what was printed --- */

enum word {
	BOUND,
	HELD_BACK,
	ARMED,
	CLEARED,
	PROTECTED,
	SHADOWED,
	REFUSED,
	FAILED,
	ROLLED_BACK,
	ABSENT,
	WOULD,
	NOT_AN_OUTCOME,
};

/* How the line of each outcome goes on after "BUS/DEVICE: ". */
static const struct {
	const char *text;
	enum word word;
} openings[] = {
	{ "bound to ", BOUND },         { "held without ", HELD_BACK },
	{ "armed for ", ARMED },        { "cleared", CLEARED },
	{ "has no override", CLEARED }, { "protected", PROTECTED },
	{ "shadowed by ", SHADOWED },   { "refused: ", REFUSED },
	{ "failed: ", FAILED },         { "rolled-back", ROLLED_BACK },
	{ "absent: ", ABSENT },         { "would ", WOULD },
};

static enum word outcome(const char *line)
{
	const char *p;
	size_t i;

	for (p = line; (p = strstr(p, ": ")); p += 2)
		for (i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
			if (strncmp(p + 2, openings[i].text, strlen(openings[i].text)) == 0)
				return openings[i].word;
	return NOT_AN_OUTCOME;
}

/* The next line of *@rest in @line; false at the end. */
static bool next_line(const char **rest, char *line, size_t size)
{
	size_t n = strcspn(*rest, "\n");

	if (!**rest)
		return false;
	snprintf(line, size, "%.*s", (int)n, *rest);
	*rest += n + ((*rest)[n] == '\n');
	return true;
}

/* The line that decides about @d; "" when there is none. Returns how many there are. */
static int deciding_line(const char *text, const struct device *d, char *line, size_t size)
{
	char subject[64], buf[2048];
	int n = 0;

	line[0] = '\0';
	snprintf(subject, sizeof(subject), "%s/%s: ", bus_names[d->bus], d->name);
	while (next_line(&text, buf, sizeof(buf))) {
		enum word word = outcome(buf);

		if (strncmp(buf, subject, strlen(subject)) != 0 || word == SHADOWED ||
		    word == ABSENT)
			continue;
		snprintf(line, size, "%s", buf);
		n++;
	}
	return n;
}

static bool is_bad(enum word word)
{
	return word == REFUSED || word == FAILED || word == ROLLED_BACK || word == ABSENT;
}

static bool any_malformed(const struct rules *rules)
{
	int i;

	for (i = 0; i < rules->n; i++)
		if (rules->rules[i].malformed)
			return true;
	return false;
}

/* The exit status is what the lines say. */
static void check_status(struct check *check)
{
	const char *rest = check->run.out;
	char line[2048];
	int want = 0;

	while (next_line(&rest, line, sizeof(line)))
		if (is_bad(outcome(line)))
			want = 1;
	if (any_malformed(&check->c->rules))
		want = 2;
	if (check->run.status != want)
		fails(check, "the outcomes make the exit status %d", want);
}

/* --- the properties --- */

static bool allowed(const struct verdict *v, struct state now)
{
	int i;

	for (i = 0; i < v->n; i++)
		if (v->states[i].driver == now.driver &&
		    v->states[i].override_name == now.override_name)
			return true;
	return false;
}

static const char *name_of(int driver)
{
	return driver < 0 ? "-" : driver_names[driver];
}

static void must_be_allowed(struct check *check, const struct verdict *v,
			    const struct device *d, const char *what)
{
	struct state now = root_state(d, check->root);
	char rule[1024] = "no rule", wanted[512] = "";
	size_t n = 0;
	int i;

	if (allowed(v, now))
		return;
	if (v->winner)
		rule_text(v->winner, rule, sizeof(rule));
	for (i = 0; i < v->n; i++)
		n += (size_t)snprintf(wanted + n, sizeof(wanted) - n,
				      "%s driver %s override %s", i ? " or" : "",
				      name_of(v->states[i].driver),
				      name_of(v->states[i].override_name));
	fails(check,
	      "%s: %s/%s\nwas driver %s override %s\nis driver %s override %s\n"
	      "by %s has to be%s",
	      what, bus_names[d->bus], d->name, name_of(d->driver), name_of(d->override_name),
	      name_of(now.driver), name_of(now.override_name), rule, wanted);
}

static bool tells_the_truth(const struct check *check, enum word word, int i)
{
	const struct verdict *v = &check->verdicts[i];
	const struct device *d = &check->c->machine.devices[i];
	struct state now = root_state(d, check->root);
	int wanted = v->wanted;

	switch (word) {
	case BOUND:
		return now.driver == wanted && now.override_name == wanted;
	case HELD_BACK:
		return now.driver == NOTHING && now.override_name == wanted &&
		       (wanted == HELD || (v->winner->options & HOLD));
	case ARMED:
		return now.override_name == wanted && now.driver != wanted;
	case CLEARED:
		return now.override_name == NOTHING && wanted == NOTHING;
	case PROTECTED:
		return wanted == NOTHING && (v->winner->options & FINAL);
	case REFUSED:
		return (v->refused || v->guarded || v->keeps || (v->winner->options & GROUP)) &&
		       model_untouched(&check->c->machine, d, now);
	case ROLLED_BACK:
		return model_untouched(&check->c->machine, d, now);
	case FAILED:
		return true;
	default:
		return false;
	}
}

/* b: the state of each device is what the one rule that counts makes of it; and is told so. */
static void check_model(struct check *check)
{
	const struct machine *m = &check->c->machine;
	char line[2048];
	int i, n;

	for (i = 0; i < m->n; i++) {
		const struct device *d = &m->devices[i];
		const struct verdict *v = &check->verdicts[i];

		must_be_allowed(check, v, d, "the rule that counts decides");
		n = deciding_line(check->run.out, d, line, sizeof(line));
		if (n != (v->winner != NULL))
			fails(check, "one line decides about a device that a rule takes: %s/%s",
			      bus_names[d->bus], d->name);
		if (n == 1 && !tells_the_truth(check, outcome(line), i))
			fails(check, "what is told is true: %s", line);
	}
}

/* A line quotes no more of a rule. */
#define QUOTED 160

/* True when the line is about a rule with that option. */
static bool has_option(const struct check *check, const char *line, unsigned int option)
{
	const struct rules *rules = &check->c->rules;
	char text[1024];
	int i;

	for (i = 0; i < rules->n; i++) {
		if (rules->rules[i].malformed || !(rules->rules[i].options & option))
			continue;
		rule_text(&rules->rules[i], text, sizeof(text));
		text[QUOTED] = '\0';
		if (strstr(line, text))
			return true;
	}
	return false;
}

/* A line that all others have to fail with: not of one that itself had to. */
static bool dooms_all(const struct check *check, const char *line)
{
	enum word word = outcome(line);

	return is_bad(word) && word != ROLLED_BACK &&
	       (check->c->rules.strict || has_option(check, line, REQUIRED));
}

static bool is_doomed(const struct check *check, const char *text)
{
	char line[2048];

	if (check->c->rules.strict && any_malformed(&check->c->rules))
		return true;
	while (next_line(&text, line, sizeof(line)))
		if (dooms_all(check, line))
			return true;
	return false;
}

/* Something went wrong in undoing it, which was said. */
static bool is_excused(const struct check *check, const struct device *d)
{
	char line[2048];

	(void)deciding_line(check->run.out, d, line, sizeof(line));
	return strstr(line, "failed: it could not be put back as it was") != NULL;
}

static void must_be_as_before(struct check *check, int i, const char *why)
{
	const struct device *d = &check->c->machine.devices[i];
	struct state now = root_state(d, check->root);

	if (!model_untouched(&check->c->machine, d, now) && !is_excused(check, d))
		fails(check, "%s: %s/%s is driver %s override %s", why, bus_names[d->bus],
		      d->name, name_of(now.driver), name_of(now.override_name));
}

/* The line of device number @i, when its rule takes its group and it is in group @group. */
static bool group_line(const struct check *check, int i, int group, char *line, size_t size)
{
	const struct verdict *v = &check->verdicts[i];
	const struct device *d = &check->c->machine.devices[i];

	return d->group == group && v->winner && !v->refused && (v->winner->options & GROUP) &&
	       deciding_line(check->run.out, d, line, size) == 1;
}

/* e: of an IOMMU group that a rule takes whole, all devices are taken or none is. */
static void check_group(struct check *check, int group)
{
	const struct machine *m = &check->c->machine;
	bool bad = false, taken = false;
	char line[2048];
	int i;

	for (i = 0; i < m->n; i++) {
		if (!group_line(check, i, group, line, sizeof(line)))
			continue;
		bad |= is_bad(outcome(line)) && outcome(line) != ROLLED_BACK;
		/* What waits with an override that it had before is not taken by this run. */
		taken |= !is_bad(outcome(line)) && outcome(line) != ARMED &&
			 !strstr(line, " already");
	}
	for (i = 0; i < m->n; i++) {
		const struct device *d = &m->devices[i];
		struct state now = root_state(d, check->root);

		if (group_line(check, i, group, line, sizeof(line))) {
			/* What failed by itself may be held back. */
			if (bad && outcome(line) != FAILED)
				must_be_as_before(check, i, "half a group is not taken");
			continue;
		}
		if (d->group == group && taken && !check->verdicts[i].winner &&
		    now.driver == d->driver && !model_shares_group(now.driver))
			fails(check,
			      "a group is not taken while a device stays: %s/%s is on %s",
			      bus_names[d->bus], d->name, name_of(now.driver));
	}
}

/* e: what fails together; @text is what was printed last. */
static void check_together(struct check *check)
{
	const struct rules *rules = &check->c->rules;
	bool doomed = is_doomed(check, check->run.out), groups = false;
	int i;

	for (i = 0; i < check->c->machine.n && doomed; i++)
		must_be_as_before(check, i, "where one is required, all or none");
	for (i = 0; i < rules->n; i++)
		groups |= !rules->rules[i].malformed && (rules->rules[i].options & GROUP);
	if (!doomed && !groups && strstr(check->run.out, ": rolled-back: "))
		fails(check, "nothing is rolled back without a reason");
	for (i = 1; groups && i <= 3; i++)
		check_group(check, i);
}

static bool was_logged(const char *log, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool was_logged(const char *log, const char *format, ...)
{
	char text[512];
	va_list list;

	va_start(list, format);
	vsnprintf(text, sizeof(text), format, list);
	va_end(list);
	return strstr(log, text) != NULL;
}

/* d: each step of the plan was taken, and no other. */
static void check_steps(struct check *check, const struct device *d, const char *planned,
			const char *log)
{
	const char *bus = bus_names[d->bus], *p;
	bool wrote =
		was_logged(log, "write sys/bus/%s/devices/%s/driver_override ", bus, d->name);
	bool planned_to = strstr(planned, "set override ") ||
			  strstr(planned, "remove the override");
	/* A device that is given back has the name of its driver written, and then what it had.
	 */
	bool given_back = d->driver != NOTHING && was_logged(log, "drivers/%s/bind \"%s\"",
							     driver_names[d->driver], d->name);
	char driver[64];

	if (d->driver != NOTHING &&
	    !was_logged(planned, "; now on %s", driver_names[d->driver]))
		fails(check, "what is planned tells how it is now: %s", planned);
	if (planned_to != wrote && !(given_back && !planned_to))
		fails(check, "the override is written as planned: %s\n%s", planned, log);
	p = strstr(planned, "unbind from ");
	if (p) {
		snprintf(driver, sizeof(driver), "%.*s", (int)strcspn(p + 12, ",;"), p + 12);
		if (!was_logged(log, "write sys/bus/%s/drivers/%s/unbind \"%s\"", bus, driver,
				d->name))
			fails(check, "what is planned is unbound: %s\n%s", planned, log);
	} else if (strstr(log, "/unbind") && d->driver != NOTHING &&
		   was_logged(log, "drivers/%s/unbind \"%s\"", driver_names[d->driver],
			      d->name)) {
		fails(check, "only what is planned is unbound: %s\n%s", planned, log);
	}
	p = strstr(planned, "load the module of ");
	if (!p)
		return;
	snprintf(driver, sizeof(driver), "%.*s", (int)strcspn(p + 19, ",;"), p + 19);
	if (!was_logged(log, "modprobe %s", driver))
		fails(check, "the module is loaded as planned: %s\n%s", planned, log);
}

static size_t length_to(const char *line, const char *text)
{
	const char *found = strstr(line, text);

	return found ? (size_t)(found - line) : strlen(line);
}

static size_t length_to_group(const char *line)
{
	size_t group = length_to(line, "; IOMMU group "), rule = length_to(line, " [");

	return group < rule ? group : rule;
}

/*
 * Who keeps VFIO from using its group may have got there in this run, or not have got where
 * the plan saw it.
 */
static bool is_same_but_for_group(const char *planned, const char *done)
{
	size_t n = length_to_group(planned);

	return strcmp(planned, done) == 0 ||
	       (n == length_to_group(done) && strncmp(planned, done, n) == 0 &&
		(planned[n] == ';' || done[n] == ';'));
}

static void check_plan(struct check *check)
{
	const struct machine *m = &check->c->machine;
	char planned[2048], done[2048], log[TEXT];
	int i;

	root_read(check->root, "sim/log", log, sizeof(log));
	for (i = 0; i < m->n; i++) {
		const struct device *d = &m->devices[i];

		(void)deciding_line(check->plan.out, d, planned, sizeof(planned));
		(void)deciding_line(check->run.out, d, done, sizeof(done));
		if (outcome(planned) == WOULD)
			check_steps(check, d, planned, log);
		else if (!is_same_but_for_group(planned, done))
			fails(check, "what the plan has settled stays so\nplan: %s\ndone: %s",
			      planned, done);
	}
	if (is_doomed(check, check->plan.out) && *log)
		fails(check, "where all is in vain, nothing is begun:\n%s", log);
	if (check->plan.status > check->run.status)
		fails(check, "apply is no better than its plan, whose status is %d",
		      check->plan.status);
}

/*
 * What could not be put back and is taken again then is put back, or cannot be again. One that
 * was to be cleared has its former override by then, and a driver that keeps it: that is
 * cleared.
 */
static bool is_same_outcome(const char *first, const char *second)
{
	return outcome(first) == outcome(second) ||
	       (is_bad(outcome(first)) && is_bad(outcome(second))) ||
	       (strstr(first, "it could not be put back as it was") &&
		strstr(second, "has its former override"));
}

/*
 * Where the first run loaded a module, the kernel may have bound a device that was left alone.
 * Then the second run finds another machine.
 */
static bool is_other_machine(const struct check *check)
{
	const struct machine *m = &check->c->machine;
	char line[2048];
	int i;

	for (i = 0; i < m->n; i++) {
		const struct device *d = &m->devices[i];

		if (d->driver != NOTHING || root_state(d, check->root).driver == NOTHING)
			continue;
		/* By itself it is bad for a rule that takes its group. */
		if (deciding_line(check->first.out, d, line, sizeof(line))
			    ? is_bad(outcome(line))
			    : d->group != 0)
			return true;
	}
	return false;
}

/* a: the second run gives the same outcomes, and says of none that it changed something. */
static void check_second(struct check *check)
{
	static const char *const changes[] = { ", was on ", ", had no driver",
					       ", override written", ": cleared" };
	const char *first = check->first.out, *second = check->run.out;
	char one[2048], other[2048];
	bool more = true;
	size_t i;

	while (more && !check->failed) {
		more = next_line(&first, one, sizeof(one));
		if (next_line(&second, other, sizeof(other)) != more)
			fails(check, "a second run has the same outcomes as the first:\n%s",
			      check->first.out);
		if (!more)
			return;
		if (!is_same_outcome(one, other))
			fails(check,
			      "a second run has the same outcomes\nfirst:  %s\nsecond: %s", one,
			      other);
		for (i = 0; i < sizeof(changes) / sizeof(changes[0]); i++)
			if (strstr(other, changes[i]) && !is_bad(outcome(other)))
				fails(check, "a second run changes nothing: %s", other);
	}
}

static void try_words(struct check *check, const char *rules, struct dice *dice)
{
	static const char *const word[] = { "off", "plan" };
	const char *words[] = { "-c", "", "-r", rules, "-r", word[below(dice, 2)], NULL };

	run_words(check, words);
	unchanged(check, check->before, "the words `off` and `plan` change nothing");
	root_reset(&check->c->machine, check->root);
}

static void try_plan(struct check *check, const char *rules)
{
	char log[256];

	run_rules(check, "plan", rules);
	check->plan = check->run;
	check_status(check);
	unchanged(check, check->before, "plan changes nothing");
	root_read(check->root, "sim/log", log, sizeof(log));
	if (*log)
		fails(check, "plan writes nothing: %s", log);
}

static void try_apply(struct check *check, const char *rules)
{
	run_rules(check, "apply", rules);
	check->first = check->run;
	check_status(check);
	check_model(check);
	check_together(check);
	check_plan(check);
	snapshot(check, check->after);
}

static void try_again(struct check *check, const char *rules)
{
	if (is_other_machine(check))
		return;
	run_rules(check, "apply", rules);
	check_second(check);
	check_status(check);
	unchanged(check, check->after, "a second run changes nothing");
}

static void try_status(struct check *check)
{
	const char *words[] = { "-c", "", "status", NULL };

	run_words(check, words);
	unchanged(check, check->after, "status changes nothing");
}

/* c */
static void try_clear(struct check *check)
{
	const struct machine *m = &check->c->machine;
	struct verdict verdicts[DEVICES_MAX];
	const char *words[] = { "clear", "--all", NULL };
	int i;

	for (i = 0; i < m->n; i++)
		verdicts[i] = model_clear_all(m, &m->devices[i],
					      root_state(&m->devices[i], check->root));
	run_words(check, words);
	for (i = 0; i < m->n; i++)
		must_be_allowed(check, &verdicts[i], &m->devices[i],
				"clear --all gives devices back");
	snapshot(check, check->before);
	run_words(check, words);
	unchanged(check, check->before, "a second clear --all changes nothing");
}

/* b: rules that no device is taken by both of may change places. */
static void try_order(struct check *check, struct dice *dice)
{
	struct rules rules = check->c->rules;
	char text[COMMAND];
	int i, swapped = 0;

	for (i = 0; rules.n > 1 && i < 3 * rules.n; i++) {
		struct rule *rule = &rules.rules[below(dice, (unsigned int)rules.n - 1)];
		struct rule other = rule[1];

		if (model_overlap(&check->c->machine, rule, &other))
			continue;
		rule[1] = *rule;
		*rule = other;
		swapped++;
	}
	if (!swapped)
		return;
	root_reset(&check->c->machine, check->root);
	all_rules(&rules, text, sizeof(text));
	run_rules(check, "apply", text);
	unchanged(check, check->after, "the order of rules that do not overlap is nothing");
	if (check->run.status != check->first.status)
		fails(check, "nor to the exit status, %d", check->first.status);
}

/* --- the same rules from all sources --- */

struct sourced {
	char texts[SOURCES][COMMAND];
	char options[RULES_MAX][1024];
	int n_options;
};

static void add(char *text, const char *before, const char *rule, const char *after)
{
	size_t n = strlen(text);

	snprintf(text + n, COMMAND - n, "%s%s%s", before, rule, after);
}

static void add_sourced(struct sourced *s, const struct rule *rule)
{
	char *text = s->texts[rule->source], one[1024];

	rule_text(rule, one, sizeof(one));
	switch (rule->source) {
	case CONF:
	case CONF_D:
	case CHOSEN: /* a newline separates rules as the NUL between strings does */
		add(text, "", one, "\n");
		break;
	case BOOTCONFIG:
		add(text, *text ? ", \"" : "driver_override = \"", one, "\"");
		break;
	case CMDLINE:
		add(text, "driver_override=\"", one, "\" ");
		break;
	default:
		strcpy(s->options[s->n_options++], one);
		break;
	}
}

static void write_sources(const struct check *check, const struct sourced *s)
{
	static const char *const files[] = { "etc/earlybind.conf", "etc/earlybind.d/1.conf",
					     "proc/device-tree/chosen/linux,driver-override",
					     "proc/bootconfig", "proc/cmdline" };
	size_t i;

	for (i = 0; i < sizeof(files) / sizeof(files[0]); i++)
		if (*s->texts[i])
			root_write(check->root, files[i], s->texts[i]);
}

static void try_sources(struct check *check)
{
	static struct sourced s;
	const char *words[2 * RULES_MAX + 2];
	int i, n = 0;

	memset(&s, 0, sizeof(s));
	for (i = 0; i < check->c->rules.n; i++)
		add_sourced(&s, &check->c->rules.rules[i]);
	if (check->c->rules.strict)
		add(s.texts[CMDLINE], "", "driver_override=strict ", "");
	/* So that a line of an unlucky length does not count as cut off in a rule. */
	add(s.texts[CMDLINE], "quiet", "", "\n");
	for (i = 0; i < s.n_options; i++) {
		words[n++] = "-r";
		words[n++] = s.options[i];
	}
	words[n++] = "apply";
	words[n] = NULL;
	root_reset(&check->c->machine, check->root);
	write_sources(check, &s);
	run_words(check, words);
	for (i = 0; i < SOURCES - 1; i++)
		if (*s.texts[i])
			add(check->command, " with ", s.texts[i], "");
	unchanged(check, check->after, "it is nothing to rules which source they come from");
	if (check->run.status != check->first.status)
		fails(check, "nor to the exit status, %d", check->first.status);
}

/* --- one case --- */

static void check_all(struct check *check)
{
	const struct a_case *c = check->c;
	struct dice dice = dice_for(c->seed, c->number, 1);
	bool look_around = once_in(&dice, 4);
	char rules[COMMAND];
	uint64_t rest = 0;

	model_apply(&c->machine, &c->rules, check->verdicts);
	if (look_around)
		rest = root_rest(check->root);
	all_rules(&c->rules, rules, sizeof(rules));
	snapshot(check, check->before);
	if (once_in(&dice, 16))
		try_words(check, rules, &dice);
	try_plan(check, rules);
	try_apply(check, rules);
	try_again(check, rules);
	if (once_in(&dice, 8))
		try_status(check);
	if (once_in(&dice, 2))
		try_clear(check);
	/* e */
	if (look_around && root_rest(check->root) != rest)
		fails(check, "nothing but drivers and overrides is written");
	if (!check->failed)
		try_order(check, &dice);
	if (!check->failed)
		try_sources(check);
}

static bool holds(const struct a_case *c, const char *root, struct progress *progress)
{
	static struct check check;

	memset(&check, 0, offsetof(struct check, command));
	check.failed = false;
	check.c = c;
	check.root = root;
	check.progress = progress;
	root_make(&c->machine, root, NULL);
	if (!c->machine.kmsg) {
		char path[512];

		snprintf(path, sizeof(path), "%s/dev/kmsg", root);
		(void)unlink(path);
	}
	check_all(&check);
	root_remove(root);
	return !check.failed;
}

/* In a process of its own, which may crash or hang. */
static bool holds_apart(const struct a_case *c, const struct options *options,
			struct progress *progress)
{
	pid_t pid;
	int status;

	progress->what[0] = '\0';
	pid = fork();
	if (pid == 0) {
		(void)program_begin(options->fork);
		_exit(!holds(c, options->root, progress));
	}
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return false;
	root_remove(options->root);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return true;
	if (!progress->what[0])
		sprintf(progress->what, "a run %s",
			WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? "takes too long"
									   : "crashes");
	return false;
}

/* --- making a case that fails smaller --- */

static void drop(void *array, int *n, int at, size_t size)
{
	char *p = array;

	(*n)--;
	memmove(p + (size_t)at * size, p + (size_t)(at + 1) * size, (size_t)(*n - at) * size);
}

/* Takes thing number @what out of the case; false when there are not so many. */
static bool smaller(struct a_case *c, int what)
{
	struct rules *rules = &c->rules;
	int i;

	if (what < rules->n) {
		drop(rules->rules, &rules->n, what, sizeof(rules->rules[0]));
		return true;
	}
	what -= rules->n;
	if (what < c->machine.n) {
		drop(c->machine.devices, &c->machine.n, what, sizeof(c->machine.devices[0]));
		return true;
	}
	what -= c->machine.n;
	for (i = 0; i < rules->n; i++) {
		struct rule *rule = &rules->rules[i];

		if (what < rule->n) {
			drop(rule->selectors, &rule->n, what, sizeof(rule->selectors[0]));
			return true;
		}
		what -= rule->n;
		if (what < 12) {
			rule->options &= ~(1u << what);
			return true;
		}
		what -= 12;
	}
	for (i = 0; i < BUSES * DRIVERS; i++, what--)
		if (what == 0) {
			memset(&c->machine.drivers[i / DRIVERS][i % DRIVERS], 0,
			       sizeof(struct driver));
			return true;
		}
	if (what < DRIVERS) {
		c->machine.module[what] = false;
		for (i = 0; i < BUSES; i++)
			c->machine.drivers[i][what].by_module = false;
		return true;
	}
	what -= DRIVERS;
	if (what < c->machine.n) {
		c->machine.devices[what].group = 0;
		return true;
	}
	what -= c->machine.n;
	if (what < c->machine.n) {
		c->machine.devices[what].leftover = NO_RECORD;
		return true;
	}
	what -= c->machine.n;
	if (what < c->machine.n)
		c->machine.devices[what].bridge = false;
	else
		rules->strict = false;
	return what <= c->machine.n;
}

/* A bound device needs its driver, a rule a selector that is no exception. */
static bool is_sound(const struct a_case *c)
{
	int i, k;

	for (i = 0; i < c->machine.n; i++) {
		const struct device *d = &c->machine.devices[i];

		if (d->driver != NOTHING && !c->machine.drivers[d->bus][d->driver].registered)
			return false;
	}
	for (i = 0; i < c->rules.n; i++) {
		for (k = 0; k < c->rules.rules[i].n; k++)
			if (!c->rules.rules[i].selectors[k].negated)
				break;
		if (k == c->rules.rules[i].n)
			return false;
	}
	return true;
}

static void shrink(struct a_case *c, const struct options *options, struct progress *progress)
{
	struct progress *tried = mmap(NULL, sizeof(*tried), PROT_READ | PROT_WRITE,
				      MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	struct a_case before;
	bool again = true;
	int what;

	while (again) {
		again = false;
		for (what = 0; before = *c, smaller(c, what); what++) {
			if (memcmp(&before, c, sizeof(*c)) == 0)
				continue;
			if (is_sound(c) && !holds_apart(c, options, tried)) {
				*progress = *tried;
				again = true;
				what--;
				continue;
			}
			*c = before;
		}
	}
}

static void tell(const struct a_case *c, const struct options *options,
		 const struct progress *progress)
{
	char rules[COMMAND];

	all_rules(&c->rules, rules, sizeof(rules));
	printf("does not hold: %s\n", progress->what);
	printf("the smallest that fails:\nearlybind -c '%s' -r '%s'\non this root, for "
	       "mkroot:\n",
	       c->rules.strict ? "driver_override=strict" : "", rules);
	root_make(&c->machine, options->root, stdout);
	printf("seed %llu case %lu; to repeat it: make properties SEED=%llu CASE=%lu\n",
	       (unsigned long long)c->seed, c->number, (unsigned long long)c->seed, c->number);
}

/* --- all cases --- */

static void run_cases(const struct options *options, struct progress *progress)
{
	static struct a_case c;
	unsigned long i;

	(void)program_begin(options->fork);
	for (i = options->from; i < options->from + options->cases; i++) {
		progress->number = i;
		generate(&c, options->seed, i);
		if (!holds(&c, options->root, progress))
			_exit(1);
	}
	_exit(0);
}

static int find_failure(const struct options *options)
{
	struct progress *progress = mmap(NULL, sizeof(*progress), PROT_READ | PROT_WRITE,
					 MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	static struct a_case c;
	const char *first;
	pid_t pid;
	int status = -1;

	if (progress == MAP_FAILED)
		return 2;
	fflush(NULL);
	pid = fork();
	if (pid == 0)
		run_cases(options, progress);
	if (pid < 0 || waitpid(pid, &status, 0) != pid)
		return 2;
	root_remove(options->root);
	if (status == 0) {
		printf("seed %llu: %lu cases\n", (unsigned long long)options->seed,
		       options->cases);
		return 0;
	}
	generate(&c, options->seed, progress->number);
	first = strdup(progress->what);
	if (holds_apart(&c, options, progress)) {
		printf("seed %llu: case %lu fails (wait status %d), but not alone:\n%s\n",
		       (unsigned long long)options->seed, c.number, status, first);
		return 1;
	}
	shrink(&c, options, progress);
	tell(&c, options, progress);
	return 1;
}

/* Somebody else, who renames files all the time; they are none of earlybind's. */
static pid_t disturb(const char *folder)
{
	char one[128], other[128];
	pid_t pid = fork();

	if (pid)
		return pid;
	snprintf(one, sizeof(one), "%s/one", folder);
	snprintf(other, sizeof(other), "%s/other", folder);
	(void)mkdir(one, 0755);
	while (getppid() != 1 && rename(one, other) == 0 && rename(other, one) == 0)
		;
	_exit(1);
}

static void calm_down(pid_t pid, const char *folder)
{
	static const char *const names[] = { "one", "other" };
	char path[128];
	size_t i;

	if (pid <= 0)
		return;
	kill(pid, SIGKILL);
	(void)waitpid(pid, NULL, 0);
	for (i = 0; i < 2; i++) {
		snprintf(path, sizeof(path), "%s/%s", folder, names[i]);
		(void)rmdir(path);
	}
}

static int describe(const struct options *options)
{
	static struct a_case c;
	char rules[COMMAND];

	generate(&c, options->seed, options->from);
	all_rules(&c.rules, rules, sizeof(rules));
	printf("# rules %s\n", rules);
	root_make(&c.machine, "", stdout);
	if (options->root)
		root_make(&c.machine, options->root, NULL);
	return 0;
}

static bool parse(struct options *options, int argc, char **argv)
{
	int i;

	for (i = 1; i < argc; i++) {
		const char *value = i + 1 < argc ? argv[i + 1] : NULL;

		if (strcmp(argv[i], "--fork") == 0)
			options->fork = true;
		else if (strcmp(argv[i], "--disturb") == 0)
			options->disturb = true;
		else if (strcmp(argv[i], "--describe") == 0)
			options->describe = true;
		else if (!value)
			return false;
		else if (strcmp(argv[i], "--seed") == 0)
			options->seed = strtoull(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "--cases") == 0)
			options->cases = strtoul(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "--from") == 0)
			options->from = strtoul(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "--root") == 0)
			options->root = argv[++i];
		else
			return false;
	}
	return true;
}

int main(int argc, char **argv)
{
	struct options options = { .seed = 1, .cases = 10000 };
	/* A tmpfs, if there is one: it is a matter of time only. */
	char folder[] = "/dev/shm/properties-XXXXXX", other[] = "/tmp/properties-XXXXXX",
	     root[64];
	const char *made = NULL;
	pid_t disturber = 0;
	int status;

	if (!parse(&options, argc, argv)) {
		fputs("properties: see the top of properties.c\n", stderr);
		return 2;
	}
	if (options.describe)
		return describe(&options);
	made = mkdtemp(folder);
	if (!made)
		made = mkdtemp(other);
	if (!made)
		return 2;
	snprintf(root, sizeof(root), "%s/root", made);
	options.root = root;
	if (options.disturb)
		disturber = disturb(made);
	status = find_failure(&options);
	calm_down(disturber, made);
	/* Not empty when something was written beside the root. */
	if (rmdir(made) < 0) {
		printf("something was left in %s: %s\n", made, strerror(errno));
		status = 1;
	}
	return status;
}
