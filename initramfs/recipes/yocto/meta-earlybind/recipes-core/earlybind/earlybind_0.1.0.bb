# SPDX-License-Identifier: GPL-2.0-only
SUMMARY = "Decides in the initramfs which driver each device gets"
LICENSE = "GPL-2.0-only"
LIC_FILES_CHKSUM = "file://COPYING;md5=b234ee4d69f5fce4486a80fdaf4a4263"

# From the tree that this file is in.
inherit externalsrc
EXTERNALSRC = "${@os.path.realpath(d.getVar('THISDIR') + '/../../../../../..')}"
EXTERNALSRC_BUILD = "${WORKDIR}/build"

COMPATIBLE_HOST = "(arm|aarch64|x86_64).*-linux.*"
EARLYBIND_ARCH:arm = "arm"
EARLYBIND_ARCH:aarch64 = "arm64"
EARLYBIND_ARCH:x86-64 = "x86_64"

# Static whatever the rest of the system is: an initramfs need not have a C library.
do_compile() {
	oe_runmake -C ${S} O=${B} ARCH=${EARLYBIND_ARCH} TARGET_CC="${CC}" TARGET_STRIP="${STRIP}" \
		${B}/${EARLYBIND_ARCH}/earlybind
}

do_install() {
	install -D -m 0755 ${B}/${EARLYBIND_ARCH}/earlybind ${D}${base_sbindir}/earlybind
	install -D -m 0755 ${S}/initramfs/recipes/yocto/00-earlybind ${D}/init.d/00-earlybind
}

# For initramfs-framework
PACKAGES =+ "initramfs-module-earlybind"
FILES:initramfs-module-earlybind = "/init.d/00-earlybind"
RDEPENDS:initramfs-module-earlybind = "${PN} initramfs-framework-base"

INSANE_SKIP:${PN} += "already-stripped"
