// SPDX-License-Identifier: GPL-2.0-only
/*
 * vfio-proof DEVICE [OFFSET [VALUE]]
 * vfio-proof --hold DEVICE
 *
 * Drive a device from user space through VFIO, as a guest or a user-space
 * driver would: find its group, open the device, list regions and interrupts;
 * with OFFSET, read that 32-bit register of region 0; with VALUE too, write it
 * and expect to read it back.  With --hold, keep it open until killed.
 * One line per fact; status 0 only if all worked.
 */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/vfio.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

static _Noreturn void fail(const char *format, ...)
{
	int error = errno;
	va_list args;

	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	if (error)
		printf(": %s", strerror(error));
	putchar('\n');
	exit(1);
}

/* The number of the IOMMU group of the device, on whichever bus it is */
static int find_group(const char *device)
{
	DIR *buses = opendir("/sys/bus");
	struct dirent *bus;
	char path[PATH_MAX], target[PATH_MAX];
	ssize_t len = -1;

	if (!buses)
		fail("/sys/bus");
	while (len < 0 && (bus = readdir(buses))) {
		snprintf(path, sizeof(path), "/sys/bus/%s/devices/%s/iommu_group", bus->d_name,
			 device);
		len = readlink(path, target, sizeof(target) - 1);
	}
	closedir(buses);
	errno = 0;
	if (len < 0)
		fail("%s: in no IOMMU group, so VFIO does not have it", device);
	target[len] = '\0';
	return atoi(strrchr(target, '/') + 1);
}

/* Without an IOMMU the node has another name, and the container another type */
static int open_group(int number, int *type)
{
	char path[64];
	int group;

	snprintf(path, sizeof(path), "/dev/vfio/%d", number);
	*type = VFIO_TYPE1_IOMMU;
	group = open(path, O_RDWR);
	if (group < 0 && errno == ENOENT) {
		snprintf(path, sizeof(path), "/dev/vfio/noiommu-%d", number);
		*type = VFIO_NOIOMMU_IOMMU;
		group = open(path, O_RDWR);
	}
	if (group < 0)
		fail("%s", path);
	printf("group: %s\n", path);
	errno = 0;
	return group;
}

static int open_device(const char *name)
{
	struct vfio_group_status status = { .argsz = sizeof(status) };
	int type, group, container, device;

	group = open_group(find_group(name), &type);
	container = open("/dev/vfio/vfio", O_RDWR);
	if (container < 0)
		fail("/dev/vfio/vfio");
	if (ioctl(container, VFIO_GET_API_VERSION) != VFIO_API_VERSION)
		fail("container: unknown API version");
	if (ioctl(group, VFIO_GROUP_GET_STATUS, &status) < 0)
		fail("group: status");
	if (!(status.flags & VFIO_GROUP_FLAGS_VIABLE))
		fail("group: not viable, another driver has a device of it");
	if (ioctl(group, VFIO_GROUP_SET_CONTAINER, &container) < 0)
		fail("group: set container");
	if (ioctl(container, VFIO_SET_IOMMU, type) < 0)
		fail("container: set IOMMU type %d", type);
	device = ioctl(group, VFIO_GROUP_GET_DEVICE_FD, name);
	if (device < 0)
		fail("group: get device %s", name);
	return device;
}

/*
 * On vfio-pci each index of a region or interrupt has its meaning, and one that the device does
 * not have (VGA memory, the error interrupt) is EINVAL.
 */
static bool query(int device, unsigned long request, void *info, const char *what,
		  unsigned int i)
{
	if (ioctl(device, request, info) == 0)
		return true;
	if (errno != EINVAL)
		fail("%s %u", what, i);
	errno = 0;
	printf("%s %u: none\n", what, i);
	return false;
}

static void list_regions(int device, unsigned int count)
{
	for (unsigned int i = 0; i < count; i++) {
		struct vfio_region_info info = { .argsz = sizeof(info), .index = i };

		if (!query(device, VFIO_DEVICE_GET_REGION_INFO, &info, "region", i))
			continue;
		printf("region %u: 0x%llx bytes%s%s%s\n", i, (unsigned long long)info.size,
		       info.flags & VFIO_REGION_INFO_FLAG_READ ? ", read" : "",
		       info.flags & VFIO_REGION_INFO_FLAG_WRITE ? ", write" : "",
		       info.flags & VFIO_REGION_INFO_FLAG_MMAP ? ", mmap" : "");
	}
}

static void list_interrupts(int device, unsigned int count)
{
	for (unsigned int i = 0; i < count; i++) {
		struct vfio_irq_info info = { .argsz = sizeof(info), .index = i };

		if (!query(device, VFIO_DEVICE_GET_IRQ_INFO, &info, "interrupt", i))
			continue;
		printf("interrupt %u: %u%s\n", i, info.count,
		       info.flags & VFIO_IRQ_INFO_EVENTFD ? ", eventfd" : "");
	}
}

/* Access through read and write works on every region, mmap only on whole pages */
static uint32_t read_register(int device, off_t at)
{
	uint32_t value;

	if (pread(device, &value, sizeof(value), at) != sizeof(value))
		fail("read register");
	return value;
}

static void write_register(int device, off_t at, uint32_t value)
{
	if (pwrite(device, &value, sizeof(value), at) != sizeof(value))
		fail("write register");
}

int main(int argc, char **argv)
{
	struct vfio_device_info info = { .argsz = sizeof(info) };
	struct vfio_region_info region = { .argsz = sizeof(region), .index = 0 };
	unsigned long offset, value;
	uint32_t before, after;
	int device;

	if (argc < 2 || argc > 4) {
		fprintf(stderr, "usage: vfio-proof DEVICE [OFFSET [VALUE]]\n"
				"       vfio-proof --hold DEVICE\n");
		return 1;
	}
	if (argc == 3 && strcmp(argv[1], "--hold") == 0) {
		open_device(argv[2]);
		puts("held");
		fflush(stdout);
		return pause();
	}
	device = open_device(argv[1]);
	if (ioctl(device, VFIO_DEVICE_GET_INFO, &info) < 0)
		fail("device: info");
	printf("device: %s, %u regions, %u interrupts\n", argv[1], info.num_regions,
	       info.num_irqs);
	list_regions(device, info.num_regions);
	list_interrupts(device, info.num_irqs);
	if (argc == 2)
		return 0;

	offset = strtoul(argv[2], NULL, 0);
	if (ioctl(device, VFIO_DEVICE_GET_REGION_INFO, &region) < 0)
		fail("region 0");
	before = read_register(device, (off_t)(region.offset + offset));
	printf("register 0x%lx: 0x%x\n", offset, before);
	if (argc == 3)
		return 0;

	value = strtoul(argv[3], NULL, 0);
	write_register(device, (off_t)(region.offset + offset), (uint32_t)value);
	after = read_register(device, (off_t)(region.offset + offset));
	printf("register 0x%lx: wrote 0x%lx, read 0x%x\n", offset, value, after);
	return after != value;
}
