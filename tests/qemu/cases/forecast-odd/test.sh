# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The rules of naming, and of which nodes become devices, one odd node for each: what `plan -D`
# predicts is what the kernel makes.

# shellcheck source=/dev/null
. /test/forecast.guest
