/* SPDX-License-Identifier: GPL-2.0-only */
#include <fnmatch.h>
#include <string.h>

#include "text/glob.h"
#include "unit.h"

static void matches(void **state)
{
	static const struct {
		const char *pattern, *text;
		bool name, any;
	} rows[] = {
		{ "", "", true, true },
		{ "", "a", false, false },
		{ "a", "", false, false },
		{ "*", "", true, true },
		{ "**", "", true, true },
		{ "?", "", false, false },
		{ "?", "a", true, true },
		{ "?", "ab", false, false },
		{ "?", "/", false, true },
		{ "*", "a/b", false, true },
		{ "*/*", "a/b", true, true },
		{ "a/*", "a/b/c", false, true },
		{ "a*c", "a/c", false, true },
		{ "/soc/*", "/soc/i2c@12ce0000", true, true },
		{ "0001:02:*.*", "0001:02:1f.7", true, true },
		{ "0001:02:*.*", "0001:03:1f.7", false, false },
		{ "*.i2c", "12ce0000.i2c", true, true },
		{ "*.i2c", "12ce0000.i2cx", false, false },
		{ "*a*b*c", "xaybzc", true, true },
		{ "*a*b*c", "xaybzcd", false, false },
		{ "*ab", "aab", true, true }, /* the star has to take more */
		{ "*aab", "aaab", true, true },
		{ "a*", "A", false, false },
		/* No classes, no escapes. */
		{ "[ab]", "a", false, false },
		{ "[ab]", "[ab]", true, true },
		{ "\\*", "*", false, false },
		{ "\\*", "\\x", true, true },
		{ "\xff?", "\xff\x80", true, true },
		{ ".*", ".a", true, true },
		{ "*", ".a", true, true }, /* a leading dot is nothing special */
		{ "of:N*T*Carm,mali*", "of:NgpuT(null)Carm,mali-t604", true, true },
	};
	size_t i;

	(void)state;
	for (i = 0; i < UNIT_LENGTH(rows); i++) {
		struct eb_span p = unit_text(rows[i].pattern), t = unit_text(rows[i].text);

		UNIT_EXPECT(eb_glob(p, t, EB_GLOB_NAME) == rows[i].name, "'%s' on '%s', name",
			    rows[i].pattern, rows[i].text);
		UNIT_EXPECT(eb_glob(p, t, EB_GLOB_ANY) == rows[i].any, "'%s' on '%s', any",
			    rows[i].pattern, rows[i].text);
	}
}

static void has_glob(void **state)
{
	(void)state;
	assert_false(eb_has_glob(unit_text("")));
	assert_false(eb_has_glob(unit_text("a[b]c")));
	assert_true(eb_has_glob(unit_text("*")));
	assert_true(eb_has_glob(unit_text("ab?")));
	assert_true(eb_has_glob(unit_bytes("\0*", 2)));
}

/* libc decides; fnmatch() knows classes, so no '[' here. */
static void agrees_with_fnmatch(void **state)
{
	static const char alphabet[] = "ab/.*?**?a";
	struct unit_random random = { 20261121 };
	unsigned int i, matched = 0;

	(void)state;
	print_message("# seed %u\n", (unsigned int)random.state);
	for (i = 0; i < 300000; i++) {
		char pattern[12], text[12];
		unsigned int n_pattern = unit_random(&random, sizeof(pattern));
		unsigned int n_text = unit_random(&random, sizeof(text)), k;
		struct eb_span p = { pattern, n_pattern }, t = { text, n_text };
		bool name, any;

		for (k = 0; k < n_pattern; k++)
			pattern[k] = alphabet[unit_random(&random, sizeof(alphabet) - 1)];
		pattern[n_pattern] = '\0';
		for (k = 0; k < n_text; k++)
			text[k] = alphabet[unit_random(&random, 4)];
		text[n_text] = '\0';

		name = fnmatch(pattern, text, FNM_PATHNAME | FNM_NOESCAPE) == 0;
		any = fnmatch(pattern, text, FNM_NOESCAPE) == 0;
		matched += name;
		UNIT_EXPECT(eb_glob(p, t, EB_GLOB_NAME) == name, "'%s' on '%s', name: case %u",
			    pattern, text, i);
		UNIT_EXPECT(eb_glob(p, t, EB_GLOB_ANY) == any, "'%s' on '%s', any: case %u",
			    pattern, text, i);
	}
	print_message("# %u of 300000 matched\n", matched);
	/* Cases that never match would prove little. */
	assert_true(matched > 10000);
}

/* Bounded by pattern times text: a naive matcher would need years for this one. */
static void does_not_explode(void **state)
{
	struct eb_span text = unit_fill('a', 255);
	char pattern[255];
	size_t i;

	(void)state;
	for (i = 0; i < sizeof(pattern); i++)
		pattern[i] = i % 2 ? 'a' : '*';
	pattern[254] = 'b';
	assert_false(eb_glob(unit_bytes(pattern, sizeof(pattern)), text, EB_GLOB_NAME));
	pattern[254] = '*';
	assert_true(eb_glob(unit_bytes(pattern, sizeof(pattern)), text, EB_GLOB_NAME));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(matches),
		cmocka_unit_test(has_glob),
		cmocka_unit_test(agrees_with_fnmatch),
		cmocka_unit_test(does_not_explode),
	};

	return UNIT_RUN(tests);
}
