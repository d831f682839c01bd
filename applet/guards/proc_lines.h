/* SPDX-License-Identifier: GPL-2.0-only */
/* Lines of procfs and words of the command line that tell what a system depends on. Pure. */
#ifndef EB_GUARDS_PROC_LINES_H
#define EB_GUARDS_PROC_LINES_H

#include <stdint.h>

#include "text/out.h"

/* Field number @n, from 0, of a line whose fields blanks separate; empty when there is none. */
struct eb_span eb_field(struct eb_span line, unsigned int n);

/* Text of mountinfo or swaps: \ooo stands for a byte (fs/seq_file.c:mangle_path). */
void eb_out_unescaped(struct eb_out *out, struct eb_span a);

/* True when @path is @above, or below it. */
bool eb_is_path_below(struct eb_span path, struct eb_span above);

/* A line of /proc/self/mountinfo. */
struct eb_mount {
	struct eb_span number; /* "MAJOR:MINOR" */
	struct eb_span point;
	struct eb_span type;
	struct eb_span source;
	struct eb_span options; /* of the superblock */
};

bool eb_mount_parse(struct eb_span line, struct eb_mount *mount);

/*
 * The IPv4 address, in network byte order, of the server of an NFS mount; 0 when it has none.
 */
uint32_t eb_mount_server(const struct eb_mount *mount);

/* In place of an address: the default route; any route. */
#define EB_ROUTE_DEFAULT 0u
#define EB_ROUTE_ANY     UINT32_MAX

/*
 * The interface of @line of /proc/net/route when it is the way to @address, which is not so of
 * the default route. Else empty.
 */
struct eb_span eb_route_interface(struct eb_span line, uint32_t address);
/* The same of /proc/net/ipv6_route, for the default route. */
struct eb_span eb_route6_interface(struct eb_span line);

/*
 * Where the disk that @value of root= or resume= names is to be found: writes "/dev/..." or
 * "MAJOR:MINOR", or what is neither, or nothing.
 */
void eb_root_where(struct eb_out *out, struct eb_span value);

/*
 * The value of ip=. Returns false when it configures nothing; *@interface is empty when any
 * interface will do.
 */
bool eb_ip_interface(struct eb_span value, struct eb_span *interface);

/* True when a platform or amba device of that name is a storage or network controller. */
bool eb_is_boot_name(struct eb_span name);

#endif
