# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Drivers whose probe fails or is put off, for devices without a driver and for
# devices that have one (tests/qemu/modules).

dev=platform/eb-dev

# state DEVICE: its driver and its override
state()
{
	echo "$(driver "$1") $(override "$1")"
}

# run STATUS RULES: earlybind with these rules alone; $said is its report
run()
{
	said=$(exits "$1" earlybind -c '' -r "$2")
	tap_run=$?
	echo "$said"
	return $tap_run
}

# says DEVICE PATTERN: the last run said this about it
says()
{
	grep -e "platform/$1: $2" /run/earlybind/report && return
	cat /run/earlybind/report
	return 1
}

modprobe eb-devices

# Nothing has a driver yet.
ok "one rule can be applied, one is put off, one fails" run 1 \
	'platform,eb-dev.0=eb-error;platform,eb-dev.3=eb-defer;platform,eb-consumer=eb-ok;platform,eb-dev.1=eb-ok'
is "a good one is bound" "$(state $dev.1)" "eb-ok eb-ok"
is "an error: no driver, and none can take it" "$(state $dev.0)" "none eb-error"
ok "with the kernel's message" says eb-dev.0 \
	'failed: .*kernel: eb-error eb-dev\.0: probe with driver eb-error failed with error -5.*held back'
is "a driver that defers: the override stays" "$(state $dev.3)" "none eb-defer"
ok "armed, with the reason" says eb-dev.3 'armed.*no eb-clock yet'
is "a supplier without driver: the override stays" "$(state platform/eb-consumer)" "none eb-ok"
ok "armed, with the supplier" says eb-consumer 'armed.*eb-supplier not ready'

modprobe eb-native
is "the native driver takes what has no override" "$(state $dev.2)" "eb-native unset"
is "not what is held back" "$(state $dev.0)" "none eb-error"
is "nor what is armed" "$(state $dev.3)" "none eb-defer"
is "the supplier has a driver" "$(driver platform/eb-supplier)" eb-native
ok "so the kernel binds the consumer, as ruled" until_is eb-ok driver platform/eb-consumer
echo eb-supplier >/sys/bus/platform/drivers/eb-native/unbind
is "and takes it down with the supplier" "$(driver platform/eb-consumer)" none

# Devices that have a driver.
modprobe -a eb-once eb-locked
is "one that binds once" "$(state platform/eb-once)" "eb-once unset"
is "one that cannot be unbound" "$(state platform/eb-locked)" "eb-locked unset"
ok "the same, where all have a driver" run 1 \
	'platform,eb-dev.2=eb-error;platform,eb-dev.4=eb-defer;platform,eb-once=eb-error;platform,eb-locked=eb-ok;platform,eb-dev.5=eb-ok'
is "a good one is bound" "$(state $dev.5)" "eb-ok eb-ok"
ok "and was on the native driver" says eb-dev.5 'bound to eb-ok, was on eb-native'
is "an error: the native driver has it back" "$(state $dev.2)" "eb-native unset"
ok "which is said, with the kernel's message" says eb-dev.2 \
	'failed: .*eb-error eb-dev\.2: probe with driver eb-error failed with error -5.*given back to eb-native'
is "a driver that defers is waited for" "$(state $dev.4)" "none eb-defer"
ok "with the reason" says eb-dev.4 'armed.*no eb-clock yet'
is "where the native driver refuses there is none" "$(driver platform/eb-once)" none
ok "which is said" says eb-once 'failed: .*eb-once did not take it back, it has no driver now'
is "what cannot be unbound is untouched" "$(state platform/eb-locked)" "eb-locked unset"
ok "which is said" says eb-locked 'failed: .*eb-locked cannot be unbound'

# When a device is bound, the kernel tries again what it has put off, and has it not in its list meanwhile.
echo 30 >/sys/module/eb_defer/parameters/delay
ok "one is put off, one is bound" run 0 'platform,eb-dev.6=eb-defer;platform,eb-dev.7=eb-ok'
ok "which is said" says eb-dev.6 'armed for eb-defer: the kernel put the probe off'
is "a driver that defers is waited for also while it is tried again" "$(state $dev.6)" "none eb-defer"
