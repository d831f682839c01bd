#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# How files look: clang-format (14 of Debian 12 and 19 of Debian 13 agree), a licence line,
# no name of a mirror, no path of one machine.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
. tests/static/sources.sh
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

for file in $(c_files); do
	ok "$file is formatted" clang-format --dry-run -Werror "$file"
done
printf 'int  main( void ){return 0 ;}\n' >"$tmp/bad.c"
cp .clang-format "$tmp"
ok "a file that is not is caught" not clang-format --dry-run -Werror "$tmp/bad.c"

# licensed FILE: near its top
licensed()
{
	head -n 5 "$1" | grep -q 'SPDX-License-Identifier: GPL-2.0-only'
}

for file in $({
	c_files
	shell_files
	tree_files | grep -E '\.(mk|t|dtso|dts)$|(^|/)Makefile$'
} | sort -u); do
	ok "$file names its licence" licensed "$file"
done
ok "a file without is caught" not licensed "$tmp/bad.c"

# In pieces, so that this file is no hit.
host='https?://[a-z0-9.-]*(mirror|proxy|registry|artifact|(snapshot|deb|security)\.debian)'
place='(^|[^[:alnum:]_}./-])/(ro''ot|ho''me|Us''ers|work''space)/[a-z.]'

# somewhere FILE...: shows lines that name a host that serves packages, or somebody's folder
somewhere()
{
	grep -nEiI "$host|$place" "$@"
}

tree_files >"$tmp/files"
ok "the tree has files" grep -q '^Makefile$' "$tmp/files"
tr '\n' '\000' <"$tmp/files" >"$tmp/files0"
# xargs ends with 123 where grep found nothing
hits=$(xargs -0 -a "$tmp/files0" grep -nEiI "$host|$place" /dev/null)
is "no mirror host, no path of one machine" "$hits" ""
echo "see /ho""me/somebody/x" >"$tmp/place"
ok "a path of one machine is caught" somewhere "$tmp/place"
echo "http://deb.deb""ian.org/debian" >"$tmp/host"
ok "a mirror is caught" somewhere "$tmp/host"

done_testing
