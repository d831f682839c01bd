#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# The fuzzers' checks hold for each sample and all that it begins with; and they can fail.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=${O:-build}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

for target in tests/fuzz/target_*.c; do
	target=$(basename "$target" .c)
	target=${target#target_}
	ok "corpus of $target" tests/fuzz/corpus "$target" "$tmp/$target"
	ok "$target: $(find "$tmp/$target" -type f | grep -c .) samples" \
		"$O/fuzz/replay_$target" "$tmp/$target"/*
done
ok "no sample is no success" not "$O/fuzz/replay_plan"

done_testing
