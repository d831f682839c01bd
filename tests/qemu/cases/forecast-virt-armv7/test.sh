# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What `plan -D` predicts from this board's own blob is what it has.

# shellcheck source=/dev/null
. /test/forecast.guest
