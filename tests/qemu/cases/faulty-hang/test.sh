# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# A driver whose probe does not return (tests/qemu/modules/eb-hang.c), loaded
# before all others, and by the first of the rules: the boot comes this far, and what runs later
# ends too.
# Then the probes are let go.

hung=platform/a003a00.virtio_mmio waiting=platform/a003e00.virtio_mmio dev=platform/eb-dev

# state DEVICE: its driver and its override
state()
{
	echo "$(driver "$1") $(override "$1")"
}

# within SECONDS COMMAND...
within()
{
	within_limit=$1
	shift
	within_start=$(cut -d . -f 1 /proc/uptime)
	"$@" || return
	[ $(($(cut -d . -f 1 /proc/uptime) - within_start)) -le "$within_limit" ]
}

tap "# here at $(cut -d ' ' -f 1 /proc/uptime) seconds of uptime"
# The kernel goes through the devices in its order, not in ours.
is "at boot: a device hangs in its probe" "$(state $hung)" "eb-hang eb-hang"
is "so its driver's next one has to wait" "$(state $waiting)" "none eb-hang"
for device in $hung $waiting; do
	ok "$device is said to be blocked" \
		logged "earlybind: $device: failed: blocked in the kernel.*may still land"
done
is "the device of another rule is bound" "$(state pci/0000:00:02.0)" "pci-stub pci-stub"
ok "and said to be" logged 'earlybind: pci/0000:00:02\.0: bound to pci-stub'
is "that of a third is held" "$(state platform/a003c00.virtio_mmio)" "none none"
ok "and said to be" logged 'earlybind: platform/a003c00\.virtio_mmio: held'
is "modules are loaded afterwards" "$(driver pci/0000:00:03.0)" e1000
ok "the probe still hangs" grep -q 'eb_hang.*Loading' /proc/modules

# The kernel shows the link to the driver all the time: that alone says nothing.
# These run with a pipe behind, which nothing that hangs may hold open.
ok "a second run ends in time" within 20 exits 1 earlybind -t 6
ok "and does not take the link for a driver that has the device" \
	grep -q "^$hung: failed: blocked in the kernel" /run/earlybind/report
is "the others stay" "$(state pci/0000:00:02.0)" "pci-stub pci-stub"
ok "status does not hang" within 20 exits 1 earlybind status -t 6 a003a00.virtio_mmio
is "nor does it" "$(earlybind status a003a00.virtio_mmio | sed -n 's/.* \(outcome=[a-z]*\).*/\1/p')" outcome=pending

# The driver is registered now: this one hangs in drivers_probe.
modprobe eb-devices
ok "where no module is to be loaded: a run ends in time" within 20 exits 1 \
	earlybind -t 6 -c '' -r 'platform,eb-dev.0=eb-ok;platform,eb-dev.1=eb-hang;platform,eb-dev.2=eb-ok'
is "those of the other rules are bound" "$(state $dev.0) $(state $dev.2)" \
	"eb-ok eb-ok eb-ok eb-ok"
is "which is what the report says" \
	"$(sed -n 's/^platform\/\(eb-dev.[0-9]: [a-z]*\).*/\1/p' /run/earlybind/report | tr '\n' ' ')" \
	"eb-dev.0: bound eb-dev.1: failed eb-dev.2: bound "

ok "run again, it still is not bound" within 20 exits 1 earlybind -t 6 -c '' -r 'platform,eb-dev.1=eb-hang'
ok "as is said" grep -q '^platform/eb-dev\.1: failed: blocked in the kernel' /run/earlybind/report

ok "the same in another order, where what hangs comes first" within 20 exits 1 \
	earlybind -t 6 -c '' -r 'platform,eb-dev.4=eb-hang;platform,eb-dev.3=eb-ok;platform,eb-dev.5=none'
is "those of the other rules are where they should be" "$(state $dev.3) $(state $dev.5)" "eb-ok eb-ok none none"

echo >/sys/module/eb_hang/parameters/let_go
ok "let go, what hung lands" until_is "eb-hang eb-hang" state $hung
ok "all of it" until_is "eb-hang eb-hang" state $dev.1
ok "and what had to wait" until_is "eb-hang eb-hang" state $waiting
ok "the driver's module is loaded" grep -q 'eb_hang.*Live' /proc/modules
ok "then a run is content" exits 0 earlybind
ok "as everything is there already" grep -q 'a003a00.virtio_mmio: bound to eb-hang already' \
	/run/earlybind/report
