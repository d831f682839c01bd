# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# The image's /init cannot start: its interpreter is missing. Its init is /bin/init. And a modprobe that
# has the process crash which started the worker, and sends the same to the first process, for which the kernel does not let it have an effect;
# then it does not end.

BASE=$work/renamed.cpio.gz
export BASE
sed 's|^file  /init |file  /usr/bin/init |' "$top/tests/qemu/foreign/image.list" >"$work/renamed.list"
(cd "$top" && KERNEL=$O/armv7/kernel BUSYBOX=$O/$arch/busybox initramfs/pack "$BASE" "$work/renamed.list")
# shellcheck source=tests/qemu/foreign/rdinit.sh
. "$top/tests/qemu/foreign/rdinit.sh"
cat >"$work/modprobe" <<'END'
#!/usr/bin/busybox sh
[ "$3" = pci-stub ] && {
	kill -SEGV $(/usr/bin/busybox sed -n 's/^PPid:.//p' /proc/$PPID/status) 1
	/usr/bin/busybox sleep 600
}
exec /usr/bin/busybox modprobe "$@"
END
printf '#!/missing\n' >"$work/unstartable"
files="file /usr/sbin/modprobe $work/modprobe 755
file /init $work/unstartable 755"
