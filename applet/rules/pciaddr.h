/* SPDX-License-Identifier: GPL-2.0-only */
/* PCI addresses as people write them and as the kernel names devices. */
#ifndef EB_RULES_PCIADDR_H
#define EB_RULES_PCIADDR_H

#include "rules/message.h"
#include "text/out.h"

/* Enough for "domain:bus:device.function" with an 8-digit domain, and NUL. */
#define EB_PCI_NAME_SIZE 18u

/*
 * Reads [domain:]bus:device.function: domain of 1 to 8 hex digits (0000 when left out), bus of
 * 1 or 2, device of 1 or 2 up to 1f, function one digit up to 7; any case.
 * Writes the kernel's name for it ("%04x:%02x:%02x.%d", drivers/pci/probe.c:pci_setup_device)
 * to @out unless that is NULL.
 * Returns EB_MSG_NONE, or what is wrong.
 */
enum eb_message eb_pci_address(struct eb_span text, struct eb_out *out);

/*
 * A glob over PCI names in the kernel's full form: with exactly one colon it means domain 0000,
 * and that prefix is added; otherwise it is copied. Letters become lower case, as the kernel
 * writes its names.
 */
void eb_pci_glob(struct eb_span text, struct eb_out *out);

#endif
