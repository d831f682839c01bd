# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# FAULTS: options for the injector; `make faults GUEST=1` has its own, and takes its time.

TIMEOUT=${FAULTS:+86400}
echo "${FAULTS:=-k -n 7}" >"$work/options"
files="file /usr/bin/faults $O/x86_64/faults 755
	file /usr/bin/earlybind-untrue $O/x86_64/earlybind-untrue 755
	file /test/options $work/options 644"
