# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # part of `run`
#
# More of everything: a card behind each of two bridges (buses 02 and 03), one
# with three functions, one of another id, two functions of other classes.

qemu="-device pcie-root-port,id=port1,chassis=1,addr=4
	-device pcie-root-port,id=port2,chassis=2,addr=5
	-device e1000,bus=port2,addr=0,romfile=
	-device pci-bridge,id=bridge,chassis_nr=3,addr=6
	-device e1000,bus=bridge,addr=3,romfile=
	-device e1000-82544gc,addr=7,romfile=
	-device virtio-serial-pci,addr=8
	-device virtio-rng-pci,addr=9
	-device e1000,addr=a.0,multifunction=on,romfile=
	-device e1000,addr=a.1,romfile=
	-device e1000,addr=a.2,romfile="
