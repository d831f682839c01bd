/* SPDX-License-Identifier: GPL-2.0-only */
/* From the names in rules to the names that the kernel gives its devices. */
#ifndef EB_RULES_DEVNAME_H
#define EB_RULES_DEVNAME_H

#include "rules/rule.h"
#include "text/out.h"

/* Room for any device name or normalised glob, and NUL. */
#define EB_DEVNAME_SIZE (EB_NAME_MAX + 8u)

/*
 * The device name or glob that @term of @rule means: on bus pci the kernel's full form, in
 * brackets and on any other bus the text itself. @term is EB_TERM_NAME or EB_TERM_GLOB; @buf
 * has EB_DEVNAME_SIZE bytes and must live as long as the result.
 */
struct eb_span eb_term_device_name(const struct eb_rule *rule, const struct eb_term *term,
				   char *buf);

/*
 * Writes the rule that a DEVICE argument, `[BUS "/"] SELECTOR`, and @target mean:
 * "BUS,SELECTOR= TARGET". A leading '/' is a device-tree path (bus of). Without a bus it is
 * '*', or pci where the selector is a PCI address.
 */
void eb_device_rule(struct eb_out *out, struct eb_span device, struct eb_span target);

#endif
