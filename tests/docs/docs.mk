# SPDX-License-Identifier: GPL-2.0-only
#
# The documents: every example in them is run, and the man page is held to the program.

$(eval $(call tests,$(addprefix tests/docs/,binding.t commands.t man.t rules.t troubleshooting.t),\
	$(O)/host/earlybind $(O)/host/earlybind-sim,host docs))
$(eval $(call tests,tests/docs/run.t,$(call boot-needs,smdkc210) $(O)/run-smdkc210.cpio.gz,$(call boot-sets,smdkc210)))
$(eval $(call tests,tests/docs/board.t,$(call boot-needs,virt-armv7),$(call boot-sets,virt-armv7) guest check))
