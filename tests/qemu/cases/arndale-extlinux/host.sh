# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2154 # part of `run`

# shellcheck source=tests/qemu/arndale-card.sh
. "$top/tests/qemu/arndale-card.sh"
