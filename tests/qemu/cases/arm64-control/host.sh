# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`

files="file /test/forecast.guest $top/tests/qemu/forecast.guest 644"
