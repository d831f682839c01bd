/* SPDX-License-Identifier: GPL-2.0-only */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	fuzz_plan((struct eb_span){ (const char *)data, size });
	return 0;
}
