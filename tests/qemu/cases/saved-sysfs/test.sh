# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# The command of docs/offline.md, on a real sysfs: a plan on the copy is the plan on the board.
# Our BusyBox has no `tar -c`; tests/offline/saved.t has that part of it.

rules='of,i2c0=vfio-platform;platform,13870000.i2c=none;amba,*=none;*,compatible[samsung,exynos4210-uart]=vfio-platform;platform,modalias[of:Nrtc*]=none;platform,10023c00.power-domain=none;pci,02:00.0=none;platform,nothing=none'
sh /test/save
ok "there is a copy" [ -s /tmp/saved/proc/cmdline ]
earlybind plan -r "$rules" >/tmp/plan
earlybind plan -R /tmp/saved -r "$rules" >/tmp/plan.copy
ok "the plan takes devices, bound ones too" grep -q 'unbind from' /tmp/plan
ok "and some that cannot be unbound" grep -q 'cannot be unbound' /tmp/plan
ok "and rules of the command line and the tree" grep -q '/proc/cmdline:' /tmp/plan
ok "the plan on the copy is the same" cmp /tmp/plan /tmp/plan.copy
ok "it is not empty" [ "$(wc -l </tmp/plan)" -gt 10 ]
