/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The driver of QEMU's PCIe host bridge as a module. The kernel's own
 * (drivers/pci/controller/pci-host-generic.c) is built in:
 * initcall_blacklist=gen_pci_driver_init keeps it from being registered.
 */
#include <linux/mod_devicetable.h>
#include <linux/module.h>
#include <linux/pci-ecam.h>
#include <linux/platform_device.h>

static const struct of_device_id eb_bridges[] = {
	{ .compatible = "pci-host-ecam-generic", .data = &pci_generic_ecam_ops },
	{},
};
MODULE_DEVICE_TABLE(of, eb_bridges);

static struct platform_driver eb_driver = {
	.driver.name = "eb-pcie",
	.driver.of_match_table = eb_bridges,
	.probe = pci_host_common_probe,
	.remove = pci_host_common_remove,
};
module_platform_driver(eb_driver);

MODULE_DESCRIPTION("earlybind test driver of a PCIe host bridge");
MODULE_LICENSE("GPL");
