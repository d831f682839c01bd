/* SPDX-License-Identifier: GPL-2.0-only */
#include "rules/devname.h"

#include "rules/pciaddr.h"

struct eb_span eb_term_device_name(const struct eb_rule *rule, const struct eb_term *term,
				   char *buf)
{
	struct eb_out out = eb_out_on(buf, EB_DEVNAME_SIZE);

	if (term->literal || !eb_span_is(rule->bus, "pci"))
		return term->text;
	if (term->kind == EB_TERM_GLOB) {
		eb_pci_glob(term->text, &out);
		return eb_out_text(&out);
	}
	if (eb_pci_address(term->text, &out) != EB_MSG_NONE)
		return term->text;
	return eb_out_text(&out);
}

/* The '/' that ends the bus, or n: a '/' inside brackets is part of the selector. */
static size_t eb_bus_length(struct eb_span device)
{
	size_t slash = eb_span_find(device, '/');

	return eb_span_find(device, '[') < slash ? device.n : slash;
}

void eb_device_rule(struct eb_out *out, struct eb_span device, struct eb_span target)
{
	size_t n = eb_bus_length(device);
	struct eb_span bus = { device.p, n };

	if (n == 0)
		bus = eb_span_of("of");
	else if (n == device.n)
		bus = eb_span_of(eb_pci_address(device, NULL) == EB_MSG_NONE ? "pci" : "*");
	else
		device = eb_span_between(device.p + n + 1, device.p + device.n);
	eb_out_span(out, bus);
	eb_out_char(out, ',');
	eb_out_span(out, device);
	eb_out_char(out, '=');
	eb_out_span(out, target);
}
