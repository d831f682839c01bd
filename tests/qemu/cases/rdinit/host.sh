# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# The rules stand on the command line and in a boot configuration, which goes behind all
# archives.

# shellcheck source=tests/qemu/foreign/rdinit.sh
. "$top/tests/qemu/foreign/rdinit.sh"
bootconfig=$work/bootconfig
echo 'driver_override = "platform,a003a00.virtio_mmio=none"' >"$bootconfig"
