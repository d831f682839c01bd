# SPDX-License-Identifier: GPL-2.0-only
#
# Two runs at once, and runs that are ended.

$(eval $(call tests,tests/races/races.t,$(O)/host/earlybind-sim,host trace))
