# SPDX-License-Identifier: GPL-2.0-only
#
# What -j prints, held to docs/earlybind.schema.json.

$(eval $(call tests,tests/json/json.t,$(O)/host/earlybind $(O)/host/earlybind-sim,host docs))
