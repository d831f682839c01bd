// SPDX-License-Identifier: GPL-2.0-only
/*
 * forge-uevent KEY=VALUE...
 *
 * Send these to whoever listens to the kernel's uevents, as a process with CAP_NET_ADMIN may.
 * Status 0 if a listener of ours has got it.
 */
#include <linux/netlink.h>
#include <string.h>
#include <sys/socket.h>

int main(int argc, char **argv)
{
	const struct sockaddr_nl group = { .nl_family = AF_NETLINK, .nl_groups = 1 };
	int from = socket(AF_NETLINK, SOCK_DGRAM, NETLINK_KOBJECT_UEVENT);
	int to = socket(AF_NETLINK, SOCK_DGRAM | SOCK_NONBLOCK, NETLINK_KOBJECT_UEVENT);
	char buf[4096] = "add@/forged", got[4096];
	size_t n = strlen(buf) + 1;
	int i;

	for (i = 1; i < argc && n + strlen(argv[i]) < sizeof(buf); i++)
		n += strlen(strcpy(buf + n, argv[i])) + 1;
	if (bind(to, (const struct sockaddr *)&group, sizeof(group)) < 0)
		return 1;
	/* After the group the kernel gets it, and has no use for it. */
	(void)sendto(from, buf, n, 0, (const struct sockaddr *)&group, sizeof(group));
	return recv(to, got, sizeof(got), 0) == (ssize_t)n && memcmp(got, buf, n) == 0 ? 0 : 1;
}
