#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Every golden run once more, with -j: each document is strict JSON, is what
# docs/earlybind.schema.json says, and tells the exit status; nothing else is on stdout. And a
# document about 10,000 devices.

set -u
here=$(cd "$(dirname "$0")" && pwd)
golden=$here/../golden
schema=$here/../../docs/earlybind.schema.json
O=$(cd "${O:-build}" && pwd)
# shellcheck source=tests/lib/tap.sh
. "$here/../lib/tap.sh"
work=$(mktemp -d)
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT

# Each run of the program leaves its document in $docs/N.STATUS.json, and prints it.
eb()
{
	"$program" -R "$root" -j "$@" >"$docs/new" 2>>"$docs/stderr"
	status=$?
	n=$((n + 1))
	mv "$docs/new" "$docs/$n.$status.json"
	cat "$docs/$n.$status.json"
	return $status
}

play()
{
	while IFS= read -r line; do
		case $line in ''|'#'*) continue ;; esac
		eval "$line"
	done <"$1/run" >/dev/null 2>&1
}

# --help and --version print their text, -D needs no root
skipped()
{
	grep -qE -e '^eb .*(--help|--version|-[hV])( |$)' "$1/run"
}

running=0
for kind in plain sim; do
	program=$O/host/earlybind
	[ $kind = plain ] || program=$O/host/earlybind-sim
	for dir in "$golden/$kind"/*/; do
		name=$kind-$(basename "$dir")
		root=$work/root/$name docs=$work/docs/$name n=0
		skipped "$dir" && continue
		mkdir -p "$work/root" "$docs"
		"$golden/mkroot" "$root" <"$dir/root" 2>/dev/null
		(play "${dir%/}") &
		# What hangs does so until its timeout.
		running=$((running + 1))
		[ $((running % 8)) != 0 ] || wait
	done
done
wait
find "$work/docs" -name '*.json' | sort >"$work/list"
ok 'the documents are what the schema says' xargs -a "$work/list" "$here/validate" "$schema"
ok 'there are many' test "$(wc -l <"$work/list")" -gt 150

# More than any buffer holds, and more than there may be rules
root=$work/many docs=$work/docs/many n=0 program=$O/host/earlybind
mkdir -p "$root/sys/bus/platform/devices" "$root/sys/bus/platform/drivers" "$root/proc" "$root/run" "$docs"
: >"$root/sys/bus/platform/drivers_probe"
: >"$root/proc/cmdline"
(
	cd "$root/sys/bus/platform/devices" || exit 1
	seq -f '"dev\%.0f' 10000 | tr '\n' '\0' | xargs -0 mkdir
	seq -f '"dev\%.0f/driver_override' 10000 | tr '\n' '\0' | xargs -0 touch
)
for command in "plan -t 0 -r platform,*=none" "apply -t 0 -r platform,*=none" "status -t 0" "clear -t 0 --all"; do
	# shellcheck disable=SC2086 # words
	eb $command >"$work/long"
	is "${command%% *} of 10000 devices" "$(grep -o '"device":"platform/' "$work/long" | wc -l)" 10000
done
ok 'long documents are valid' "$here/validate" "$schema" "$docs"/*.json
done_testing
