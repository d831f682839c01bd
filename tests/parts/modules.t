#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What board/debian takes from Debian's kernels: the modules asked for, whole
# and with all that they need; one that is not there stops it, by its name.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=$(cd "${O:-build}" && pwd)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

# complete FOLDER: what modules.dep speaks of is there
complete()
{
	[ -s "$1/modules.dep" ] || return
	tr -d : <"$1/modules.dep" | xargs -n 1 | while read -r module; do
		[ -s "$1/$module" ] || { echo "$module is missing"; exit 1; }
	done
}

# knows FOLDER LIST: each module of the list is a file or built in
knows()
{
	sed 's/[ \t]*#.*//; /^$/d' "$2" | while read -r module; do
		grep -q "/$(echo "$module" | sed 's/[-_]/[-_]/g')\.ko\(:\|$\)" \
			"$1/modules.dep" "$1/modules.builtin" && continue
		echo "$module is missing"
		exit 1
	done
}

for arch in arm64 x86_64; do
	kernel=$O/debian-$arch/kernel
	folder=$(echo "$kernel"/modules/lib/modules/*)
	ok "$arch: modules.dep is true" complete "$folder"
	ok "$arch: each module of the list is there" \
		knows "$folder" board/debian-$arch.modules
	is "$arch: none is compressed" \
		"$(find "$folder" -name '*.ko.*')" ""
	ok "$arch: few of Debian's thousands" \
		test "$(find "$folder" -name '*.ko' | wc -l)" -lt 60
	ok "$arch: e1000 has its aliases" \
		grep -q '^alias pci:v00008086d0000100E.* e1000$' "$folder/modules.alias"
done

mkdir "$tmp/cache"
cp -r board initramfs "$tmp"
ln -s "$(readlink -f "${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/earlybind}")/linux-image-arm64-source" "$tmp/cache/"
echo 'not-a-module # at all' >>"$tmp/board/debian-arm64.modules"
CACHE=$tmp/cache "$tmp/board/debian" arm64 "$tmp/link" >"$tmp/out" 2>&1
is "a list that asks for a module nobody has: an error" $? 1
ok "with its name" grep -q 'has no module not-a-module$' "$tmp/out"
ok "and nothing is left that looks finished" test ! -e "$tmp/link"
is "not in the cache either" "$(find "$tmp/cache" -name 'linux-debian*-*-*')" ""

done_testing
