#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck disable=SC2154 # dracut's variables
#
# dracut: the folder goes to /usr/lib/dracut/modules.d/. earlybind runs in pre-udev.

check()
{
	require_binaries earlybind || return 1
	return 0
}

depends()
{
	return 0
}

installkernel()
{
	hostonly='' instmods vfio_pci vfio_iommu_type1 pci_stub
}

install()
{
	local file

	inst_binary earlybind /sbin/earlybind
	for file in /etc/earlybind.conf /etc/earlybind.d/*.conf; do
		[[ -e $dracutsysrootdir$file ]] && inst_simple "$file"
	done
	inst_hook pre-udev 05 "$moddir/earlybind.sh"
}
