# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# System calls of apply, undo and clear fail on real devices of a real kernel; what must hold then stands at the
# top of tests/faults/faults.c. All are in one IOMMU group and quick to bind, and pci-stub has to be loaded
# in each run. i801_smbus
# is no driver for an ISA bridge: a required rule that fails in the probe.

cat >/test/between <<'END'
#!/bin/sh
rmmod pci_stub 2>/dev/null
END
chmod 755 /test/between
modprobe vfio-pci

# inject PROGRAM [OPTION]...
inject()
{
	program=$1
	shift
	faults "$@" "$program" / /test/between \
		apply '' '-r pci,00:1f.3=pci-stub;pci,00:1f.0=vfio-pci' \
		undo-same '' '-r pci,00:1f.3=vfio-pci;pci,00:1f.0=i801_smbus/required' \
		clear '-r pci,00:1f.3=pci-stub' 'clear pci/0000:00:1f.3'
}

# hit CALL...: each failed at least once
hit()
{
	for call; do
		grep -q "^#.* $call [1-9]" /tmp/said || { echo "no $call failed"; return 1; }
	done
}

# shellcheck disable=SC2046 # options are words
inject /sbin/earlybind $(cat /test/options) >/tmp/said 2>&1
is "what is reported is so, whatever fails" "$? $(grep -v '^#' /tmp/said)" "0 "
sed -n 's/^#/TAP: #/p' /tmp/said
# A part of all may leave one out.
grep -q k /test/options && ok "each call that counts failed" \
	hit openat read write pread64 readlinkat clone execve wait4 poll pipe2 renameat
inject /usr/bin/earlybind-untrue -c readlinkat -k -x >/tmp/said 2>&1
is "a program that takes what it cannot read for nothing is noticed" "$?" 1
sed -n 's/^    /TAP: #     /p' /tmp/said
ok "for what it says" grep '^    pci/0000:00:1f\.3 (.*): reported driver - override -, is driver i801_smbus' /tmp/said
