# SPDX-License-Identifier: GPL-2.0-only
#
# What -j prints, held to docs/earlybind.schema.json.

TESTS     += tests/json/json.t
TEST_DEPS += $(O)/host/earlybind $(O)/host/earlybind-sim
