/* SPDX-License-Identifier: GPL-2.0-only */
#include "report/text.h"

#include <errno.h>
#include <string.h>

#include "system/uevent.h"
#include "memory/record.h"
#include "rules/guess.h"

/* Longest piece of a rule that a one-line message quotes. */
#define EB_QUOTE_MAX 160u
/* So many consumers of a device are named. */
#define EB_CONSUMERS_MAX 8u
/* Room for any of the sentences below, and of rules/message.c. */
#define EB_SENTENCE_SIZE 320u

static const char *const eb_outcome_names[] = {
	[EB_PENDING] = "pending",     [EB_BOUND] = "bound",
	[EB_HELD] = "held",           [EB_ARMED] = "armed",
	[EB_CLEARED] = "cleared",     [EB_ABSENT] = "absent",
	[EB_REFUSED] = "refused",     [EB_FAILED] = "failed",
	[EB_SHADOWED] = "shadowed",   [EB_ROLLED_BACK] = "rolled-back",
	[EB_PROTECTED] = "protected", [EB_UNKNOWN] = "unknown",
	[EB_UNBOUND] = "unbound",
};

_Static_assert(sizeof(eb_outcome_names) / sizeof(eb_outcome_names[0]) == EB_OUTCOME_COUNT,
	       "every outcome has its name");

/* "%" stands for the wanted driver, "$" for the driver that the device has or had. */
static const char *const eb_why_texts[] EB_PACKED = {
	[EB_WHY_NONE] = "",
	[EB_WHY_NO_BUS] = "this kernel has no such bus; see /sys/bus",
	[EB_WHY_NO_DEVICE] = "no such device; see /sys/bus/*/devices",
	[EB_WHY_NO_NODE] = "no device has that node; see /proc/device-tree and its aliases",
	[EB_WHY_NO_MATCH] = "nothing matches",
	[EB_WHY_NOT_IN_TREE] =
		"Linux makes no such device of this tree; plan -v lists those that it makes",
	[EB_WHY_OTHER_BUS] = "a device tree tells of platform and amba devices only",
	[EB_WHY_NEARLY] = "no such device; did you mean ", /* and the name */
	[EB_WHY_IDENTITY] = "it is not what the rule says, nothing was touched; ",
	[EB_WHY_GUARD] = "this system depends on it: ",               /* and eb_device.guard */
	[EB_WHY_UNTOLD] = "whether it may be taken cannot be told: ", /* the same */
	[EB_WHY_CONSUMERS] = "these would lose their drivers, too: ", /* and the consumers */
	[EB_WHY_LED] = "the kernel took it from $ with ",             /* and the supplier */
	[EB_WHY_HALF_GROUP] = "its IOMMU group cannot be taken whole: ", /* and who is left */
	[EB_WHY_CANNOT_UNDO] =
		"driver % cannot be unbound (it has no unbind file), so the device could not "
		"be "
		"put back, as required, strict or group demand; nothing was touched; option "
		"force takes it all the same",
	[EB_WHY_NOT_BEGUN] = "nothing was done for it: ", /* and why */
	[EB_WHY_TAKEN_BACK] = "it is as it was before: ", /* and why */
	[EB_WHY_NO_ATTRIBUTE] =
		"it has no driver_override attribute: its bus does not offer one, "
		"or this kernel is too old",
	[EB_WHY_ATTRIBUTE_ERROR] = "its sysfs attributes cannot be read",
	[EB_WHY_ATTRIBUTE_BLOCKED] = "reading its driver_override blocks in the kernel, as it "
				     "does while a probe of the device hangs",
	[EB_WHY_NO_DRIVER_UNTOUCHED] =
		"driver % is not registered and no module of that name is here, so $ keeps the "
		"device; put the module into the initramfs or check the name",
	[EB_WHY_NO_IOMMU_UNTOUCHED] =
		"it has no IOMMU group, so % would not take it, and $ keeps it; switch the "
		"IOMMU on, or use option noiommu",
	[EB_WHY_NO_NOIOMMU_UNTOUCHED] =
		"it has no IOMMU group and this kernel no CONFIG_VFIO_NOIOMMU, so % would not "
		"take it, and $ keeps it",
	[EB_WHY_CANNOT_UNBIND] =
		"driver $ cannot be unbound (it has no unbind file), nothing was "
		"changed; bind before $ is loaded, or build it as a module",
	[EB_WHY_KEPT] = "$ keeps the device (option keep) until something unbinds it",
	[EB_WHY_NO_DRIVER_YET] =
		"driver % is not registered and no module of that name is here",
	[EB_WHY_MODULE_GAVE_NO_DRIVER] = "its module did not load or registered no driver %",
	[EB_WHY_NOT_IN_OWN_MODULE] = "no module here has the name of driver %, and the "
				     "device's own did not load or has no such driver",
	[EB_WHY_DEFERRED] =
		"the kernel put the probe off: the device waits for a supplier such "
		"as a clock, and is bound when that is there",
	[EB_WHY_MAYBE_DEFERRED] =
		"the kernel put the probe off, as the device waits for a supplier, or its pins "
		"or DMA cannot be set up; /sys/kernel/debug/devices_deferred would tell",
	[EB_WHY_WRITE_FAILED] = "writing driver_override failed",
	[EB_WHY_OVERRIDE_NOT_STORED] = "driver_override does not read back as written",
	[EB_WHY_STILL_BOUND] = "driver $ did not let go of it",
	[EB_WHY_NOT_ASKED] = "the kernel could not be asked to find a driver for it",
	[EB_WHY_NOT_BOUND] = "driver % was asked and did not take it",
	[EB_WHY_BARRED] = "the kernel did not let % probe it, and does not wait for anything: "
			  "its pins or DMA could not be set up",
	[EB_WHY_SHARED_GROUP] = "the kernel did not let % probe it: its IOMMU group may be in "
				"use through VFIO: ", /* and eb_item.sharer */
	[EB_WHY_OTHER_DRIVER] = "driver $ has it",
	[EB_WHY_NO_NOIOMMU] = "VFIO's no-IOMMU mode could not be switched on: kernel without "
			      "CONFIG_VFIO_NOIOMMU, or module vfio is missing",
	[EB_WHY_RESET_REQUIRED] =
		"vfio-platform wants a reset handler for it; use option noreset, or put "
		"vfio_platform.reset_required=0 on the command line",
	[EB_WHY_RESET_TOO_LATE] =
		"vfio-platform was loaded before, with reset_required=1, which cannot be "
		"changed then; "
		"load it later, or put vfio_platform.reset_required=0 on the command line",
	[EB_WHY_RESET_BUG] =
		"this kernel wants a reset handler even with reset_required=0: a bug of "
		"Linux 6.1 to 6.3",
	[EB_WHY_NO_IOMMU] = "it has no IOMMU group, which % needs; switch the IOMMU on in "
			    "firmware and kernel, or use option noiommu",
	[EB_WHY_NOT_COHERENT] =
		"% refused its IOMMU group: the IOMMU driver does not vouch for cache "
		"coherency, which VFIO demands, as is so with exynos-iommu; only a kernel "
		"without that IOMMU driver, and option noiommu, help",
	[EB_WHY_HAS_VFS] = "% takes no device whose virtual functions are enabled",
	[EB_WHY_NOT_PUT_BACK] = "it could not be put back as it was",
	[EB_WHY_NO_FORK] = "nothing was done: no process could be started",
	[EB_WHY_VANISHED] = "the device vanished",
	[EB_WHY_SEVERAL] =
		"this names more than one device, nothing was changed; give its bus: "
		"BUS/DEVICE",
	[EB_WHY_BLOCKED] = "blocked in the kernel past the timeout; it may still land",
	[EB_WHY_NOT_REACHED] = "the timeout came before all was done for it",
	[EB_WHY_NOT_AS_RULED] = "it is not as the rule wants it; apply would change that",
	[EB_WHY_CRASHED] = "not finished: the worker process died",
	[EB_WHY_NO_MEMORY] = "not enough memory",
};

_Static_assert(sizeof(eb_why_texts) / sizeof(eb_why_texts[0]) == EB_WHY_COUNT,
	       "every reason has its text");

const char *eb_outcome_name(enum eb_outcome outcome)
{
	return eb_outcome_names[outcome];
}

static const struct {
	int error;
	const char *text;
} eb_errors[] EB_PACKED = {
	{ ENOENT, "no such file" },        { EACCES, "permission denied" },
	{ EPERM, "not permitted" },        { EROFS, "read-only file system" },
	{ ENODEV, "no such device" },      { EINVAL, "invalid argument" },
	{ EBUSY, "device busy" },          { ENOMEM, "out of memory" },
	{ EIO, "input/output error" },     { ENOSYS, "not in this kernel" },
	{ ENOTDIR, "not a directory" },    { ELOOP, "too many symbolic links" },
	{ ENAMETOOLONG, "name too long" }, { EMFILE, "too many open files" },
	{ ENOSPC, "no space left" },       { EAGAIN, "try again" },
	{ ETIMEDOUT, "timed out" },        { EISDIR, "is a directory" },
	{ EOPNOTSUPP, "not supported" },   { EXDEV, "leads out of the root" },
};

void eb_say_errno(struct eb_out *out, int error)
{
	size_t i;

	for (i = 0; i < sizeof(eb_errors) / sizeof(eb_errors[0]); i++) {
		if (eb_errors[i].error != error)
			continue;
		eb_out_str(out, eb_errors[i].text);
		return;
	}
	eb_out_str(out, "error ");
	eb_out_uint(out, (unsigned long)error);
}

/* At most EB_QUOTE_MAX bytes of @text. */
static void eb_say_quote(struct eb_out *out, struct eb_span text)
{
	bool cut = text.n > EB_QUOTE_MAX;

	if (cut)
		text.n = EB_QUOTE_MAX;
	eb_out_safe(out, text);
	if (cut)
		eb_out_str(out, "...");
}

static void eb_say_name(struct eb_out *out, const char *name)
{
	eb_out_safe(out, eb_span_of(name));
}

void eb_say_place(struct eb_out *out, const struct eb_ruleset *set, unsigned int source,
		  struct eb_span at)
{
	struct eb_place place = eb_ruleset_place(set, source, at);

	eb_say_name(out, place.label);
	eb_out_char(out, ':');
	if (place.line) {
		eb_out_uint(out, place.line);
		eb_out_char(out, ':');
	}
	eb_out_uint(out, place.column);
}

static void eb_say_rule(struct eb_out *out, const struct eb_ruleset *set,
			const struct eb_rule *rule)
{
	eb_out_str(out, " [");
	eb_say_place(out, set, rule->source, rule->text);
	eb_out_char(out, ' ');
	eb_say_quote(out, rule->text);
	eb_out_char(out, ']');
}

/* What was looked for: all terms of the selector, as a DEVICE argument has them. */
void eb_say_selector(struct eb_out *out, const struct eb_item *item)
{
	const struct eb_rule *rule = item->rule;
	const struct eb_term *last = item->term, *end = rule->terms + rule->n_terms;

	if (!last) {
		eb_out_safe(out, rule->bus);
		return;
	}
	while (last + 1 < end && !last[1].first)
		last++;
	/* A device-tree path says that it is one. */
	if (item->term->kind != EB_TERM_OF && item->term->kind != EB_TERM_OF_GLOB) {
		eb_out_safe(out, rule->bus);
		eb_out_char(out, '/');
	}
	eb_say_quote(out, eb_span_between(item->term->whole.p, last->whole.p + last->whole.n));
}

void eb_say_device(struct eb_out *out, const struct eb_device *device)
{
	eb_say_name(out, device->bus);
	eb_out_char(out, '/');
	eb_say_name(out, device->name);
}

static void eb_say_subject(struct eb_out *out, const struct eb_plan *plan,
			   const struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item);

	if (device) {
		eb_say_device(out, device);
	} else {
		eb_say_selector(out, item);
	}
	eb_out_str(out, ": ");
}

/* @sentence with @quoted for each '%' and @name for each '$'. */
static void eb_say_filled(struct eb_out *out, const char *sentence, struct eb_span quoted,
			  const char *name)
{
	char buf[EB_SENTENCE_SIZE], *p;
	struct eb_out text = eb_out_on(buf, sizeof(buf));

	eb_out_str(&text, sentence);
	for (p = buf; *p; p++) {
		if (*p == '%')
			eb_say_quote(out, quoted);
		else if (*p == '$')
			eb_say_name(out, name);
		else
			eb_out_char(out, *p);
	}
}

static void eb_say_why_text(struct eb_out *out, const struct eb_item *item, enum eb_why why)
{
	const char *has = item->after.driver ? item->after.driver : item->before.driver;

	eb_say_filled(out, eb_why_texts[why], item->driver, has ? has : "none");
}

static void eb_say_why(struct eb_out *out, const struct eb_item *item)
{
	eb_say_why_text(out, item, item->why);
	if (item->error) {
		eb_out_str(out, " (");
		eb_say_errno(out, item->error);
		eb_out_char(out, ')');
	}
	if (item->sharer && item->why == EB_WHY_SHARED_GROUP)
		eb_say_name(out, item->sharer);
	if (item->supplier && item->why == EB_WHY_DEFERRED) {
		eb_out_str(out, "; no driver has ");
		eb_say_name(out, item->supplier);
	}
}

static void eb_say_kernel(struct eb_out *out, const struct eb_item *item)
{
	if (!item->kernel || !*item->kernel)
		return;
	eb_out_str(out, "; kernel: ");
	eb_say_quote(out, eb_span_of(item->kernel));
}

/* What the override of an armed device is good for until its driver comes. */
static void eb_say_meanwhile(struct eb_out *out, enum eb_why why)
{
	if (why == EB_WHY_NO_DRIVER_YET || why == EB_WHY_MODULE_GAVE_NO_DRIVER ||
	    why == EB_WHY_NOT_IN_OWN_MODULE)
		eb_out_str(out, "; nothing else can take the device meanwhile");
}

static void eb_say_former(struct eb_out *out, const struct eb_item *item)
{
	if (!item->changed) {
		eb_out_str(out, item->leader ? " again" : " already");
	} else if (item->before.driver && item->after.driver &&
		   strcmp(item->before.driver, item->after.driver) == 0) {
		eb_out_str(out, " already, override written");
	} else if (item->before.driver) {
		eb_out_str(out, ", was on ");
		eb_say_name(out, item->before.driver);
		if (item->had_ms) {
			eb_out_str(out, " for ");
			eb_out_uint(out, item->had_ms);
			eb_out_str(out, " ms");
		}
	} else {
		eb_out_str(out, ", had no driver");
	}
}

static void eb_say_cleared(struct eb_out *out, const struct eb_item *item)
{
	if (item->after.override_name) {
		eb_out_str(out, item->changed ? "cleared, override back to "
					      : "has its former override ");
		eb_say_name(out, item->after.override_name);
	} else {
		eb_out_str(out, item->changed ? "cleared" : "has no override");
	}
	if (!item->after.driver) {
		eb_out_str(out, ", has no driver");
		return;
	}
	eb_out_str(out, ", driver ");
	eb_say_name(out, item->after.driver);
}

/* What a failure left behind. */
static void eb_say_aftermath(struct eb_out *out, const struct eb_item *item)
{
	if (item->given_back) {
		eb_out_str(out, "; given back to ");
		eb_say_name(out, item->before.driver);
	} else if (item->take_back && item->why != EB_WHY_NOT_PUT_BACK && !item->stuck &&
		   !item->after.gone && eb_plan_is_as_before(item)) {
		eb_out_str(out, "; put back as it was");
	} else if (item->before.driver && !item->after.driver) {
		eb_out_str(out, "; ");
		eb_say_name(out, item->before.driver);
		eb_out_str(out, (item->rule->target.options & EB_OPT_HOLD)
					? " does not get it back (option hold)"
					: " did not take it back, it has no driver now");
	} else if (!item->after.driver && item->after.override_name) {
		eb_out_str(out, "; held back, no other driver can take it");
	}
}

static void eb_say_shadowed(struct eb_out *out, const struct eb_plan *plan,
			    const struct eb_item *item)
{
	size_t winner = item->shadowed_by - 1;
	const struct eb_rule *by;

	while (plan->items[winner].shadowed_by)
		winner = plan->items[winner].shadowed_by - 1;
	by = plan->items[winner].rule;
	eb_out_str(out, "shadowed by ");
	eb_say_place(out, plan->rules, by->source, by->text);
	eb_out_char(out, ' ');
	eb_say_quote(out, by->text);
}

static void eb_say_protected(struct eb_out *out, const struct eb_plan *plan,
			     const struct eb_item *item)
{
	eb_out_str(out, "protected, left as it is");
	if (eb_devices_offline(plan->devices))
		return;
	eb_out_str(out, ": ");
	if (!item->after.driver) {
		eb_out_str(out, "no driver");
		return;
	}
	eb_out_str(out, "driver ");
	eb_say_name(out, item->after.driver);
}

/* What @device is, in the terms of what it was expected to be. */
static void eb_say_found(struct eb_out *out, const struct eb_device *device,
			 const struct eb_term *term)
{
	static const char *const keys[] = {
		[EB_TERM_ID] = "PCI_ID",         [EB_TERM_CLASS] = "PCI_CLASS",
		[EB_TERM_OF] = "OF_FULLNAME",    [EB_TERM_OF_GLOB] = "OF_FULLNAME",
		[EB_TERM_ALIAS] = "OF_ALIAS_0",  [EB_TERM_COMPATIBLE] = "OF_COMPATIBLE_0",
		[EB_TERM_MODALIAS] = "MODALIAS",
	};
	struct eb_span found = eb_span_of(device->name);

	if (term->kind == EB_TERM_PATH)
		found = eb_span_of(device->topology ? device->topology : "none");
	else if (term->kind != EB_TERM_NAME && term->kind != EB_TERM_GLOB)
		found = eb_uevent_get(device->uevent, keys[term->kind]);
	eb_say_quote(out, found.p ? found : eb_span_of("none"));
	if (term->kind != EB_TERM_ID)
		return;
	found = eb_uevent_get(device->uevent, "PCI_SUBSYS_ID");
	if (!found.p)
		return;
	eb_out_char(out, ':');
	eb_out_safe(out, found);
}

/*
 * "pci/0000:00:1f.2 is on ahci": a device that keeps VFIO from using a group. Without a
 * driver, it is one that a rule clears.
 */
static void eb_say_spoiler(struct eb_out *out, const struct eb_device *device,
			   struct eb_span driver)
{
	eb_say_device(out, device);
	eb_out_str(out, driver.n ? " is on " : " is cleared by a rule of its own");
	eb_out_safe(out, driver);
}

/* Whose failure it was that undid this one. */
static void eb_say_cause(struct eb_out *out, const struct eb_plan *plan,
			 const struct eb_item *item)
{
	const struct eb_item *cause = item->cause;

	if (!cause) {
		eb_out_str(out, "a rule is malformed, and the word strict means all or none");
		return;
	}
	eb_say_subject(out, plan, cause);
	eb_out_str(out, eb_outcome_name(cause->outcome));
	eb_out_str(out, plan->rules->strict ? ", and the word strict means all or none"
			: (cause->rule->target.options & EB_OPT_REQUIRED)
				? ", and that rule is required"
				: ", and the group is taken whole or not at all");
}

/* Who would lose their drivers with @device: some by name. */
static void eb_say_consumers(struct eb_out *out, const struct eb_plan *plan,
			     const struct eb_device *device)
{
	const struct eb_link *link = NULL;
	unsigned int n;

	for (n = 0; (link = eb_consumer_lost(plan, device, link)) && n < EB_CONSUMERS_MAX;
	     n++) {
		eb_out_str(out, n ? ", " : "");
		eb_say_device(out, &plan->devices->devices[link->consumer]);
	}
	eb_out_str(out, link ? ", ..." : "");
	eb_out_str(out, "; nothing was touched; take them as well, or use option force");
}

static void eb_say_supplier(struct eb_out *out, const struct eb_plan *plan,
			    const struct eb_item *item)
{
	eb_say_device(out, eb_item_device(plan, &plan->items[item->leader - 1]));
	eb_out_str(out, ", its supplier");
}

/* The end of the sentences that a reason begins. */
static void eb_say_expected(struct eb_out *out, const struct eb_plan *plan,
			    const struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item);

	if (item->why == EB_WHY_GUARD || item->why == EB_WHY_UNTOLD) {
		eb_say_name(out, device->guard);
		if (device->untold)
			eb_out_str(out, " could not be read to its end");
		eb_out_str(out, "; nothing was touched; option force takes it all the same");
	} else if (item->why == EB_WHY_CONSUMERS) {
		eb_say_consumers(out, plan, device);
	} else if (item->why == EB_WHY_LED) {
		eb_say_supplier(out, plan, item);
		if (item->outcome == EB_UNBOUND)
			eb_out_str(out, "; clear that to give it back");
	} else if (item->why == EB_WHY_HALF_GROUP) {
		eb_say_spoiler(out, item->blame, item->blame_driver);
	} else if (item->why == EB_WHY_NOT_BEGUN || item->why == EB_WHY_TAKEN_BACK) {
		eb_say_cause(out, plan, item);
	} else if (item->why == EB_WHY_IDENTITY) {
		eb_out_str(out, "expected ");
		eb_say_quote(out, item->term->whole);
		eb_out_str(out, ", found ");
		eb_say_found(out, eb_item_device(plan, item), item->term);
	} else if (item->why == EB_WHY_NO_DRIVER_UNTOUCHED && device->module) {
		eb_out_str(out, "; module ");
		eb_say_name(out, device->module);
		eb_out_str(out, " is for the device and may have it: load that first");
	} else if (item->why == EB_WHY_NEARLY) {
		eb_say_found(out, &plan->devices->devices[item->near - 1], item->term);
		eb_out_str(out, "? Upper and lower case differ");
	}
}

/* Who keeps VFIO from using the group of a device that it has. */
static void eb_say_group(struct eb_out *out, const struct eb_plan *plan,
			 const struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item), *spoiler = NULL;
	const struct eb_group *group;
	const char *separator = " cannot be used while ";

	if (!device->group || !eb_driver_is_vfio(item->driver))
		return;
	group = &plan->devices->groups[device->group - 1];
	if ((item->rule->target.options & EB_OPT_NOIOMMU) &&
	    eb_group_is_real(plan->devices, device)) {
		eb_out_str(out, "; it has IOMMU group ");
		eb_say_name(out, group->number);
		eb_out_str(out, ", so option noiommu does nothing");
	}
	while ((spoiler = eb_group_spoiler(plan, device, spoiler))) {
		if (*separator == ' ') {
			eb_out_str(out, "; IOMMU group ");
			eb_say_name(out, group->number ? group->number : "");
		}
		eb_out_str(out, separator);
		eb_say_spoiler(out, spoiler, eb_driver_to_be(plan, spoiler));
		separator = ", ";
	}
	if (*separator == ',')
		eb_out_str(out, "; option group takes the whole group");
	if (group->provisional)
		eb_out_str(out, "; the group is not complete before all its devices have "
				"been probed: see status");
}

/* A rule names a node, and several devices have it: which one was taken, and why. */
static void eb_say_shared_node(struct eb_out *out, const struct eb_plan *plan,
			       const struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item);

	if (device && device->of_shared && item->outcome != EB_SHADOWED &&
	    eb_span_is(item->rule->bus, "of"))
		eb_out_str(out, "; the topmost of several devices of its node");
}

void eb_say_reason(struct eb_out *out, const struct eb_plan *plan, const struct eb_item *item)
{
	if (item->outcome == EB_SHADOWED) {
		eb_say_shadowed(out, plan, item);
		return;
	}
	eb_say_why(out, item);
	eb_say_expected(out, plan, item);
	eb_say_kernel(out, item);
	if (item->outcome == EB_FAILED)
		eb_say_aftermath(out, item);
}

void eb_say_item(struct eb_out *out, const struct eb_plan *plan, const struct eb_item *item)
{
	eb_say_subject(out, plan, item);
	switch (item->outcome) {
	case EB_BOUND:
		eb_out_str(out, "bound to ");
		eb_out_safe(out, item->driver);
		eb_say_former(out, item);
		if (item->node) {
			eb_out_str(out, ", ");
			eb_say_name(out, item->node);
		}
		eb_say_group(out, plan, item);
		break;
	case EB_HELD:
		eb_out_str(out, "held without a driver");
		if (!item->changed || item->before.driver)
			eb_say_former(out, item);
		if (item->why != EB_WHY_NONE) {
			eb_out_str(out, ": ");
			eb_say_why(out, item);
			eb_say_kernel(out, item);
		}
		break;
	case EB_ARMED:
		eb_out_str(out, "armed for ");
		eb_out_safe(out, item->driver);
		eb_out_str(out, ": ");
		eb_say_why(out, item);
		eb_say_kernel(out, item);
		eb_say_meanwhile(out, item->why);
		break;
	case EB_CLEARED:
		eb_say_cleared(out, item);
		break;
	case EB_SHADOWED:
		eb_say_reason(out, plan, item);
		break;
	case EB_PROTECTED:
		eb_say_protected(out, plan, item);
		break;
	default:
		eb_out_all(out, eb_outcome_name(item->outcome), ": ", (char *)NULL);
		eb_say_reason(out, plan, item);
		if (item->waited) {
			eb_out_str(out, "; waited ");
			eb_out_uint(out, item->waited);
			eb_out_str(out, " s");
		}
		break;
	}
	eb_say_shared_node(out, plan, item);
	eb_say_rule(out, plan->rules, item->rule);
}

enum eb_level eb_item_level(const struct eb_plan *plan, const struct eb_item *item)
{
	bool warn = !eb_item_succeeded(item) || item->outcome == EB_UNKNOWN ||
		    item->outcome == EB_UNBOUND;

	/* What was asked for with `keep` is no surprise. */
	if (item->outcome == EB_ARMED || item->outcome == EB_HELD)
		warn = item->why != EB_WHY_NONE && item->why != EB_WHY_KEPT;
	if (item->outcome == EB_BOUND || item->outcome == EB_PENDING)
		warn = eb_driver_is_vfio(item->driver) &&
		       eb_group_spoiler(plan, eb_item_device(plan, item), NULL) != NULL;
	return warn ? EB_LEVEL_WARNING : EB_LEVEL_INFO;
}

/* How the device is now; of a predicted one, what is known instead. */
static void eb_say_present(struct eb_out *out, const struct eb_plan *plan,
			   const struct eb_item *item)
{
	const struct eb_device *device = eb_item_device(plan, item);

	if (device && device->caution) {
		eb_out_str(out, "; careful: ");
		eb_say_name(out, device->caution);
	}
	if (eb_devices_offline(plan->devices))
		return;
	if (item->after.driver) {
		eb_out_str(out, "; now on ");
		eb_say_name(out, item->after.driver);
	} else {
		eb_out_str(out, "; now without a driver");
	}
}

void eb_say_planned(struct eb_out *out, const struct eb_plan *plan, const struct eb_item *item)
{
	const struct eb_target *target = &item->rule->target;
	const char *comma = "would ";

	if (item->outcome != EB_PENDING) {
		eb_say_item(out, plan, item);
		return;
	}
	eb_say_subject(out, plan, item);
	if (item->leader) {
		eb_out_str(out, item->after.driver ? "would lose its driver with "
						   : "would get its driver back with ");
		eb_say_supplier(out, plan, item);
	} else if (item->steps & EB_STEP_OVERRIDE) {
		eb_out_all(out, comma, item->driver.n ? "set override " : "remove the override",
			   (char *)NULL);
		eb_out_safe(out, item->driver);
		if (target->aim == EB_AIM_CLEAR && eb_devices_offline(plan->devices))
			eb_out_str(out, ", should it have one");
		comma = ", ";
	}
	if (item->steps & EB_STEP_UNBIND) {
		eb_out_all(out, comma, "unbind from ", (char *)NULL);
		eb_say_name(out, item->after.driver);
		comma = ", ";
	}
	if (item->steps & EB_STEP_LOAD) {
		eb_out_all(out, comma, item->own_module ? "load " : "load the module of ",
			   (char *)NULL);
		if (item->own_module) {
			eb_say_name(out, eb_item_device(plan, item)->module);
			eb_out_str(out, ", which is for the device and may have ");
		}
		eb_out_safe(out, item->driver);
		if (eb_devices_offline(plan->devices))
			eb_out_str(out, " if need be");
		comma = ", ";
	}
	if ((item->steps & EB_STEP_PROBE) && !item->leader)
		eb_out_all(out, comma, "probe", (char *)NULL);
	if (target->aim == EB_AIM_BIND && !(item->steps & EB_STEP_PROBE) &&
	    (!item->after.driver || (item->steps & EB_STEP_UNBIND))) {
		eb_out_str(out, "; ");
		eb_say_why_text(out, item, EB_WHY_NO_DRIVER_YET);
		eb_say_meanwhile(out, EB_WHY_NO_DRIVER_YET);
	}
	eb_say_present(out, plan, item);
	eb_say_group(out, plan, item);
	eb_say_shared_node(out, plan, item);
	eb_say_rule(out, plan->rules, item->rule);
}

void eb_counts_add(struct eb_counts *tally, const struct eb_item *item)
{
	tally->counts[item->outcome]++;
	if (item->device && item->outcome != EB_SHADOWED)
		tally->devices++;
	tally->failed |= !eb_item_succeeded(item);
}

void eb_say_summary(struct eb_out *out, const struct eb_ruleset *rules,
		    const struct eb_counts *tally)
{
	const char *separator = ": ";
	size_t i;

	eb_out_count(out, rules->n_rules, "rule");
	eb_out_str(out, ", ");
	eb_out_count(out, tally->devices, "device");
	for (i = EB_PENDING; i < EB_OUTCOME_COUNT; i++) {
		if (!tally->counts[i])
			continue;
		eb_out_str(out, separator);
		eb_out_uint(out, tally->counts[i]);
		eb_out_all(out, " ",
			   i == EB_PENDING ? "to change" : eb_outcome_name((enum eb_outcome)i),
			   (char *)NULL);
		separator = ", ";
	}
}

/* --- what was wrong with the rules --- */

void eb_say_message(struct eb_out *out, const struct eb_diagnosis *diagnosis)
{
	eb_say_filled(out, eb_message_text(diagnosis->message), diagnosis->at, "");
}

static void eb_say_finding_head(struct eb_out *out, const struct eb_ruleset *set,
				const struct eb_finding *finding)
{
	bool error = eb_message_severity(finding->diagnosis.message) == EB_ERROR;

	eb_say_place(out, set, finding->source, finding->diagnosis.at);
	eb_out_str(out, error ? ": error: " : ": warning: ");
	eb_say_message(out, &finding->diagnosis);
}

/* What to do about it, behind @before; nothing when there is nothing to say. */
void eb_say_hint(struct eb_out *out, const struct eb_finding *finding, const char *before)
{
	const char *hint = eb_message_hint(finding->diagnosis.message);
	char buf[EB_QUOTE_MAX];
	struct eb_out guess = eb_out_on(buf, sizeof(buf));

	if (eb_guess(&finding->diagnosis, finding->rule, &guess) && !guess.cut) {
		eb_out_all(out, before, "did you mean ", (char *)NULL);
		eb_out_safe(out, eb_out_text(&guess));
		eb_out_char(out, '?');
	} else if (hint) {
		eb_out_all(out, before, hint, (char *)NULL);
	}
}

void eb_say_finding(struct eb_out *out, const struct eb_ruleset *set,
		    const struct eb_finding *finding)
{
	eb_say_finding_head(out, set, finding);
	eb_say_hint(out, finding, "; ");
	if (!finding->rule.n)
		return;
	eb_out_str(out, " [");
	eb_say_quote(out, finding->rule);
	eb_out_char(out, ']');
}

enum eb_level eb_finding_level(const struct eb_finding *finding)
{
	return eb_message_severity(finding->diagnosis.message) == EB_ERROR ? EB_LEVEL_ERROR
									   : EB_LEVEL_WARNING;
}

/* As many spaces as eb_out_safe() needs columns for @text. */
static size_t eb_safe_width(struct eb_span text)
{
	char buf[5 * EB_QUOTE_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	eb_out_safe(&out, text);
	return out.n;
}

/*
 * A window of at most EB_QUOTE_MAX bytes of the rule, chosen so that the start of what is wrong
 * is in it.
 */
static struct eb_span eb_window(const struct eb_finding *finding)
{
	struct eb_span rule = finding->rule, at = finding->diagnosis.at;
	size_t offset = (size_t)(at.p - rule.p);

	if (offset > EB_QUOTE_MAX / 2 && rule.n > EB_QUOTE_MAX) {
		rule.p += offset - EB_QUOTE_MAX / 2;
		rule.n -= offset - EB_QUOTE_MAX / 2;
	}
	if (rule.n > EB_QUOTE_MAX)
		rule.n = EB_QUOTE_MAX;
	return rule;
}

static void eb_say_caret(struct eb_out *out, struct eb_span window, struct eb_span at)
{
	size_t i, width;
	size_t room = (size_t)(window.p + window.n - at.p);

	if (at.n > room)
		at.n = room;
	width = eb_safe_width(eb_span_between(window.p, at.p));
	eb_out_str(out, "\n  ");
	for (i = 0; i < width; i++)
		eb_out_char(out, ' ');
	eb_out_char(out, '^');
	width = eb_safe_width(at);
	for (i = 1; i < width; i++)
		eb_out_char(out, '~');
}

void eb_say_finding_with_caret(struct eb_out *out, const struct eb_ruleset *set,
			       const struct eb_finding *finding)
{
	struct eb_span window = eb_window(finding);

	eb_say_finding_head(out, set, finding);
	if (finding->rule.n) {
		eb_out_str(out, "\n  ");
		eb_out_safe(out, window);
		eb_say_caret(out, window, finding->diagnosis.at);
	}
	eb_say_hint(out, finding, "\n  hint: ");
}

/* --- status --- */

/* Of a device that no rule speaks of: what its override does to it. */
static enum eb_outcome eb_override_outcome(const struct eb_device *device)
{
	if (device->gone)
		return EB_ABSENT;
	if (device->blocked)
		return EB_FAILED;
	if (!device->override_name)
		return EB_PENDING;
	if (!device->driver && strcmp(device->override_name, "none") == 0)
		return EB_HELD;
	return eb_same(device->driver, device->override_name) ? EB_BOUND : EB_ARMED;
}

void eb_say_outcome(struct eb_out *out, const struct eb_plan *plan,
		    const struct eb_device *device)
{
	const struct eb_item *item = device->claim ? &plan->items[device->claim - 1] : NULL;
	enum eb_outcome outcome = item ? item->outcome : eb_override_outcome(device);

	if ((!item || outcome == EB_PENDING) && eb_record_speaks(device) &&
	    eb_record_drift(device) == EB_DRIFT_NONE &&
	    !(device->led && !device->unfinished && device->driver))
		eb_out_span(out, eb_record_get(device->record, EB_RECORD_OUTCOME));
	else if (outcome != EB_PENDING)
		eb_out_str(out, eb_outcome_name(outcome));
}

static void eb_say_field(struct eb_out *out, const char *field, const char *value)
{
	eb_out_all(out, " ", field, "=", (char *)NULL);
	eb_say_name(out, value ? value : "-");
}

void eb_say_status(struct eb_out *out, const struct eb_plan *plan,
		   const struct eb_device *device, const char *group, const char *node)
{
	const struct eb_item *item = device->claim ? &plan->items[device->claim - 1] : NULL;
	bool vfio = device->driver && eb_driver_is_vfio(eb_span_of(device->driver));
	const struct eb_device *spoiler = NULL;
	const char *separator = " spoiled-by=";

	eb_say_device(out, device);
	eb_say_field(out, "driver", device->driver);
	eb_say_field(out, "override", device->blocked ? "(blocked)" : device->override_name);
	eb_say_field(out, "group", group);
	if (node)
		eb_say_field(out, "node", node);
	while (vfio && (spoiler = eb_group_spoiler(plan, device, spoiler))) {
		eb_out_str(out, separator);
		eb_say_device(out, spoiler);
		separator = ",";
	}
	eb_out_str(out, " outcome=");
	eb_say_outcome(out, plan, device);
	if (out->p[out->n - 1] == '=')
		eb_out_char(out, '-');
	if (item)
		eb_say_rule(out, plan->rules, item->rule);
	else if (eb_record_speaks(device))
		eb_record_say_rule(out, device->record);
}
