/* SPDX-License-Identifier: GPL-2.0-only */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct eb_span text = { (const char *)data, size };

	fuzz_source("chosen", text);
	fuzz_source("node", text);
	return 0;
}
