# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # part of `run`

# shellcheck source=tests/qemu/cases/q35-control/host.sh
. "$top/tests/qemu/cases/q35-control/host.sh"
