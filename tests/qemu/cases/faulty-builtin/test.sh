# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh
#
# Devices that a built-in driver has before there is any user space: one that
# lets go, and one that cannot.  (Not a serial port: samsung-uart of 6.12 takes
# the console down with any of them.)

sram=platform/2020000.sram memory=platform/12570000.memory-controller
drivers=/sys/bus/platform/drivers

# state DEVICE: its driver and its override
state()
{
	echo "$(driver "$1") $(override "$1")"
}

ok "the one driver is built in" not test -e $drivers/sram/module
is "its device is on vfio-platform" "$(driver $sram)" vfio-platform
ok "which opens it" vfio-proof 2020000.sram
ok "the log says where it was" logged \
	'earlybind: platform/2020000\.sram: bound to vfio-platform, was on sram'

ok "the other driver is built in" not test -e $drivers/exynos-srom/module
ok "and has no unbind" not test -e $drivers/exynos-srom/unbind
is "its device stays, untouched" "$(state $memory)" "exynos-srom unset"
ok "with the reason" logged \
	'12570000\.memory-controller: failed: .*exynos-srom cannot be unbound.*nothing was changed'

# s3c-i2c is in module i2c_s3c2410, which nothing but the device's modalias leads to.
i2c=platform/13870000.i2c
ok "a driver in a module of another name is found by the device" logged \
	'13870000\.i2c: bound to s3c-i2c, had no driver'
ok "which is loaded" test -d /sys/module/i2c_s3c2410
is "and the device is on it" "$(state $i2c)" "s3c-i2c s3c-i2c"

ok "a second run says the same" exits 1 earlybind
is "the one is on vfio-platform" "$(driver $sram)" vfio-platform
is "the other is untouched" "$(state $memory)" "exynos-srom unset"

# What the kernel has to do before the driver's own probe fails.
pinless=platform/13860000.i2c
is "a device whose pins cannot be set up has no driver" "$(state $pinless)" "none unset"
ok "a rule does not help it" exits 1 earlybind -c '' -r 'platform,13860000.i2c=s3c-i2c'
is "nor does the kernel wait for anything" "$(state $pinless)" "none s3c-i2c"
ok "which is said" grep '13860000\.i2c: failed: the kernel did not let s3c-i2c probe it, and does not wait for anything: its pins or DMA could not be set up' \
	/run/earlybind/report
ok "without the kernel's list it cannot be told" sh -c \
	"umount /sys/kernel/debug && earlybind -c '' -r 'platform,13860000.i2c=s3c-i2c'"
ok "which is said, too" grep '13860000\.i2c: armed for s3c-i2c: .*devices_deferred would tell' \
	/run/earlybind/report
mount -t debugfs debugfs /sys/kernel/debug
ok "it is let go" exits 0 earlybind clear $pinless

ok "clear gives the first back" exits 0 earlybind clear $sram
is "it is on its driver, without override" "$(state $sram)" "sram unset"
