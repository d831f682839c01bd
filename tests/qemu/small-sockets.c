// SPDX-License-Identifier: GPL-2.0-only
/*
 * small-sockets COMMAND...
 *
 * Run COMMAND so that its sockets have the buffer of /proc/sys/net/core/rmem_default and no
 * other: SO_RCVBUFFORCE is for those who may administer the network (net/core/sock.c).
 */
#include <linux/capability.h>
#include <sys/prctl.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	if (argc > 1 && prctl(PR_CAPBSET_DROP, CAP_NET_ADMIN, 0, 0, 0) == 0)
		execvp(argv[1], argv + 1);
	return 1;
}
