#!/bin/bash
# SPDX-License-Identifier: GPL-2.0-only
# shellcheck disable=SC2154 # dracut's variables
#
# dracut: the folder goes to /usr/lib/dracut/modules.d/. earlybind runs in pre-udev.

# dracut's own PATH does not have /usr/local.
earlybind_program()
{
	local file

	for file in /usr/sbin/earlybind /sbin/earlybind /usr/local/sbin/earlybind; do
		[[ -x $dracutsysrootdir$file ]] && echo "$file" && return
	done
	return 1
}

check()
{
	earlybind_program >/dev/null && return 0
	derror "earlybind is not in /usr/sbin, /sbin or /usr/local/sbin: the image has none"
	return 1
}

depends()
{
	return 0
}

# Those that this kernel does not have are passed over.
installkernel()
{
	hostonly='' instmods vfio_pci vfio_platform vfio_iommu_type1 pci_stub
}

install()
{
	local file

	inst_binary "$(earlybind_program)" /sbin/earlybind
	for file in /etc/earlybind.conf /etc/earlybind.d/*.conf; do
		[[ -e $dracutsysrootdir$file ]] && inst_simple "$file"
	done
	inst_hook pre-udev 05 "$moddir/earlybind.sh"
}
