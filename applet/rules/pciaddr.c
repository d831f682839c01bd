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

/* A hex number of 1 to @max digits that is all of @text. */
static bool eb_hex_all(struct eb_span text, size_t max, unsigned long *value)
{
	return text.n > 0 && eb_hex_number(text, max, value) == text.n;
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

/* [domain]bus device.function with @separator between them. */
static enum eb_message eb_pci_fields(struct eb_span text, char separator,
				     struct eb_pci_addr *addr)
{
	unsigned long bus, device, function;

	addr->domain = 0;
	if (eb_count(text, separator) == 2 &&
	    !eb_hex_all(eb_span_take(&text, separator), 8, &addr->domain))
		return EB_MSG_NOT_PCI_ADDRESS;
	if (eb_count(text, separator) != 1 || eb_count(text, '.') == 0)
		return EB_MSG_NOT_PCI_ADDRESS;
	if (!eb_hex_all(eb_span_take(&text, separator), 2, &bus))
		return EB_MSG_NOT_PCI_ADDRESS;
	if (!eb_hex_all(eb_span_take(&text, '.'), 2, &device) || device > 0x1f)
		return EB_MSG_PCI_DEVICE_RANGE;
	if (!eb_hex_all(text, 1, &function) || function > 7)
		return EB_MSG_PCI_FUNCTION;
	addr->bus = (unsigned int)bus;
	addr->device = (unsigned int)device;
	addr->function = (unsigned int)function;
	return EB_MSG_NONE;
}

enum eb_message eb_pci_parse(struct eb_span text, struct eb_pci_addr *addr)
{
	return eb_pci_fields(text, ':', addr);
}

static void eb_out_device(struct eb_out *out, const struct eb_pci_addr *addr)
{
	eb_out_hex(out, addr->device, 2);
	eb_out_char(out, '.');
	eb_out_hex(out, addr->function, 1);
}

enum eb_message eb_pci_address(struct eb_span text, struct eb_out *out)
{
	struct eb_pci_addr addr;
	enum eb_message wrong = eb_pci_parse(text, &addr);

	if (wrong != EB_MSG_NONE || !out)
		return wrong;
	eb_out_hex(out, addr.domain, 4);
	eb_out_char(out, ':');
	eb_out_hex(out, addr.bus, 2);
	eb_out_char(out, ':');
	eb_out_device(out, &addr);
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

/* One field of an id against one of the device's, which may be missing (p is NULL). */
static bool eb_pci_id_field(struct eb_span wanted, struct eb_span found)
{
	unsigned long a, b;

	if (eb_span_is(wanted, "*"))
		return true;
	if (!eb_hex_all(wanted, 4, &a))
		return false;
	return !found.p || (eb_hex_all(found, 4, &b) && a == b);
}

bool eb_pci_id_matches(struct eb_span text, struct eb_span id, struct eb_span subsystem)
{
	size_t colons = eb_count(text, ':'), i;

	if (colons != 1 && colons != 3)
		return false;
	/* Of a device that does not tell them only '*' can be true. */
	if (id.p && !subsystem.p)
		subsystem = eb_span_of("");
	for (i = 0; i <= colons; i++) {
		struct eb_span *device = i < 2 ? &id : &subsystem;
		struct eb_span wanted = eb_span_take(&text, ':'), found = *device;

		if (device->p)
			found = eb_span_take(device, ':');
		if (!eb_pci_id_field(wanted, found))
			return false;
	}
	return true;
}

bool eb_pci_id_key(struct eb_span id, unsigned int *key)
{
	struct eb_span vendor = eb_span_take(&id, ':'), device = eb_span_take(&id, ':');
	unsigned long high, low;

	if (!eb_hex_all(vendor, 4, &high) || !eb_hex_all(device, 4, &low))
		return false;
	*key = (unsigned int)(high << 16 | low);
	return true;
}

bool eb_pci_class_matches(struct eb_span text, struct eb_span class)
{
	unsigned long wanted, found;

	if (text.n < 2 || !eb_hex_all(text, 6, &wanted))
		return false;
	if (!class.p)
		return true;
	if (!eb_hex_all(class, 6, &found))
		return false;
	return found >> (4 * (6 - text.n)) == wanted;
}

void eb_pci_path_step(struct eb_out *out, const struct eb_pci_addr *addr, unsigned int bus)
{
	if (out->n) {
		eb_out_char(out, '-');
	} else {
		eb_out_hex(out, addr->domain, 4);
		eb_out_char(out, '_');
	}
	eb_out_hex(out, bus, 2);
	eb_out_char(out, '_');
	eb_out_device(out, addr);
}

bool eb_pci_path(struct eb_span text, struct eb_out *out)
{
	bool first = true;

	if (text.n && text.p[text.n - 1] == '-')
		return false;
	while (text.n || first) {
		struct eb_span step = eb_span_take(&text, '-');
		struct eb_pci_addr addr;

		if (eb_pci_fields(step, '_', &addr) != EB_MSG_NONE)
			return false;
		/* Only the first step can lead into a domain. */
		if (!first && eb_count(step, '_') == 2)
			return false;
		eb_pci_path_step(out, &addr, addr.bus);
		first = false;
	}
	return !out->cut;
}
