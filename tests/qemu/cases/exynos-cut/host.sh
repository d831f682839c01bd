# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2016,SC2034,SC2154 # part of `run`
#
# A command line whose first 1023 bytes, which is all that a kernel on ARM
# keeps, end within the name of a driver; what is left is a good rule.

rules='bootconfig driver_override=platform,13860000.i2c=vfio-platform/noiommu/noreset'
last='driver_override=platform,13870000.i2c=none;platform,10070000.rtc=none'
line=$(sed -n 's/.*-append "\(.*\)\$APPEND".*/\1/p' "$top/board/smdkc210/README.md")
room=$((1023 - $(printf '%s%s pad= %s' "$line" "$rules" "$last" | wc -c)))
pad=$(printf "%${room}s" '' | tr ' ' x)
APPEND="$rules pad=$pad $last-of-your-business"
