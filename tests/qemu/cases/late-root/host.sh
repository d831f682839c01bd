# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# The disk of root-disk; and a watch that the initramfs has started.

# shellcheck source=tests/qemu/cases/root-disk/host.sh
. "$top/tests/qemu/cases/root-disk/host.sh"
files="file /hooks/watch $case/watch 755"
