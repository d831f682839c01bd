# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of a case's host.sh
#
# The guest asks for hot-plugging with a line "QEMU: COMMAND" on its console: that goes to QEMU's monitor.

mkfifo "$work/monitor.in" "$work/monitor.out"
: >"$console"
qemu="$qemu -monitor pipe:$work/monitor"
(
	exec 3<>"$work/monitor.in" 4<>"$work/monitor.out"
	tail -n +1 -F --pid=$$ "$console" 2>/dev/null | sed -un 's/\r$//; s/.*QEMU: //p' >&3
) &
cat <"$work/monitor.out" >"$work/monitor.log" &
