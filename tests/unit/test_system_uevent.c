/* SPDX-License-Identifier: GPL-2.0-only */
#include <string.h>

#include "system/uevent.h"
#include "unit.h"

#define PCI "DRIVER=igb\nPCI_CLASS=20000\nPCI_ID=8086:1533\nPCI_SUBSYS_ID=1043:85F0\n"
#define NODE                                                                              \
	"OF_NAME=i2c\nOF_FULLNAME=/soc/i2c@1\nOF_COMPATIBLE_0=a,b\nOF_COMPATIBLE_1=c,d\n" \
	"OF_COMPATIBLE_N=2\nOF_ALIAS_0=i2c8\nOF_ALIAS_12=bus\nMODALIAS=of:Ni2cT(null)Ca,b\n"

static void values(void **state)
{
	static const struct {
		const char *uevent, *key, *want; /* want NULL: there is none */
	} rows[] = {
		{ PCI, "DRIVER", "igb" },
		{ PCI, "PCI_ID", "8086:1533" },
		{ PCI, "PCI_SUBSYS_ID", "1043:85F0" },
		{ PCI, "PCI", NULL },
		{ PCI, "PCI_I", NULL },
		{ PCI, "CI_ID", NULL },
		{ PCI, "pci_id", NULL },
		{ PCI, "", NULL },
		{ PCI, "8086:1533", NULL },
		{ NODE, "OF_FULLNAME", "/soc/i2c@1" },
		{ NULL, "A", NULL },
		{ "", "A", NULL },
		{ "\n", "A", NULL },
		/* the last line without its newline */
		{ "A=b\nC=d", "C", "d" },
		{ "A=b\nC=", "C", "" },
		{ "A=\nC=d\n", "A", "" },
		/* only the first '=' separates, the first line counts */
		{ "A=b=c\n", "A", "b=c" },
		{ "A=b\nA=c\n", "A", "b" },
		{ "A==\n", "A", "=" },
		{ "\n\nA=b\n", "A", "b" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span got = eb_uevent_get(rows[i].uevent, rows[i].key);

		UNIT_EXPECT((got.p != NULL) == (rows[i].want != NULL), "row %zu", i);
		if (got.p)
			UNIT_EXPECT(eb_span_is(got, rows[i].want), "row %zu: '%.*s'", i,
				    UNIT_SPAN(got));
	}
}

static void lists(void **state)
{
	static const struct {
		const char *uevent, *prefix, *value;
		bool want;
	} rows[] = {
		{ NODE, "OF_COMPATIBLE_", "a,b", true },
		{ NODE, "OF_COMPATIBLE_", "c,d", true },
		{ NODE, "OF_COMPATIBLE_", "a", false },
		{ NODE, "OF_COMPATIBLE_", "a,bc", false },
		{ NODE, "OF_COMPATIBLE_", "A,B", false },
		{ NODE, "OF_COMPATIBLE_", "", false },
		/* the count is no member */
		{ NODE, "OF_COMPATIBLE_", "2", false },
		{ NODE, "OF_ALIAS_", "i2c8", true },
		{ NODE, "OF_ALIAS_", "bus", true },
		{ NODE, "OF_ALIAS_", "i2c", false },
		{ NODE, "OF_COMPATIBLE_", "i2c8", false },
		{ "X_=a\nX_N=a\nX_1y=a\nX_-1=a\nX=a\n", "X_", "a", false },
		{ "X_0=b\nX_0=a", "X_", "a", true },
		{ "X_0", "X_", "a", false },
		{ NULL, "X_", "a", false },
		{ "", "X_", "a", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(eb_uevent_lists(rows[i].uevent, rows[i].prefix,
					    unit_text(rows[i].value)) == rows[i].want,
			    "row %zu, '%s'", i, rows[i].value);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values),
		cmocka_unit_test(lists),
	};

	return UNIT_RUN(tests);
}
