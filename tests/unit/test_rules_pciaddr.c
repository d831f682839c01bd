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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(addresses),
		cmocka_unit_test(names_are_fixed_points),
		cmocka_unit_test(globs),
	};

	return UNIT_RUN(tests);
}
