/* SPDX-License-Identifier: GPL-2.0-only */
#include <errno.h>

#include "fuzz.h"

#define FUZZ_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static const struct {
	const char *name;
	bool exists;
} fuzz_buses[] = { { "amba", true }, { "pci", true }, { "platform", true }, { "usb", false } };

static const struct eb_driver fuzz_drivers[] = {
	{ .bus = "amba", .name = "dma-pl330", .registered = true, .unbindable = true },
	{ .bus = "pci", .name = "e1000", .registered = true, .unbindable = true },
	{ .bus = "pci", .name = "stuck", .registered = true },
	{ .bus = "pci", .name = "pci-stub", .loadable = true },
	{ .bus = "pci", .name = "vfio-pci", .registered = true, .unbindable = true },
	{ .bus = "platform", .name = "s3c-i2c", .registered = true, .unbindable = true },
	{ .bus = "platform", .name = "vfio-platform", .loadable = true },
};

#define NIC "PCI_CLASS=20000\nPCI_ID=8086:1533\nPCI_SUBSYS_ID=1AF4:1100\n"
#define GPU "PCI_CLASS=30000\nPCI_ID=10DE:2231\nPCI_SUBSYS_ID=10DE:0000\n"
#define I2C                                                                                 \
	"OF_NAME=i2c\nOF_FULLNAME=/soc/i2c@12ce0000\nOF_COMPATIBLE_0=samsung,s3c2440-i2c\n" \
	"OF_COMPATIBLE_N=1\nOF_ALIAS_0=i2c8\nMODALIAS=of:Ni2cT(null)Csamsung,s3c2440-i2c\n"
#define RTC                                                                    \
	"OF_FULLNAME=/soc/rtc@101E0000\nOF_COMPATIBLE_0=samsung,s3c6410-rtc\n" \
	"OF_COMPATIBLE_N=1\nOF_ALIAS_0=rtc0\nMODALIAS=of:NrtcTCsamsung,s3c6410-rtc\n"
#define DMA                                                                     \
	"OF_FULLNAME=/soc/dma-controller@12680000\nOF_COMPATIBLE_0=arm,pl330\n" \
	"OF_COMPATIBLE_1=arm,primecell\nMODALIAS=amba:d00041330\n"

static const struct eb_device fuzz_table[] = {
	{ .bus = "amba",
	  .name = "12680000.dma-controller",
	  .driver = "dma-pl330",
	  .has_override = true,
	  .uevent = DMA,
	  .of_top = true },
	{ .bus = "amba", .name = "12690000.dma-controller", .has_override = true },
	{ .bus = "pci",
	  .name = "0000:00:00.0",
	  .has_override = true,
	  .topology = "0000_00_00.0" },
	{ .bus = "pci",
	  .name = "0000:02:00.0",
	  .driver = "e1000",
	  .has_override = true,
	  .uevent = NIC,
	  .topology = "0000_00_1c.4-00_00.0" },
	{ .bus = "pci",
	  .name = "0000:02:00.1",
	  .driver = "stuck",
	  .has_override = true,
	  .uevent = NIC,
	  .topology = "0000_00_1c.4-00_00.1" },
	{ .bus = "pci",
	  .name = "0000:03:00.0",
	  .driver = "vfio-pci",
	  .override_name = "vfio-pci",
	  .has_override = true,
	  .uevent = GPU },
	{ .bus = "pci", .name = "0001:02:00.0", .override_name = "none", .has_override = true },
	{ .bus = "pci", .name = "10000:e1:00.0", .error = EIO },
	{ .bus = "platform",
	  .name = "12ce0000.i2c",
	  .has_override = true,
	  .uevent = I2C,
	  .depth = 3,
	  .of_top = true,
	  .of_shared = true },
	{ .bus = "platform",
	  .name = "12ce0000.i2c:child",
	  .has_override = true,
	  .uevent = I2C,
	  .depth = 4,
	  .of_shared = true },
	{ .bus = "platform",
	  .name = "101e0000.rtc",
	  .override_name = "none",
	  .has_override = true,
	  .uevent = RTC,
	  .of_top = true },
	{ .bus = "platform",
	  .name = "13860000.i2c",
	  .driver = "s3c-i2c",
	  .has_override = true },
	{ .bus = "platform", .name = "Fixed MDIO bus.0", .uevent = "MODALIAS=platform:x\n" },
	{ .bus = "platform", .name = "hangs", .blocked = true },
};

int fuzz_devices(struct eb_devices *devices)
{
	size_t i;

	for (i = 0; i < FUZZ_LENGTH(fuzz_buses); i++) {
		struct eb_bus *bus =
			eb_devices_add_bus(devices, eb_span_of(fuzz_buses[i].name));

		if (!bus)
			return -1;
		bus->exists = fuzz_buses[i].exists;
	}
	for (i = 0; i < FUZZ_LENGTH(fuzz_table); i++) {
		struct eb_device *device = eb_devices_add(
			devices, eb_span_of(fuzz_table[i].bus), eb_span_of(fuzz_table[i].name));
		struct eb_device from = fuzz_table[i];

		if (!device)
			return -1;
		from.bus = device->bus;
		from.name = device->name;
		*device = from;
	}
	for (i = 0; i < FUZZ_LENGTH(fuzz_drivers); i++) {
		struct eb_driver *driver =
			eb_devices_add_driver(devices, eb_span_of(fuzz_drivers[i].bus),
					      eb_span_of(fuzz_drivers[i].name));

		if (!driver)
			return -1;
		driver->registered = fuzz_drivers[i].registered;
		driver->unbindable = fuzz_drivers[i].unbindable;
		driver->loadable = fuzz_drivers[i].loadable;
	}
	return 0;
}
