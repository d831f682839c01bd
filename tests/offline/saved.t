#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The command of docs/offline.md that takes a copy of a board's sysfs, on fake roots: a plan on
# the copy is the plan on the root. The boot saved-sysfs runs it on a real one.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
earlybind=${O:-build}/host/earlybind
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# shellcheck disable=SC2016 # markdown
sed -n '/^```sh save$/,/^```$/ { /^```/d; p; }' docs/offline.md >"$work/save"
is "the document has one command of one line" "$(grep -c '^d=/tmp/saved; cd / && ' "$work/save")" 1

# saved ROOT: its copy, taken, packed and unpacked again, in $work/copy
saved()
{
	rm -rf "$work/copy" "$work/saved" "$work/saved.tar.gz"
	sed "s|^d=/tmp/saved; cd / &&|d=$work/saved; cd $1 \&\&|" "$work/save" >"$work/command"
	sh "$work/command" || return 1
	mkdir "$work/copy" && tar -C "$work/copy" -xzf "$work/saved.tar.gz"
}

# same_plan ROOT: with what the root has, and with rules of all kinds
same_plan()
{
	set -- "$1" -v -r '*,*=none;of,/*/*=none;platform,compatible[samsung,s3c2440-i2c]=vfio-platform;pci,id[8086:*]=pci-stub;pci,class[02]=none/optional;pci,path[*]=x'
	"$earlybind" plan -R "$@" >"$work/plan" 2>&1
	shift
	"$earlybind" plan -R "$work/copy" "$@" >"$work/plan.copy" 2>&1
	[ -s "$work/plan" ] && diff -u "$work/plan" "$work/plan.copy"
}

for case in tests/golden/plain/*/; do
	name=$(basename "$case")
	grep -qE '^(nosys|fifo|file proc |link \S+ /)' "$case/root" && continue
	root=$work/roots/$name
	mkdir -p "$work/roots"
	tests/golden/mkroot "$root" <"$case/root" || exit 1
	grep -q '' "$root/proc/cmdline" 2>/dev/null || continue
	ok "$name: the copy is taken" saved "$root"
	ok "$name: the plan is the same" same_plan "$root"
done

# A copy that lacks a device gives another plan.
root=$work/roots/by-device-tree
saved "$root"
rm "$work/copy/sys/bus/platform/devices/12ce0000.i2c"
ok "a device that is missing is noticed" not same_plan "$root"
done_testing
