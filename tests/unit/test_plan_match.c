/* SPDX-License-Identifier: GPL-2.0-only */
#include "plan/plan.h"
#include "unit.h"

static void takes(void **state)
{
	static const struct {
		const char *rule, *bus, *name;
		int term; /* the selector that takes it, -1: none does */
	} rows[] = {
		{ "platform,a=x", "platform", "a", 0 },
		{ "platform,a=x", "platform", "ab", -1 },
		{ "platform,a=x", "platform", "A", -1 },
		{ "platform,a=x", "amba", "a", -1 },
		{ "*,a=x", "amba", "a", 0 },
		{ "platform,a,b,c=x", "platform", "b", 1 },
		{ "platform,a,b,c=x", "platform", "d", -1 },
		/* the first selector that matches is named */
		{ "platform,a*,ab=x", "platform", "ab", 0 },
		{ "platform,b,a?,ab=x", "platform", "ab", 1 },
		/* exceptions, in whatever order they stand */
		{ "platform,*,!a=x", "platform", "a", -1 },
		{ "platform,!a,*=x", "platform", "a", -1 },
		{ "platform,!a,*=x", "platform", "b", 1 },
		{ "platform,a,!a=x", "platform", "a", -1 },
		{ "platform,*,!a*,ab=x", "platform", "ab", -1 },
		{ "platform,*,!a,!b=x", "platform", "b", -1 },
		{ "platform,*,!a,!b=x", "platform", "c", 0 },
		/* globs over names never take a '/' */
		{ "platform,a*b=x", "platform", "a/b", -1 },
		{ "platform,name[a*]=x", "platform", "a*", 0 },
		{ "platform,name[a*]=x", "platform", "ab", -1 },
		/* PCI: domain 0000 is left out, never another one */
		{ "pci,02:00.0=x", "pci", "0000:02:00.0", 0 },
		{ "pci,02:00.0=x", "pci", "0001:02:00.0", -1 },
		{ "pci,0001:02:00.0=x", "pci", "0001:02:00.0", 0 },
		{ "pci,02:1F.0=x", "pci", "0000:02:1f.0", 0 },
		{ "pci,01:00.*=x", "pci", "0000:01:00.7", 0 },
		{ "pci,01:00.*=x", "pci", "0001:01:00.7", -1 },
		{ "pci,*:02:*.*=x", "pci", "0001:02:00.0", 0 },
		{ "pci,*=x", "pci", "10000:e1:00.0", 0 },
		{ "pci,*.1=x", "pci", "0003:02:00.1", 0 },
		{ "pci,01:00.*,!01:00.2=x", "pci", "0000:01:00.2", -1 },
		{ "pci,01:00.*,!01:00.2=x", "pci", "0000:01:00.1", 0 },
		{ "*,02:00.0=x", "pci", "0000:02:00.0", -1 },
		{ "*,0000:02:00.0=x", "pci", "0000:02:00.0", 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		const struct eb_rule *rule = unit_rules(rows[i].rule)->rules;
		const struct eb_term *term = rule->terms;
		const struct eb_device device = { .bus = rows[i].bus,
						  .name = rows[i].name,
						  .has_override = true };
		enum eb_take taken = eb_rule_takes(rule, &device, &term);

		UNIT_EXPECT(taken == (rows[i].term >= 0 ? EB_TAKE_YES : EB_TAKE_NO),
			    "row '%s' on %s/%s", rows[i].rule, rows[i].bus, rows[i].name);
		if (taken == EB_TAKE_YES)
			UNIT_EXPECT(term == &rule->terms[rows[i].term], "row '%s' on %s/%s",
				    rows[i].rule, rows[i].bus, rows[i].name);
	}
}

/* --- what a device is --- */

static const struct eb_device nic = {
	.bus = "pci",
	.name = "0000:03:00.0",
	.has_override = true,
	.uevent = "DRIVER=igb\nPCI_CLASS=20000\nPCI_ID=8086:1533\nPCI_SUBSYS_ID=1043:85F0\n"
		  "MODALIAS=pci:v00008086d00001533sv00001043sd000085F0bc02sc00i00\n",
	.topology = "0000_00_1c.4-00_00.0",
};

static const struct eb_device usb = {
	.bus = "pci",
	.name = "0001:00:14.0",
	.has_override = true,
	.uevent = "PCI_CLASS=C0330\nPCI_ID=1033:0194\nPCI_SUBSYS_ID=1AF4:1100\n",
	.topology = "0001_00_14.0",
};

#define I2C_NODE                                                                              \
	"OF_NAME=i2c\nOF_FULLNAME=/soc/i2c@12ce0000\nOF_COMPATIBLE_0=samsung,exynos5-hsi2c\n" \
	"OF_COMPATIBLE_1=samsung,s3c2440-i2c\nOF_COMPATIBLE_N=2\nOF_ALIAS_0=i2c8\n"           \
	"OF_ALIAS_1=hsi2c\n"

static const struct eb_device i2c = {
	.bus = "platform",
	.name = "12ce0000.i2c",
	.has_override = true,
	.uevent = I2C_NODE "MODALIAS=of:Ni2cT(null)Csamsung,exynos5-hsi2c/x\n",
	.of_top = true,
};

/* Below it, with the same node */
static const struct eb_device adapter = {
	.bus = "i2c", .name = "i2c-8", .has_override = true, .uevent = I2C_NODE
};

/* Nothing is known of it but its name. */
static const struct eb_device bare = { .bus = "pci",
				       .name = "0000:03:00.0",
				       .has_override = true };

/* No PCI_SUBSYS_ID */
static const struct eb_device half = { .bus = "pci",
				       .name = "0000:03:00.0",
				       .has_override = true,
				       .uevent = "PCI_ID=8086:1533\n" };

#define NO   EB_TAKE_NO, -1
#define YES  EB_TAKE_YES
#define MISS EB_TAKE_MISMATCH

static void identities(void **state)
{
	static const struct {
		const char *rule;
		const struct eb_device *device;
		enum eb_take take;
		int term; /* that takes it, or that it fails */
	} rows[] = {
		/* id */
		{ "pci,id[8086:1533]=x", &nic, YES, 0 },
		{ "*,id[8086:1533]=x", &nic, YES, 0 },
		{ "pci,id[8086:1534]=x", &nic, NO },
		{ "pci,id[8087:1533]=x", &nic, NO },
		{ "pci,id[1533:8086]=x", &nic, NO },
		{ "pci,id[8086:*]=x", &nic, YES, 0 },
		{ "pci,id[8087:*]=x", &nic, NO },
		{ "pci,id[*:1533]=x", &nic, YES, 0 },
		{ "pci,id[*:1534]=x", &nic, NO },
		{ "pci,id[*:*]=x", &nic, YES, 0 },
		{ "pci,id[8086:1533:1043:85f0]=x", &nic, YES, 0 },
		{ "pci,id[8086:1533:1043:85F0]=x", &nic, YES, 0 },
		{ "pci,id[8086:1533:1043:85f1]=x", &nic, NO },
		{ "pci,id[8086:1533:1044:85f0]=x", &nic, NO },
		{ "pci,id[8086:1533:1043:*]=x", &nic, YES, 0 },
		{ "pci,id[*:*:*:85f0]=x", &nic, YES, 0 },
		{ "pci,id[*:*:*:*]=x", &nic, YES, 0 },
		{ "pci,id[*:*:1af4:*]=x", &nic, NO },
		{ "pci,id[1033:194]=x", &usb, YES, 0 },
		{ "pci,id[1033:0194]=x", &usb, YES, 0 },
		{ "pci,id[1033:1940]=x", &usb, NO },
		/* what is not known does not agree */
		{ "pci,id[*:*]=x", &bare, NO },
		{ "pci,id[8086:1533]=x", &half, YES, 0 },
		{ "pci,id[8086:1533:1043:85f0]=x", &half, NO },
		{ "pci,id[8086:1533:*:*]=x", &half, YES, 0 },
		{ "*,id[*:*]=x", &i2c, NO },
		/* class: a prefix of six digits, where the kernel writes five */
		{ "pci,class[02]=x", &nic, YES, 0 },
		{ "pci,class[020]=x", &nic, YES, 0 },
		{ "pci,class[0200]=x", &nic, YES, 0 },
		{ "pci,class[02000]=x", &nic, YES, 0 },
		{ "pci,class[020000]=x", &nic, YES, 0 },
		{ "pci,class[020001]=x", &nic, NO },
		{ "pci,class[0201]=x", &nic, NO },
		{ "pci,class[20]=x", &nic, NO },
		{ "pci,class[00]=x", &nic, NO },
		{ "pci,class[0c]=x", &usb, YES, 0 },
		{ "pci,class[0C03]=x", &usb, YES, 0 },
		{ "pci,class[0c033]=x", &usb, YES, 0 },
		{ "pci,class[0c0330]=x", &usb, YES, 0 },
		{ "pci,class[0c0331]=x", &usb, NO },
		{ "pci,class[c0]=x", &usb, NO },
		{ "*,class[0c03]=x", &usb, YES, 0 },
		{ "pci,class[02]=x", &bare, NO },
		{ "*,class[00]=x", &i2c, NO },
		/* path: all of it, padded, with its domain */
		{ "pci,path[00_1c.4-00_00.0]=x", &nic, YES, 0 },
		{ "pci,path[0_1C.4-0_0.0]=x", &nic, YES, 0 },
		{ "pci,path[0000_00_1c.4-00_00.0]=x", &nic, YES, 0 },
		{ "pci,path[0_0_1c.4-00_00.0]=x", &nic, YES, 0 },
		{ "pci,path[0001_00_1c.4-00_00.0]=x", &nic, NO },
		{ "pci,path[00_1c.4]=x", &nic, NO },
		{ "pci,path[00_00.0]=x", &nic, NO },
		{ "pci,path[00_1c.4-00_00.1]=x", &nic, NO },
		{ "pci,path[00_1c.4-01_00.0]=x", &nic, NO },
		{ "pci,path[00_1c.4-00_00.0-00_00.0]=x", &nic, NO },
		{ "pci,path[0001_00_14.0]=x", &usb, YES, 0 },
		{ "pci,path[1_0_14.0]=x", &usb, YES, 0 },
		{ "pci,path[00_14.0]=x", &usb, NO },
		{ "pci,path[00_1c.4-00_00.0]=x", &bare, NO },
		{ "*,path[00_1c.4-00_00.0]=x", &i2c, NO },
		/* device tree */
		{ "of,/soc/i2c@12ce0000=x", &i2c, YES, 0 },
		{ "of,of[/soc/i2c@12ce0000]=x", &i2c, YES, 0 },
		{ "of,/soc/i2c@12CE0000=x", &i2c, NO },
		{ "of,/soc=x", &i2c, NO },
		{ "of,/i2c@12ce0000=x", &i2c, NO },
		{ "of,/soc/i2c@12ce0000/=x", &i2c, NO },
		{ "of,/soc/*=x", &i2c, YES, 0 },
		{ "of,/soc/i2c@12ce000?=x", &i2c, YES, 0 },
		{ "of,/*/i2c@*=x", &i2c, YES, 0 },
		{ "of,/*=x", &i2c, NO },
		{ "of,/soc?i2c@12ce0000=x", &i2c, NO },
		{ "platform,of[/soc/i2c@12ce0000]=x", &i2c, YES, 0 },
		{ "platform,of[/soc/i2c@*]=x", &i2c, NO },
		{ "of,i2c8=x", &i2c, YES, 0 },
		{ "of,hsi2c=x", &i2c, YES, 0 },
		{ "of,i2c=x", &i2c, NO },
		{ "of,I2C8=x", &i2c, NO },
		{ "*,alias[i2c8]=x", &i2c, YES, 0 },
		{ "*,alias[i2c*]=x", &i2c, NO },
		{ "of,compatible[samsung,s3c2440-i2c]=x", &i2c, YES, 0 },
		{ "*,compatible[samsung,exynos5-hsi2c]=x", &i2c, YES, 0 },
		{ "*,compatible[samsung,s3c2440]=x", &i2c, NO },
		{ "*,compatible[samsung,*]=x", &i2c, NO },
		{ "*,compatible[2]=x", &i2c, NO },
		{ "of,name[12ce0000.i2c]=x", &i2c, YES, 0 },
		{ "of,/soc/*,!i2c8=x", &i2c, NO },
		{ "of,/soc/*,!i2c9=x", &i2c, YES, 0 },
		/* bus of: the topmost device of the node, on whichever bus */
		{ "of,/soc/i2c@12ce0000=x", &adapter, NO },
		{ "of,i2c8=x", &adapter, NO },
		{ "of,compatible[samsung,s3c2440-i2c]=x", &adapter, NO },
		{ "of,name[i2c-8]=x", &adapter, NO },
		{ "i2c,of[/soc/i2c@12ce0000]=x", &adapter, YES, 0 },
		{ "*,alias[i2c8]=x", &adapter, YES, 0 },
		{ "of,compatible[z]=x", &bare, NO },
		{ "*,of[/soc/i2c@12ce0000]=x", &bare, NO },
		{ "*,alias[i2c8]=x", &bare, NO },
		/* modalias: a glob, and '/' is a byte like others */
		{ "*,modalias[of:N*T*Csamsung,*]=x", &i2c, YES, 0 },
		{ "*,modalias[of:*/?]=x", &i2c, YES, 0 },
		{ "*,modalias[of:N*T*Csamsung,exynos5-hsi2c]=x", &i2c, NO },
		{ "pci,modalias[pci:*bc02sc00*]=x", &nic, YES, 0 },
		{ "pci,modalias[pci:*bc03*]=x", &nic, NO },
		{ "platform,modalias[*]=x", &nic, NO },
		{ "pci,modalias[*]=x", &usb, NO },
		{ "pci,modalias[*]=x", &bare, NO },
		/* '+' behind what names one device: it must be that */
		{ "pci,03:00.0+id[8086:1533]=x", &nic, YES, 0 },
		{ "pci,03:00.0+id[8086:1533]+class[02]=x", &nic, YES, 0 },
		{ "pci,03:00.0+id[8086:10d3]=x", &nic, MISS, 1 },
		{ "pci,03:00.0+id[8086:1533]+class[03]=x", &nic, MISS, 2 },
		{ "pci,03:00.0+id[8086:10d3]+class[03]=x", &nic, MISS, 1 },
		{ "pci,03:00.0+id[*:*]=x", &bare, MISS, 1 },
		{ "pci,name[0000:03:00.0]+class[03]=x", &nic, MISS, 1 },
		{ "pci,path[00_1c.4-00_00.0]+class[03]=x", &nic, MISS, 1 },
		{ "pci,03:00.0+path[00_1c.4]=x", &nic, MISS, 1 },
		{ "pci,03:00.0+04:00.0=x", &nic, MISS, 1 },
		{ "pci,04:00.0+id[8086:1533]=x", &nic, NO },
		{ "of,/soc/i2c@12ce0000+compatible[z]=x", &i2c, MISS, 1 },
		{ "of,i2c8+compatible[z]=x", &i2c, MISS, 1 },
		{ "of,i2c8+/soc/i2c@12ce0001=x", &i2c, MISS, 1 },
		{ "of,i2c8+/soc/*=x", &i2c, YES, 0 },
		{ "platform,12ce0000.i2c+alias[i2c9]=x", &i2c, MISS, 1 },
		{ "*,12ce0000.i2c+modalias[z*]=x", &i2c, MISS, 1 },
		{ "of,i2c8+compatible[z]=x", &adapter, NO },
		/* elsewhere it filters */
		{ "pci,class[02]+id[8086:*]=x", &nic, YES, 0 },
		{ "pci,class[02]+id[10ec:*]=x", &nic, NO },
		{ "pci,id[8086:1533]+04:00.0=x", &nic, NO },
		{ "pci,03:*+class[03]=x", &nic, NO },
		{ "pci,modalias[pci:*]+class[03]=x", &nic, NO },
		{ "of,/soc/i2c@*+compatible[z]=x", &i2c, NO },
		{ "of,compatible[samsung,s3c2440-i2c]+i2c9=x", &i2c, NO },
		/* exceptions filter, too, and beat a refusal */
		{ "pci,*,!03:00.0+id[8086:10d3]=x", &nic, YES, 0 },
		{ "pci,*,!03:00.0+id[8086:1533]=x", &nic, NO },
		{ "pci,!class[02]+id[8086:1533],*=x", &nic, NO },
		{ "pci,03:00.0+id[8086:10d3],!class[02]=x", &nic, NO },
		{ "pci,!class[02],03:00.0+id[8086:10d3]=x", &nic, NO },
		/* a refusal beats another selector, in whatever order */
		{ "pci,03:00.0+id[8086:10d3],class[02]=x", &nic, MISS, 1 },
		{ "pci,class[02],03:00.0+id[8086:10d3]=x", &nic, MISS, 2 },
		{ "pci,03:00.0+id[1:1],03:00.0+class[03]=x", &nic, MISS, 1 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		const struct eb_rule *rule = unit_rules(rows[i].rule)->rules;
		const struct eb_term *term = rule->terms;
		enum eb_take take = eb_rule_takes(rule, rows[i].device, &term);

		UNIT_EXPECT(take == rows[i].take, "row %zu, '%s': %d", i, rows[i].rule,
			    (int)take);
		if (take != EB_TAKE_NO)
			UNIT_EXPECT(term == &rule->terms[rows[i].term], "row %zu, '%s': %d", i,
				    rows[i].rule, (int)(term - rule->terms));
	}
}

/* One selector, whatever the others say. */
static void selectors(void **state)
{
	static const struct {
		const char *rule;
		size_t first;
		enum eb_take take;
		size_t term;
	} rows[] = {
		{ "pci,04:00.0,03:00.0=x", 0, EB_TAKE_NO, 0 },
		{ "pci,04:00.0,03:00.0=x", 1, EB_TAKE_YES, 1 },
		{ "pci,03:00.0,!class[02]=x", 0, EB_TAKE_YES, 0 },
		{ "pci,03:00.0,!class[02]=x", 1, EB_TAKE_YES, 1 },
		{ "pci,03:00.0+class[03],class[02]=x", 0, EB_TAKE_MISMATCH, 1 },
		{ "pci,03:00.0+class[03],class[02]=x", 2, EB_TAKE_YES, 2 },
		/* the terms of the next selector are not its own */
		{ "pci,03:00.0,04:00.0+class[03]=x", 0, EB_TAKE_YES, 0 },
		{ "pci,*,!03:00.0+class[03]=x", 1, EB_TAKE_NO, 2 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		const struct eb_rule *rule = unit_rules(rows[i].rule)->rules;
		const struct eb_term *term = NULL;

		UNIT_EXPECT(eb_selector_takes(rule, &rule->terms[rows[i].first], &nic, &term) ==
				    rows[i].take,
			    "row '%s'", rows[i].rule);
		UNIT_EXPECT(term == &rule->terms[rows[i].term], "row '%s'", rows[i].rule);
	}
}

static void nearly(void **state)
{
	static const struct {
		const char *rule;
		const struct eb_device *device;
		bool want;
	} rows[] = {
		{ "platform,12CE0000.i2c=x", &i2c, true },
		{ "platform,12ce0000.I2C=x", &i2c, true },
		{ "platform,name[12CE0000.I2C]=x", &i2c, true },
		{ "platform,12ce0000.i2=x", &i2c, false },
		{ "platform,12ce0000.i2cc=x", &i2c, false },
		{ "platform,12CE*=x", &i2c, false },
		{ "of,/soc/i2c@12CE0000=x", &i2c, true },
		{ "of,/SOC/I2C@12ce0000=x", &i2c, true },
		{ "platform,of[/soc/i2c@12CE0000]=x", &i2c, true },
		{ "of,/soc/i2c@12CE0001=x", &i2c, false },
		{ "of,/soc/i2c@12CE*=x", &i2c, false },
		{ "of,/soc/i2c@12CE0000=x", &bare, false },
		{ "of,I2C8=x", &i2c, false },
		{ "*,compatible[Samsung,s3c2440-i2c]=x", &i2c, false },
		{ "pci,class[02]=x", &nic, false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(eb_term_nearly_matches(unit_rules(rows[i].rule)->rules->terms,
						   rows[i].device) == rows[i].want,
			    "row '%s'", rows[i].rule);
}

/* Which events are worth a run. */
static void reach(void **state)
{
	static const struct {
		const char *rules, *bus, *name;
		bool want;
	} rows[] = {
		{ "platform,a=x", "platform", "a", true },
		{ "platform,a=x", "platform", "b", false },
		{ "platform,a=x", "amba", "a", false },
		{ "platform,a,b=x", "platform", "b", true },
		{ "platform,a=x;platform,b=x", "platform", "b", true },
		{ "*,a=x", "amba", "a", true },
		{ "*,a=x", "amba", "b", false },
		{ "pci,02:00.0=x", "pci", "0000:02:00.0", true },
		{ "pci,02:00.0=x", "pci", "0001:02:00.0", false },
		/* what only the device can tell */
		{ "pci,02:*=x", "pci", "0000:03:00.0", true },
		{ "pci,id[8086:*]=x", "pci", "0000:03:00.0", true },
		{ "of,/soc=x", "pci", "0000:03:00.0", true },
		/* its group may be that of another device */
		{ "pci,02:00.0=x/group", "pci", "0000:03:00.0", true },
		{ "pci,02:00.0=x/group", "platform", "a", false },
		/* an exception alone reaches nobody */
		{ "platform,a,!b=x", "platform", "b", false },
		{ "platform,a+b=x", "platform", "b", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(eb_rules_reach(unit_rules(rows[i].rules), unit_text(rows[i].bus),
					   unit_text(rows[i].name)) == rows[i].want,
			    "row '%s' and %s/%s", rows[i].rules, rows[i].bus, rows[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(takes),     cmocka_unit_test(identities),
		cmocka_unit_test(selectors), cmocka_unit_test(nearly),
		cmocka_unit_test(reach),
	};

	return UNIT_RUN(tests);
}
