/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rules x devices -> items: for each device that a rule takes, what is to be done and, later,
 * what came of it. Pure: apply/ carries the steps out and asks eb_plan_judge() for the outcome.
 * docs/rules.md specifies matching and precedence, docs/earlybind.8 the outcomes.
 *
 * A plan is made in parts, so that what only some devices need is read for these only:
 * eb_plan_match(), IOMMU groups are read, eb_plan_groups(), drivers are read, eb_plan_steps(),
 * guards and consumers are read, eb_plan_refuse(), eb_plan_follow().
 */
#ifndef EB_PLAN_PLAN_H
#define EB_PLAN_PLAN_H

#include "devices/device.h"
#include "rules/ruleset.h"

enum eb_outcome {
	EB_PENDING, /* steps are left to do; what `plan` shows */
	EB_BOUND,
	EB_HELD,
	EB_ARMED,
	EB_UNBOUND, /* no rule takes it, and it lost its driver with its supplier */
	EB_CLEARED,
	EB_ABSENT,
	EB_REFUSED,
	EB_FAILED,
	EB_ROLLED_BACK,
	EB_SHADOWED,
	EB_PROTECTED,
	EB_UNKNOWN, /* what was planned against does not tell; only with -D */
	EB_OUTCOME_COUNT
};

/* Why an outcome is what it is; report/text.c has the sentences. */
enum eb_why {
	EB_WHY_NONE,
	/* absent */
	EB_WHY_NO_BUS,
	EB_WHY_NO_DEVICE,
	EB_WHY_NO_NODE,
	EB_WHY_NO_MATCH,
	EB_WHY_NOT_IN_TREE,
	EB_WHY_NEARLY, /* a name in another case exists: eb_item.near */
	/* unknown */
	EB_WHY_OTHER_BUS,
	/* refused */
	EB_WHY_IDENTITY,
	EB_WHY_GUARD,      /* eb_device.guard */
	EB_WHY_UNTOLD,     /* the same: a file */
	EB_WHY_CONSUMERS,  /* eb_consumer_lost() */
	EB_WHY_HALF_GROUP, /* eb_item.blame */
	EB_WHY_CANNOT_UNDO,
	/* unbound */
	EB_WHY_LED, /* eb_item.leader */
	/* rolled back */
	EB_WHY_NOT_BEGUN,  /* eb_item.cause */
	EB_WHY_TAKEN_BACK, /* the same */
	/* nothing was touched */
	EB_WHY_NO_ATTRIBUTE,
	EB_WHY_ATTRIBUTE_ERROR,
	EB_WHY_ATTRIBUTE_BLOCKED,
	EB_WHY_NO_DRIVER_UNTOUCHED,
	EB_WHY_NO_IOMMU_UNTOUCHED,
	EB_WHY_NO_NOIOMMU_UNTOUCHED,
	EB_WHY_CANNOT_UNBIND,
	/* armed */
	EB_WHY_KEPT,
	EB_WHY_NO_DRIVER_YET,
	EB_WHY_MODULE_GAVE_NO_DRIVER,
	EB_WHY_NOT_IN_OWN_MODULE,
	EB_WHY_DEFERRED,
	EB_WHY_MAYBE_DEFERRED,
	/* failed */
	EB_WHY_WRITE_FAILED,
	EB_WHY_OVERRIDE_NOT_STORED,
	EB_WHY_STILL_BOUND,
	EB_WHY_NOT_ASKED,
	EB_WHY_NOT_BOUND,
	EB_WHY_BARRED,
	EB_WHY_SHARED_GROUP, /* eb_item.sharer */
	EB_WHY_OTHER_DRIVER,
	EB_WHY_NO_NOIOMMU,
	EB_WHY_RESET_REQUIRED,
	EB_WHY_RESET_TOO_LATE,
	EB_WHY_RESET_BUG,
	EB_WHY_NO_IOMMU,
	EB_WHY_NOT_COHERENT,
	EB_WHY_HAS_VFS,
	EB_WHY_NOT_PUT_BACK,
	EB_WHY_VANISHED,
	EB_WHY_SEVERAL,
	EB_WHY_BLOCKED,
	EB_WHY_NOT_REACHED,
	EB_WHY_NOT_AS_RULED,
	EB_WHY_CRASHED,
	EB_WHY_NO_FORK,
	EB_WHY_NO_MEMORY,
	EB_WHY_COUNT
};

/* What apply does to a device, in phases over all devices, in this order. */
enum eb_step {
	EB_STEP_OVERRIDE = 1 << 0, /* write driver_override */
	EB_STEP_UNBIND = 1 << 1,   /* from the driver it has */
	EB_STEP_LOAD = 1 << 2,     /* the wanted driver's module */
	EB_STEP_PROBE = 1 << 3,    /* drivers_probe */
	EB_STEP_STANDARD = 1 << 4, /* load the standard driver by modalias, if still unbound */
	/* Never planned; what apply is at when it checks and undoes. */
	EB_STEP_VERIFY = 1 << 5,
	EB_STEP_UNDO = 1 << 6,
};

/* How a device looks at one moment. */
struct eb_state {
	const char *driver;        /* NULL: none */
	const char *override_name; /* NULL: unset */
	bool gone;                 /* the device vanished */
	bool unknown; /* it cannot be read, or was not since something was written */
};

enum eb_take {
	EB_TAKE_NO,
	EB_TAKE_YES,
	EB_TAKE_MISMATCH, /* the device is named, and is not what the rule says it is */
};

struct eb_item {
	/* Flags first: see struct eb_device. */
	bool by_group; /* its rule takes it only along with another device */
	bool changed;
	bool given_back; /* failed, and its former driver has it again */
	bool take_back;  /* it must not stay done: eb_plan_take_back() */
	bool came;       /* absent at first, and there in the end */
	bool undoing;    /* and what has become of that, nobody has looked at yet */
	bool own_module; /* its driver is looked for in eb_device.module */
	bool deferred;   /* the kernel put the probe off and will come back to it */
	const struct eb_rule *rule;
	const struct eb_term *term; /* the selector that took the device, or matched none */
	size_t device;              /* 1 + index into eb_devices.devices; 0: none */
	size_t shadowed_by;         /* 1 + index of the item that overrules this one, or 0 */
	size_t leader;              /* 1 + index of the item of the supplier with which its
				       device loses its driver, or 0 */
	enum eb_outcome settled; /* then: its outcome should the device have a driver again */
	enum eb_why settled_why;
	size_t near;           /* 1 + index of the device that EB_WHY_NEARLY means, or 0 */
	struct eb_span driver; /* the wanted driver; for clear the override to put back */
	unsigned int steps;    /* enum eb_step, or-ed: what is to be done */
	unsigned int done;     /* what was done of it */
	enum eb_outcome outcome;
	enum eb_why why;
	int error;              /* errno that belongs to `why`, else 0 */
	struct eb_state before; /* where it goes back to: as found, or before an earlier run */
	struct eb_state after;  /* as verified; until then as found */
	unsigned int had_ms; /* from plan->since until its former driver let go, rounded up */
	unsigned int waited; /* absent: seconds that it was waited for */
	size_t stuck;        /* 1 + number of the worker that hangs at it, or 0 */
	const struct eb_item *cause;   /* the one whose failure undoes this one, or NULL */
	const struct eb_device *blame; /* the device that stands in its way, or NULL */
	struct eb_span blame_driver;   /* the driver that this one has or is to have */
	const char *node;              /* /dev/vfio node of a bound VFIO device, or NULL */
	const char *supplier; /* what a deferred probe waits for, "BUS:NAME"; or NULL */
	const char *sharer;   /* who has its IOMMU group: eb_vfio_sharer(); or NULL */
	const char *kernel;   /* what the kernel said about a miss, or NULL */
};

/* A device by its vendor and device id. */
struct eb_known_id {
	unsigned int key;    /* eb_pci_id_key() */
	unsigned int device; /* index into eb_devices.devices */
};

struct eb_plan {
	struct eb_arena *arena;
	const struct eb_ruleset *rules;
	struct eb_devices *devices;
	bool late; /* for devices that came later: that others are not in the table says nothing
		    */
	unsigned long long since; /* late: when the first of them was heard of, eb_now_ms() */
	struct eb_item *items;
	struct eb_known_id *ids; /* in their order; NULL until a rule asks by id */
	size_t n_items, cap_items, n_ids;
};

/*
 * Makes the items: who takes which device, who is overruled. All that return an int return 0,
 * or -1 when the arena is full.
 */
int eb_plan_match(struct eb_plan *plan);

/* Rules with option group take the other devices of their devices' groups, bridges excepted. */
int eb_plan_groups(struct eb_plan *plan);

/* What is to be done. An item that needs no step has its outcome already. */
void eb_plan_steps(struct eb_plan *plan);

/*
 * Takes out what must not be begun: guarded devices, what VFIO will not take, halves of groups,
 * what could not be undone, sets that are broken.
 */
void eb_plan_refuse(struct eb_plan *plan);

/*
 * Adds, or changes, the items of the consumers that lose their drivers with their suppliers,
 * and of those that lost theirs in an earlier run and get them back. Nothing is done to them
 * but to bind them again when the supplier is back with its driver: cleared, or undone.
 */
int eb_plan_follow(struct eb_plan *plan);

/*
 * Marks (take_back) what must be undone now that some items have failed: everything when a rule
 * with option required is among them, or with the word strict; a whole group with option group.
 * Returns true when there is any.
 */
bool eb_plan_take_back(struct eb_plan *plan);

/*
 * The next device, behind @after (NULL: the first), whose driver keeps VFIO from using the
 * group of @device: it is bound to one that does DMA of its own. NULL when there is none.
 */
struct eb_device *eb_group_spoiler(const struct eb_plan *plan, const struct eb_device *device,
				   const struct eb_device *after);

/* True when the driver that @device has or is to have keeps VFIO from using its group. */
bool eb_spoils_group(const struct eb_plan *plan, const struct eb_device *device);

/* The driver that @device has when the plan is carried out, or has by now; empty: none. */
struct eb_span eb_driver_to_be(const struct eb_plan *plan, const struct eb_device *device);

/*
 * The next link, behind @after (NULL: the first), to a consumer that would lose its driver with
 * @device and that no rule takes from it anyway. NULL when there is none.
 */
const struct eb_link *eb_consumer_lost(const struct eb_plan *plan,
				       const struct eb_device *device,
				       const struct eb_link *after);

/* True when its rule has option noiommu, and its device no real IOMMU group, with which
 * VFIO would not heed it. */
bool eb_wants_noiommu(const struct eb_plan *plan, const struct eb_item *item);

/* True for a driver, or none, that does not keep VFIO's user from its device's IOMMU group. */
bool eb_driver_shares_group(struct eb_span driver);

/* For the parts of plan/: adds the item by which @rule takes @device, should it decide. */
int eb_plan_claim(struct eb_plan *plan, const struct eb_rule *rule, const struct eb_term *term,
		  struct eb_device *device, enum eb_take taken);
/* Ends an item before anything was done for it. */
void eb_settle(struct eb_item *item, enum eb_outcome outcome, enum eb_why why);

/* Makes one item that tells the fate of @rule as a whole, before any device is known. */
int eb_plan_add_verdict(struct eb_plan *plan, const struct eb_rule *rule, enum eb_why why);

/* The item that decides about @device; NULL for none, or no device. */
struct eb_item *eb_claiming(const struct eb_plan *plan, const struct eb_device *device);

struct eb_device *eb_item_device(const struct eb_plan *plan, const struct eb_item *item);

/*
 * Whether @rule takes @device. *@term: the first term of the selector that does, or the term
 * that @device fails.
 */
enum eb_take eb_rule_takes(const struct eb_rule *rule, const struct eb_device *device,
			   const struct eb_term **term);

/* The same for the one selector that begins with @first. */
enum eb_take eb_selector_takes(const struct eb_rule *rule, const struct eb_term *first,
			       const struct eb_device *device, const struct eb_term **term);

/*
 * True when a rule can be about the device: it names it, or something that only the device
 * itself can tell.
 */
bool eb_rules_reach(const struct eb_ruleset *set, struct eb_span bus, struct eb_span name);

/* True when the two are one but for the case of letters; for hints. */
bool eb_term_nearly_matches(const struct eb_term *term, const struct eb_device *device);

/*
 * The outcome of @item from the state it has reached (item->after), never from what a write
 * returned. @registered: its wanted driver is there now.
 */
void eb_plan_judge(struct eb_item *item, bool registered);

/* The outcome of an item that was to be taken back, from the state that it is in now. */
void eb_plan_judge_undo(struct eb_item *item);

/* True when the device has the driver and the override that it had in the beginning. */
bool eb_plan_is_as_before(const struct eb_item *item);

/* True when both are the same name, or both none (NULL). */
bool eb_same(const char *a, const char *b);

/* True when @name, a driver or an override, is @wanted; NULL, for none, is nothing's name. */
bool eb_is_named(const char *name, struct eb_span wanted);

/* True when the rule reached what it asked for, as the exit status counts it. */
bool eb_item_succeeded(const struct eb_item *item);

#endif
