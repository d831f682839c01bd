/* SPDX-License-Identifier: GPL-2.0-only */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plan/plan.h"
#include "text/out.h"
#include "unit.h"

static const char *const outcomes[EB_OUTCOME_COUNT] = {
	[EB_PENDING] = "do",
	[EB_BOUND] = "bound",
	[EB_HELD] = "held",
	[EB_ARMED] = "armed",
	[EB_CLEARED] = "cleared",
	[EB_ABSENT] = "absent",
	[EB_REFUSED] = "refused",
	[EB_FAILED] = "failed",
	[EB_ROLLED_BACK] = "rolled-back",
	[EB_SHADOWED] = "shadowed",
	[EB_PROTECTED] = "protected",
	[EB_UNBOUND] = "unbound",
};

static const char *const whys[EB_WHY_COUNT] = {
	[EB_WHY_NONE] = "",
	[EB_WHY_NO_BUS] = ":no-bus",
	[EB_WHY_NO_DEVICE] = ":no-device",
	[EB_WHY_NO_NODE] = ":no-node",
	[EB_WHY_NO_MATCH] = ":no-match",
	[EB_WHY_NEARLY] = ":nearly",
	[EB_WHY_IDENTITY] = ":identity",
	[EB_WHY_CONSUMERS] = ":consumers",
	[EB_WHY_NO_ATTRIBUTE] = ":no-attribute",
	[EB_WHY_ATTRIBUTE_ERROR] = ":error",
	[EB_WHY_ATTRIBUTE_BLOCKED] = ":blocked",
	[EB_WHY_NO_DRIVER_UNTOUCHED] = ":no-driver",
	[EB_WHY_CANNOT_UNBIND] = ":cannot-unbind",
	[EB_WHY_KEPT] = ":kept",
	[EB_WHY_NO_DRIVER_YET] = ":no-driver-yet",
};

/* "p/a do OUP", "p/a shadowed by 2", "[b] absent:no-device" */
static void say(struct eb_out *out, const struct eb_plan *plan, const struct eb_item *item)
{
	static const char steps[] = "OULPS";
	const struct eb_device *device = eb_item_device(plan, item);
	size_t i;

	if (device) {
		eb_out_all(out, device->bus, "/", device->name, (char *)NULL);
	} else {
		eb_out_char(out, '[');
		if (item->term)
			eb_out_span(out, item->term->whole);
		eb_out_char(out, ']');
	}
	eb_out_all(out, " ", outcomes[item->outcome], whys[item->why] ? whys[item->why] : ":?",
		   (char *)NULL);
	if (item->steps)
		eb_out_char(out, ' ');
	for (i = 0; steps[i]; i++)
		if (item->steps & 1u << i)
			eb_out_char(out, steps[i]);
	if (item->near) {
		eb_out_str(out, " ");
		eb_out_str(out, plan->devices->devices[item->near - 1].name);
	}
	if (item->outcome == EB_REFUSED) {
		eb_out_str(out, " ");
		eb_out_span(out, item->term->whole);
	}
	if (item->shadowed_by) {
		eb_out_str(out, " by ");
		eb_out_uint(out, item->shadowed_by);
	}
}

/* All items, joined by "; ". */
static const char *said(const struct eb_plan *plan)
{
	static char buf[2048];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	size_t i;

	for (i = 0; i < plan->n_items; i++) {
		if (i)
			eb_out_str(&out, "; ");
		say(&out, plan, &plan->items[i]);
	}
	return buf;
}

/* --- who takes what --- */

/* On bus p: a, b, c without driver; on bus q: a. Driver x is registered on both. */
#define SOME                                                                          \
	"bus p\nbus q\nnobus z\ndev p a - -\ndev p b - -\ndev p c - -\ndev q a - -\n" \
	"drv p x ru\ndrv q x ru\ndrv p y ru\n"

static void claims(void **state)
{
	static const struct {
		const char *rules, *want;
	} rows[] = {
		{ "p,a=x", "p/a do OP" },
		{ "p,a=x;p,b=x", "p/a do OP; p/b do OP" },
		{ "p,a,c=x", "p/a do OP; p/c do OP" },
		{ "*,a=x", "p/a do OP; q/a do OP" },
		/* the last matching rule wins */
		{ "p,a=x;p,a=y", "p/a shadowed by 2; p/a do OP" },
		{ "p,a=x;p,a=y;p,a=none", "p/a shadowed by 2; p/a shadowed by 3; p/a do O" },
		{ "p,*=x;p,b=none", "p/a do OP; p/b shadowed by 4; p/c do OP; p/b do O" },
		{ "p,b=none;p,*=x", "p/b shadowed by 3; p/a do OP; p/b do OP; p/c do OP" },
		{ "p,a=x;*,a=y", "p/a shadowed by 2; p/a do OP; q/a do O" },
		{ "p,a=x;p,a=", "p/a shadowed by 2; p/a cleared" },
		/* one rule takes a device once, however often it names it */
		{ "p,a,a=x", "p/a do OP" },
		{ "p,a,*=x", "p/a do OP; p/b do OP; p/c do OP" },
		{ "p,*,?,a=x", "p/a do OP; p/b do OP; p/c do OP" },
		/* exceptions */
		{ "p,*,!b=x", "p/a do OP; p/c do OP" },
		{ "p,!b,*=x", "p/a do OP; p/c do OP" },
		{ "p,a,!a=x", "" },
		{ "p,*=x;p,*,!b=y", "p/a shadowed by 4; p/b do OP; p/c shadowed by 5; "
				    "p/a do OP; p/c do OP" },
		/* absence: each selector that names nothing says so */
		{ "p,z=x", "[z] absent:no-device" },
		{ "p,a,z,b=x", "p/a do OP; [z] absent:no-device; p/b do OP" },
		{ "p,z*=x", "[z*] absent:no-match" },
		{ "p,z,z*=x", "[z] absent:no-device; [z*] absent:no-match" },
		{ "p,a,!z=x", "p/a do OP" }, /* nothing to except from is no error */
		{ "*,z=x", "[z] absent:no-device" },
		{ "z,a,b=x", "[] absent:no-bus" },
		{ "p,z=x;p,z=y", "[z] absent:no-device; [z] absent:no-device" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		const char *got = said(unit_plan(SOME, rows[i].rules));

		UNIT_EXPECT(strcmp(got, rows[i].want) == 0, "row '%s': %s", rows[i].rules, got);
	}
}

/* --- ids are looked up: all devices of one, those of none, and parts of one --- */

#define IDS                                                                                    \
	"bus p\nbus pci\ndev pci 0000:01:00.0 - -\ndev pci 0000:02:00.0 - -\n"                 \
	"dev pci 0000:03:00.0 - -\ndev pci 0000:04:00.0 - -\ndev p a - -\n"                    \
	"uevent pci 0000:01:00.0 PCI_ID=8086:1534\nuevent pci 0000:02:00.0 PCI_ID=8086:1533\n" \
	"uevent pci 0000:03:00.0 PCI_ID=8086:1534\nuevent p a PCI_ID=8086:1534\n"

static void ids(void **state)
{
	static const struct {
		const char *rules, *want;
	} rows[] = {
		{ "pci,id[8086:1534]=none", "pci/0000:01:00.0 do O; pci/0000:03:00.0 do O" },
		{ "pci,id[8086:1533]=none", "pci/0000:02:00.0 do O" },
		{ "pci,id[8086:1532]=none", "[id[8086:1532]] absent:no-match" },
		{ "pci,id[8086:1535]=none", "[id[8086:1535]] absent:no-match" },
		{ "pci,id[8086:*]=none", "pci/0000:01:00.0 do O; pci/0000:02:00.0 do O; "
					 "pci/0000:03:00.0 do O" },
		{ "*,id[8086:1534]=none",
		  "pci/0000:01:00.0 do O; pci/0000:03:00.0 do O; p/a do O" },
		{ "pci,id[8086:1534],!03:00.0=none", "pci/0000:01:00.0 do O" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		const char *got = said(unit_plan(IDS, rows[i].rules));

		UNIT_EXPECT(strcmp(got, rows[i].want) == 0, "row '%s': %s", rows[i].rules, got);
	}
}

/* --- final, protection, refusal: what no later rule may change --- */

/* On bus p: a has class 02, b has class 03 and driver y; c is bare. Node /n: a and, below, q/a.
 */
#define KNOWN                                                                                  \
	"bus p\nbus pci\nbus q\nnobus z\ndev pci 0000:01:00.0 - -\ndev pci 0000:02:00.0 y -\n" \
	"dev pci 0000:03:00.0 - - noattr\n"                                                    \
	"uevent pci 0000:01:00.0 PCI_CLASS=20000 PCI_ID=8086:1533\n"                           \
	"uevent pci 0000:02:00.0 PCI_CLASS=30000 PCI_ID=10de:2231\n"                           \
	"topology pci 0000:02:00.0 0000_00_02.0\n"                                             \
	"dev p a - -\ndev p b - -\ndev q a - -\ndev q i - - noattr\n"                          \
	"uevent p a OF_FULLNAME=/n OF_ALIAS_0=n0 OF_COMPATIBLE_0=v,n\ntop p a\n"               \
	"uevent q a OF_FULLNAME=/n OF_ALIAS_0=n0 OF_COMPATIBLE_0=v,n\n"                        \
	"uevent p b OF_FULLNAME=/m OF_COMPATIBLE_0=v,n\ntop p b\n"                             \
	"drv p x ru\ndrv q x ru\ndrv p y ru\ndrv pci x ru\ndrv pci y ru\n"

#define ONE "pci/0000:01:00.0 "
#define TWO "pci/0000:02:00.0 "

static void locks(void **state)
{
	static const struct {
		const char *rules, *want;
	} rows[] = {
		/* final: earlier rules are overruled, later ones do not get it */
		{ "p,a=x/final", "p/a do OP" },
		{ "p,a=x/final;p,a=y", "p/a do OP; p/a shadowed by 1" },
		{ "p,a=x;p,a=y/final", "p/a shadowed by 2; p/a do OP" },
		{ "p,a=y;p,a=x/final;p,a=none",
		  "p/a shadowed by 2; p/a do OP; p/a shadowed by 2" },
		{ "p,a=x/final;p,a=y/final", "p/a do OP; p/a shadowed by 1" },
		{ "p,a=x/final;p,a=y;p,a=none",
		  "p/a do OP; p/a shadowed by 1; p/a shadowed by 1" },
		{ "p,a=none/final;*,a=x", "p/a do O; p/a shadowed by 1; q/a do OP" },
		{ "p,b=x/final;p,a=y", "p/b do OP; p/a do OP" },
		/* one rule, one item, here too */
		{ "p,a=x/final;p,a,a=y", "p/a do OP; p/a shadowed by 1" },
		{ "p,a=x/final;p,*,a,?=y", "p/a do OP; p/a shadowed by 1; p/b do OP" },
		{ "p,a,a=x/final", "p/a do OP" },
		/* protection */
		{ "p,a=/final", "p/a protected" },
		{ "p,a=/final;p,a=x", "p/a protected; p/a shadowed by 1" },
		{ "p,a=x;p,a=/final", "p/a shadowed by 2; p/a protected" },
		{ "p,a=x/final;p,a=/final", "p/a do OP; p/a shadowed by 1" },
		{ "p,a=/final;p,a=x/final", "p/a protected; p/a shadowed by 1" },
		{ "p,a=/final;p,a=", "p/a protected; p/a shadowed by 1" },
		{ "p,z=/final", "[z] absent:no-device" },
		{ "pci,class[03]=/final;pci,02:00.0=x", TWO "protected; " TWO "shadowed by 1" },
		{ "pci,03:00.0=/final", "pci/0000:03:00.0 protected" },
		/* refused: nothing else touches it, before or after */
		{ "pci,01:00.0+class[03]=x", ONE "refused:identity class[03]" },
		{ "pci,01:00.0=y;pci,01:00.0+class[03]=x",
		  ONE "shadowed by 2; " ONE "refused:identity class[03]" },
		{ "pci,01:00.0+class[03]=x;pci,01:00.0=y",
		  ONE "refused:identity class[03]; " ONE "shadowed by 1" },
		{ "pci,01:00.0+class[03]=x;pci,01:00.0=y/final",
		  ONE "refused:identity class[03]; " ONE "shadowed by 1" },
		{ "pci,01:00.0+class[03]=x;pci,01:00.0=/final",
		  ONE "refused:identity class[03]; " ONE "shadowed by 1" },
		{ "pci,01:00.0+class[03]=x;pci,01:00.0+id[8086:1533]=y",
		  ONE "refused:identity class[03]; " ONE "shadowed by 1" },
		{ "pci,01:00.0=y/final;pci,01:00.0+class[03]=x",
		  ONE "do OP; " ONE "shadowed by 1" },
		{ "pci,01:00.0+class[02]+id[8086:1]=x", ONE "refused:identity id[8086:1]" },
		{ "pci,01:00.0+class[02]=x", ONE "do OP" },
		{ "pci,path[00_02.0]+class[02]=x", TWO "refused:identity class[02]" },
		{ "pci,02:00.0+class[02]=", TWO "refused:identity class[02]" },
		{ "pci,02:00.0+class[02]=/final", TWO "refused:identity class[02]" },
		{ "pci,01:00.0+class[03],02:00.0=x",
		  ONE "refused:identity class[03]; " TWO "do OUP" },
		/* whatever else the rule selects it by */
		{ "pci,01:00.0+class[03],class[02]=x", ONE "refused:identity class[03]" },
		{ "pci,class[02],01:00.0+class[03]=x", ONE "refused:identity class[03]" },
		{ "of,/n+compatible[w]=x", "p/a refused:identity compatible[w]" },
		{ "of,n0+compatible[w]=x;p,a=x",
		  "p/a refused:identity compatible[w]; p/a shadowed by 1" },
		/* no device of that name: absent, not refused */
		{ "pci,09:00.0+class[02]=x", "[09:00.0] absent:no-device" },
		{ "pci,id[8086:1533]+class[03]=x", "[id[8086:1533]] absent:no-match" },
		{ "pci,*+class[09]=x", "[*] absent:no-match" },
		{ "pci,*+class[02]=x", ONE "do OP" },
		{ "pci,*,!01:00.0+class[03]=x",
		  ONE "do OP; " TWO "do OUP; pci/0000:03:00.0 failed:no-attribute" },
		{ "pci,class[02],!01:00.0+class[02]=x", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		const char *got = said(unit_plan(KNOWN, rows[i].rules));

		UNIT_EXPECT(strcmp(got, rows[i].want) == 0, "row '%s': %s", rows[i].rules, got);
	}
}

/* A locked device has the item that locked it. */
static void locked_devices(void **state)
{
	static const struct {
		const char *rules;
		bool locked;
		size_t claim;
	} rows[] = {
		{ "p,a=x", false, 1 },
		{ "p,a=x/final", true, 1 },
		{ "p,a=x;p,a=/final;p,a=y", true, 2 },
		{ "p,a=x;p,a+compatible[w]=y;p,a=none", true, 2 },
		{ "p,a=x/final;p,a+compatible[w]=y", true, 1 },
		{ "p,a+compatible[v,n]=x", false, 1 },
		{ "p,b=x", false, 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		const struct eb_plan *plan = unit_plan(KNOWN, rows[i].rules);
		const struct eb_device *a =
			eb_devices_get(plan->devices, eb_span_of("p"), eb_span_of("a"));

		UNIT_EXPECT(a->locked == rows[i].locked && a->claim == rows[i].claim,
			    "row '%s': claim %zu", rows[i].rules, a->claim);
	}
}

/* Bus of reaches the topmost device of a node; and names in another case are hinted at. */
static void device_tree(void **state)
{
	static const struct {
		const char *rules, *want;
	} rows[] = {
		{ "of,/n=x", "p/a do OP" },
		{ "of,n0=x", "p/a do OP" },
		{ "of,/?=x", "p/a do OP; p/b do OP" },
		{ "of,compatible[v,n]=x", "p/a do OP; p/b do OP" },
		{ "of,compatible[v,n],!/m=x", "p/a do OP" },
		{ "of,name[a]=x", "p/a do OP" },
		{ "of,name[i]=x", "[name[i]] absent:no-device" },
		{ "*,compatible[v,n]=x", "p/a do OP; p/b do OP; q/a do OP" },
		{ "q,of[/n]=x", "q/a do OP" },
		{ "of,/n=x;p,a=y", "p/a shadowed by 2; p/a do OP" },
		{ "of,/o=x", "[/o] absent:no-node" },
		{ "of,n1=x", "[n1] absent:no-node" },
		{ "of,/o*=x", "[/o*] absent:no-match" },
		{ "of,compatible[w]=x", "[compatible[w]] absent:no-match" },
		{ "of,/N=x", "[/N] absent:nearly a" },
		{ "of,of[/M]=x", "[of[/M]] absent:nearly b" },
		{ "of,/N*=x", "[/N*] absent:no-match" },
		{ "p,A=x", "[A] absent:nearly a" },
		{ "q,A=x", "[A] absent:nearly a" },
		{ "q,B=x", "[B] absent:no-device" },
		{ "q,I=x", "[I] absent:nearly i" },
		/* not of a device that could not be meant */
		{ "*,I=x", "[I] absent:no-device" },
		{ "pci,path[00_03.0]=x", "[path[00_03.0]] absent:no-match" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		const char *got = said(unit_plan(KNOWN, rows[i].rules));

		UNIT_EXPECT(strcmp(got, rows[i].want) == 0, "row '%s': %s", rows[i].rules, got);
	}
}

/* --- what is to be done --- */

/* r and l: registered, loadable target drivers; m is nowhere. d: what has the device now. */
#define DRIVERS "drv p r ru\ndrv p l l\ndrv p m -\ndrv p d ru\ndrv p s r\n"

static void steps(void **state)
{
	static const struct {
		const char *device, *rule, *want;
	} rows[] = {
		/* bind an unbound device */
		{ "dev p a - -", "p,a=r", "do OP" },
		{ "dev p a - -", "p,a=l", "do OLP" },
		{ "dev p a - -", "p,a=m", "do O" },
		{ "dev p a - -", "p,a=unknown", "do O" },
		{ "dev p a - r", "p,a=r", "do P" },
		{ "dev p a - l", "p,a=l", "do LP" },
		{ "dev p a - m", "p,a=m", "armed:no-driver-yet" },
		{ "dev p a - other", "p,a=r", "do OP" },
		{ "dev p a - none", "p,a=r", "do OP" },
		/* the second run changes nothing */
		{ "dev p a r r", "p,a=r", "bound" },
		{ "dev p a r -", "p,a=r", "do O" },
		{ "dev p a r other", "p,a=r", "do O" },
		/* bind a bound one */
		{ "dev p a d -", "p,a=r", "do OUP" },
		{ "dev p a d r", "p,a=r", "do UP" },
		{ "dev p a d -", "p,a=l", "do OULP" },
		{ "dev p a d -", "p,a=m", "failed:no-driver" },
		{ "dev p a d m", "p,a=m", "failed:no-driver" },
		{ "dev p a s -", "p,a=r", "failed:cannot-unbind" },
		{ "dev p a s r", "p,a=r", "failed:cannot-unbind" },
		{ "dev p a unlisted -", "p,a=r", "failed:cannot-unbind" },
		{ "dev p a s -", "p,a=m", "failed:no-driver" },
		{ "dev p a s s", "p,a=s", "bound" },
		/* keep never unbinds */
		{ "dev p a d -", "p,a=r/keep", "do O" },
		{ "dev p a d r", "p,a=r/keep", "armed:kept" },
		{ "dev p a s -", "p,a=r/keep", "do O" },
		{ "dev p a d -", "p,a=m/keep", "do O" },
		{ "dev p a - -", "p,a=r/keep", "do OP" },
		/* hold */
		{ "dev p a - -", "p,a=none", "do O" },
		{ "dev p a - none", "p,a=none", "held" },
		{ "dev p a - other", "p,a=none", "do O" },
		{ "dev p a d -", "p,a=none", "do OU" },
		{ "dev p a d none", "p,a=none", "do U" },
		{ "dev p a s -", "p,a=none", "failed:cannot-unbind" },
		{ "dev p a d -", "p,a=none/keep", "do O" },
		{ "dev p a d none", "p,a=none/keep", "armed:kept" },
		/* clear */
		{ "dev p a - -", "p,a=", "cleared" },
		{ "dev p a d -", "p,a=", "cleared" },
		{ "dev p a - none", "p,a=", "do OPS" },
		{ "dev p a r r", "p,a=", "do OUPS" },
		{ "dev p a d r",
		  "p,a=", "do O" }, /* what the override did not put there stays */
		{ "dev p a s s", "p,a=", "failed:cannot-unbind" },
		/* to what the record says */
		{ "dev p a r r\nformer p a d -", "p,a=", "do OUPS" },
		{ "dev p a r r\nformer p a r -", "p,a=", "do O" },
		{ "dev p a r r\nformer p a d x", "p,a=", "do OUP" },
		{ "dev p a - r\nformer p a - x", "p,a=", "do O" },
		{ "dev p a r r\nformer p a - x", "p,a=", "do OU" },
		{ "dev p a - none\nformer p a d -", "p,a=", "do OPS" },
		{ "dev p a - -\nformer p a d -", "p,a=", "do PS" },
		{ "dev p a - x\nformer p a - x", "p,a=", "cleared" },
		{ "dev p a d x\nformer p a d x", "p,a=", "cleared" },
		{ "dev p a r r\nformer p a d r", "p,a=", "do UP" },
		{ "dev p a r r\nformer p a - r", "p,a=", "cleared" },
		{ "dev p a r r\nformer p a r r", "p,a=", "cleared" },
		/* a device that cannot be had */
		{ "dev p a - - noattr", "p,a=r", "failed:no-attribute" },
		{ "dev p a r - noattr", "p,a=r", "failed:no-attribute" },
		{ "dev p a - - noattr", "p,a=", "failed:no-attribute" },
		{ "dev p a - - blocked", "p,a=r", "failed:blocked" },
		{ "dev p a - - blocked", "p,a=none", "failed:blocked" },
		{ "dev p a - - error", "p,a=r", "failed:error" },
		{ "dev p a - - error", "p,a=", "failed:error" },
		/* protected: nothing, whatever it is like */
		{ "dev p a - -", "p,a=/final", "protected" },
		{ "dev p a d r", "p,a=/final", "protected" },
		{ "dev p a s s", "p,a=/final", "protected" },
		{ "dev p a - - noattr", "p,a=/final", "protected" },
		{ "dev p a - - blocked", "p,a=/final", "protected" },
		{ "dev p a - - error", "p,a=/final", "protected" },
		{ "dev p a d -", "p,a=r/final", "do OUP" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char world[256];
		const struct eb_plan *plan;
		const char *got;

		snprintf(world, sizeof(world), "bus p\n" DRIVERS "%s", rows[i].device);
		plan = unit_plan(world, rows[i].rule);
		got = said(plan);
		UNIT_EXPECT(strncmp(got, "p/a ", 4) == 0 && strcmp(got + 4, rows[i].want) == 0,
			    "row %zu, '%s' on '%s': %s", i, rows[i].rule, rows[i].device, got);
		UNIT_EXPECT(!plan->items[0].changed, "row %zu: nothing is changed yet", i);
	}
}

/* a supplies b and c. */
#define CHAIN                                                                    \
	"bus p\ndev p a d -\ndev p b d -\ndev p c d d\nlink p a b\nlink p a c\n" \
	"drv p r ru\ndrv p d ru\n"
/* b was taken down with a, which has r now. */
#define DOWN                                                                                  \
	"bus p\ndev p a r r\nformer p a d -\ndev p b - -\nled p b\nformer p b d -\nlink p a " \
	"b idle\n"                                                                            \
	"drv p r ru\ndrv p d ru\n"
/* and is bound again */
#define AGAIN                                                                                 \
	"bus p\ndev p a r r\nformer p a d -\ndev p b d -\nled p b\nformer p b d -\nlink p a " \
	"b\n"                                                                                 \
	"drv p r ru\ndrv p d ru\n"

static void consumers(void **state)
{
	static const struct {
		const char *devices, *rules, *want;
	} rows[] = {
		{ CHAIN, "p,a=r", "p/a refused:consumers a" },
		{ CHAIN, "p,a=r/keep", "p/a do O" },
		{ CHAIN, "p,a=d", "p/a do O" },
		{ CHAIN, "p,b=r", "p/b do OUP" },
		{ CHAIN, "p,a,b=r", "p/a refused:consumers a; p/b do OUP" },
		{ CHAIN, "p,*=r", "p/a do OUP; p/b do OUP; p/c do OUP" },
		{ CHAIN, "p,a=r/force", "p/a do OUP; p/b do P; p/c do P" },
		{ CHAIN, "p,a=r/force;p,b=none", "p/a do OUP; p/b do OU; p/c do P" },
		/* a rule of their own that had nothing to do, or was refused */
		{ CHAIN, "p,c=d;p,a=r/force", "p/c do P; p/a do OUP; p/b do P" },
		{ CHAIN, "p,b=/final;p,a=r/force", "p/b do P; p/a do OUP; p/c do P" },
		{ CHAIN, "p,b=d/keep;p,a=r/force", "p/b do O; p/a do OUP; p/c do P" },
		/* not begun: nobody goes down */
		{ CHAIN, "p,a=r/force;p,z=r/required",
		  "p/a rolled-back:?; [z] absent:no-device" },
		/* clear */
		{ DOWN, "p,a=", "p/a do OUPS; p/b do P" },
		{ DOWN, "p,a=none", "p/a do OU" },
		{ DOWN, "p,a=;p,b=", "p/a do OUPS; p/b do PS" },
		{ DOWN, "p,b=r", "p/b do OP" },
		{ AGAIN, "p,a=", "p/a do OUPS; p/b do P" },
		{ AGAIN, "p,a=none", "p/a refused:consumers a" },
		{ AGAIN, "p,a=none/force", "p/a do OU; p/b do P" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_plan *plan = unit_plan(rows[i].devices, rows[i].rules);
		const char *got;

		got = said(plan);
		UNIT_EXPECT(strcmp(got, rows[i].want) == 0, "row %zu '%s': %s", i,
			    rows[i].rules, got);
	}
}

/* A driver is that of the device's own bus. */
static void drivers_of_other_buses(void **state)
{
	(void)state;
	assert_string_equal(said(unit_plan("bus p\nbus q\ndev p a - -\ndrv q x r\n", "p,a=x")),
			    "p/a do O");
	assert_string_equal(
		said(unit_plan("bus p\nbus q\ndev p a d -\ndrv p x r\ndrv q d u\n", "p,a=x")),
		"p/a failed:cannot-unbind");
}

static void states_are_remembered(void **state)
{
	const struct eb_plan *plan =
		unit_plan("bus p\ndev p a d o\ndev p b - - error\n", "p,a,b=x");

	(void)state;
	assert_string_equal(plan->items[0].before.driver, "d");
	assert_string_equal(plan->items[0].before.override_name, "o");
	assert_string_equal(plan->items[0].after.driver, "d");
	assert_int_equal(plan->items[1].error, 5);
	assert_null(plan->items[1].before.driver);
	assert_int_equal(plan->devices->devices[0].claim, 1);
}

static void verdicts(void **state)
{
	struct eb_plan plan = { .arena = unit_arena(4096), .rules = unit_rules("p,a=x") };

	(void)state;
	assert_int_equal(eb_plan_add_verdict(&plan, plan.rules->rules, EB_WHY_NO_MEMORY), 0);
	assert_int_equal(plan.n_items, 1);
	assert_int_equal(plan.items[0].outcome, EB_FAILED);
	assert_int_equal(plan.items[0].why, EB_WHY_NO_MEMORY);
	assert_null(eb_item_device(&plan, &plan.items[0]));
}

static void arena_full(void **state)
{
	size_t size, ok = 0;

	(void)state;
	for (size = 0; size < 8192; size += 64) {
		struct eb_plan plan = { .arena = unit_arena(size),
					.rules = unit_rules("p,*=x;p,a=y;p,b,z=y;*,a=x"),
					.devices = unit_devices(SOME) };

		if (unit_plan_make(&plan) < 0)
			continue;
		UNIT_EXPECT(plan.n_items == 8, "arena of %zu: %zu items", size, plan.n_items);
		ok++;
	}
	assert_in_range(ok, 1, 127);
}

/* --- rules about different devices: their order does not matter --- */

static int compare(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void sorted_items(const struct eb_plan *plan, char *buf, size_t size)
{
	static char text[16][128];
	const char *lines[16];
	struct eb_out out = eb_out_on(buf, size);
	size_t i;

	assert_in_range(plan->n_items, 0, 16);
	for (i = 0; i < plan->n_items; i++) {
		struct eb_out line = eb_out_on(text[i], sizeof(text[i]));

		say(&line, plan, &plan->items[i]);
		lines[i] = text[i];
	}
	qsort(lines, plan->n_items, sizeof(lines[0]), compare);
	for (i = 0; i < plan->n_items; i++)
		eb_out_all(&out, lines[i], "\n", (char *)NULL);
}

static void order_of_independent_rules(void **state)
{
	static const char *const rules[] = {
		"p,a=r", "p,b=none", "p,c=", "p,d=m", "p,e=l/keep", "p,z=r", "p,g*=r", "p,h?=x",
	};
	static const char world[] = "bus p\n" DRIVERS "dev p a d -\ndev p b d -\ndev p c r r\n"
				    "dev p d - -\ndev p e d -\ndev p g1 - -\ndev p g2 s -\n"
				    "dev p unnamed d r\n";
	struct unit_random random = { 7 };
	char first[1024] = "", now[1024];
	unsigned int i;

	(void)state;
	print_message("# seed %u\n", (unsigned int)random.state);
	for (i = 0; i < 200; i++) {
		const char *order[UNIT_LENGTH(rules)];
		char text[256] = "";
		size_t k;

		memcpy(order, rules, sizeof(rules));
		for (k = UNIT_LENGTH(rules) - 1; i && k > 0; k--) {
			size_t other = unit_random(&random, (unsigned int)k + 1);
			const char *swap = order[k];

			order[k] = order[other];
			order[other] = swap;
		}
		for (k = 0; k < UNIT_LENGTH(rules); k++) {
			strcat(text, order[k]);
			strcat(text, ";");
		}
		sorted_items(unit_plan(world, text), now, sizeof(now));
		if (i == 0) {
			strcpy(first, now);
			assert_non_null(strstr(first, "p/a do OUP\n"));
			assert_non_null(strstr(first, "p/g2 failed:cannot-unbind\n"));
		}
		UNIT_EXPECT(strcmp(now, first) == 0, "'%s':\n%s", text, now);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(claims),
		cmocka_unit_test(ids),
		cmocka_unit_test(locks),
		cmocka_unit_test(locked_devices),
		cmocka_unit_test(device_tree),
		cmocka_unit_test(steps),
		cmocka_unit_test(consumers),
		cmocka_unit_test(drivers_of_other_buses),
		cmocka_unit_test(states_are_remembered),
		cmocka_unit_test(verdicts),
		cmocka_unit_test(arena_full),
		cmocka_unit_test(order_of_independent_rules),
	};

	return UNIT_RUN(tests);
}
