#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# Every shell script in the tree passes shellcheck and has its licence line.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh

# Scripts by their first line, and parts of scripts by their directive
scripts()
{
	find .ci applet board docs initramfs tests -type f ! -name '*.md' \
		-exec grep -lIE '^(#!/bin/sh|# shellcheck shell=sh)' {} + 2>/dev/null | sort
}

for script in $(scripts); do
	ok "$script" shellcheck "$script"
	ok "$script: licence" grep -q '^# SPDX-License-Identifier: GPL-2.0-only$' "$script"
done
ok "there are some" test "$tap_count" -gt 20

done_testing
