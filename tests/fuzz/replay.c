/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * replay FILE...: gives a target each file, and everything that it begins with, in memory of
 * exactly that size. Stands in for libFuzzer where there is none.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static void replay(const char *text, size_t n)
{
	uint8_t *copy = malloc(n ? n : 1);

	if (!copy)
		abort();
	memcpy(copy, text, n);
	(void)LLVMFuzzerTestOneInput(n ? copy : copy + 1, n);
	free(copy);
}

int main(int argc, char **argv)
{
	static char buf[65536];
	int i;

	for (i = 1; i < argc; i++) {
		FILE *file = fopen(argv[i], "rb");
		size_t n, whole;

		if (!file) {
			perror(argv[i]);
			return 1;
		}
		whole = fread(buf, 1, sizeof(buf), file);
		fclose(file);
		for (n = 0; n <= whole; n++)
			replay(buf, n);
	}
	return argc > 1 ? 0 : 1;
}
