/* SPDX-License-Identifier: GPL-2.0-only */
#include "fuzz.h"
#include "rules/devname.h"
#include "rules/grammar.h"

/* A DEVICE argument: what is made of it is a rule's text or an error, never more. */
static void fuzz_device_argument(struct eb_span text)
{
	char buf[EB_RULE_TEXT_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct eb_term terms[EB_RULE_TERMS_MAX];
	struct eb_diagnosis error;
	struct eb_rule rule;

	eb_device_rule(&out, text, eb_span_of("none"));
	if (!out.cut)
		(void)eb_rule_parse(eb_out_text(&out), &rule, terms, &error);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct eb_span text = { (const char *)data, size };

	fuzz_source("rules", text);
	fuzz_device_argument(text);
	return 0;
}
