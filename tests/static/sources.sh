# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Which files the checks of this folder look at; sourced at the top of the tree.

# Every file of the tree that is not built, one a line
tree_files()
{
	if git ls-files --cached --others --exclude-standard 2>/dev/null | grep -q .; then
		git ls-files --cached --others --exclude-standard
	else
		find . -path './build*' -prune -o -name .git -prune -o -type f -print |
			sed 's|^\./||'
	fi | while IFS= read -r file; do
		[ ! -f "$file" ] || printf '%s\n' "$file"
	done
}

c_files()
{
	tree_files | grep '\.[ch]$'
}

# Scripts by their first line, whatever they are called, and what is sourced by them
shell_files()
{
	tree_files | while IFS= read -r file; do
		if head -n 3 "$file" | tr -d '\000' |
			grep -qE '^#! ?/bin/(busybox )?(a|da|ba)?sh|^# shellcheck shell='; then
			printf '%s\n' "$file"
		fi
	done
}

# The words of a variable of applet/applet.mk
applet_list()
{
	awk -v name="$1" '
		$1 == name { on = 1; sub(/^[^=]*=/, "") }
		on { last = !/\\$/; sub(/\\$/, ""); print; if (last) exit }' applet/applet.mk |
		tr -s ' \t' '\n' | grep .
}
