# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`

qemu="-device pcie-root-port,id=slot1,slot=1,addr=6 -device pcie-root-port,id=slot2,slot=2,addr=7"
# shellcheck source=tests/qemu/monitor.sh
. "$top/tests/qemu/monitor.sh"
