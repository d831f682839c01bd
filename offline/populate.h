/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The devices that Linux makes of a device tree while it boots, before any driver adds more:
 * drivers/of/platform.c:of_platform_default_populate_init, Linux 6.12. Pure.
 */
#ifndef EB_OFFLINE_POPULATE_H
#define EB_OFFLINE_POPULATE_H

#include "offline/tree.h"
#include "text/out.h"

/* A device to be. */
struct eb_forecast {
	const char *name;
	size_t node;
	size_t parent;         /* 1 + number of the device that it is below, or 0 */
	bool amba;             /* on bus amba; else platform */
	bool bus;              /* its children are devices, too */
	bool early;            /* claimed before there are devices: it may have none */
	unsigned int children; /* devices right below it */
	/* relate.c */
	size_t first_iommu, n_iommus; /* its entries in eb_forecasts.iommus */
	const char *guard;            /* why it must not be taken without `force`; or NULL */
	const char *caution;          /* what to bear in mind before that; or NULL */
	bool unsure;                  /* a root file system or its network may be behind it */
};

/* One entry of a device's iommus. */
struct eb_iommu_use {
	size_t device; /* whose it is */
	size_t iommu;  /* the IOMMU's node */
	struct eb_span cells;
	size_t next; /* the next entry with the same IOMMU and cells; they form a ring */
};

struct eb_forecasts {
	struct eb_tree *tree;
	struct eb_span cmdline; /* of the kernel to be */
	struct eb_supplies supplies;
	struct eb_forecast *devices; /* sorted by bus, then by name */
	size_t n_devices, cap_devices;
	size_t *of_node; /* by node: 1 + number of its device, or 0 */
	struct eb_iommu_use *iommus;
	size_t n_iommus, cap_iommus;
};

/* Returns NULL, or why it cannot be told. */
const char *eb_populate(struct eb_forecasts *forecasts);

/* Guards, cautions and IOMMUs of the devices. Returns the same. */
const char *eb_relate(struct eb_forecasts *forecasts);

/* Longest guard or caution of one device; the rest is cut off. */
#define EB_CAUTION_SIZE 2048u

/* Writes why @node is vital in itself: the console, or above it; a PCI host bridge. */
void eb_vital_guard(const struct eb_tree *tree, size_t node, struct eb_span cmdline,
		    struct eb_out *out);

/* A disk or network controller: a tree does not tell what is behind it. */
bool eb_vital_unsure(const struct eb_tree_node *node);

/* True when @node is claimed before devices are made, and so may have none. */
bool eb_early(const struct eb_tree_node *node);

/*
 * The CPU address of the first entry of @node's reg: drivers/of/address.c:of_translate_address.
 * False when it has none, or it cannot be translated.
 */
bool eb_translate(struct eb_tree *tree, size_t node, uint64_t *address);

/* The size in the first entry of reg; false when the entry is not whole. */
bool eb_reg_size(const struct eb_tree *tree, size_t node, uint64_t *size);

/* The name of @node's device: drivers/of/device.c:of_device_make_bus_id. */
void eb_bus_id(struct eb_tree *tree, size_t node, struct eb_out *out);

/*
 * The text of the device's uevent file: drivers/base/core.c:uevent_show. Empty where the kernel
 * gives none, NULL when the arena is full.
 */
const char *eb_forecast_uevent(const struct eb_forecasts *forecasts,
			       const struct eb_forecast *device);

#endif
