/* SPDX-License-Identifier: GPL-2.0-only */
#include "guards/proc_lines.h"

#include <string.h>

struct eb_span eb_field(struct eb_span line, unsigned int n)
{
	size_t i, from;

	for (i = 0;; n--) {
		while (i < line.n && eb_is_blank(line.p[i]))
			i++;
		for (from = i; i < line.n && !eb_is_blank(line.p[i]);)
			i++;
		if (n == 0 || i == line.n)
			break;
	}
	if (n)
		from = i;
	return eb_span_between(line.p + from, line.p + i);
}

static bool eb_is_octal(struct eb_span a)
{
	size_t i;

	for (i = 1; i < 4; i++)
		if (i >= a.n || a.p[i] < '0' || a.p[i] > '7')
			return false;
	return true;
}

void eb_out_unescaped(struct eb_out *out, struct eb_span a)
{
	while (a.n) {
		char c = *a.p;
		size_t n = 1;

		if (c == '\\' && eb_is_octal(a)) {
			c = (char)((a.p[1] - '0') << 6 | (a.p[2] - '0') << 3 | (a.p[3] - '0'));
			n = 4;
		}
		eb_out_char(out, c);
		a.p += n;
		a.n -= n;
	}
}

bool eb_is_path_below(struct eb_span path, struct eb_span above)
{
	return above.n && path.n >= above.n && memcmp(path.p, above.p, above.n) == 0 &&
	       (path.n == above.n || path.p[above.n] == '/');
}

/* Optional fields of unknown number end with "-"; no field holds a blank. */
bool eb_mount_parse(struct eb_span line, struct eb_mount *mount)
{
	size_t at = eb_span_find_text(line, eb_span_of(" - "));
	struct eb_span rest = eb_span_between(line.p + at, line.p + line.n);

	mount->number = eb_field(line, 2);
	mount->point = eb_field(line, 4);
	mount->type = eb_field(rest, 1);
	mount->source = eb_field(rest, 2);
	mount->options = eb_field(rest, 3);
	return mount->source.n > 0;
}

static uint32_t eb_address(struct eb_span text)
{
	unsigned char bytes[4];
	unsigned int value;
	uint32_t address;
	size_t i;

	for (i = 0; i < 4; i++) {
		if (eb_span_decimal(eb_span_take(&text, '.'), &value) < 0 || value > 255)
			return 0;
		bytes[i] = (unsigned char)value;
	}
	memcpy(&address, bytes, sizeof(address));
	return text.n ? 0 : address;
}

uint32_t eb_mount_server(const struct eb_mount *mount)
{
	static const char key[] = "addr=";
	struct eb_span rest = mount->options, option;

	while (rest.n) {
		option = eb_span_take(&rest, ',');
		if (eb_span_starts(option, key))
			return eb_address(eb_span_between(option.p + sizeof(key) - 1,
							  option.p + option.n));
	}
	return 0;
}

/* Up to eight hex digits; false for anything else. */
static bool eb_hex(struct eb_span text, uint32_t *value)
{
	size_t i;

	*value = 0;
	for (i = 0; i < text.n; i++) {
		int digit = eb_hex_digit(text.p[i]);

		if (digit < 0)
			return false;
		*value = *value << 4 | (uint32_t)digit;
	}
	return text.n >= 1 && text.n <= 8;
}

/* Addresses are printed as numbers of this machine (net/ipv4/fib_trie.c:fib_route_seq_show). */
struct eb_span eb_route_interface(struct eb_span line, uint32_t address)
{
	struct eb_span none = { line.p, 0 };
	uint32_t to, mask;

	if (!eb_hex(eb_field(line, 1), &to) || !eb_hex(eb_field(line, 7), &mask))
		return none;
	if (address != EB_ROUTE_ANY && (!mask != !address || (address & mask) != to))
		return none;
	return eb_field(line, 0);
}

struct eb_span eb_route6_interface(struct eb_span line)
{
	static const char any[] = "00000000000000000000000000000000 00 ";

	return eb_span_starts(line, any) ? eb_field(line, 9) : (struct eb_span){ line.p, 0 };
}

/* block/early-lookup.c:early_lookup_bdev, and what every initramfs adds to it. */
void eb_root_where(struct eb_out *out, struct eb_span value)
{
	struct eb_span rest = value, tag = eb_span_take(&rest, '=');
	uint32_t device;
	size_t i;

	if (eb_span_starts(value, "/dev/") || eb_span_find(value, ':') < tag.n) {
		eb_out_span(out, value);
	} else if (tag.n < value.n) {
		/* "UUID=X" stands for the link /dev/disk/by-uuid/X, as do others of its kind.
		 */
		eb_out_str(out, "/dev/disk/by-");
		for (i = 0; i < tag.n; i++)
			eb_out_char(out, (char)(tag.p[i] | 0x20));
		eb_out_char(out, '/');
		/* What "/PARTNROFF=N" means lies on the same disk. */
		eb_out_span(out, eb_span_take(&rest, '/'));
	} else if (eb_hex(value, &device)) {
		/* include/linux/kdev_t.h:new_decode_dev */
		eb_out_uint(out, (device & 0xfff00) >> 8);
		eb_out_char(out, ':');
		eb_out_uint(out, (device & 0xff) | (device >> 12 & 0xfff00));
	}
}

/* The next field; an IPv6 address in it stands in brackets. */
static struct eb_span eb_ip_field(struct eb_span *rest)
{
	if (eb_span_starts(*rest, "["))
		(void)eb_span_take(rest, ']');
	return eb_span_take(rest, ':');
}

/*
 * The kernel has the interface in the sixth field (Documentation/admin-guide/nfs/nfsroot.rst).
 * An initramfs may have it in the first, where the kernel has an address.
 */
bool eb_ip_interface(struct eb_span value, struct eb_span *interface)
{
	struct eb_span rest = value, first = eb_ip_field(&rest), field = first;
	unsigned int i;

	for (i = 0; i < 5; i++)
		field = eb_ip_field(&rest);
	if (!field.n && first.n < value.n && eb_span_find(first, '.') == first.n)
		field = first;
	*interface = field;
	return value.n && !eb_span_is(value, "off") && !eb_span_is(value, "none");
}

bool eb_is_boot_name(struct eb_span name)
{
	struct eb_span kinds = eb_span_of(
		"mmc sdhci sdmmc sdhc dwmmc emmc ethernet sata ahci ufs nand flash qspi wifi "
		"virtio_mmio");
	struct eb_span after = name, kind;

	(void)eb_span_take(&after, '.');
	while (kinds.n) {
		kind = eb_span_take(&kinds, ' ');
		if ((after.n >= kind.n && memcmp(after.p, kind.p, kind.n) == 0) ||
		    (name.n >= kind.n && memcmp(name.p, kind.p, kind.n) == 0))
			return true;
	}
	return false;
}
