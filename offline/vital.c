/* SPDX-License-Identifier: GPL-2.0-only */
/* What a blob tells of the console, PCI hosts, and of where the root file system may be. */
#include "offline/populate.h"

#include <string.h>

/* of_find_node_opts_by_path() for a path, or an alias without a path behind it */
static size_t eb_node_called(const struct eb_tree *tree, struct eb_span name)
{
	char buf[EB_TREE_NAME_MAX + 1];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	size_t aliases = eb_tree_by_path(tree, eb_span_of("/aliases"));

	if (eb_span_starts(name, "/"))
		return eb_tree_by_path(tree, name);
	eb_out_span(&out, name);
	if (aliases == EB_TREE_NONE || out.cut || !name.n)
		return EB_TREE_NONE;
	name = eb_string_of(eb_tree_property(tree, aliases, buf));
	return name.p ? eb_tree_by_path(tree, name) : EB_TREE_NONE;
}

static bool eb_is_at_or_above(const struct eb_tree *tree, size_t node, size_t below)
{
	while (below != EB_TREE_NONE && below > node)
		below = tree->nodes[below].parent;
	return below == node;
}

/* of_alias_scan(): "serial2:115200n8" */
static size_t eb_stdout(const struct eb_tree *tree)
{
	size_t chosen = eb_tree_by_path(tree, eb_span_of("/chosen"));
	struct eb_span path;

	if (chosen == EB_TREE_NONE)
		return EB_TREE_NONE;
	path = eb_string_of(eb_tree_property(tree, chosen, "stdout-path"));
	if (!path.p)
		path = eb_string_of(eb_tree_property(tree, chosen, "linux,stdout-path"));
	path.n = path.p ? eb_span_find(path, ':') : 0;
	return eb_node_called(tree, path);
}

/*
 * "ttySAC2,115200": drivers whose ports have the numbers of the aliases serialN
 * (of_alias_get_id(np, "serial")).
 */
static size_t eb_console_node(const struct eb_tree *tree, struct eb_span console)
{
	static const char *const drivers[] = { "ttySAC", "ttyAMA", "ttyS",   "ttymxc",
					       "ttyLP",  "ttyPS",  "ttySTM", "ttyMSM",
					       "ttySC",  "ttyUL",  "ttyTHS", "ttyAML" };
	unsigned int number;
	size_t i;

	console.n = eb_span_find(console, ',');
	for (i = 0; i < sizeof(drivers) / sizeof(drivers[0]); i++) {
		struct eb_span digits = console;
		char buf[32];
		struct eb_out alias = eb_out_on(buf, sizeof(buf));

		if (!eb_span_starts(console, drivers[i]))
			continue;
		digits.p += strlen(drivers[i]);
		digits.n -= strlen(drivers[i]);
		if (eb_span_decimal(digits, &number) < 0)
			continue;
		eb_out_str(&alias, "serial");
		eb_out_uint(&alias, number);
		return eb_node_called(tree, eb_out_text(&alias));
	}
	return EB_TREE_NONE;
}

static void eb_say_vital(const struct eb_tree *tree, size_t node, struct eb_span why,
			 size_t vital, struct eb_out *out)
{
	eb_out_str(out, "the console (");
	eb_out_span(out, why);
	eb_out_char(out, ')');
	if (vital != node) {
		eb_out_str(out, ", ");
		eb_out_span(out, eb_span_of(tree->nodes[vital].path));
		eb_out_str(out, ", is behind it");
	}
}

void eb_vital_guard(const struct eb_tree *tree, size_t node, struct eb_span cmdline,
		    struct eb_out *out)
{
	static const char parameter[] = "console=";
	size_t vital = eb_stdout(tree);

	while (cmdline.p && cmdline.n && !out->n) {
		struct eb_span word = eb_span_take(&cmdline, ' ');
		size_t port;

		if (!eb_span_starts(word, parameter))
			continue;
		port = eb_console_node(
			tree, eb_span_between(word.p + sizeof(parameter) - 1, word.p + word.n));
		if (eb_is_at_or_above(tree, node, port))
			eb_say_vital(tree, node, word, port, out);
	}
	if (!out->n && eb_is_at_or_above(tree, node, vital))
		eb_say_vital(tree, node, eb_span_of("stdout-path"), vital, out);
	/* PCI Bus Binding to IEEE 1275, 3.1.1 */
	if (!out->n && eb_tree_property(tree, node, "bus-range").p &&
	    eb_span_is(eb_string_of(eb_tree_property(tree, node, "device_type")), "pci"))
		eb_out_str(out, "a PCI host bridge, which all devices of its buses are behind");
}

bool eb_vital_unsure(const struct eb_tree_node *node)
{
	/* As the Devicetree Specification recommends them, and two of QEMU and of old. */
	static const char *const names[] = { "mmc",         "ethernet",        "sata",
					     "ufs",         "ufshc",           "sdhci",
					     "virtio_mmio", "nand-controller", "usb" };
	size_t i;

	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (eb_span_is(eb_tree_bare_name(node), names[i]))
			return true;
	return false;
}
