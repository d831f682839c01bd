/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The devices that Linux makes of a device tree while it boots, before any driver adds more:
 * drivers/of/platform.c:of_platform_default_populate_init, Linux 6.12. Pure.
 */
#ifndef EB_DEVICES_POPULATE_H
#define EB_DEVICES_POPULATE_H

#include "devices/tree.h"
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
	unsigned int needed[EB_SUPPLY_COUNT]; /* nodes that take this from it */
	size_t first_iommu, n_iommus;         /* its entries in eb_forecasts.iommus */
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
	struct eb_forecast *devices; /* sorted by bus, then by name */
	size_t n_devices, cap_devices;
	size_t *of_node; /* by node: 1 + number of its device, or 0 */
	struct eb_iommu_use *iommus;
	size_t n_iommus, cap_iommus;
};

/* Returns NULL, or why it cannot be told. */
const char *eb_populate(struct eb_forecasts *forecasts);

/* Who takes what from whom. Returns the same. */
const char *eb_relate(struct eb_forecasts *forecasts);

/*
 * What to bear in mind before the device is given away: who depends on it, with whom it shares
 * an IOMMU, whether it exists at all. Nothing is written where there is nothing.
 */
void eb_forecast_caution(const struct eb_forecasts *forecasts, size_t device,
			 struct eb_out *out);

/* "clock", "power domain": what the nodes call it that take it. */
const char *eb_supply_name(enum eb_supply supply);

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
