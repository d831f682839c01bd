/* SPDX-License-Identifier: GPL-2.0-only */
#include <string.h>

#include "guards/proc_lines.h"
#include "unit.h"

static void fields(void **state)
{
	static const struct {
		const char *line;
		unsigned int n;
		const char *want;
	} rows[] = {
		{ "a bc d", 0, "a" },
		{ "a bc d", 1, "bc" },
		{ "a bc d", 2, "d" },
		{ "a bc d", 3, "" },
		{ "a bc d", 9, "" },
		{ " \ta\t  b ", 0, "a" },
		{ " \ta\t  b ", 1, "b" },
		{ " \ta\t  b ", 2, "" },
		{ "", 0, "" },
		{ "", 4, "" },
		{ "  ", 0, "" },
		{ "eth0\t00000000\t", 1, "00000000" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span got = eb_field(unit_text(rows[i].line), rows[i].n);

		UNIT_EXPECT(eb_span_is(got, rows[i].want), "row %zu: '%.*s'", i,
			    UNIT_SPAN(got));
	}
}

static void unescaped(void **state)
{
	static const struct {
		const char *text, *want;
	} rows[] = {
		{ "", "" },
		{ "/srv\\040data", "/srv data" },
		{ "\\134040", "\\040" },
		{ "\\011\\012\\377", "\t\n\377" },
		/* no escapes */
		{ "a\\", "a\\" },
		{ "a\\0", "a\\0" },
		{ "a\\04", "a\\04" },
		{ "a\\048b", "a\\048b" },
		{ "\\x20", "\\x20" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char buf[32];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_out_unescaped(&out, unit_text(rows[i].text));
		UNIT_EXPECT(eb_span_is(eb_out_text(&out), rows[i].want), "row %zu: '%s'", i,
			    buf);
	}
}

static void below(void **state)
{
	static const struct {
		const char *path, *above;
		bool want;
	} rows[] = {
		{ "devices/a/b", "devices/a/b", true },
		{ "devices/a/b", "devices/a", true },
		{ "devices/a/b", "devices/a/", false },
		{ "devices/ab", "devices/a", false },
		{ "devices/a", "devices/a/b", false },
		{ "devices/a", "", false },
		{ "", "", false },
		{ "devices/b/a", "devices/a", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(eb_is_path_below(unit_text(rows[i].path),
					     unit_text(rows[i].above)) == rows[i].want,
			    "row %zu", i);
}

static void mounts(void **state)
{
	static const struct {
		const char *line, *number, *point, *type, *source; /* number NULL: no mount */
		unsigned char server[4];
	} rows[] = {
		{ "36 35 98:0 /mnt1 /mnt2 rw,noatime master:1 - ext3 /dev/root "
		  "rw,errors=continue",
		  "98:0",
		  "/mnt2",
		  "ext3",
		  "/dev/root",
		  { 0 } },
		{ "1 1 0:2 / / rw - rootfs rootfs rw", "0:2", "/", "rootfs", "rootfs", { 0 } },
		{ "9 1 8:1 / /a rw shared:1 master:2 unbindable - xfs /dev/sda1 rw",
		  "8:1",
		  "/a",
		  "xfs",
		  "/dev/sda1",
		  { 0 } },
		{ "9 1 0:30 / /a rw - nfs4 s:/x rw,clientaddr=10.0.0.1,addr=192.168.1.2",
		  "0:30",
		  "/a",
		  "nfs4",
		  "s:/x",
		  { 192, 168, 1, 2 } },
		{ "9 1 0:30 / /a rw - nfs s:/x addr=10.0.0.255,x",
		  "0:30",
		  "/a",
		  "nfs",
		  "s:/x",
		  { 10, 0, 0, 255 } },
		/* no IPv4 address */
		{ "9 1 0:30 / /a rw - nfs s:/x addr=10.0.0.256",
		  "0:30",
		  "/a",
		  "nfs",
		  "s:/x",
		  { 0 } },
		{ "9 1 0:30 / /a rw - nfs s:/x addr=10.0.0",
		  "0:30",
		  "/a",
		  "nfs",
		  "s:/x",
		  { 0 } },
		{ "9 1 0:30 / /a rw - nfs s:/x addr=10.0.0.1.2",
		  "0:30",
		  "/a",
		  "nfs",
		  "s:/x",
		  { 0 } },
		{ "9 1 0:30 / /a rw - nfs s:/x addr=2001:db8::1",
		  "0:30",
		  "/a",
		  "nfs",
		  "s:/x",
		  { 0 } },
		{ "9 1 0:30 / /a rw - nfs s:/x addr=", "0:30", "/a", "nfs", "s:/x", { 0 } },
		{ "9 1 0:30 / /a rw - nfs s:/x", "0:30", "/a", "nfs", "s:/x", { 0 } },
		{ "9 1 0:30 / /a rw - nfs", NULL, NULL, NULL, NULL, { 0 } },
		{ "9 1 0:30 / /a rw", NULL, NULL, NULL, NULL, { 0 } },
		{ " - ", NULL, NULL, NULL, NULL, { 0 } },
		{ "", NULL, NULL, NULL, NULL, { 0 } },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_mount mount;
		bool got = eb_mount_parse(unit_text(rows[i].line), &mount);
		uint32_t server, want;

		UNIT_EXPECT(got == (rows[i].number != NULL), "row %zu", i);
		if (!got)
			continue;
		UNIT_EXPECT(eb_span_is(mount.number, rows[i].number), "row %zu", i);
		UNIT_EXPECT(eb_span_is(mount.point, rows[i].point), "row %zu", i);
		UNIT_EXPECT(eb_span_is(mount.type, rows[i].type), "row %zu", i);
		UNIT_EXPECT(eb_span_is(mount.source, rows[i].source), "row %zu", i);
		server = eb_mount_server(&mount);
		memcpy(&want, rows[i].server, sizeof(want));
		UNIT_EXPECT(server == want, "row %zu: %08x", i, server);
	}
}

/* As the kernel prints them on a little-endian machine, as all of ours are. */
#define DEFAULT "eth0\t00000000\t0202000A\t0003\t0\t0\t0\t00000000\t0\t0\t0  "
#define LOCAL   "eth1\t0001A8C0\t00000000\t0001\t0\t0\t0\t00FFFFFF\t0\t0\t0"
#define HOST    "eth2\t0201A8C0\t00000000\t0005\t0\t0\t0\tFFFFFFFF\t0\t0\t0"

static void routes(void **state)
{
	static const struct {
		const char *line;
		unsigned char address[4];
		const char *want;
	} rows[] = {
		{ DEFAULT, { 0 }, "eth0" },
		{ DEFAULT, { 192, 168, 1, 2 }, "" },
		{ LOCAL, { 0 }, "" },
		{ LOCAL, { 192, 168, 1, 2 }, "eth1" },
		{ LOCAL, { 192, 168, 2, 1 }, "" },
		{ HOST, { 192, 168, 1, 2 }, "eth2" },
		{ HOST, { 192, 168, 1, 3 }, "" },
		/* 0.0.0.0/1 is half of everything, not the default */
		{ "tun0\t00000000\t0\t1\t0\t0\t0\t00000080", { 0 }, "" },
		{ "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask", { 0 }, "" },
		{ "eth0\t00000000\t0\t3\t0\t0\t0\t000000000", { 0 }, "" },
		{ "eth0\t00000000\t0\t3\t0\t0\t0\t0000000x", { 0 }, "" },
		{ "eth0\t00000000\t0\t3\t0\t0\t0", { 0 }, "" },
		{ "eth0", { 0 }, "" },
		{ "", { 0 }, "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		uint32_t address;
		struct eb_span got;

		memcpy(&address, rows[i].address, sizeof(address));
		got = eb_route_interface(unit_text(rows[i].line), address);
		UNIT_EXPECT(eb_span_is(got, rows[i].want), "row %zu: '%.*s'", i,
			    UNIT_SPAN(got));
	}
}

#define ANY6 "00000000000000000000000000000000"
#define REST6 \
	" " ANY6 " 00 fe800000000000000000000000000001 00000400 00000001 00000000 00000003 "

static void routes6(void **state)
{
	static const struct {
		const char *line, *want;
	} rows[] = {
		{ ANY6 " 00" REST6 "    eth0", "eth0" },
		{ ANY6 " 01" REST6 "    eth0", "" },
		{ "20010db8000000000000000000000000 00" REST6 "    eth0", "" },
		{ "fe800000000000000000000000000000 40" REST6 "    eth0", "" },
		{ ANY6 " 00", "" },
		{ "", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span got = eb_route6_interface(unit_text(rows[i].line));

		UNIT_EXPECT(eb_span_is(got, rows[i].want), "row %zu: '%.*s'", i,
			    UNIT_SPAN(got));
	}
}

static void roots(void **state)
{
	static const struct {
		const char *value, *want;
	} rows[] = {
		{ "/dev/sda1", "/dev/sda1" },
		{ "/dev/mapper/a", "/dev/mapper/a" },
		{ "8:1", "8:1" },
		{ "801", "8:1" },
		{ "b302", "179:2" },
		/* new_decode_dev(): the minor's upper bits lie above the major */
		{ "100b302", "179:4098" },
		{ "UUID=12-AB", "/dev/disk/by-uuid/12-AB" },
		{ "LABEL=top", "/dev/disk/by-label/top" },
		{ "PARTLABEL=top", "/dev/disk/by-partlabel/top" },
		{ "PARTUUID=12-01", "/dev/disk/by-partuuid/12-01" },
		{ "PARTUUID=12-01/PARTNROFF=1", "/dev/disk/by-partuuid/12-01" },
		{ "UUID=", "/dev/disk/by-uuid/" },
		/* not up to here: no such link, no such number */
		{ "ZFS=pool/a", "/dev/disk/by-zfs/pool" },
		{ "8:", "8:" },
		{ "nfs:10.0.0.1:/x", "nfs:10.0.0.1:/x" },
		{ "ubi0:rootfs", "ubi0:rootfs" },
		/* nothing that we know */
		{ "", "" },
		{ "b302x", "" },
		{ "100000000", "" },
		{ "/de", "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		char buf[64];
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_root_where(&out, unit_text(rows[i].value));
		UNIT_EXPECT(eb_span_is(eb_out_text(&out), rows[i].want), "row %zu: '%s'", i,
			    buf);
	}
}

static void ip(void **state)
{
	static const struct {
		const char *value;
		bool want;
		const char *interface;
	} rows[] = {
		{ "192.0.2.2::192.0.2.1:255.255.255.0:board:eth5:off", true, "eth5" },
		{ ":::::eth5:dhcp", true, "eth5" },
		{ ":::::eth5", true, "eth5" },
		{ "192.0.2.2::::board", true, "" },
		{ "192.0.2.2", true, "" },
		{ "dhcp", true, "" },
		{ "on", true, "" },
		{ "::::", true, "" },
		{ "eth0:dhcp", true, "eth0" },
		{ "eth0:auto6:1500", true, "eth0" },
		{ "[2001:db8::2]::[2001:db8::1]:64:board:eth5:none", true, "eth5" },
		{ "[2001:db8::2]", true, "" },
		{ "[2001:db8::2", true, "" },
		{ "off", false, "" },
		{ "none", false, "" },
		{ "", false, "" },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span interface;
		bool got = eb_ip_interface(unit_text(rows[i].value), &interface);

		UNIT_EXPECT(got == rows[i].want, "row %zu", i);
		UNIT_EXPECT(eb_span_is(interface, rows[i].interface), "row %zu: '%.*s'", i,
			    UNIT_SPAN(interface));
	}
}

static void boot_names(void **state)
{
	static const struct {
		const char *name;
		bool want;
	} rows[] = {
		{ "12510000.mmc", true },
		{ "12510000.sdhci", true },
		{ "sdhci.0", true },
		{ "5b010000.ethernet", true },
		{ "1000000.nand-controller", true },
		{ "a003e00.virtio_mmio", true },
		{ "12520000.sdma-controller", false },
		{ "13800000.serial", false },
		{ "soc", false },
		{ "", false },
		{ "reg-mmc", false },
		{ "13800000.m", false },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++)
		UNIT_EXPECT(eb_is_boot_name(unit_text(rows[i].name)) == rows[i].want, "row %zu",
			    i);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields),     cmocka_unit_test(unescaped),
		cmocka_unit_test(below),      cmocka_unit_test(mounts),
		cmocka_unit_test(routes),     cmocka_unit_test(routes6),
		cmocka_unit_test(roots),      cmocka_unit_test(ip),
		cmocka_unit_test(boot_names),
	};

	return UNIT_RUN(tests);
}
