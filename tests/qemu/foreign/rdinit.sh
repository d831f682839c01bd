# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# For a host.sh: that image, and behind it what `make cpio` makes, put there as
# docs/initramfs.md says.

append()
{
	cp "$BASE" "$work/foreign.img"
	truncate -s %4 "$work/foreign.img"
	cat "$O/$arch/earlybind.cpio" >>"$work/foreign.img"
	BASE=$work/foreign.img
}

: "${BASE:=$O/armv7/foreign.cpio.gz}"
export BASE
append
