#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The applet of BusyBox, which is what boots too; of the architecture of this machine.
case $(uname -m) in
aarch64) arch=arm64 ;;
armv*) arch=arm ;;
*) arch=$(uname -m) ;;
esac
exec "$(dirname "$0")/run" plain "${O:-build}/$arch/applet/earlybind"
