# SPDX-License-Identifier: GPL-2.0-only
# shellcheck shell=sh disable=SC2034 # sourced: the caller uses the variables
#
# One place that knows what ARCH means: arch NAME sets triplet, cross (command
# prefix), karch (the kernel's name for it) and packages (its compiler).

arch()
{
	case $1 in
	arm)	triplet=arm-linux-gnueabihf karch=arm deb=armhf ;;
	arm64)	triplet=aarch64-linux-gnu karch=arm64 deb=arm64 ;;
	x86_64)	triplet=x86_64-linux-gnu karch=x86 deb=amd64 ;;
	*)	echo "ARCH=$1 is unknown: use arm, arm64 or x86_64" >&2
		exit 1 ;;
	esac
	cross=$triplet-
	# Debian's native compiler also answers to its triplet.
	if [ "$(dpkg --print-architecture)" = $deb ]; then
		packages="gcc libc6-dev"
	else
		packages="gcc-$(echo $triplet | tr _ -) libc6-dev-$deb-cross"
	fi
}
