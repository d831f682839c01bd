# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# For a host.sh: that image, and behind it what `make cpio` makes, put there by the commands of
# docs/initramfs.md.

append()
{
	sed -n '/^    cp initrd\.img /,/^    cat /p' "$top/docs/initramfs.md" | sed "s|initrd\.img |$BASE |
		s|initrd-earlybind\.img|$work/foreign.img|; s|build/x86_64/|$O/$arch/|" >"$work/append"
	sh -eu "$work/append"
	BASE=$work/foreign.img
}

: "${BASE:=$O/armv7/foreign.cpio.gz}"
export BASE
append
