/* SPDX-License-Identifier: GPL-2.0-only */
#include <string.h>

#include "rules/pciaddr.h"
#include "unit.h"

static void addresses(void **state)
{
	static const struct {
		const char *text;
		enum eb_message wrong;
		const char *name;
	} rows[] = {
		{ "0000:02:00.0", EB_MSG_NONE, "0000:02:00.0" },
		{ "02:00.0", EB_MSG_NONE, "0000:02:00.0" },
		{ "2:0.0", EB_MSG_NONE, "0000:02:00.0" },
		{ "1:2:3.4", EB_MSG_NONE, "0001:02:03.4" },
		{ "0:0:0.0", EB_MSG_NONE, "0000:00:00.0" },
		{ "AB:1F.7", EB_MSG_NONE, "0000:ab:1f.7" },
		{ "FFFF:FF:1F.7", EB_MSG_NONE, "ffff:ff:1f.7" },
		/* domains of VMD and Hyper-V are longer than four digits */
		{ "10000:e1:00.0", EB_MSG_NONE, "10000:e1:00.0" },
		{ "ffffffff:00:00.0", EB_MSG_NONE, "ffffffff:00:00.0" },
		{ "00000001:02:00.0", EB_MSG_NONE, "0001:02:00.0" },
		{ "000000001:02:00.0", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ "", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ "02", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ "02:", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ "02:00", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ ":", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ "::", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ ":00.0", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ ":02:00.0", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ "0000::00.0", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ "0:0000:02:00.0", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ "002:00.0", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ "0000:002:00.0", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ "g2:00.0", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ "0000:02:00,0", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ "vfio-pci", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ " 02:00.0", EB_MSG_NOT_PCI_ADDRESS, NULL },
		{ "02:1f.0", EB_MSG_NONE, "0000:02:1f.0" },
		{ "02:20.0", EB_MSG_PCI_DEVICE_RANGE, NULL },
		{ "02:.0", EB_MSG_PCI_DEVICE_RANGE, NULL },
		{ "02:ff.0", EB_MSG_PCI_DEVICE_RANGE, NULL },
		{ "02:00.7", EB_MSG_NONE, "0000:02:00.7" },
		{ "02:00.8", EB_MSG_PCI_FUNCTION, NULL },
		{ "02:00.f", EB_MSG_PCI_FUNCTION, NULL },
		{ "02:00.", EB_MSG_PCI_FUNCTION, NULL },
		{ "02:00.00", EB_MSG_PCI_FUNCTION, NULL },
		{ "02:00.0x", EB_MSG_PCI_FUNCTION, NULL },
		{ "02:00.0 ", EB_MSG_PCI_FUNCTION, NULL },
		{ "02:00.x", EB_MSG_PCI_FUNCTION, NULL },
		{ "02:00.0.0", EB_MSG_PCI_FUNCTION, NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char buf[EB_PCI_NAME_SIZE];
		struct eb_out out = eb_out_on(buf, sizeof(buf));
		enum eb_message wrong = eb_pci_address(unit_text(rows[i].text), &out);

		UNIT_EXPECT(wrong == rows[i].wrong, "row '%s': message %d", rows[i].text,
			    (int)wrong);
		UNIT_EXPECT(strcmp(buf, rows[i].name ? rows[i].name : "") == 0,
			    "row '%s': '%s'", rows[i].text, buf);
		UNIT_EXPECT(!out.cut, "row '%s'", rows[i].text);
		UNIT_EXPECT(eb_pci_address(unit_text(rows[i].text), NULL) == wrong,
			    "row '%s', no output", rows[i].text);
	}
}

/* What the kernel writes, we read as itself. */
static void names_are_fixed_points(void **state)
{
	struct unit_random random = { 99 };
	unsigned int i;

	(void)state;
	for (i = 0; i < 2000; i++) {
		static const char hex[] = "0123456789abcdef";
		char name[EB_PCI_NAME_SIZE] = "0000:00:00.0", buf[EB_PCI_NAME_SIZE];
		struct eb_out out = eb_out_on(buf, sizeof(buf));
		size_t k;

		for (k = 0; k < 7; k++)
			if (name[k] == '0')
				name[k] = hex[unit_random(&random, 16)];
		name[8] = hex[unit_random(&random, 2)];
		name[9] = hex[unit_random(&random, 16)];
		name[11] = hex[unit_random(&random, 8)];
		UNIT_EXPECT(eb_pci_address(unit_text(name), &out) == EB_MSG_NONE, "%s", name);
		UNIT_EXPECT(strcmp(name, buf) == 0, "%s: %s", name, buf);
	}
}

static void globs(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "01:00.*", "0000:01:00.*" },
		{ "*:00.0", "0000:*:00.0" },
		{ "0001:02:*.*", "0001:02:*.*" },
		{ "*:02:*.*", "*:02:*.*" },
		{ "*", "*" },
		{ "*.0", "*.0" },
		{ "*:*", "0000:*:*" },
		{ "AB:1F.*", "0000:ab:1f.*" },
		{ "?:?", "0000:?:?" },
		{ "10000:*:*.?", "10000:*:*.?" },
		{ "", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char buf[64];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_pci_glob(unit_text(rows[i].text), &out);
		UNIT_EXPECT(strcmp(buf, rows[i].want) == 0, "row '%s': '%s'", rows[i].text,
			    buf);
	}
}

/* The numbers themselves. */
static void parsed(void **state)
{
	static const struct {
		const char *text;
		unsigned long domain;
		unsigned int bus, device, function;
	} rows[] = {
		{ "02:00.0", 0, 2, 0, 0 },
		{ "0001:ab:1f.7", 1, 0xab, 0x1f, 7 },
		{ "ffffffff:FF:1.2", 0xffffffffUL, 0xff, 1, 2 },
	};
	struct eb_pci_addr addr;
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		UNIT_EXPECT(eb_pci_parse(unit_text(rows[i].text), &addr) == EB_MSG_NONE,
			    "row '%s'", rows[i].text);
		UNIT_EXPECT(addr.domain == rows[i].domain && addr.bus == rows[i].bus &&
				    addr.device == rows[i].device &&
				    addr.function == rows[i].function,
			    "row '%s'", rows[i].text);
	}
	/* the first part of where a device's link leads */
	assert_int_equal(eb_pci_parse(unit_text("pci0000:00"), &addr), EB_MSG_NOT_PCI_ADDRESS);
	assert_int_equal(eb_pci_parse(unit_text(".."), &addr), EB_MSG_NOT_PCI_ADDRESS);
}

/* NULL in a row: nothing is known of it, only the form counts. */
static void ids(void **state)
{
	static const struct {
		const char *text, *id, *subsystem;
		bool want;
	} rows[] = {
		{ "8086:1533", NULL, NULL, true },
		{ "8086:*", NULL, NULL, true },
		{ "*:*", NULL, NULL, true },
		{ "1:2", NULL, NULL, true },
		{ "ABCD:abcd", NULL, NULL, true },
		{ "1:2:3:4", NULL, NULL, true },
		{ "*:*:*:*", NULL, NULL, true },
		{ "ffff:ffff:ffff:ffff", NULL, NULL, true },
		{ "", NULL, NULL, false },
		{ "8086", NULL, NULL, false },
		{ "*", NULL, NULL, false },
		{ ":", NULL, NULL, false },
		{ "8086:", NULL, NULL, false },
		{ ":1533", NULL, NULL, false },
		{ "8086:1533:", NULL, NULL, false },
		{ "8086:1533:1", NULL, NULL, false },
		{ "8086:1533:1:", NULL, NULL, false },
		{ "8086:1533::1", NULL, NULL, false },
		{ "1:2:3:4:5", NULL, NULL, false },
		{ "1:2:3:4:", NULL, NULL, false },
		{ "08086:1533", NULL, NULL, false },
		{ "8086:15333", NULL, NULL, false },
		{ "8086:153g", NULL, NULL, false },
		{ "0x80:1533", NULL, NULL, false },
		{ "8086:15**", NULL, NULL, false },
		{ "8086:**", NULL, NULL, false },
		{ "8086:153?", NULL, NULL, false },
		{ "8086.1533", NULL, NULL, false },
		{ " 8086:1533", NULL, NULL, false },
		{ "8086:1533 ", NULL, NULL, false },
		{ "8086:1533", "8086:1533", "1043:85F0", true },
		{ "8086:1534", "8086:1533", "1043:85F0", false },
		{ "8086:1533:1043:85f0", "8086:1533", "1043:85F0", true },
		{ "8086:1533:*:85f0", "8086:1533", "1043:85F0", true },
		{ "8086:1533:1043:85f1", "8086:1533", "1043:85F0", false },
		{ "86:33", "0086:0033", "0000:0000", true },
		/* the device does not tell: not equal to a number */
		{ "8086:1533", "8086:1533", NULL, true },
		{ "8086:1533:1043:85f0", "8086:1533", NULL, false },
		{ "8086:1533:*:*", "8086:1533", NULL, true },
		{ "8086:1533", "", "", false },
		{ "8086:1533", "8086", "", false },
		{ "8086:1533", "zz:1533", "", false },
		{ "*:*", "", "", true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span none = { NULL, 0 };
		struct eb_span id = rows[i].id ? unit_text(rows[i].id) : none;
		struct eb_span sub = rows[i].subsystem ? unit_text(rows[i].subsystem) : none;

		UNIT_EXPECT(eb_pci_id_matches(unit_text(rows[i].text), id, sub) == rows[i].want,
			    "row %zu, '%s'", i, rows[i].text);
	}
}

/* What ids are looked up by is the same for every spelling that matches. */
static void id_keys(void **state)
{
	static const struct {
		const char *id;
		bool want;
		unsigned int key;
	} rows[] = {
		{ "8086:1533", true, 0x80861533 },
		{ "8086:1533:1043:85f0", true, 0x80861533 },
		{ "8086:1533:*:*", true, 0x80861533 },
		{ "FFFF:abCD", true, 0xffffabcd },
		{ "86:33", true, 0x00860033 },
		{ "*:1533", false, 0 },
		{ "8086:*", false, 0 },
		{ "8086", false, 0 },
		{ "8086:", false, 0 },
		{ "", false, 0 },
	};
	unsigned int key;
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		key = 0;
		UNIT_EXPECT(eb_pci_id_key(unit_text(rows[i].id), &key) == rows[i].want &&
				    key == rows[i].key,
			    "row %zu, '%s': %#x", i, rows[i].id, key);
	}
	assert_false(eb_pci_id_key((struct eb_span){ NULL, 0 }, &key));
}

static void classes(void **state)
{
	static const struct {
		const char *text, *class;
		bool want;
	} rows[] = {
		{ "0", NULL, false },
		{ "02", NULL, true },
		{ "020", NULL, true },
		{ "0200", NULL, true },
		{ "02000", NULL, true },
		{ "020000", NULL, true },
		{ "0200000", NULL, false },
		{ "", NULL, false },
		{ "0g", NULL, false },
		{ "0x02", NULL, false },
		{ "02*", NULL, false },
		{ "**", NULL, false },
		{ "02 ", NULL, false },
		{ "ff", NULL, true },
		{ "FFffFF", NULL, true },
		/* as the kernel prints it, "%04X" */
		{ "02", "20000", true },
		{ "020000", "20000", true },
		{ "20", "20000", false },
		{ "0c03", "C0330", true },
		{ "0C0330", "C0330", true },
		{ "c0", "C0330", false },
		{ "0c04", "C0330", false },
		{ "00", "0000", true },
		{ "0000", "00FF", true },
		{ "0000ff", "00FF", true },
		{ "0001", "00FF", false },
		{ "ff", "FF0000", true },
		{ "ff0001", "FF0000", false },
		{ "02", "", false },
		{ "02", "zz", false },
		{ "02", "2000000", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span none = { NULL, 0 };
		struct eb_span class = rows[i].class ? unit_text(rows[i].class) : none;

		UNIT_EXPECT(eb_pci_class_matches(unit_text(rows[i].text), class) ==
				    rows[i].want,
			    "row %zu, '%s'", i, rows[i].text);
	}
}

static void paths(void **state)
{
	static const struct {
		const char *text, *want; /* NULL: it is none */
	} rows[] = {
		{ "00_1c.4", "0000_00_1c.4" },
		{ "0_1C.4", "0000_00_1c.4" },
		{ "00_1c.4-00_00.0", "0000_00_1c.4-00_00.0" },
		{ "0_1c.4-0_0.0", "0000_00_1c.4-00_00.0" },
		{ "00_1c.4-02_00.0-ab_1f.7", "0000_00_1c.4-02_00.0-ab_1f.7" },
		{ "0001_00_1c.4", "0001_00_1c.4" },
		{ "1_0_1c.4-0_0.0", "0001_00_1c.4-00_00.0" },
		{ "10000_E1_00.0", "10000_e1_00.0" },
		{ "ffffffff_00_00.0", "ffffffff_00_00.0" },
		{ "100000000_00_00.0", NULL },
		{ "", NULL },
		{ "-", NULL },
		{ "1c.4", NULL },
		{ "00_1c", NULL },
		{ "00_1c.", NULL },
		{ "_1c.4", NULL },
		{ "00_.4", NULL },
		{ "_00_1c.4", NULL },
		{ "0_0_0_1c.4", NULL },
		{ "000_1c.4", NULL },
		{ "00_1c.8", NULL },
		{ "00_20.0", NULL },
		{ "00:1c.4", NULL },
		{ "0000:00:1c.4", NULL },
		{ "00_1c.4-", NULL },
		{ "-00_1c.4", NULL },
		{ "00_1c.4--00_00.0", NULL },
		{ "00_1c.4-0000_00_00.0", NULL },
		{ "00_1c.4-00:00.0", NULL },
		{ "00_1c.4 -00_00.0", NULL },
		{ "00_1c.*", NULL },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char buf[EB_PCI_PATH_SIZE];
		struct eb_out out = eb_out_on(buf, sizeof(buf));
		bool ok = eb_pci_path(unit_text(rows[i].text), &out);

		UNIT_EXPECT(ok == (rows[i].want != NULL), "row '%s'", rows[i].text);
		if (ok)
			UNIT_EXPECT(strcmp(buf, rows[i].want) == 0, "row '%s': '%s'",
				    rows[i].text, buf);
	}
}

/* What does not fit is no path, rather than a shorter one. */
static void lengths_of_paths(void **state)
{
	static const struct {
		const char *domain;
		size_t steps;
		bool want;
	} rows[] = {
		{ "", 16, true },          { "", 17, true },           { "", 18, false },
		{ "ffffffff_", 16, true }, { "ffffffff_", 17, false }, { "", 400, false },
	};
	size_t i, k;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span text = unit_text(rows[i].domain);
		char buf[EB_PCI_PATH_SIZE];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		for (k = 0; k < rows[i].steps; k++)
			text = unit_join(text, unit_text(k ? "-" : ""), unit_text("0_1c.4"));
		UNIT_EXPECT(eb_pci_path(text, &out) == rows[i].want, "row %zu", i);
	}
}

/* What sysfs says, step by step, is what a rule spells. */
static void path_steps(void **state)
{
	static const struct eb_pci_addr root = { 0, 0, 0x1c, 4 }, below = { 0, 3, 0, 0 };
	static const struct eb_pci_addr far = { 0x10000, 0xe1, 0x1f, 7 };
	char buf[EB_PCI_PATH_SIZE];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	(void)state;
	eb_pci_path_step(&out, &root, 0);
	assert_string_equal(buf, "0000_00_1c.4");
	eb_pci_path_step(&out, &below, 0);
	assert_string_equal(buf, "0000_00_1c.4-00_00.0");
	out = eb_out_on(buf, sizeof(buf));
	eb_pci_path_step(&out, &far, 0xe1);
	assert_string_equal(buf, "10000_e1_1f.7");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),  cmocka_unit_test(names_are_fixed_points),
		cmocka_unit_test(globs),      cmocka_unit_test(parsed),
		cmocka_unit_test(ids),        cmocka_unit_test(classes),
		cmocka_unit_test(paths),      cmocka_unit_test(lengths_of_paths),
		cmocka_unit_test(path_steps), cmocka_unit_test(id_keys),
	};

	return UNIT_RUN(tests);
}
