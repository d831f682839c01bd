#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What goes into the initramfs needs no other file: no interpreter segment.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=${O:-build}

static()
{
	readelf -lW "$1" | grep LOAD && ! readelf -lW "$1" | grep -E 'INTERP|DYNAMIC'
}

for program in earlybind busybox/busybox vfio-proof; do
	ok "$program is static" static "$O/arm/$program"
done
ok "a program of this machine is not: the check works" not static /bin/sh

done_testing
