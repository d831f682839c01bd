# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# The systemd and udev of this machine as they are, in the initramfs, whose init makes systemd
# process 1 after cold-plug (with libkmod, which it loads itself since 256); units: ours, what it needs, and one that runs the guest's part.

hook=/usr/lib/guest
# shellcheck disable=SC2016 # a document, not a command
sed -n '/^```udev/,/^```$/ { /^```/d; p; }' "$top/docs/late.md" >"$work/udev.rules"
# As if nothing had been done there, and a modprobe that takes its time: what the watch is to do, it has not done
# before the next unit could be there.
cat >"$work/forget" <<-'END'
	earlybind clear --all
	rm -r /run/earlybind
	modprobe -r pci-stub
	echo /sbin/slow >/proc/sys/kernel/modprobe
	exec /lib/systemd/systemd
END
sed -e "/^for hook in /{ r $work/forget" -e 'N; N; d; }' "$top/initramfs/init" >"$work/init"
cat >"$work/slow" <<-'END'
	#!/bin/sh
	case $* in *pci[-_]stub*) sleep 5 ;; esac
	exec /sbin/modprobe "$@"
END
cat >"$work/next.service" <<-'END'
	[Unit]
	DefaultDependencies=no
	After=earlybind.service
	Before=sysinit.target
	[Service]
	Type=oneshot
	Environment=PATH=/sbin:/bin:/usr/sbin:/usr/bin
	ExecStart=/bin/sh -c 'readlink /sys/bus/pci/devices/0000:00:03.0/driver >/run/next'
END
cat >"$work/guest.service" <<-'END'
	[Service]
	Type=oneshot
	Environment=PATH=/sbin:/bin:/usr/sbin:/usr/bin
	ExecStart=/usr/lib/guest
	StandardOutput=file:/dev/console
	StandardError=inherit
END

# program PATH...: lines for mkcpio, with the libraries
program()
{
	for program; do
		[ -e "$program" ] || continue
		echo "file $program $(readlink -f "$program") 755"
		ldd "$program" | sed -n 's|^[^/]*\(/[^ ]*\) (0x.*|\1|p'
	done | awk '/^\// { $0 = "file " $0 " " $0 " 755" } !seen[$0]++'
}

units()
{
	for unit in sysinit basic local-fs swap sockets timers paths slices shutdown umount; do
		echo "file /usr/lib/systemd/system/$unit.target /lib/systemd/system/$unit.target 644"
	done
}

# udev finds modules by the lists that BusyBox has no use for.
cp -rL "$O/debian-x86_64/kernel/modules/lib" "$work/"
version=$(ls "$work/lib/modules")
PATH=$PATH:/sbin:/usr/sbin depmod -b "$work" "$version"

files="$(program /lib/systemd/systemd /usr/lib/systemd/systemd-executor /bin/systemctl /lib/systemd/systemd-udevd /bin/udevadm /usr/lib/*/libkmod.so.2)
	$(units)
	file /init $work/init 755
	file /etc/systemd/system/guest.service $work/guest.service 644
	file /etc/systemd/system/earlybind.service $top/initramfs/earlybind.service 644
	slink /etc/systemd/system/sysinit.target.wants/earlybind.service ../earlybind.service
	file /etc/systemd/system/next.service $work/next.service 644
	slink /etc/systemd/system/sysinit.target.wants/next.service ../next.service
	file /sbin/slow $work/slow 755
	file /usr/lib/udev/rules.d/80-drivers.rules /lib/udev/rules.d/80-drivers.rules 644
	tree /lib/modules/$version $work/lib/modules/$version
	file /test/earlybind.rules $work/udev.rules 644"
