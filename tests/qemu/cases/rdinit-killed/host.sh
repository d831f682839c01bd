# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034,SC2154 # part of `run`
#
# A modprobe that has who started it crash: the worker, in the middle of its work.

# shellcheck source=tests/qemu/foreign/rdinit.sh
. "$top/tests/qemu/foreign/rdinit.sh"
cat >"$work/modprobe" <<'END'
#!/usr/bin/busybox sh
[ "$3" = pci-stub ] && kill -SEGV $PPID
exec /usr/bin/busybox modprobe "$@"
END
files="file /usr/sbin/modprobe $work/modprobe 755"
