/* SPDX-License-Identifier: GPL-2.0-only */
#include "rules/pciaddr.h"

/* A hex number of 1 to @max digits; returns its length or 0. */
static size_t eb_hex_number(struct eb_span text, size_t max, unsigned long *value)
{
	size_t n = 0;

	*value = 0;
	while (n < text.n && eb_hex_digit(text.p[n]) >= 0)
		*value = *value * 16 + (unsigned long)eb_hex_digit(text.p[n++]);
	return n <= max ? n : 0;
}

static struct eb_span eb_skip(struct eb_span text, size_t n)
{
	struct eb_span rest = { text.p + n, text.n - n };

	return rest;
}

static void eb_out_hex(struct eb_out *out, unsigned long value, unsigned int width)
{
	static const char digits[] = "0123456789abcdef";
	unsigned int shift = 28;

	for (;; shift -= 4) {
		if (shift < width * 4 || value >> shift)
			eb_out_char(out, digits[(value >> shift) & 15]);
		if (shift == 0)
			break;
	}
}

static size_t eb_count(struct eb_span text, char c)
{
	size_t i, n = 0;

	for (i = 0; i < text.n; i++)
		n += text.p[i] == c;
	return n;
}

enum eb_message eb_pci_address(struct eb_span text, struct eb_out *out)
{
	unsigned long domain = 0, bus, device, function;
	struct eb_span rest = text;
	size_t n;

	if (eb_count(text, ':') == 2) {
		n = eb_hex_number(rest, 8, &domain);
		if (n == 0 || rest.p[n] != ':')
			return EB_MSG_NOT_PCI_ADDRESS;
		rest = eb_skip(rest, n + 1);
	}
	n = eb_hex_number(rest, 2, &bus);
	if (n == 0 || n >= rest.n || rest.p[n] != ':')
		return EB_MSG_NOT_PCI_ADDRESS;
	rest = eb_skip(rest, n + 1);

	n = eb_hex_number(rest, 2, &device);
	if (n >= rest.n || rest.p[n] != '.')
		return EB_MSG_NOT_PCI_ADDRESS;
	if (n == 0 || device > 0x1f)
		return EB_MSG_PCI_DEVICE_RANGE;
	rest = eb_skip(rest, n + 1);

	n = eb_hex_number(rest, 1, &function);
	if (n != 1 || rest.n != 1 || function > 7)
		return EB_MSG_PCI_FUNCTION;
	if (!out)
		return EB_MSG_NONE;
	eb_out_hex(out, domain, 4);
	eb_out_char(out, ':');
	eb_out_hex(out, bus, 2);
	eb_out_char(out, ':');
	eb_out_hex(out, device, 2);
	eb_out_char(out, '.');
	eb_out_hex(out, function, 1);
	return EB_MSG_NONE;
}

void eb_pci_glob(struct eb_span text, struct eb_out *out)
{
	size_t i;

	if (eb_count(text, ':') == 1)
		eb_out_str(out, "0000:");
	for (i = 0; i < text.n; i++) {
		char c = text.p[i];

		eb_out_char(out, c >= 'A' && c <= 'F' ? (char)(c + ('a' - 'A')) : c);
	}
}
