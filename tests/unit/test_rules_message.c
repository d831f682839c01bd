/* SPDX-License-Identifier: GPL-2.0-only */
#include <string.h>

#include "rules/message.h"
#include "unit.h"

static void every_message_has_a_sentence(void **state)
{
	int i;

	(void)state;
	for (i = 0; i < EB_MSG_COUNT; i++) {
		const char *text = eb_message_text((enum eb_message)i);
		const char *hint = eb_message_hint((enum eb_message)i);
		size_t n;

		UNIT_EXPECT(text, "message %d", i);
		n = strlen(text);
		UNIT_EXPECT(n > 5 && text[n - 1] != '.' && text[n - 1] != '\n', "message %d",
			    i);
		UNIT_EXPECT(strspn(text, " ") == 0, "message %d", i);
		/* '%' stands for what is wrong: at most once, and it is no printf() format. */
		UNIT_EXPECT(!strchr(text, '%') || !strchr(strchr(text, '%') + 1, '%'),
			    "message %d: '%s'", i, text);
		if (hint)
			UNIT_EXPECT(strlen(hint) > 5 && !strchr(hint, '%'), "message %d", i);
	}
}

static void no_two_messages_are_the_same(void **state)
{
	int i, k;

	(void)state;
	for (i = 0; i < EB_MSG_COUNT; i++)
		for (k = 0; k < i; k++)
			UNIT_EXPECT(strcmp(eb_message_text((enum eb_message)i),
					   eb_message_text((enum eb_message)k)) != 0,
				    "messages %d and %d", i, k);
}

static void unknown_codes_are_harmless(void **state)
{
	(void)state;
	assert_non_null(eb_message_text(EB_MSG_COUNT));
	assert_null(eb_message_hint(EB_MSG_COUNT));
}

static void severities(void **state)
{
	int i;

	(void)state;
	for (i = EB_MSG_NONE + 1; i < EB_MSG_COUNT; i++) {
		bool warning = i == EB_MSG_DOUBT_COMMENT || i == EB_MSG_DOUBT_QUOTE ||
			       i == EB_MSG_EMPTY_VALUE || i == EB_MSG_NO_RULES ||
			       i == EB_MSG_NO_VALUE;

		UNIT_EXPECT(eb_message_severity((enum eb_message)i) ==
				    (warning ? EB_WARNING : EB_ERROR),
			    "message %d", i);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_message_has_a_sentence),
		cmocka_unit_test(no_two_messages_are_the_same),
		cmocka_unit_test(unknown_codes_are_harmless),
		cmocka_unit_test(severities),
	};

	return UNIT_RUN(tests);
}
