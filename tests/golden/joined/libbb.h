/* SPDX-License-Identifier: GPL-2.0-only */
/* What the joined sources take from BusyBox's header, to be compiled without BusyBox. */
#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAIN_EXTERNALLY_VISIBLE

static unsigned char xfunc_error_retval;

static inline void bb_show_usage(void)
{
	exit(xfunc_error_retval);
}
