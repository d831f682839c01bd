# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # sourced: recipes use jobs, fetched
#
# What the recipes share.  A part is built once, in a scratch folder under
# $CACHE, and renamed to $CACHE/NAME-KEY when it is complete: an interrupted
# build leaves nothing that looks finished, and the KEY (a hash of everything
# that went in) makes a stale part impossible.

set -eu

CACHE=${CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/earlybind}
here=$(cd "$(dirname "$0")" && pwd)
jobs=${JOBS:-$(nproc)}

# A recipe is its own world: the caller's make must not leak into musl's.
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES MAKEFILES ARCH O
umask 022
export LC_ALL=C

# say WHAT TEXT: one line of the two-column output, as make prints it
say()
{
	printf '  %-8s%s\n' "$1" "$2"
}

die()
{
	echo "${0##*/}: $*" >&2
	exit 1
}

# key FILE... [-- WORD...]: short hash of the files' content and of the words
key()
{
	{
		while [ $# -gt 0 ] && [ "$1" != -- ]; do
			cat "$1"
			shift
		done
		echo "$@"
	} | sha256sum | cut -c 1-16
}

# cached NAME KEY FUNCTION: set $part to the finished $CACHE/NAME-KEY; if it
# is not there, run FUNCTION in an empty scratch folder to fill $part.new
cached()
{
	part=$CACHE/$1-$2
	[ -d "$part" ] && return
	mkdir -p "$CACHE/tmp" "$CACHE/log"
	exec 9>"$CACHE/tmp/$1.lock"
	if ! flock -n 9; then
		say WAIT "$1: another make is at it"
		flock 9
	fi
	if [ ! -d "$part" ]; then
		# We hold the lock: what an earlier, killed run left is ours.
		scratch=$CACHE/tmp/$1
		rm -rf --one-file-system "$scratch" "$part.new"
		mkdir -p "$scratch" "$part.new"
		log=$CACHE/log/$1.log
		: >"$log"
		trap 'rm -rf --one-file-system "$scratch" "$part.new"' EXIT
		trap 'exit 130' INT TERM HUP
		(cd "$scratch" && "$3")
		mv "$part.new" "$part"
		rm -rf --one-file-system "$scratch"
		trap - EXIT INT TERM HUP
	fi
	exec 9>&-
}

# logged COMMAND...: keep the output for a failure; V=1 shows it as it comes
logged()
{
	if [ "${V:-0}" != 0 ]; then
		"$@"
		return
	fi
	# Not in a condition: there, the shell would ignore set -e inside.
	set +e
	(set -e; "$@") >>"$log" 2>&1
	status=$?
	set -e
	[ $status -eq 0 ] && return
	tail -n 30 "$log" >&2
	die "failed: $* (whole log: $log)"
}

# unfulfilled FRAGMENT CONFIG: fail, and say which, when kconfig left a line of
# the fragment out (an option that moved, or that depends on another)
unfulfilled()
{
	wrong=$(grep ^CONFIG_ "$1" | while IFS= read -r want; do
		case $want in
		*=n)	! grep -q "^${want%=n}=" "$2" ;;
		*)	grep -qxF "$want" "$2" ;;
		esac || echo "$want"
	done)
	[ -z "$wrong" ] || die "not possible with this source:" "$wrong"
}

# link TARGET LINK: point LINK at a part; make -L sees the new link. The part is older, and
# stays so: other build folders have links to it.
link()
{
	mkdir -p "$(dirname "$2")"
	ln -sfn "$1" "$2"
	touch -h "$2"
}

# fetch src|bin|bin:ARCH PACKAGE [SUITE...]: set $fetched to the folder with its files
fetch()
{
	CACHE=$CACHE "$here/../initramfs/fetch" "$@"
	fetched=$CACHE/$2-source
	[ $# -ne 3 ] || fetched=$CACHE/$2-$3-source
}
