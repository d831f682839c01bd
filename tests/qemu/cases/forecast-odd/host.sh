# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# The board's own tree, and in it all of the odd nodes of tests/offline.

# shellcheck disable=SC2016 # markdown
command=$(sed -n '/^```sh qemu$/,/^```$/ { /^```/d; p; }' "$top/board/virt-armv7/README.md")
machine=$(echo "$command" | sed -n 's/.*-M \([^ ]*\).*/\1/p')
qemu-system-arm -M "$machine,dumpdtb=$work/virt.dtb" -cpu cortex-a15 -m 512 -smp 2 -nic none \
	-display none 2>"$work/dumpdtb.log"
sed 's|^/dts-v1/;|&\n/plugin/;|; s|^/ {|\&{/} {|' "$top/tests/offline/odd.dts" >"$work/odd.dtso"
dtc -q -i "$top/tests/offline" -I dts -O dtb -o "$work/odd.dtbo" "$work/odd.dtso"
fdtoverlay -i "$work/virt.dtb" -o "$work/odd.dtb" "$work/odd.dtbo"
qemu="-dtb $work/odd.dtb"
files="file /test/forecast.guest $top/tests/qemu/forecast.guest 644"
