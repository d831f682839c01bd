/* SPDX-License-Identifier: GPL-2.0-only */
#include <stdio.h>
#include <string.h>

#include "rules/grammar.h"
#include "text/out.h"
#include "unit.h"

static bool seen[EB_MSG_COUNT];

static bool parse(struct eb_span text, struct eb_rule *rule, struct eb_term *terms,
		  struct eb_diagnosis *error)
{
	*error = (struct eb_diagnosis){ EB_MSG_NONE, { NULL, 0 } };
	if (eb_rule_parse(text, rule, terms, error))
		return true;
	seen[error->message] = true;
	return false;
}

/* --- rules that are good --- */

/* A rule as its parts: "BUS [!]KIND:TEXT ... -> AIM DRIVER options seconds". */
static void describe(const struct eb_rule *rule, char *buf, size_t size)
{
	static const char *const kinds[] = {
		[EB_TERM_NAME] = "name",
		[EB_TERM_GLOB] = "glob",
		[EB_TERM_ID] = "id",
		[EB_TERM_CLASS] = "class",
		[EB_TERM_PATH] = "path",
		[EB_TERM_OF] = "of",
		[EB_TERM_ALIAS] = "alias",
		[EB_TERM_COMPATIBLE] = "compatible",
		[EB_TERM_MODALIAS] = "modalias",
	};
	static const char *const aims[] = {
		[EB_AIM_BIND] = "bind",
		[EB_AIM_HOLD] = "hold",
		[EB_AIM_CLEAR] = "clear",
		[EB_AIM_PROTECT] = "protect",
	};
	struct eb_out out = eb_out_on(buf, size);
	unsigned int bit;
	size_t i;

	eb_out_span(&out, rule->bus);
	for (i = 0; i < rule->n_terms; i++) {
		const struct eb_term *term = &rule->terms[i];

		eb_out_all(&out, term->first ? " " : "+", term->negated ? "!" : "",
			   kinds[term->kind], ":", (char *)NULL);
		eb_out_span(&out, term->text);
	}
	eb_out_all(&out, " -> ", aims[rule->target.aim], " ", (char *)NULL);
	eb_out_span(&out, rule->target.driver);
	for (bit = 1; bit <= EB_OPT_NORESET; bit <<= 1)
		if (rule->target.options & bit)
			eb_out_all(&out, "/", eb_option_name((enum eb_option)bit),
				   (char *)NULL);
	if (rule->target.wait) {
		eb_out_char(&out, ' ');
		eb_out_uint(&out, rule->target.wait);
	}
}

static void good_rules(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "platform,12ce0000.i2c=vfio-platform",
		  "platform name:12ce0000.i2c -> bind vfio-platform" },
		{ "amba,10040000.adma=none", "amba name:10040000.adma -> hold none" },
		{ "pci,0000:03:00.0=", "pci name:0000:03:00.0 -> clear " },
		{ "pci,02:00.0=pci-stub", "pci name:02:00.0 -> bind pci-stub" },
		{ "pci,0001:02:*.*=pci-stub", "pci glob:0001:02:*.* -> bind pci-stub" },
		{ "pci,01:00.*,!01:00.2=vfio-pci",
		  "pci glob:01:00.* !name:01:00.2 -> bind vfio-pci" },
		{ "pci,!01:00.2,01:00.*=vfio-pci",
		  "pci !name:01:00.2 glob:01:00.* -> bind vfio-pci" },
		{ "*,spi0.0=spidev", "* name:spi0.0 -> bind spidev" },
		{ "platform,a,b?,c=d", "platform name:a glob:b? name:c -> bind d" },
		{ "platform,name[a]=b", "platform name:a -> bind b" },
		/* in brackets nothing separates, blanks count, no glob */
		{ "platform,name[a,b=c+d!e]=x", "platform name:a,b=c+d!e -> bind x" },
		{ "platform,name[ a b ]=x", "platform name: a b  -> bind x" },
		{ "platform,name[a*?]=x", "platform name:a*? -> bind x" },
		{ "platform,name[[]=x", "platform name:[ -> bind x" },
		{ "pci,name[not an address]=x", "pci name:not an address -> bind x" },
		{ "platform,a,!name[b c]=x", "platform name:a !name:b c -> bind x" },
		/* the driver: commas and blanks occur in real names */
		{ "platform,a=samsung,i2s b", "platform name:a -> bind samsung,i2s b" },
		{ "platform,a=x+y!z*?", "platform name:a -> bind x+y!z*?" },
		{ "platform,a= x ", "platform name:a -> bind x" },
		{ "platform,a= ", "platform name:a -> clear " },
		{ "platform,a=none2", "platform name:a -> bind none2" },
		{ "platform,a=None", "platform name:a -> bind None" },
		{ "platform,a=\xc3\xa4", "platform name:a -> bind \xc3\xa4" },
		{ "platform,\xc3\xa4=x", "platform name:\xc3\xa4 -> bind x" },
		/* options */
		{ "platform,a=x/keep", "platform name:a -> bind x/keep" },
		{ "platform,a=x /keep", "platform name:a -> bind x/keep" },
		{ "platform,a=x/noreset/noiommu/optional/keep",
		  "platform name:a -> bind x/keep/optional/noiommu/noreset" },
		{ "platform,a=x/keep/keep", "platform name:a -> bind x/keep" },
		{ "platform,a=none/keep", "platform name:a -> hold none/keep" },
		{ "platform,a=/optional", "platform name:a -> clear /optional" },
		{ "platform,a=x/force", "platform name:a -> bind x/force" },
		{ "platform,a=x/group/required/hold",
		  "platform name:a -> bind x/group/required/hold" },
		{ "platform,a=none/hold", "platform name:a -> hold none/hold" },
		{ "platform,a=/force/required", "platform name:a -> clear /force/required" },
		/* a driver to be chosen */
		{ "platform,a=vfio", "platform name:a -> bind vfio" },
		{ "pci,id[8086:*]=vfio/group", "pci id:8086:* -> bind vfio/group" },
		/* names that only look special */
		{ "platform,...=x", "platform name:... -> bind x" },
		{ "platform,a@b#c%d:e=x", "platform name:a@b#c%d:e -> bind x" },
		{ "fsl-mc,dpni.1=x", "fsl-mc name:dpni.1 -> bind x" },
		{ "platform,none=x", "platform name:none -> bind x" },
		/* identity, class, topology: of PCI devices */
		{ "pci,id[8086:1533]=x", "pci id:8086:1533 -> bind x" },
		{ "*,id[8086:1533]=x", "* id:8086:1533 -> bind x" },
		{ "pci,id[8086:*]=x", "pci id:8086:* -> bind x" },
		{ "pci,id[*:*:1AF4:1]=x", "pci id:*:*:1AF4:1 -> bind x" },
		{ "pci,class[0c03]=none", "pci class:0c03 -> hold none" },
		{ "pci,class[02]=x", "pci class:02 -> bind x" },
		{ "*,class[0C0330]=x", "* class:0C0330 -> bind x" },
		{ "pci,path[00_1c.4-00_00.0]=x", "pci path:00_1c.4-00_00.0 -> bind x" },
		{ "*,path[0001_0_1c.4]=x", "* path:0001_0_1c.4 -> bind x" },
		/* device tree, on any bus */
		{ "platform,of[/soc/i2c]=x", "platform of:/soc/i2c -> bind x" },
		{ "platform,of[/soc/i2c*]=x", "platform of:/soc/i2c* -> bind x" },
		{ "platform,of[/]=x", "platform of:/ -> bind x" },
		{ "platform,alias[i2c8]=x", "platform alias:i2c8 -> bind x" },
		{ "platform,alias[i2c*]=x", "platform alias:i2c* -> bind x" },
		{ "platform,compatible[samsung,s3c2440-i2c]=x",
		  "platform compatible:samsung,s3c2440-i2c -> bind x" },
		{ "*,modalias[of:N*T*Carm,mali*]=none",
		  "* modalias:of:N*T*Carm,mali* -> hold none" },
		{ "pci,modalias[pci:*bc0C*]=x", "pci modalias:pci:*bc0C* -> bind x" },
		/* bus of: paths and aliases */
		{ "of,/soc/i2c@12ce0000=x", "of of:/soc/i2c@12ce0000 -> bind x" },
		{ "of,/=x", "of of:/ -> bind x" },
		{ "of,i2c8=none", "of alias:i2c8 -> hold none" },
		{ "of,i2c8,!/soc/i2c@1=x", "of alias:i2c8 !of:/soc/i2c@1 -> bind x" },
		{ "of,of[/soc/i2c*]=x", "of of:/soc/i2c* -> bind x" },
		{ "of,name[a]=x", "of name:a -> bind x" },
		{ "of,compatible[a]=x", "of compatible:a -> bind x" },
		/* '+' */
		{ "pci,02:00.0+id[8086:1533]=x", "pci name:02:00.0+id:8086:1533 -> bind x" },
		{ "pci,02:00.0+id[8086:1533]+class[02],03:00.0=x",
		  "pci name:02:00.0+id:8086:1533+class:02 name:03:00.0 -> bind x" },
		{ "platform,a+b=x", "platform name:a+name:b -> bind x" },
		{ "platform,a*+b*=x", "platform glob:a*+glob:b* -> bind x" },
		{ "platform,name[a+b]+compatible[c+d]=x",
		  "platform name:a+b+compatible:c+d -> bind x" },
		{ "platform,b,!a+name[b]=x", "platform name:b !name:a+!name:b -> bind x" },
		{ "of,/soc/i2c@1+compatible[a]=x", "of of:/soc/i2c@1+compatible:a -> bind x" },
		/* final, and what it means without a driver */
		{ "platform,a=x/final", "platform name:a -> bind x/final" },
		{ "platform,a=none/final", "platform name:a -> hold none/final" },
		{ "pci,01:00.0=/final", "pci name:01:00.0 -> protect /final" },
		{ "pci,class[0106]=/final", "pci class:0106 -> protect /final" },
		{ "platform,a=/final/optional", "platform name:a -> protect /optional/final" },
		{ "platform,a=/optional/final", "platform name:a -> protect /optional/final" },
		{ "platform,a= /final", "platform name:a -> protect /final" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span text = unit_text(rows[i].text);
		struct eb_term terms[EB_RULE_TERMS_MAX];
		struct eb_diagnosis error;
		struct eb_rule rule;
		char got[256];

		UNIT_EXPECT(parse(text, &rule, terms, &error), "row '%s': message %d at %d",
			    rows[i].text, (int)error.message, (int)(error.at.p - text.p));
		describe(&rule, got, sizeof(got));
		UNIT_EXPECT(strcmp(got, rows[i].want) == 0, "row '%s': '%s'", rows[i].text,
			    got);
		UNIT_EXPECT(eb_span_eq(rule.text, text), "row '%s'", rows[i].text);
	}
}

/* --- rules that are not --- */

/*
 * @at, @n: what the message points at, as offset and length in the rule. A zero length is a
 * point: the place where something is missing.
 */
static void bad_rules(void **state)
{
	static const struct {
		const char *text;
		enum eb_message message;
		size_t at, n;
	} rows[] = {
		/* the rule as a whole */
		{ "off", EB_MSG_WORD_NOT_HERE, 0, 3 },
		{ "plan", EB_MSG_WORD_NOT_HERE, 0, 4 },
		{ "strict", EB_MSG_WORD_NOT_HERE, 0, 6 },
		{ "platform", EB_MSG_NO_TARGET, 0, 8 },
		{ "platform,a", EB_MSG_NO_TARGET, 0, 10 },
		{ "platform,name[a=b]", EB_MSG_NO_TARGET, 0, 18 },
		{ "12ce0000.i2c=x", EB_MSG_NO_BUS, 0, 12 },
		{ "pci=x", EB_MSG_NO_BUS, 0, 3 },
		{ "=x", EB_MSG_NO_SELECTOR, 0, 0 },
		{ "=", EB_MSG_NO_SELECTOR, 0, 0 },
		{ ",a=x", EB_MSG_BAD_BUS, 0, 0 },
		{ "..,a=x", EB_MSG_BAD_BUS, 0, 2 },
		{ "a/b,c=x", EB_MSG_BAD_BUS, 0, 3 },
		{ "a b,c=x", EB_MSG_BAD_BUS, 0, 3 },
		{ "pci ,c=x", EB_MSG_BAD_BUS, 0, 4 },
		{ "p*,c=x", EB_MSG_BAD_BUS, 0, 2 },
		{ "p?i,c=x", EB_MSG_BAD_BUS, 0, 3 },
		{ "**,c=x", EB_MSG_BAD_BUS, 0, 2 },
		{ "!pci,c=x", EB_MSG_BAD_BUS, 0, 4 },
		{ "a+b,c=x", EB_MSG_BAD_BUS, 0, 3 },
		{ "name[a],c=x", EB_MSG_BAD_BUS, 0, 7 },
		{ "a\x01"
		  "b,c=x",
		  EB_MSG_BAD_BUS, 0, 3 },
		{ "platform,!a=x", EB_MSG_ONLY_EXCEPTIONS, 9, 2 },
		{ "platform,!a,!b=x", EB_MSG_ONLY_EXCEPTIONS, 9, 5 },
		/* selectors */
		{ "platform,=x", EB_MSG_NO_SELECTOR, 9, 0 },
		{ "platform,a,=x", EB_MSG_EMPTY_SELECTOR, 11, 0 },
		{ "platform,,a=x", EB_MSG_EMPTY_SELECTOR, 9, 0 },
		{ "platform,a,,b=x", EB_MSG_EMPTY_SELECTOR, 11, 0 },
		{ "platform,!=x", EB_MSG_EMPTY_TERM, 10, 0 },
		{ "platform,a,!,b=x", EB_MSG_EMPTY_TERM, 12, 0 },
		{ "platform,+a=x", EB_MSG_EMPTY_TERM, 9, 0 },
		{ "platform,a+=x", EB_MSG_EMPTY_TERM, 11, 0 },
		{ "platform,a!b=x", EB_MSG_BAD_NAME_BYTE, 10, 1 },
		{ "platform,!!a=x", EB_MSG_BAD_NAME_BYTE, 10, 1 },
		{ "platform,a b=x", EB_MSG_BLANK_IN_NAME, 10, 1 },
		{ "platform, a=x", EB_MSG_BLANK_IN_NAME, 9, 1 },
		{ "platform,a =x", EB_MSG_BLANK_IN_NAME, 10, 1 },
		{ "platform,a\tb=x", EB_MSG_BLANK_IN_NAME, 10, 1 },
		{ "platform,a, b=x", EB_MSG_BLANK_IN_NAME, 11, 1 },
		{ "platform,a/b=x", EB_MSG_SLASH_IN_NAME, 10, 1 },
		{ "platform,../x=y", EB_MSG_SLASH_IN_NAME, 11, 1 },
		{ "platform,name[a/b]=x", EB_MSG_SLASH_IN_NAME, 15, 1 },
		{ "platform,.=x", EB_MSG_DOTS_AS_NAME, 9, 1 },
		{ "platform,..=x", EB_MSG_DOTS_AS_NAME, 9, 2 },
		{ "platform,name[..]=x", EB_MSG_DOTS_AS_NAME, 14, 2 },
		{ "platform,nam[a]=x", EB_MSG_UNKNOWN_KEYWORD, 9, 3 },
		{ "platform,Name[a]=x", EB_MSG_UNKNOWN_KEYWORD, 9, 4 },
		{ "platform,[a]=x", EB_MSG_NO_KEYWORD, 9, 0 },
		{ "platform,b+[a]=x", EB_MSG_NO_KEYWORD, 11, 0 },
		{ "platform,12ce0000.i2c[a]=x", EB_MSG_UNKNOWN_KEYWORD, 9, 12 },
		{ "platform,name[a=x", EB_MSG_UNCLOSED_BRACKET, 13, 4 },
		{ "platform,name[=x", EB_MSG_UNCLOSED_BRACKET, 13, 3 },
		{ "platform,name[", EB_MSG_UNCLOSED_BRACKET, 13, 1 },
		{ "pci,id[8086:1533=vfio-pci", EB_MSG_UNCLOSED_BRACKET, 6, 19 },
		{ "platform,name[a],name[b=x", EB_MSG_UNCLOSED_BRACKET, 21, 4 },
		{ "platform,name[a[b=x", EB_MSG_UNCLOSED_BRACKET, 13, 6 },
		{ "platform,name[a],b", EB_MSG_NO_TARGET, 0, 18 },
		{ "platform,a]=x", EB_MSG_STRAY_BRACKET, 10, 1 },
		{ "platform,]=x", EB_MSG_STRAY_BRACKET, 9, 1 },
		{ "platform,name[a]]=x", EB_MSG_TEXT_AFTER_BRACKET, 16, 1 },
		{ "platform,name[a]b=x", EB_MSG_TEXT_AFTER_BRACKET, 16, 1 },
		{ "platform,name[a] =x", EB_MSG_TEXT_AFTER_BRACKET, 16, 1 },
		{ "platform,name[a]name[b]=x", EB_MSG_TEXT_AFTER_BRACKET, 16, 7 },
		{ "platform,name[]=x", EB_MSG_EMPTY_BRACKETS, 13, 2 },
		{ "platform,compatible[]=x", EB_MSG_EMPTY_BRACKETS, 19, 2 },
		/* keywords that belong to pci */
		{ "platform,id[8086:1533]=x", EB_MSG_KEYWORD_OF_PCI, 9, 2 },
		{ "amba,class[0c03]=x", EB_MSG_KEYWORD_OF_PCI, 5, 5 },
		{ "platform,path[00_1c.4]=x", EB_MSG_KEYWORD_OF_PCI, 9, 4 },
		{ "of,id[8086:1533]=x", EB_MSG_KEYWORD_OF_PCI, 3, 2 },
		/* before what stands in them */
		{ "amba,class[x]=x", EB_MSG_KEYWORD_OF_PCI, 5, 5 },
		{ "pci,id[]=x", EB_MSG_EMPTY_BRACKETS, 6, 2 },
		{ "pci,id[8086]=x", EB_MSG_BAD_ID, 7, 4 },
		{ "pci,id[8086:]=x", EB_MSG_BAD_ID, 7, 5 },
		{ "pci,id[8086:1533:1]=x", EB_MSG_BAD_ID, 7, 11 },
		{ "pci,id[8086:15333]=x", EB_MSG_BAD_ID, 7, 10 },
		{ "pci,id[8086:153?]=x", EB_MSG_BAD_ID, 7, 9 },
		{ "pci,id[ 8086:1533]=x", EB_MSG_BAD_ID, 7, 10 },
		{ "*,id[*]=x", EB_MSG_BAD_ID, 5, 1 },
		{ "pci,02:00.0+id[8086]=x", EB_MSG_BAD_ID, 15, 4 },
		{ "pci,02:00.0,!id[8086]=x", EB_MSG_BAD_ID, 16, 4 },
		{ "pci,class[0]=x", EB_MSG_BAD_CLASS, 10, 1 },
		{ "pci,class[0c03300]=x", EB_MSG_BAD_CLASS, 10, 7 },
		{ "pci,class[0g]=x", EB_MSG_BAD_CLASS, 10, 2 },
		{ "pci,class[02*]=x", EB_MSG_BAD_CLASS, 10, 3 },
		{ "*,class[0x02]=x", EB_MSG_BAD_CLASS, 8, 4 },
		{ "pci,path[1c.4]=x", EB_MSG_BAD_PATH, 9, 4 },
		{ "pci,path[00_1c.4-]=x", EB_MSG_BAD_PATH, 9, 8 },
		{ "pci,path[00_1c.4-0000_00_00.0]=x", EB_MSG_BAD_PATH, 9, 20 },
		{ "*,path[00_20.0]=x", EB_MSG_BAD_PATH, 7, 7 },
		{ "platform,of[soc]=x", EB_MSG_BAD_OF, 12, 3 },
		{ "of,of[i2c8]=x", EB_MSG_BAD_OF, 6, 4 },
		{ "*,of[ /soc]=x", EB_MSG_BAD_OF, 5, 5 },
		{ "of,i2c*=x", EB_MSG_GLOB_ALIAS, 3, 4 },
		{ "of,i2c?,/soc=x", EB_MSG_GLOB_ALIAS, 3, 4 },
		{ "of,*=x", EB_MSG_GLOB_ALIAS, 3, 1 },
		{ "of,/soc,!*=x", EB_MSG_GLOB_ALIAS, 9, 1 },
		{ "of,a/b=x", EB_MSG_SLASH_IN_NAME, 4, 1 },
		{ "of,/soc/a b=x", EB_MSG_BLANK_IN_NAME, 9, 1 },
		{ "of,/soc/a]=x", EB_MSG_STRAY_BRACKET, 9, 1 },
		{ "of,/soc/a!b=x", EB_MSG_BAD_NAME_BYTE, 9, 1 },
		{ "of,/soc/x[a]=x", EB_MSG_UNKNOWN_KEYWORD, 3, 6 },
		{ "platform,/soc/i2c=x", EB_MSG_SLASH_IN_NAME, 9, 1 },
		{ "of,=x", EB_MSG_NO_SELECTOR, 3, 0 },
		{ "of,,/soc=x", EB_MSG_EMPTY_SELECTOR, 3, 0 },
		{ "of,!/soc=x", EB_MSG_ONLY_EXCEPTIONS, 3, 5 },
		{ "platform,a++b=x", EB_MSG_EMPTY_TERM, 11, 0 },
		{ "platform,a+,b=x", EB_MSG_EMPTY_TERM, 11, 0 },
		{ "platform,a+!b=x", EB_MSG_BAD_NAME_BYTE, 11, 1 },
		{ "platform,!a+b=x", EB_MSG_ONLY_EXCEPTIONS, 9, 4 },
		{ "platform,name[a]+=x", EB_MSG_EMPTY_TERM, 17, 0 },
		{ "platform,a=/final/keep", EB_MSG_OPTION_NEEDS_DRIVER, 18, 4 },
		{ "platform,a=/final[1]", EB_MSG_OPTION_TAKES_NO_VALUE, 18, 1 },
		/* PCI addresses */
		{ "pci,eth0=x", EB_MSG_NOT_PCI_ADDRESS, 4, 4 },
		{ "pci,02:00=x", EB_MSG_NOT_PCI_ADDRESS, 4, 5 },
		{ "pci,02:00.0,eth0=x", EB_MSG_NOT_PCI_ADDRESS, 12, 4 },
		{ "pci,02:00.0,!eth0=x", EB_MSG_NOT_PCI_ADDRESS, 13, 4 },
		{ "pci,vfio-pci=0000:02:00.0", EB_MSG_PCI_SWAPPED, 4, 8 },
		{ "pci,vfio-pci=02:00.0", EB_MSG_PCI_SWAPPED, 4, 8 },
		{ "pci,vfio-pci=02:00", EB_MSG_NOT_PCI_ADDRESS, 4, 8 },
		{ "pci,0000:82:20.0=x", EB_MSG_PCI_DEVICE_RANGE, 4, 12 },
		{ "pci,04:00.8=x", EB_MSG_PCI_FUNCTION, 4, 7 },
		{ "pci,04:00.=x", EB_MSG_PCI_FUNCTION, 4, 6 },
		/* the target */
		{ "platform,a=b=c", EB_MSG_BAD_DRIVER_BYTE, 12, 1 },
		{ "platform,a=b[c]", EB_MSG_BAD_DRIVER_BYTE, 12, 1 },
		{ "platform,a=b]", EB_MSG_BAD_DRIVER_BYTE, 12, 1 },
		{ "platform,a=b\x01", EB_MSG_BAD_DRIVER_BYTE, 12, 1 },
		{ "platform,a=b\tc", EB_MSG_BAD_DRIVER_BYTE, 12, 1 },
		{ "platform,a=b\x7f"
		  "c",
		  EB_MSG_BAD_DRIVER_BYTE, 12, 1 },
		{ "platform,a=.", EB_MSG_DOTS_AS_DRIVER, 11, 1 },
		{ "platform,a=..", EB_MSG_DOTS_AS_DRIVER, 11, 2 },
		{ "platform,a=x/", EB_MSG_EMPTY_OPTION, 13, 0 },
		{ "platform,a=/", EB_MSG_EMPTY_OPTION, 12, 0 },
		{ "platform,a=x//keep", EB_MSG_EMPTY_OPTION, 13, 0 },
		{ "platform,a=x/keep/", EB_MSG_EMPTY_OPTION, 18, 0 },
		{ "platform,a=x/kep", EB_MSG_UNKNOWN_OPTION, 13, 3 },
		{ "platform,a=x/Keep", EB_MSG_UNKNOWN_OPTION, 13, 4 },
		{ "platform,a=x/ keep", EB_MSG_UNKNOWN_OPTION, 13, 5 },
		{ "platform,a=x/keep,b", EB_MSG_UNKNOWN_OPTION, 13, 6 },
		{ "platform,a=../x", EB_MSG_DOTS_AS_DRIVER, 11, 2 },
		{ "platform,a=/keep", EB_MSG_OPTION_NEEDS_DRIVER, 12, 4 },
		{ "platform,a=/group", EB_MSG_OPTION_NEEDS_DRIVER, 12, 5 },
		{ "platform,a=/hold", EB_MSG_OPTION_NEEDS_DRIVER, 12, 4 },
		{ "platform,a=/wait", EB_MSG_OPTION_NEEDS_DRIVER, 12, 4 },
		{ "platform,a=/wait[7]", EB_MSG_OPTION_NEEDS_DRIVER, 12, 4 },
		{ "platform,a=/noiommu", EB_MSG_OPTION_NEEDS_DRIVER, 12, 7 },
		{ "platform,a=/noreset", EB_MSG_OPTION_NEEDS_DRIVER, 12, 7 },
		{ "platform,a=/optional/keep", EB_MSG_OPTION_NEEDS_DRIVER, 21, 4 },
		{ "platform,a=x/keep[1]", EB_MSG_OPTION_TAKES_NO_VALUE, 18, 1 },
		{ "platform,a=x/keep[]", EB_MSG_OPTION_TAKES_NO_VALUE, 18, 0 },
		{ "platform,a=x/wait[0]", EB_MSG_BAD_WAIT, 18, 1 },
		{ "platform,a=x/wait[]", EB_MSG_BAD_WAIT, 18, 0 },
		{ "platform,a=x/wait[3601]", EB_MSG_BAD_WAIT, 18, 4 },
		{ "platform,a=x/wait[99999999999]", EB_MSG_BAD_WAIT, 18, 11 },
		{ "platform,a=x/wait[-1]", EB_MSG_BAD_WAIT, 18, 2 },
		{ "platform,a=x/wait[5s]", EB_MSG_BAD_WAIT, 18, 2 },
		{ "platform,a=x/wait[5/keep]", EB_MSG_BAD_WAIT, 18, 6 },
		{ "platform,a=x/wait[5", EB_MSG_UNCLOSED_BRACKET, 17, 2 },
		{ "platform,a=x/wait[5]x", EB_MSG_TEXT_AFTER_BRACKET, 20, 1 },
		{ "platform,a=x/wait[5]]", EB_MSG_TEXT_AFTER_BRACKET, 20, 1 },
		{ "platform,a=x/wait[", EB_MSG_UNCLOSED_BRACKET, 17, 1 },
		/* in the language, not in this version: never silence */
		{ "platform,a\x01=x", EB_MSG_CONTROL_IN_NAME, 10, 1 },
		{ "platform,a\x7f"
		  "b=x",
		  EB_MSG_CONTROL_IN_NAME, 10, 1 },
		{ "platform,name[a\x1f]=x", EB_MSG_CONTROL_IN_NAME, 15, 1 },
		{ "platform,name[a\tb]=x", EB_MSG_CONTROL_IN_NAME, 15, 1 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span text = unit_text(rows[i].text);
		struct eb_term terms[EB_RULE_TERMS_MAX];
		struct eb_diagnosis error;
		struct eb_rule rule;

		UNIT_EXPECT(!parse(text, &rule, terms, &error), "row '%s' was taken",
			    rows[i].text);
		UNIT_EXPECT(error.message == rows[i].message, "row '%s': message %d, '%s'",
			    rows[i].text, (int)error.message, eb_message_text(error.message));
		UNIT_EXPECT(error.at.p >= text.p && error.at.p + error.at.n <= text.p + text.n,
			    "row '%s' points outside", rows[i].text);
		UNIT_EXPECT((size_t)(error.at.p - text.p) == rows[i].at &&
				    error.at.n == rows[i].n,
			    "row '%s' points at %d, length %zu", rows[i].text,
			    (int)(error.at.p - text.p), error.at.n);
	}
}

/* --- limits, at N and N + 1; the row is the rule with a run of 'a' in it --- */

static void lengths(void **state)
{
	static const struct {
		const char *before;
		size_t n;
		const char *after;
		enum eb_message message;
	} rows[] = {
		{ "platform,", 255, "=x", EB_MSG_NONE },
		{ "platform,", 256, "=x", EB_MSG_NAME_TOO_LONG },
		{ "platform,*", 254, "=x", EB_MSG_NONE },
		{ "platform,*", 255, "=x", EB_MSG_NAME_TOO_LONG },
		{ "platform,name[", 255, "]=x", EB_MSG_NONE },
		{ "platform,name[", 256, "]=x", EB_MSG_NAME_TOO_LONG },
		{ "platform,b,!", 256, "=x", EB_MSG_NAME_TOO_LONG },
		{ "", 255, ",b=x", EB_MSG_NONE },
		{ "", 256, ",b=x", EB_MSG_BAD_BUS },
		{ "platform,b=", 255, "", EB_MSG_NONE },
		{ "platform,b=", 256, "", EB_MSG_DRIVER_TOO_LONG },
		{ "platform,b=", 255, "/keep", EB_MSG_NONE },
		{ "platform,b=x/", 4000, "", EB_MSG_UNKNOWN_OPTION },
		/* 4096 bytes: this rule is read, and found to have too long a driver */
		{ "platform,b=", 4085, "", EB_MSG_DRIVER_TOO_LONG },
		{ "platform,b=", 4086, "", EB_MSG_RULE_TOO_LONG },
		{ "", 65536, "", EB_MSG_RULE_TOO_LONG },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span text = unit_join(unit_text(rows[i].before),
						unit_fill('a', rows[i].n),
						unit_text(rows[i].after));
		struct eb_term terms[EB_RULE_TERMS_MAX];
		struct eb_diagnosis error;
		struct eb_rule rule;
		bool ok = parse(text, &rule, terms, &error);

		UNIT_EXPECT(ok == (rows[i].message == EB_MSG_NONE), "row %zu", i);
		UNIT_EXPECT(error.message == rows[i].message, "row %zu: message %d", i,
			    (int)error.message);
	}
}

/* A good rule of exactly 4096 bytes, and the same with one more. */
static void the_longest_rule(void **state)
{
	struct eb_term terms[EB_RULE_TERMS_MAX];
	struct eb_diagnosis error;
	struct eb_rule rule;
	char text[4098];
	size_t i;

	(void)state;
	memset(text, 'a', sizeof(text));
	memcpy(text, "p,", 2);
	for (i = 2 + 100; i < 4000; i += 101)
		text[i] = ',';
	memcpy(text + 4094, "=x", 2);
	assert_true(parse(unit_bytes(text, 4096), &rule, terms, &error));
	text[4094] = 'a';
	memcpy(text + 4095, "=x", 2);
	assert_false(parse(unit_bytes(text, 4097), &rule, terms, &error));
	assert_int_equal(error.message, EB_MSG_RULE_TOO_LONG);
	assert_int_equal(error.at.n, 4097);
}

/* @n selectors, every second of them an exception: "p,a,!a,a,!a=x". */
static struct eb_span many_terms(size_t n)
{
	struct eb_span text = unit_text("p");
	size_t i;

	for (i = 0; i < n; i++)
		text = unit_join(text, unit_text(i % 2 ? ",!a" : ",a"), unit_text(""));
	return unit_join(text, unit_text("=x"), unit_text(""));
}

static void numbers_of_terms(void **state)
{
	/* On the heap with exactly its size: ASan watches the end. */
	struct eb_term *terms = test_malloc(EB_RULE_TERMS_MAX * sizeof(*terms));
	struct eb_diagnosis error;
	struct eb_rule rule;
	struct eb_span text;

	(void)state;
	assert_true(parse(many_terms(64), &rule, terms, &error));
	assert_int_equal(rule.n_terms, 64);
	text = many_terms(65);
	assert_false(parse(text, &rule, terms, &error));
	assert_int_equal(error.message, EB_MSG_TOO_MANY_TERMS);
	assert_ptr_equal(error.at.p, text.p + text.n - 3);
	assert_int_equal(error.at.n, 1);
	test_free(terms);
}

/* --- pieces --- */

static void targets(void **state)
{
	static const struct {
		const char *text;
		enum eb_message message;
		enum eb_aim aim;
		const char *driver;
		unsigned int options;
	} rows[] = {
		{ "", EB_MSG_NONE, EB_AIM_CLEAR, "", 0 },
		{ "none", EB_MSG_NONE, EB_AIM_HOLD, "none", 0 },
		{ "vfio-platform/noiommu", EB_MSG_NONE, EB_AIM_BIND, "vfio-platform",
		  EB_OPT_NOIOMMU },
		{ " x ", EB_MSG_NONE, EB_AIM_BIND, "x", 0 },
		{ "/optional", EB_MSG_NONE, EB_AIM_CLEAR, "", EB_OPT_OPTIONAL },
		{ "/final", EB_MSG_NONE, EB_AIM_PROTECT, "", EB_OPT_FINAL },
		{ "x/final", EB_MSG_NONE, EB_AIM_BIND, "x", EB_OPT_FINAL },
		{ "none/final", EB_MSG_NONE, EB_AIM_HOLD, "none", EB_OPT_FINAL },
		/* a target alone may come from where no ';' has ended it */
		{ "x;y", EB_MSG_BAD_DRIVER_BYTE, 0, NULL, 0 },
		{ "x\ny", EB_MSG_BAD_DRIVER_BYTE, 0, NULL, 0 },
		{ "x/keep;y", EB_MSG_UNKNOWN_OPTION, 0, NULL, 0 },
		{ "x/", EB_MSG_EMPTY_OPTION, 0, NULL, 0 },
		{ "a=b", EB_MSG_BAD_DRIVER_BYTE, 0, NULL, 0 },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_diagnosis error = { EB_MSG_NONE, { NULL, 0 } };
		struct eb_target target;
		bool ok = eb_target_parse(unit_text(rows[i].text), &target, &error);

		UNIT_EXPECT(ok == (rows[i].message == EB_MSG_NONE), "row '%s'", rows[i].text);
		UNIT_EXPECT(error.message == rows[i].message, "row '%s'", rows[i].text);
		if (!ok)
			continue;
		UNIT_EXPECT(target.aim == rows[i].aim, "row '%s'", rows[i].text);
		UNIT_EXPECT(eb_span_is(target.driver, rows[i].driver), "row '%s'",
			    rows[i].text);
		UNIT_EXPECT(target.options == rows[i].options, "row '%s'", rows[i].text);
	}
}

/* pci=driver[...]: names and globs of bus pci only. */
static void pci_pieces(void **state)
{
	static const struct {
		const char *text, *want; /* want NULL: not one */
		enum eb_message message;
		size_t at, n;
	} rows[] = {
		{ "driver[02:00.0]=x", "pci name:02:00.0 -> bind x", EB_MSG_NONE, 0, 0 },
		{ "driver[0000:02:00.0,01:*]=x/final",
		  "pci name:0000:02:00.0 glob:01:* -> bind x/final", EB_MSG_NONE, 0, 0 },
		{ "driver[02:00.0]=", "pci name:02:00.0 -> clear ", EB_MSG_NONE, 0, 0 },
		{ "driver[02:00.0]=none", "pci name:02:00.0 -> hold none", EB_MSG_NONE, 0, 0 },
		{ "driver[02:00.0]=/final", "pci name:02:00.0 -> protect /final", EB_MSG_NONE,
		  0, 0 },
		{ "driver[02:00.0", NULL, EB_MSG_UNCLOSED_BRACKET, 6, 8 },
		{ "driver[", NULL, EB_MSG_UNCLOSED_BRACKET, 6, 1 },
		{ "driver[02:00.0=x", NULL, EB_MSG_UNCLOSED_BRACKET, 6, 10 },
		{ "driver[02:00.0]", NULL, EB_MSG_NO_TARGET, 0, 15 },
		{ "driver[02:00.0]x", NULL, EB_MSG_NO_TARGET, 0, 16 },
		{ "driver[]=x", NULL, EB_MSG_NO_SELECTOR, 7, 0 },
		{ "driver[02:00.0,]=x", NULL, EB_MSG_EMPTY_SELECTOR, 15, 0 },
		{ "driver[eth0]=x", NULL, EB_MSG_NOT_PCI_ADDRESS, 7, 4 },
		{ "driver[vfio-pci]=02:00.0", NULL, EB_MSG_PCI_SWAPPED, 7, 8 },
		{ "driver[82:20.0]=x", NULL, EB_MSG_PCI_DEVICE_RANGE, 7, 7 },
		{ "driver[id[8086:1533]]=x", NULL, EB_MSG_NO_TARGET, 0, 23 },
		{ "driver[02:00.0]=x/kep", NULL, EB_MSG_UNKNOWN_OPTION, 18, 3 },
		{ "driver[02:00.0]=x;y", NULL, EB_MSG_BAD_DRIVER_BYTE, 17, 1 },
	};
	struct eb_term terms[EB_RULE_TERMS_MAX];
	struct eb_diagnosis error;
	struct eb_rule rule;
	struct eb_span text;
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char got[256];
		bool ok;

		text = unit_text(rows[i].text);
		error = (struct eb_diagnosis){ EB_MSG_NONE, { NULL, 0 } };
		ok = eb_pci_piece_parse(text, &rule, terms, &error);
		UNIT_EXPECT(ok == (rows[i].want != NULL), "row '%s'", rows[i].text);
		UNIT_EXPECT(error.message == rows[i].message, "row '%s': message %d",
			    rows[i].text, (int)error.message);
		if (!ok) {
			UNIT_EXPECT((size_t)(error.at.p - text.p) == rows[i].at &&
					    error.at.n == rows[i].n,
				    "row '%s' points at %d, length %zu", rows[i].text,
				    (int)(error.at.p - text.p), error.at.n);
			continue;
		}
		describe(&rule, got, sizeof(got));
		UNIT_EXPECT(strcmp(got, rows[i].want) == 0, "row '%s': '%s'", rows[i].text,
			    got);
		UNIT_EXPECT(eb_span_eq(rule.text, text), "row '%s'", rows[i].text);
	}
	text = unit_join(unit_text("driver["), unit_fill('a', 4087), unit_text("]="));
	assert_false(eb_pci_piece_parse(text, &rule, terms, &error));
	assert_int_equal(error.message, EB_MSG_NAME_TOO_LONG);
	text = unit_join(unit_text("driver["), unit_fill('a', 4088), unit_text("]="));
	assert_false(eb_pci_piece_parse(text, &rule, terms, &error));
	assert_int_equal(error.message, EB_MSG_RULE_TOO_LONG);
}

/* The pieces, joined by '|'. */
static void splitting(void **state)
{
	static const struct {
		const char *text, *pieces;
	} rows[] = {
		{ "", "" },
		{ ";", "" },
		{ ";;\n ;\t", "" },
		{ "a", "a|" },
		{ "a;b", "a|b|" },
		{ "a\nb;c", "a|b|c|" },
		{ " a ; b ", "a|b|" },
		{ "a;;b;", "a|b|" },
		{ "a\r\nb\r\n", "a|b|" },
		{ "a b", "a b|" },
		/* everywhere, also inside brackets */
		{ "name[a;b]", "name[a|b]|" },
		{ "name[a\nb]", "name[a|b]|" },
		{ "a,b", "a,b|" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span rest = unit_text(rows[i].text), piece;
		char pieces[64] = "";

		while (eb_rule_next(&rest, &piece)) {
			strncat(pieces, piece.p, piece.n);
			strcat(pieces, "|");
		}
		UNIT_EXPECT(strcmp(pieces, rows[i].pieces) == 0, "row '%s': '%s'", rows[i].text,
			    pieces);
	}
}

static void option_names(void **state)
{
	(void)state;
	assert_string_equal(eb_option_name(EB_OPT_KEEP), "keep");
	assert_string_equal(eb_option_name(EB_OPT_NORESET), "noreset");
	assert_string_equal(eb_option_name((enum eb_option)(1 << 20)), "");
}

/* Any bytes: no crash, no overread, and what is reported lies inside the rule. */
static void random_rules(void **state)
{
	static const char alphabet[] = "pci,am=/[]!+*?: \t.x\x01\xff"
				       "0name[keep/wait[";
	struct unit_random random = { 31337 };
	unsigned int i, good = 0;

	(void)state;
	print_message("# seed %u\n", (unsigned int)random.state);
	for (i = 0; i < 100000; i++) {
		struct eb_term terms[EB_RULE_TERMS_MAX];
		struct eb_diagnosis error;
		struct eb_rule rule;
		char text[32] = "p,a";
		size_t n = 3 + unit_random(&random, sizeof(text) - 3), k;
		struct eb_span a = { text, n };

		for (k = i % 2 ? 0 : 2; k < n; k++)
			text[k] = alphabet[unit_random(&random, sizeof(alphabet) - 1)];
		if (parse(a, &rule, terms, &error)) {
			good++;
			UNIT_EXPECT(rule.n_terms > 0, "case %u", i);
			continue;
		}
		UNIT_EXPECT(error.message != EB_MSG_NONE, "case %u", i);
		UNIT_EXPECT(error.at.p >= a.p && error.at.p + error.at.n <= a.p + a.n,
			    "case %u: message %d points outside", i, (int)error.message);
	}
	print_message("# %u of 100000 were rules\n", good);
	assert_true(good > 100);
}

/* Last: each message about a rule was triggered by a row above. */
static void every_message_was_seen(void **state)
{
	static const enum eb_message elsewhere[] = {
		EB_MSG_TOO_MANY_RULES, EB_MSG_EMPTY_VALUE, EB_MSG_NO_RULES,
		EB_MSG_NO_VALUE,       EB_MSG_SOURCE_CUT,  EB_MSG_DOUBT_COMMENT,
		EB_MSG_DOUBT_QUOTE,    EB_MSG_CUT_OFF,     EB_MSG_UNCLOSED_QUOTE,
	};
	int i;

	(void)state;
	for (i = EB_MSG_NONE + 1; i < EB_MSG_COUNT; i++) {
		bool other = false;
		size_t k;

		/* test_rules_ruleset.c has these */
		for (k = 0; k < UNIT_LENGTH(elsewhere); k++)
			other |= elsewhere[k] == (enum eb_message)i;
		UNIT_EXPECT(seen[i] || other, "message %d, '%s'", i,
			    eb_message_text((enum eb_message)i));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(good_rules),
		cmocka_unit_test(bad_rules),
		cmocka_unit_test(lengths),
		cmocka_unit_test(the_longest_rule),
		cmocka_unit_test(numbers_of_terms),
		cmocka_unit_test(targets),
		cmocka_unit_test(pci_pieces),
		cmocka_unit_test(splitting),
		cmocka_unit_test(option_names),
		cmocka_unit_test(random_rules),
		cmocka_unit_test(every_message_was_seen),
	};

	return UNIT_RUN(tests);
}
