#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# A program that is not right is found out by the properties.

set -u
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../..
# shellcheck source=tests/lib/tap.sh
. "$here/../lib/tap.sh"
O=$(cd "${O:-$top/build}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# mutant LINE: the properties find out that the program lacks the one line that contains LINE
mutant()
{
	[ "$(grep -rhF "$1" "$top/applet" | grep -c .)" = 1 ] || return 1
	file=$(cd "$top/applet" && grep -rlF "$1" .)
	file=${file#./}
	grep -vF "$1" "$top/applet/$file" >"$work/mutant.c"
	find "$O/properties/fast" -name '*.o' ! -path "*/${file%.c}.o" >"$work/objects"
	# shellcheck disable=SC2046,SC2086 # lists of words
	(cd "$top" && $HOST_CC $PROPERTIES_MUTANT -w -MF "$work/mutant.d" \
		-I"applet/$(dirname "$file")" -o "$work/mutant" "$work/mutant.c" \
		$(cat "$work/objects")) || return 1
	for fixed in 1 2 3 4; do
		"$work/mutant" --seed "$fixed" --cases 2000 >"$work/found" 2>&1
		grep -q "to repeat it: make properties SEED=$fixed CASE=" "$work/found" && return
	done
	return 1
}

: "${HOST_CC:?is exported by properties.mk}" "${PROPERTIES_MUTANT:?is exported by properties.mk}"
ok 'an overruled rule that acts all the same is found' \
	mutant 'eb_plan_shadow(&plan->items[device->claim - 1]'
ok 'a device that is not unbound is found' mutant 'EB_STEP_UNBIND, false, eb_do_unbind'
ok 'a failure that is not undone is found' mutant 'EB_STEP_UNDO, eb_undo);'
ok 'a standard driver that is not loaded is found' \
	mutant 'EB_STEP_STANDARD, false, eb_do_standard'
ok 'a bridge that is taken is found' mutant 'eb_refuse_guarded(plan, item);'
ok 'what fails and leaves the others is found' mutant 'item->take_back = any = true;'
ok 'half a group that is taken is found' mutant 'eb_refuse_half_group(plan, item);'
ok 'a member of a group that is not taken is found' \
	mutant 'if (member->bridge || member->let_go || eb_is_spoken_for(plan, item, member))'
ok 'a clear --all that knows no device is found' mutant 'eb_record_former(out, item, device);'

done_testing
