#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The one file that BusyBox gets, with the simulated kernel.
exec "$(dirname "$0")/run" sim "${O:-build}/host/earlybind-joined-sim"
