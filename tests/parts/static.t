#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What goes into the initramfs needs no other file: no interpreter segment. The program is
# for the machine that it says.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=${O:-build}

static()
{
	readelf -lW "$1" | grep LOAD && ! readelf -lW "$1" | grep -E 'INTERP|DYNAMIC'
}

# machine CLASS NAME PROGRAM
machine()
{
	readelf -hW "$3" | grep "Class: *$1\$" && readelf -hW "$3" | grep "Machine: *$2\$" &&
		readelf -hW "$3" | grep "Type: *EXEC " && readelf -hW "$3" | grep "little endian"
}

for arch in arm arm64 x86_64; do
	ok "earlybind for $arch is static" static "$O/$arch/earlybind"
done
ok "earlybind for arm is" machine ELF32 ARM "$O/arm/earlybind"
ok "earlybind for arm64 is" machine ELF64 AArch64 "$O/arm64/earlybind"
ok "earlybind for x86_64 is" machine ELF64 "Advanced Micro Devices X86-64" \
	"$O/x86_64/earlybind"
ok "one for another machine is caught" not machine ELF64 AArch64 "$O/arm/earlybind"

for program in busybox/busybox vfio-proof; do
	ok "$program is static" static "$O/arm/$program"
done
ok "a program of this machine is not: the check works" not static /bin/sh

done_testing
