#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Blobs that are cut off, damaged or made to be slow: each is refused with a message or planned
# with, in time, and without a finding of ASan and UBSan, with which the host build is made.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
O=${O:-build}
earlybind=$O/host/earlybind
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# withstood BLOB: says what it said when something is wrong
withstood()
{
	status=0
	ASAN_OPTIONS=exitcode=99 timeout 120 "$earlybind" plan -v -D "$1" -r '*,*=none;of,/n*=none' \
		>"$work/out" 2>"$work/err" || status=$?
	cat "$work/err" >>"$work/errors"
	if [ "$status" -gt 3 ]; then
		echo "status $status"
	elif grep -E 'Sanitizer|runtime error' "$work/err" || grep -E 'worker process died|timeout' "$work/out"; then
		:
	elif [ "$status" = 3 ] && ! grep -q '^earlybind: .*\.dtb: [a-z]' "$work/err"; then
		echo "no message"
	else
		return 0
	fi
	head -n 5 "$work/err" "$work/out"
	return 1
}

dtc -q -I dts -O dtb -o "$work/facts.dtb" tests/offline/facts.dts
mkdir "$work/blobs"
ok "the blobs are made" tests/offline/hostile "$work/facts.dtb" "$work/blobs"
for kind in $(find "$work/blobs" -name '*.dtb' -printf '%f\n' | sed 's/^[0-9]*-//; s/\.dtb$//' | sort -u); do
	all()
	{
		for blob in "$work/blobs"/*-"$kind".dtb; do
			withstood "$blob" || { echo "in $blob"; return 1; }
		done
	}
	ok "$kind: $(find "$work/blobs" -name "*-$kind.dtb" | wc -l) of them" all
done

# A crash and a message that is missing would be noticed.
printf '#!/bin/sh\nkill -SEGV $$\n' >"$work/crash"
printf '#!/bin/sh\nexit 3\n' >"$work/mute"
chmod +x "$work/crash" "$work/mute"
for fake in crash mute; do
	earlybind=$work/$fake
	ok "$fake is caught" not withstood "$work/facts.dtb"
done

# What the messages are: every one is a sentence of ours or of libfdt.
sed -n 's|^earlybind: /[^ ]*: \(.*\)|\1|p' "$work/errors" | sort -u >"$work/messages"
for message in 'it is not a device tree blob' 'it is cut off: its header says that it is longer' \
	'it has more than 16384 nodes' 'its format is older than version 17' \
	'its nodes are nested too deeply: Linux drops what is below 62' \
	'the name of a node has more than 255 bytes' 'the name of a property has more than 255 bytes' \
	'it is damaged: its structure makes no sense' 'it is damaged: an offset in it leads nowhere' \
	'it takes too long: its addresses or names are made to'; do
	ok "one is told: $message" grep -qxF "$message" "$work/messages"
done
done_testing
