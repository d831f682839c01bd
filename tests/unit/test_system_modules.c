/* SPDX-License-Identifier: GPL-2.0-only */
/* The line parsers; reading the files is for the golden runs. */
#include "system/modules.h"
#include "unit.h"

static void dep_lines(void **state)
{
	static const struct {
		const char *line, *name;
		bool is;
	} rows[] = {
		{ "kernel/drivers/vfio/vfio.ko:", "vfio", true },
		{ "kernel/drivers/vfio/vfio.ko.xz: kernel/a.ko", "vfio", true },
		{ "kernel/drivers/vfio/vfio.ko.zst:", "vfio", true },
		{ "kernel/drivers/vfio/pci/vfio-pci.ko:", "vfio_pci", true },
		{ "kernel/drivers/vfio/pci/vfio-pci.ko:", "vfio-pci", true },
		{ "kernel/drivers/vfio/pci/vfio_pci.ko:", "vfio-pci", true },
		{ "vfio.ko:", "vfio", true },
		{ "vfio.ko", "vfio", true },
		{ "/lib/modules/6.12/kernel/vfio.ko:", "vfio", true },
		{ "kernel/drivers/vfio/pci/vfio-pci.ko:", "vfio", false },
		{ "kernel/drivers/vfio/vfio.ko:", "vfi", false },
		{ "kernel/drivers/vfio/vfio.ko:", "vfioo", false },
		{ "kernel/drivers/vfio/vfio.ko:", "io", false },
		{ "kernel/drivers/vfio/vfio.ko:", "", false },
		{ "kernel/drivers/vfio/vfio.ko:", "vfio.ko", false },
		/* a module that only depends on it */
		{ "kernel/a/b.ko: kernel/drivers/vfio/vfio.ko", "vfio", false },
		{ "kernel/vfio/x.ko:", "vfio", false },
		{ "vfio:", "vfio", false },
		{ "", "vfio", false },
		{ "", "", false },
		{ ":", "", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(eb_modules_dep_line_is(unit_text(rows[i].line),
						   unit_text(rows[i].name)) == rows[i].is,
			    "row <%s> '%s'", rows[i].line, rows[i].name);
}

static void alias_lines(void **state)
{
	static const struct {
		const char *line, *name;
		bool is;
	} rows[] = {
		{ "alias spidev spidev", "spidev", true },
		{ "alias vfio-pci vfio_pci_core", "vfio_pci", true },
		{ "alias a b", "a", true },
		{ "alias a b", "b", false }, /* the name on the right is in modules.dep */
		{ "alias a", "a", true },
		{ "alias ab b", "a", false },
		{ "alias a b", "ab", false },
		{ "alias pci:v*d*sv*sd*bc*sc*i* x", "x", false },
		/* a pattern is not a name */
		{ "alias * x", "a", false },
		{ "alias  a b", "a", false },
		{ "aliasa b", "a", false },
		{ "softdep a pre: b", "a", false },
		{ "# alias a b", "a", false },
		{ "alias ", "a", false },
		{ "", "a", false },
	};
	struct eb_span module;
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(
			eb_span_eq_dashes(eb_modules_alias(unit_text(rows[i].line), &module),
					  unit_text(rows[i].name)) == rows[i].is,
			"row <%s> '%s'", rows[i].line, rows[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(dep_lines),
		cmocka_unit_test(alias_lines),
	};

	return UNIT_RUN(tests);
}
