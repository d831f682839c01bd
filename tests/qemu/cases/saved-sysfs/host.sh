# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# The command as the document has it goes along.

# shellcheck disable=SC2016 # markdown, not a command
sed -n '/^```sh save$/,/^```$/ { /^```/d; s/; tar .*//p; }' "$top/docs/offline.md" >"$work/save"
files="file /test/save $work/save 644"
