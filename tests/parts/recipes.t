#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
#
# What can be said of initramfs/recipes without the systems that they are for: scripts, names and
# paths are right, and Buildroot's commands make a program.

set -u
cd "$(dirname "$0")/../.." || exit 1
. tests/lib/tap.sh
unset MAKEFLAGS MFLAGS MAKELEVEL MAKEOVERRIDES APPEND ARCH BOARD T
O=$(cd "${O:-build}" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
recipes=initramfs/recipes

for script in $recipes/mkinitcpio/install/earlybind initramfs/hooks/dracut/05earlybind/*.sh; do
	ok "$script, for bash" shellcheck -s bash "$script"
done

# mkinitcpio's functions say what they were asked for.
cat >"$work/mkinitcpio" <<'END'
for name in add_binary add_file add_module add_runscript; do
	eval "$name() { echo $name \"\$@\"; }"
done
. "$1"
build | grep -v '^add_file /etc/earlybind'
END
cat >"$work/want" <<'END'
add_binary earlybind /usr/bin/earlybind
add_module vfio_pci?
add_module vfio_platform?
add_module vfio_iommu_type1?
add_module pci_stub?
add_runscript
END
bash "$work/mkinitcpio" $recipes/mkinitcpio/install/earlybind >"$work/got"
ok 'mkinitcpio: what goes into the image' diff "$work/want" "$work/got"
ok 'mkinitcpio: its help' sh -c "bash -c '. $recipes/mkinitcpio/install/earlybind; help' | grep -q driver_override"
# shellcheck disable=SC2016 # for that shell
ok 'mkinitcpio: the hook never fails' sh -c 'earlybind() { echo "started"; return 2; }
	. "$1" && run_earlyhook | grep -qx started && run_earlyhook' sh $recipes/mkinitcpio/hooks/earlybind

ok 'Yocto: the module has the functions that the framework calls by its name' sh -c \
	". $recipes/yocto/00-earlybind && earlybind_enabled && command -v earlybind_run"
recipe=$(echo $recipes/yocto/meta-earlybind/recipes-core/*/*.bb)
is 'Yocto: the sum of the licence' "$(sed -n 's/.*COPYING;md5=\([0-9a-f]*\)".*/\1/p' "$recipe")" \
	"$(md5sum <COPYING | cut -d ' ' -f 1)"
up=$(sed -n "s/^EXTERNALSRC = .*THISDIR') + '\(.*\)').*/\1/p" "$recipe")
is 'Yocto: the sources are this tree' "$(cd "$(dirname "$recipe")$up" && pwd -P)" "$(pwd -P)"
# The version of all
version=$(sed -n 's/^earlybind (\([^)]*\)).*/\1/p' debian/changelog | head -n 1)
is 'Yocto: the version' "${recipe##*/}" "earlybind_$version.bb"
ok 'Buildroot: the version' grep -qx "EARLYBIND_VERSION = $version" $recipes/buildroot/package/earlybind/earlybind.mk

# found GLOB: one of the kernels here has such a module
found()
{
	# shellcheck disable=SC2086 # a glob
	set -- "$O"/*/kernel/modules/lib/modules/*/$1
	test -e "$1"
}
grep -v '^#' $recipes/mkinitfs/features.d/earlybind.modules >"$work/modules"
while IFS= read -r glob; do
	ok "mkinitfs: $glob" found "$glob"
done <"$work/modules"

# Buildroot, as far as one package needs it
mkdir -p "$work/package"
cp -a Makefile COPYING ./*.md applet board docs initramfs tests "$work/package"
cat >"$work/Makefile" <<END
BR2_EXTERNAL_EARLYBIND_PATH = $(pwd)/$recipes/buildroot
BR2_arm = y
TARGET_CC = arm-linux-gnueabihf-gcc
TARGET_STRIP = arm-linux-gnueabihf-strip
INSTALL = install
TARGET_DIR = $work/target
include \$(BR2_EXTERNAL_EARLYBIND_PATH)/external.mk
$work/package/.stamp_built:
	\$(EARLYBIND_BUILD_CMDS)
	\$(EARLYBIND_INSTALL_TARGET_CMDS)
END
ok 'Buildroot: its commands, with a compiler for another libc' env CACHE=/nowhere make -f "$work/Makefile" "$work/package/.stamp_built"
program=$work/target/sbin/earlybind
ok 'the program is for ARM' sh -c "LC_ALL=C readelf -h '$program' | grep -q 'Machine: *ARM'"
ok 'and static' sh -c "! LC_ALL=C readelf -l '$program' | grep INTERP"
# shellcheck disable=SC2016 # Buildroot's variable
ok 'the sources are those of this tree' grep -qx 'EARLYBIND_SITE = $(BR2_EXTERNAL_EARLYBIND_PATH)/../../..' \
	$recipes/buildroot/package/earlybind/earlybind.mk
done_testing
