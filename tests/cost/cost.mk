# SPDX-License-Identifier: GPL-2.0-only

#: size         what the program costs: bytes, system calls, processes, and the budgets
.PHONY: size
size:
	$(call packages,arm arm64 x86_64 parts test)
	@+$(MAKE) --no-print-directory $(O)/arm/applet/busybox $(O)/arm/earlybind $(O)/arm64/earlybind $(O)/x86_64/earlybind
	@O=$(abspath $(O)) tests/cost/size
