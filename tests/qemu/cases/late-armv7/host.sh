# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`

# The line for mdev is the document's.
# shellcheck disable=SC2016 # a document, not a command
sed -n '/^```mdev/,/^```$/ { /^```/d; p; }' "$top/docs/late.md" >"$work/mdev.conf"
files="tree /lib/modules $O/armv7/test-modules/lib/modules
	file /usr/bin/forge-uevent $O/arm/forge-uevent 755
	file /usr/bin/small-sockets $O/arm/small-sockets 755
	file /test/mdev.conf $work/mdev.conf 644"
