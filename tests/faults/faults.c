/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * faults [-c CALL] [-k] [-l] [-n EVERY] [-v] [-x] PROGRAM ROOT WORK SCENARIO...
 *
 * For each scenario (name, what prepares it, words of the command): makes each system call of
 * the command fail in turn, once with each error of the table in trace.c, or ends the process
 * at it, and looks at what came of it. ROOT is a fake root, copied to WORK for each run; or
 * "/", then this machine is the root, and the program WORK runs before each run.
 *
 * -c: only that system call. -k: one fault, another each time, for each kind of call: the same
 * call by the same process after the same write. -n: of all these points every EVERYth, and
 * with -k the first of each system call. -l: lists the calls, and lets all succeed.
 *
 * What must hold, whatever fails:
 *   crash     no process of it ends by a signal that we did not send, no sanitizer speaks up
 *   hang      it ends in time
 *   status    is what the outcomes make it; 3 only where nothing was changed
 *   report    says of each device what driver and override it has, and an outcome that agrees;
 *             a device of which it does not speak is as it was
 *   record    the same, where the program does not say that it is not complete; and when it was
 *             killed, each device that is not as it was is in the record, with what it was
 *   guards    a device that is refused without a fault is not touched
 *   group     of an IOMMU group that a rule takes whole, all devices are taken, or none
 *   others    devices of other rules reach their outcome when the call is about one device
 *   again     the same command once more, without a fault, gets all to where they belong
 *   back      on a real machine, `clear --all` puts all back as they were at first, when a
 *             record could be written
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "trace.h"

#define DEVICES 32
#define NAME    128
#define SECONDS 10u /* that a run may take; it has -t 2 */

struct device {
	char name[NAME];                   /* BUS/DEVICE */
	char driver[NAME], override[NAME]; /* "-" for none */
};

struct state {
	struct device devices[DEVICES];
	int n;
};

struct scenario {
	char name[32];
	char prepare[512]; /* words of a command that runs before, or "" */
	char words[512];
};

static const char *program, *template, *work, *only;
static bool verbose, first_only, kinds, list, live;
static unsigned int every = 1;
static struct trace trace;
static struct state first;       /* before all */
static unsigned long hits[1024]; /* of each SYS_... */
static unsigned long points, missed, failures, ends[4], killed, refused;

/* --- files --- */

static void copy_file(int from, int to, const char *name, mode_t mode)
{
	char buf[4096];
	int in = openat(from, name, O_RDONLY);
	int out = openat(to, name, O_WRONLY | O_CREAT | O_EXCL, mode & 0777);
	ssize_t n;

	while ((n = read(in, buf, sizeof(buf))) > 0)
		if (write(out, buf, (size_t)n) != n)
			abort();
	close(in);
	close(out);
}

static void copy_tree(int from, int to)
{
	DIR *dir = fdopendir(dup(from));
	struct dirent *entry;

	while (dir && (entry = readdir(dir))) {
		const char *name = entry->d_name;
		char target[512];
		struct stat st;
		ssize_t n;
		int a, b;

		if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0 ||
		    fstatat(from, name, &st, AT_SYMLINK_NOFOLLOW) < 0)
			continue;
		if (S_ISLNK(st.st_mode)) {
			n = readlinkat(from, name, target, sizeof(target) - 1);
			target[n > 0 ? n : 0] = '\0';
			(void)!symlinkat(target, to, name);
		} else if (S_ISDIR(st.st_mode)) {
			(void)mkdirat(to, name, 0755);
			a = openat(from, name, O_RDONLY | O_DIRECTORY);
			b = openat(to, name, O_RDONLY | O_DIRECTORY);
			copy_tree(a, b);
			close(a);
			close(b);
		} else {
			copy_file(from, to, name, st.st_mode);
		}
	}
	if (dir)
		closedir(dir);
}

static void remove_tree(int at, const char *name)
{
	int fd = openat(at, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW);
	DIR *dir = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *entry;

	while (dir && (entry = readdir(dir)))
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
		    unlinkat(fd, entry->d_name, 0) < 0)
			remove_tree(fd, entry->d_name);
	if (dir)
		closedir(dir);
	(void)unlinkat(at, name, AT_REMOVEDIR);
}

static void fresh(const char *from)
{
	int a, b;

	remove_tree(AT_FDCWD, work);
	if (mkdir(work, 0755) < 0)
		abort();
	a = open(from, O_RDONLY | O_DIRECTORY);
	b = open(work, O_RDONLY | O_DIRECTORY);
	copy_tree(a, b);
	close(a);
	close(b);
}

static size_t slurp(const char *path, char *buf, size_t size)
{
	char full[1024];
	ssize_t n;
	int fd;

	snprintf(full, sizeof(full), "%s/%s", live ? "" : work, path);
	fd = open(full, O_RDONLY);
	n = fd < 0 ? -1 : read(fd, buf, size - 1);
	if (fd >= 0)
		close(fd);
	buf[n > 0 ? n : 0] = '\0';
	return n > 0 ? (size_t)n : 0;
}

static void store(const char *path, const char *text)
{
	int fd = open(path, O_WRONLY);

	if (fd < 0)
		return;
	(void)!write(fd, text, strlen(text));
	close(fd);
}

/* --- what devices are like --- */

static void look_at(struct state *state, const char *bus, const char *name)
{
	struct device *device = &state->devices[state->n];
	char path[1024], text[NAME];
	ssize_t n;

	if (state->n == DEVICES)
		return;
	snprintf(path, sizeof(path), "sys/bus/%s/devices/%s/driver_override", bus, name);
	slurp(path, text, sizeof(text));
	text[strcspn(text, "\n")] = '\0';
	snprintf(device->override, NAME, "%s",
		 *text && strcmp(text, "(null)") != 0 ? text : "-");
	snprintf(path, sizeof(path), "%s/sys/bus/%s/devices/%s/driver", live ? "" : work, bus,
		 name);
	n = readlink(path, text, sizeof(text) - 1);
	text[n > 0 ? n : 0] = '\0';
	snprintf(device->driver, NAME, "%s", n > 0 ? strrchr(text, '/') + 1 : "-");
	snprintf(device->name, NAME, "%s/%s", bus, name);
	state->n++;
}

static void look(struct state *state)
{
	static const char *const buses[] = { "pci", "platform" };
	char path[1024];
	size_t i;

	state->n = 0;
	for (i = 0; i < 2; i++) {
		struct dirent **names;
		int n, k;

		if (live && i == 1)
			break;
		snprintf(path, sizeof(path), "%s/sys/bus/%s/devices", live ? "" : work,
			 buses[i]);
		n = scandir(path, &names, NULL, alphasort);
		for (k = 0; k < n; k++) {
			if (names[k]->d_name[0] != '.')
				look_at(state, buses[i], names[k]->d_name);
			free(names[k]);
		}
		if (n >= 0)
			free(names);
	}
}

static bool same(const struct device *a, const struct device *b)
{
	return strcmp(a->driver, b->driver) == 0 && strcmp(a->override, b->override) == 0;
}

static bool all_same(const struct state *a, const struct state *b)
{
	int i;

	for (i = 0; i < a->n; i++)
		if (!same(&a->devices[i], &b->devices[i]))
			return false;
	return true;
}

/* --- running it --- */

static void run(const char *words, const struct fault *fault, bool traced)
{
	static char copy[1024];
	char *argv[40], *word, *rest = copy;
	int n = 0;

	snprintf(copy, sizeof(copy), "%s", words);
	argv[n++] = (char *)program;
	if (!live) {
		argv[n++] = (char *)"-R";
		argv[n++] = (char *)work;
	}
	argv[n++] = (char *)"-j";
	argv[n++] = (char *)(live ? "-t60" : "-t2");
	while ((word = strsep(&rest, " ")) && n < 39)
		argv[n++] = word;
	argv[n] = NULL;
	trace_run(&trace, argv, fault, live ? 10 * SECONDS : SECONDS, traced);
}

/* --- one point --- */

struct point {
	const struct scenario *scenario;
	const struct call *call;
	const struct fault *fault;
	const struct state *before, *good; /* before; after a run without a fault */
	struct state after;
	const bool *guarded; /* refused, then */
	int good_status;
	bool failed;
	bool known[DEVICES];  /* the report tells their states */
	bool bad[DEVICES];    /* outcome failed */
	bool untold[DEVICES]; /* refused, as it cannot be told whether it may be taken */
};

static void fails(struct point *point, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static void fails(struct point *point, const char *format, ...)
{
	const struct call *call = point->call;
	va_list list;

	if (!point->failed) {
		failures++;
		printf("%s: process %u, call %u, %s", point->scenario->name, call->process,
		       call->number, trace_name(call->nr));
		printf(" %s%s%s%s: ", call->path, *call->text ? " \"" : "", call->text,
		       *call->text ? "\"" : "");
		printf("%s\n", point->fault->signal ? strsignal(point->fault->signal)
						    : strerror(point->fault->error));
	}
	point->failed = true;
	printf("    ");
	va_start(list, format);
	vprintf(format, list);
	va_end(list);
	printf("\n");
}

/* The string of that key in the JSON object; "-" for null. */
static const char *member(const char *object, const char *key, char *value)
{
	char quoted[64];
	const char *at;
	size_t n;

	strcpy(value, "-");
	snprintf(quoted, sizeof(quoted), "\"%s\":", key);
	at = strstr(object, quoted);
	if (!at)
		return value;
	at += strlen(quoted);
	n = strcspn(*at == '"' ? at + 1 : at, *at == '"' ? "\"" : ",}");
	snprintf(value, NAME, "%.*s", (int)n, *at == '"' ? at + 1 : at);
	if (strcmp(value, "null") == 0)
		strcpy(value, "-");
	return value;
}

static const struct device *device_of(const struct state *state, const char *name)
{
	int i;

	for (i = 0; i < state->n; i++)
		if (strcmp(state->devices[i].name, name) == 0)
			return &state->devices[i];
	return NULL;
}

static bool is_one_of(const char *word, const char *words)
{
	const char *at = strstr(words, word);

	return at && (at[strlen(word)] == ' ' || !at[strlen(word)]);
}

static void check_entry(struct point *point, const char *entry, const char *name,
			const char *outcome)
{
	const struct device *is = device_of(&point->after, name);
	const struct device *was = device_of(point->before, name);
	char driver[NAME], override[NAME], wanted[NAME], changed[NAME];

	if (!is || !was)
		return;
	member(entry, "state_known", changed);
	if (strcmp(changed, "false") == 0) {
		if (strcmp(outcome, "failed") != 0)
			fails(point, "%s: %s, and its state is not known", name, outcome);
		return;
	}
	point->known[is - point->after.devices] = true;
	member(entry, "driver", driver);
	member(entry, "override", override);
	member(entry, "wanted", wanted);
	member(entry, "changed", changed);
	if (strcmp(driver, is->driver) != 0 || strcmp(override, is->override) != 0)
		fails(point,
		      "%s (%s): reported driver %s override %s, is driver %s override %s", name,
		      outcome, driver, override, is->driver, is->override);
	if (!same(is, was) && strcmp(changed, "true") != 0)
		fails(point, "%s (%s): changed, and said not to be", name, outcome);
	if (is_one_of(outcome, "refused absent rolled-back protected") && !same(is, was))
		fails(point, "%s: %s, and not as it was", name, outcome);
	if ((strcmp(outcome, "bound") == 0 && strcmp(is->driver, wanted) != 0) ||
	    (is_one_of(outcome, "bound armed held") && strcmp(is->override, wanted) != 0) ||
	    (strcmp(outcome, "held") == 0 && strcmp(is->driver, "-") != 0))
		fails(point, "%s: %s %s, has driver %s override %s", name, outcome, wanted,
		      is->driver, is->override);
}

/* The devices that the report says are refused, and where it says that it cannot be told. */
static void find_refused(const struct state *state, bool *refusals, bool *untold)
{
	const char *at = strstr(trace.out, "\"devices\":[");

	for (at = at ? strstr(at, "{\"device\":") : NULL; at;
	     at = strstr(at + 1, "{\"device\":")) {
		char name[NAME], outcome[NAME], reason[NAME];
		const struct device *device = device_of(state, member(at, "device", name));

		if (!device || strcmp(member(at, "outcome", outcome), "refused") != 0)
			continue;
		refusals[device - state->devices] = true;
		untold[device - state->devices] =
			strstr(member(at, "reason", reason), "cannot be told");
	}
}

/* What is guarded is left alone, whatever could not be read. */
static void check_guarded(struct point *point)
{
	int i;

	for (i = 0; i < point->after.n; i++)
		if (point->guarded[i] &&
		    !same(&point->after.devices[i], &point->before->devices[i]))
			fails(point, "%s: guarded, and taken: driver %s override %s",
			      point->after.devices[i].name, point->after.devices[i].driver,
			      point->after.devices[i].override);
}

/* Half a group is no use to VFIO; what could not be put back is said to have failed. */
static void check_group(struct point *point)
{
	int i, taken = 0, wanted = 0;

	if (!strstr(point->scenario->words, "/group"))
		return;
	for (i = 0; i < point->after.n; i++) {
		if (point->bad[i])
			return;
		if (strcmp(point->good->devices[i].driver, "vfio-pci") != 0)
			continue;
		wanted++;
		taken += strcmp(point->after.devices[i].driver, "vfio-pci") == 0;
	}
	if (taken && taken < wanted)
		fails(point, "%d of %d devices of the group are taken", taken, wanted);
}

/* What is said of every device; the exit status. */
static void check_report(struct point *point)
{
	bool spoken[DEVICES] = { false };
	const char *at = strstr(trace.out, "\"devices\":[");
	int i, expected = 0;

	for (at = at ? strstr(at, "{\"device\":") : NULL; at;
	     at = strstr(at + 1, "{\"device\":")) {
		char name[NAME], outcome[NAME], rule[NAME];
		const struct device *device;

		member(at, "device", name);
		member(at, "outcome", outcome);
		member(at, "rule", rule);
		if (!is_one_of(outcome, "bound held armed cleared shadowed protected") &&
		    !(strcmp(outcome, "absent") == 0 && strstr(rule, "/optional")))
			expected = 1;
		device = device_of(&point->after, name);
		if (!device || strcmp(outcome, "shadowed") == 0)
			continue;
		spoken[device - point->after.devices] = true;
		point->bad[device - point->after.devices] = strcmp(outcome, "failed") == 0;
		check_entry(point, at, name, outcome);
	}
	for (i = 0; i < point->after.n; i++)
		if (!spoken[i] && !same(&point->after.devices[i], &point->before->devices[i]))
			fails(point, "%s: nothing is said of it, and it has changed",
			      point->after.devices[i].name);
	if (WEXITSTATUS(trace.status) != 3 && WEXITSTATUS(trace.status) != expected)
		fails(point, "exit status %d, outcomes make it %d", WEXITSTATUS(trace.status),
		      expected);
}

/* Did a write to stdout fail, so that there is no report? */
static bool is_report(const struct point *point)
{
	return strcmp(trace_name(point->call->nr), "write") == 0 && point->call->process == 0 &&
	       point->call->fd == STDOUT_FILENO;
}

/* Field @n of a line of the record. */
static void field(const char *line, int n, char *value)
{
	for (; n > 0; n--)
		line += strcspn(line, "\t\n") + 1;
	snprintf(value, NAME, "%.*s", (int)strcspn(line, "\t\n"), line);
}

static void check_record(struct point *point)
{
	static char text[1 << 14];
	char key[NAME + 2], outcome[NAME], driver[NAME], override[NAME];
	bool complete = !strstr(trace.err, "/run/earlybind/devices");
	int i;

	memcpy(text, "\n", 2);
	slurp("run/earlybind/devices", text + 1, sizeof(text) - 1);
	for (i = 0; i < point->after.n; i++) {
		const struct device *is = &point->after.devices[i];
		const struct device *was = &point->before->devices[i];
		const char *line;

		snprintf(key, sizeof(key), "\n%s\t", is->name);
		line = strstr(text, key);
		if (!line && !same(is, was) && (complete || WIFSIGNALED(trace.status)))
			fails(point, "%s: has changed, and is not in the record", is->name);
		if (!line)
			continue;
		field(line + 1, 1, outcome);
		field(line + 1, 2, driver);
		field(line + 1, 3, override);
		if (strcmp(outcome, "pending") == 0) {
			if (complete && WIFEXITED(trace.status) &&
			    WEXITSTATUS(trace.status) != 3 && !is_report(point) &&
			    !point->bad[i])
				fails(point, "%s: pending in the record, at the end", is->name);
			continue;
		}
		/* A line of an earlier run is about the time before. */
		if (complete && point->known[i] && strcmp(driver, "?") != 0 &&
		    (strcmp(driver, is->driver) != 0 || strcmp(override, is->override) != 0))
			fails(point,
			      "%s: in the record with driver %s override %s, is driver %s "
			      "override %s",
			      is->name, driver, override, is->driver, is->override);
	}
}

/* The device that the call is about, alone. */
static const char *device_at(const struct point *point)
{
	const struct call *call = point->call;
	int i;

	for (i = 0; i < point->before->n; i++) {
		const char *name = strchr(point->before->devices[i].name, '/') + 1;
		const char *at = strstr(call->path, name);
		size_t n = strlen(name);

		if (at && at[-1] == '/' && (at[n] == '/' || !at[n]))
			return point->before->devices[i].name;
		if (strncmp(call->text, name, n) == 0 && call->text[n] == '\n')
			return point->before->devices[i].name;
	}
	return NULL;
}

static void check_others(struct point *point)
{
	const char *name = device_at(point);
	int i;

	if (!name || strstr(point->scenario->words, "required") ||
	    strstr(point->scenario->words, "strict") ||
	    strstr(point->scenario->words, "/group"))
		return;
	for (i = 0; i < point->after.n; i++)
		if (!point->untold[i] && strcmp(point->after.devices[i].name, name) != 0 &&
		    !same(&point->after.devices[i], &point->good->devices[i]))
			fails(point,
			      "%s: has driver %s override %s, though the call is about %s",
			      point->after.devices[i].name, point->after.devices[i].driver,
			      point->after.devices[i].override, name);
}

/* Is the same command able to do the job now? */
static void check_again(struct point *point)
{
	struct state after;
	int i;

	run(point->scenario->words, NULL, false);
	look(&after);
	for (i = 0; i < after.n; i++)
		if (!same(&after.devices[i], &point->good->devices[i]))
			fails(point, "%s: run again, has driver %s override %s",
			      after.devices[i].name, after.devices[i].driver,
			      after.devices[i].override);
	if (WEXITSTATUS(trace.status) != point->good_status)
		fails(point, "run again, exit status %d", WEXITSTATUS(trace.status));
}

/* Is all as it was before the first command, when all is cleared? */
static void check_back(struct point *point)
{
	struct state after;
	int i;

	run("clear --all", NULL, false);
	look(&after);
	for (i = 0; i < after.n; i++)
		if (!same(&after.devices[i], &first.devices[i]))
			fails(point, "%s: cleared, has driver %s override %s",
			      after.devices[i].name, after.devices[i].driver,
			      after.devices[i].override);
}

static void check(struct point *point)
{
	bool exited = WIFEXITED(trace.status), complete, refusals[DEVICES];
	size_t n = strlen(trace.out);

	look(&point->after);
	if (trace.hung)
		fails(point, "hangs");
	if (!exited && !point->fault->signal)
		fails(point, "ends by signal %d", WTERMSIG(trace.status));
	if (strstr(trace.err, "Sanitizer") || strstr(trace.err, "runtime error"))
		fails(point, "%s", trace.err);
	if (exited && WEXITSTATUS(trace.status) > 3)
		fails(point, "exit status %d: %s", WEXITSTATUS(trace.status), trace.err);
	if (exited && WEXITSTATUS(trace.status) == 3) {
		refused++;
		if (!all_same(&point->after, point->before))
			fails(point, "exit status 3, and something was changed");
		if (!*trace.err && !*trace.out)
			fails(point, "exit status 3 without a word");
	} else if (exited && n > 2 && strcmp(trace.out + n - 2, "}\n") == 0) {
		check_report(point);
	} else if (exited && !is_report(point)) {
		fails(point, "no report");
	}
	check_record(point);
	check_guarded(point);
	find_refused(&point->after, refusals, point->untold);
	if (exited && point->fault->error) {
		check_others(point);
		check_group(point);
	}
	if (exited && WEXITSTATUS(trace.status) < 4)
		ends[WEXITSTATUS(trace.status)]++;
	else
		killed++;
	if (point->failed && verbose)
		printf("%s%s", trace.out, trace.err);
	complete = !strstr(trace.err, "/run/earlybind/devices");
	check_again(point);
	if (live && complete)
		check_back(point);
}

/* What no record tells, `clear --all` does not put back. */
static void put_back_by_hand(const struct device *is, const struct device *was)
{
	char path[1024];
	const char *name = strchr(is->name, '/') + 1;
	int bus = (int)(strchr(is->name, '/') - is->name);

	if (same(is, was))
		return;
	snprintf(path, sizeof(path), "/sys/bus/%.*s/devices/%s/driver_override", bus, is->name,
		 name);
	store(path, *was->override == '-' ? "\n" : was->override);
	snprintf(path, sizeof(path), "/sys/bus/%.*s/drivers/%s/unbind", bus, is->name,
		 is->driver);
	store(path, name);
	snprintf(path, sizeof(path), "/sys/bus/%.*s/drivers/%s/bind", bus, is->name,
		 was->driver);
	store(path, name);
}

/* Makes all as it was in the beginning. */
static void reset(const struct scenario *scenario, struct state *before)
{
	int i;

	if (live) {
		look(before);
		for (i = 0; i < before->n; i++)
			put_back_by_hand(&before->devices[i], &first.devices[i]);
		(void)unlink("/run/earlybind/devices");
		(void)!system(work);
	} else {
		fresh(template);
	}
	if (*scenario->prepare)
		run(scenario->prepare, NULL, false);
	look(before);
}

static void try_point(const struct scenario *scenario, const struct call *call,
		      const struct fault *fault, const struct state *good, const bool *guarded,
		      int good_status)
{
	struct point point = { .scenario = scenario,
			       .call = call,
			       .fault = fault,
			       .good = good,
			       .guarded = guarded,
			       .good_status = good_status };
	struct state before;

	reset(scenario, &before);
	point.before = &before;
	run(scenario->words, fault, true);
	if (!trace.hit) {
		missed++; /* another way was taken, by what time it was */
		return;
	}
	points++;
	hits[call->nr]++;
	check(&point);
	if (point.failed && first_only)
		exit(1);
}

static const char *base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

/* The file that was written to last before call @i. */
static const char *written_before(const struct call *calls, size_t i)
{
	while (i-- > 0)
		if (strcmp(trace_name(calls[i].nr), "write") == 0)
			return base_name(calls[i].path);
	return "";
}

/* The last of a kind stands for it: it is what shows how things are. */
static bool is_last_of_kind(const struct call *calls, size_t n, size_t i)
{
	size_t k;

	for (k = i + 1; k < n; k++)
		if (calls[k].process == calls[i].process && calls[k].nr == calls[i].nr &&
		    strcmp(written_before(calls, k), written_before(calls, i)) == 0)
			return false;
	return true;
}

static size_t n_errors(const struct call *call)
{
	size_t n = 0;

	while (trace_errors(call)[n])
		n++;
	return n;
}

/* Fault number @k of a call: one of its errors, and then the signals. */
static struct fault fault_at(const struct call *call, size_t k)
{
	static const int signals[] = { SIGKILL, SIGTERM };
	struct fault fault = { call->process, call->number, call->nr, call->fd, 0, 0 };
	size_t n = n_errors(call);

	if (k < n)
		fault.error = trace_errors(call)[k];
	else
		fault.signal = signals[k - n];
	return fault;
}

static void try_scenario(const struct scenario *scenario)
{
	static struct call calls[4096];
	struct state before, good;
	bool guarded[DEVICES] = { false }, untold[DEVICES];
	unsigned long turn = 0;
	size_t n, i, k;
	int status;

	/* Modules that it loads stay: only the second run is like those that follow. */
	reset(scenario, &before);
	run(scenario->words, NULL, false);
	look(&good);
	find_refused(&good, guarded, untold);
	status = WEXITSTATUS(trace.status);
	reset(scenario, &before);
	run(scenario->words, NULL, true);
	n = trace.n_calls;
	memcpy(calls, trace.calls, n * sizeof(calls[0]));
	if (n < 50 || trace.hung || !WIFEXITED(trace.status) ||
	    all_same(&before, &good) != (strstr(scenario->name, "same") != NULL)) {
		printf("%s: does not do what it is there for: %zu calls, status %x\n%s%s",
		       scenario->name, n, trace.status, trace.out, trace.err);
		failures++;
		return;
	}
	for (i = 0; list && i < n; i++)
		printf("%u %s %s %s\n", calls[i].process, trace_name(calls[i].nr),
		       calls[i].path, calls[i].text);
	for (i = 0; !list && i < n; i++) {
		size_t all = n_errors(&calls[i]) + 2;

		if ((only && strcmp(trace_name(calls[i].nr), only) != 0) ||
		    (kinds && !is_last_of_kind(calls, n, i)))
			continue;
		for (k = kinds ? turn % all : 0; k < all; k++) {
			struct fault fault = fault_at(&calls[i], k);

			if (turn++ % every == 0 || (kinds && !hits[calls[i].nr]))
				try_point(scenario, &calls[i], &fault, &good, guarded, status);
			if (kinds)
				break;
		}
	}
	printf("# %s: %zu calls, %lu %s\n", scenario->name, n, turn,
	       kinds ? "kinds" : "faults");
	fflush(stdout);
}

int main(int argc, char **argv)
{
	cpu_set_t cpus;
	size_t nr;
	int option;

	while ((option = getopt(argc, argv, "+c:kln:vx")) != -1) {
		if (option == 'c')
			only = optarg;
		if (option == 'k')
			kinds = true;
		if (option == 'l')
			list = true;
		if (option == 'n')
			every = (unsigned int)atoi(optarg);
		if (option == 'v')
			verbose = true;
		if (option == 'x')
			first_only = true;
	}
	if (argc - optind < 4 || every == 0)
		return 3;
	program = argv[optind++];
	template = argv[optind++];
	work = argv[optind++];
	live = strcmp(template, "/") == 0;
	if (live)
		look(&first);
	(void)prctl(PR_SET_CHILD_SUBREAPER, 1);
	/* To hand over from one processor to another at each call takes longer than the call.
	 */
	CPU_ZERO(&cpus);
	CPU_SET(sched_getcpu(), &cpus);
	(void)sched_setaffinity(0, sizeof(cpus), &cpus);
	for (; optind + 2 < argc; optind += 3) {
		struct scenario scenario;

		snprintf(scenario.name, sizeof(scenario.name), "%s", argv[optind]);
		snprintf(scenario.prepare, sizeof(scenario.prepare), "%s", argv[optind + 1]);
		snprintf(scenario.words, sizeof(scenario.words), "%s", argv[optind + 2]);
		try_scenario(&scenario);
	}
	printf("#");
	for (nr = 0; nr < sizeof(hits) / sizeof(hits[0]); nr++)
		if (hits[nr])
			printf(" %s %lu", trace_name((long)nr), hits[nr]);
	printf("\n# %lu points injected: exit status 0: %lu, 1: %lu, 2: %lu, 3: %lu; killed: "
	       "%lu; "
	       "not as it must be: %lu; not reached: %lu\n",
	       points, ends[0], ends[1], ends[2], ends[3], killed, failures, missed);
	return failures ? 1 : 0;
}
