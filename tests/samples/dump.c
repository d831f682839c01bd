/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * dump FILE: what the rules in a sample file were understood as; its suffix says from which
 * source they would come. In chosen and node a newline stands for the NUL that ends a string.
 * Exit status 2 when there was an error.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

static struct eb_span dump_read(const char *path, bool strings)
{
	static char buf[EB_SOURCE_MAX + 2];
	struct eb_span text = { NULL, 0 };
	FILE *file = fopen(path, "rb");
	char *copy;
	size_t i;

	if (!file)
		return text;
	text.n = fread(buf, 1, sizeof(buf), file);
	fclose(file);
	/* Of exactly its size: whoever reads past it is caught. */
	copy = malloc(text.n);
	if (!copy && text.n)
		abort();
	for (i = 0; i < text.n; i++)
		copy[i] = strings && buf[i] == '\n' ? '\0' : buf[i];
	text.p = copy;
	return text;
}

int main(int argc, char **argv)
{
	static char memory[1 << 20], buf[1 << 18];
	struct eb_arena arena = { memory, sizeof(memory), 0 };
	struct eb_ruleset set = { .arena = &arena };
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	const char *kind = argc == 2 ? strrchr(argv[1], '.') : NULL;
	struct eb_span text;
	bool known;

	if (!kind) {
		fputs("usage: dump FILE.KIND\n", stderr);
		return 3;
	}
	kind++;
	text = dump_read(argv[1], strcmp(kind, "chosen") == 0 || strcmp(kind, "node") == 0);
	if (!text.p || sample_add(&set, kind, text, &known) < 0) {
		fprintf(stderr, "dump: cannot take %s\n", argv[1]);
		return 3;
	}
	sample_dump(&out, &set);
	fputs(buf, stdout);
	free((char *)text.p);
	return out.cut ? 3 : set.n_errors ? 2 : 0;
}
