# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# What fails together: the word strict (at boot), options required, hold and force, a supplier
# with its consumer. Each with the same rules where they can be carried out.

dev=platform/eb-dev

# states DEVICE...: their drivers and overrides
states()
{
	for device; do
		echo "$(driver "platform/$device")/$(override "platform/$device")"
	done | tr '\n' ' ' | sed 's/ $//'
}

# run STATUS RULES: earlybind with these rules alone
run()
{
	exits "$1" earlybind -c '' -r "$2"
}

# says DEVICE PATTERN: the last run said this about it
says()
{
	grep -e "^platform/$1: $2" /run/earlybind/report && return
	cat /run/earlybind/report
	return 1
}

card=pci/0000:00:02.0
is "strict, and a device is not there: nothing was begun" "$(driver $card) $(override $card)" "e1000 unset"
ok "which is said" logged \
	"earlybind: $card: rolled-back: nothing was done for it: pci/05:00\.0: absent, and the word strict means all or none"
ok "the same rules without strict" exits 1 earlybind -c 'driver_override=pci,00:02.0=pci-stub driver_override=pci,05:00.0=none'
is "are carried out where they can" "$(driver $card)" pci-stub

modprobe -a eb-devices eb-native eb-once

# A supplier and its consumer.
ok "a supplier alone is refused" run 1 platform,eb-supplier=eb-ok
ok "for the sake of its consumer" says eb-supplier \
	'refused: these would lose their drivers, too: platform/eb-consumer; nothing was touched'
is "both stay" "$(states eb-supplier eb-consumer)" "eb-native/unset eb-native/unset"
ok "both together are taken" run 0 'platform,eb-supplier=eb-ok;platform,eb-consumer=eb-ok'
is "both are" "$(states eb-supplier eb-consumer)" "eb-ok/eb-ok eb-ok/eb-ok"
ok "and given back together" run 0 'platform,eb-consumer,eb-supplier='
is "both have their driver again" "$(states eb-supplier eb-consumer)" "eb-native/unset eb-native/unset"
for pair in eb-supplier,eb-consumer eb-consumer,eb-supplier; do
	ok "$pair: what is required beside them fails" run 1 \
		"platform,$pair=eb-ok;platform,eb-dev.0=eb-error/required"
	is "both have their driver back" "$(states eb-supplier eb-consumer)" "eb-native/unset eb-native/unset"
done
ok "with force the supplier is taken" run 0 platform,eb-supplier=eb-ok/force
is "and the kernel takes the consumer down" "$(states eb-supplier eb-consumer)" "eb-ok/eb-ok none/unset"
ok "which is told" says eb-consumer 'unbound: the kernel took it from eb-native with platform/eb-supplier, its supplier'
ok "the supplier is given back" exits 0 earlybind clear platform/eb-supplier
is "and the consumer with it" "$(states eb-supplier eb-consumer)" "eb-native/unset eb-native/unset"

# required: before the run, drivers and overrides of all kinds.
echo eb-native >/sys/bus/platform/devices/eb-dev.2/driver_override
earlybind -q set $dev.3 eb-ok
echo eb-dev.4 >/sys/bus/platform/drivers/eb-native/unbind
before='eb-native/unset eb-native/unset eb-native/eb-native eb-ok/eb-ok none/unset'
five='eb-dev.0 eb-dev.1 eb-dev.2 eb-dev.3 eb-dev.4'
rules='platform,eb-dev.1=eb-ok;platform,eb-dev.2=none;platform,eb-dev.3=;platform,eb-dev.4=eb-ok'
# shellcheck disable=SC2086 # devices are words
{
	is "five devices" "$(states $five)" "$before"
	ok "one that is required fails" run 1 "$rules;platform,eb-dev.0=eb-error/required"
	is "all are as they were" "$(states $five)" "$before"
	for n in 1 2 3 4; do
		ok "eb-dev.$n: said, and why" says eb-dev.$n \
			'rolled-back: it is as it was before: platform/eb-dev\.0: failed, and that rule is required'
	done
	ok "what failed has its driver again, too" says eb-dev.0 \
		'failed: .*failed with error -5.*given back to eb-native'
	ok "one that is required has no driver here" run 1 \
		"$rules;platform,eb-once=eb-ok;platform,eb-dev.0=eb-nosuch/required"
	ok "nothing was begun" says eb-dev.1 'rolled-back: nothing was done for it: platform/eb-dev\.0: failed'
	is "not even with what could not be given back" "$(states eb-once)" eb-once/unset
	is "all are as they were" "$(states $five)" "$before"
	ok "strict, and a malformed rule" exits 2 earlybind -c driver_override=strict -r "$rules;nonsense"
	is "all are as they were" "$(states $five)" "$before"
	ok "the same rules without what is required" run 1 "$rules;platform,eb-dev.0=eb-error"
	is "are carried out" "$(states $five)" \
		"eb-native/unset eb-ok/eb-ok none/none eb-native/unset eb-ok/eb-ok"
}

# hold
ok "two drivers that fail" run 1 'platform,eb-dev.5=eb-error/hold;platform,eb-dev.6=eb-error'
is "with hold the device stays without a driver" "$(states eb-dev.5)" none/eb-error
ok "which is said" says eb-dev.5 'failed: .*eb-native does not get it back (option hold)'
is "without hold it has its own again" "$(states eb-dev.6)" eb-native/unset
ok "a driver that is not here: hold does without" run 0 platform,eb-dev.7=eb-nosuch/hold
is "the device is held" "$(states eb-dev.7)" none/eb-nosuch
ok "without hold that is a failure" run 1 platform,eb-dev.8=eb-nosuch
is "and the device stays" "$(states eb-dev.8)" eb-native/unset

# What cannot be undone.
ok "what is required fails, and another's driver does not take it back" run 1 \
	'platform,eb-once=eb-ok;platform,eb-dev.9=eb-ok;platform,eb-dev.0=eb-error/required'
is "the one has no driver" "$(states eb-once)" none/unset
ok "which is said" says eb-once 'failed: it could not be put back as it was.*eb-once did not take it back, it has no driver now'
is "the others are as they were" "$(states eb-dev.9 eb-dev.0)" "eb-native/unset eb-native/unset"
