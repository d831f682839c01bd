/* SPDX-License-Identifier: GPL-2.0-only */
/* PCI addresses, ids, classes and topology paths, as people write them and as the kernel does.
 */
#ifndef EB_RULES_PCIADDR_H
#define EB_RULES_PCIADDR_H

#include "rules/message.h"
#include "text/out.h"

/* Enough for "domain:bus:device.function" with an 8-digit domain, and NUL. */
#define EB_PCI_NAME_SIZE 18u
/* Longest topology path, written out: 16 steps of "bb_dd.f-" and the domain. */
#define EB_PCI_PATH_SIZE 144u

struct eb_pci_addr {
	unsigned long domain;
	unsigned int bus, device, function;
};

/*
 * Reads [domain:]bus:device.function: domain of 1 to 8 hex digits (0000 when left out), bus of
 * 1 or 2, device of 1 or 2 up to 1f, function one digit up to 7; any case.
 * Returns EB_MSG_NONE, or what is wrong.
 */
enum eb_message eb_pci_parse(struct eb_span text, struct eb_pci_addr *addr);

/*
 * The same, written to @out as the kernel's name ("%04x:%02x:%02x.%d",
 * drivers/pci/probe.c:pci_setup_device) unless that is NULL.
 */
enum eb_message eb_pci_address(struct eb_span text, struct eb_out *out);

/*
 * A glob over PCI names in the kernel's full form: with exactly one colon it means domain 0000,
 * and that prefix is added; otherwise it is copied. Letters become lower case, as the kernel
 * writes its names.
 */
void eb_pci_glob(struct eb_span text, struct eb_out *out);

/*
 * True when @text is an id: 2 or 4 fields of 1 to 4 hex digits or '*', with ':' between. With
 * @id and @subsystem ("8086:1533", as PCI_ID and PCI_SUBSYS_ID in uevent files) the fields must
 * agree as well; where the device has no PCI_SUBSYS_ID only '*' does. With an @id whose p is
 * NULL only the form is looked at.
 */
bool eb_pci_id_matches(struct eb_span text, struct eb_span id, struct eb_span subsystem);
/*
 * Vendor and device of an id in a rule or in PCI_ID, as one number to look it up by; false
 * where one of them is missing or '*'.
 */
bool eb_pci_id_key(struct eb_span id, unsigned int *key);

/* True when @text, 2 to 6 hex digits, begins the class; @class is as in PCI_CLASS, "%04X". */
bool eb_pci_class_matches(struct eb_span text, struct eb_span class);

/*
 * Topology paths: "00_1c.4-00_00.0". Each step is bus_device.function of a device below the one
 * before it; its bus counts from the secondary bus of the bridge above, so that the path stays
 * when bus numbers move. The first step may have a domain: "0001_00_1c.4".
 * Returns true and writes the full form, with domain and padding, to @out.
 */
bool eb_pci_path(struct eb_span text, struct eb_out *out);

/* Appends one step of such a path; the domain is written with the first one. */
void eb_pci_path_step(struct eb_out *out, const struct eb_pci_addr *addr, unsigned int bus);

#endif
