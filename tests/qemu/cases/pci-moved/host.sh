# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # part of `run`
#
# Ports as in pci-select but without the first: the buses move up.

qemu="-device pcie-root-port,id=port2,chassis=2,addr=5
	-device e1000,bus=port2,addr=0,romfile=
	-device pcie-root-port,id=port3,chassis=3,addr=6
	-device e1000,bus=port3,addr=0,romfile="
