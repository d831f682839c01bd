/* SPDX-License-Identifier: GPL-2.0-only */
#include "rules/grammar.h"

#include "rules/pciaddr.h"
#include "text/glob.h"

static const struct {
	const char *word;
	enum eb_option option;
} eb_options[] = {
	{ "keep", EB_OPT_KEEP },       { "force", EB_OPT_FORCE },
	{ "group", EB_OPT_GROUP },     { "required", EB_OPT_REQUIRED },
	{ "hold", EB_OPT_HOLD },       { "optional", EB_OPT_OPTIONAL },
	{ "final", EB_OPT_FINAL },     { "wait", EB_OPT_WAIT },
	{ "noiommu", EB_OPT_NOIOMMU }, { "noreset", EB_OPT_NORESET },
};

static const struct {
	const char *word;
	enum eb_term_kind kind;
	bool pci_only;
} eb_keywords[] = {
	{ "name", EB_TERM_NAME, false },
	{ "id", EB_TERM_ID, true },
	{ "class", EB_TERM_CLASS, true },
	{ "path", EB_TERM_PATH, true },
	{ "of", EB_TERM_OF, false },
	{ "alias", EB_TERM_ALIAS, false },
	{ "compatible", EB_TERM_COMPATIBLE, false },
	{ "modalias", EB_TERM_MODALIAS, false },
};

#define EB_LENGTH(array) (sizeof(array) / sizeof((array)[0]))

static bool eb_fail(struct eb_diagnosis *error, enum eb_message message, struct eb_span at)
{
	error->message = message;
	error->at = at;
	return false;
}

/* Cuts *@rest at the first @c outside brackets; false when there is none. */
static bool eb_cut(struct eb_span *rest, char c, struct eb_span *before)
{
	bool inside = false;
	size_t i;

	for (i = 0; i < rest->n; i++) {
		if (rest->p[i] == '[')
			inside = true;
		else if (rest->p[i] == ']')
			inside = false;
		else if (rest->p[i] == c && !inside)
			break;
	}
	before->p = rest->p;
	before->n = i;
	if (i == rest->n)
		return false;
	rest->p += i + 1;
	rest->n -= i + 1;
	return true;
}

/* From the '[' that has no ']' to the end; empty where there is none. */
static struct eb_span eb_unclosed(struct eb_span text)
{
	size_t i, open = text.n;

	for (i = 0; i < text.n; i++) {
		if (text.p[i] == '[' && open == text.n)
			open = i;
		else if (text.p[i] == ']')
			open = text.n;
	}
	return eb_span_between(text.p + open, text.p + text.n);
}

bool eb_rule_next(struct eb_span *rest, struct eb_span *text)
{
	while (rest->n > 0) {
		size_t n = 0;

		while (n < rest->n && rest->p[n] != ';' && rest->p[n] != '\n')
			n++;
		text->p = rest->p;
		text->n = n;
		n += n < rest->n;
		rest->p += n;
		rest->n -= n;
		*text = eb_span_trim(*text);
		if (text->n > 0)
			return true;
	}
	return false;
}

const char *eb_option_name(enum eb_option option)
{
	size_t i;

	for (i = 0; i < EB_LENGTH(eb_options); i++)
		if (eb_options[i].option == option)
			return eb_options[i].word;
	return "";
}

const char *eb_option_word(size_t index)
{
	return index < EB_LENGTH(eb_options) ? eb_options[index].word : NULL;
}

const char *eb_keyword_word(size_t index)
{
	return index < EB_LENGTH(eb_keywords) ? eb_keywords[index].word : NULL;
}

/* --- the target: driver and options --- */

static bool eb_driver_parse(struct eb_span text, struct eb_target *target,
			    struct eb_diagnosis *error)
{
	size_t i;

	target->driver = text;
	if (text.n == 0) {
		target->aim = EB_AIM_CLEAR;
		return true;
	}
	for (i = 0; i < text.n; i++) {
		struct eb_span byte = { text.p + i, 1 };
		char c = text.p[i];

		/* ';' gets here from pci= and from a node's property, which are not lists. */
		if (eb_is_control(c) || c == '=' || c == ';' || c == '[' || c == ']')
			return eb_fail(error, EB_MSG_BAD_DRIVER_BYTE, byte);
	}
	if (text.n > EB_NAME_MAX)
		return eb_fail(error, EB_MSG_DRIVER_TOO_LONG, text);
	if (!eb_name_ok(text))
		return eb_fail(error, EB_MSG_DOTS_AS_DRIVER, text);
	target->aim = eb_span_is(text, "none") ? EB_AIM_HOLD : EB_AIM_BIND;
	return true;
}

static bool eb_wait_parse(struct eb_span value, struct eb_target *target,
			  struct eb_diagnosis *error)
{
	target->wait = EB_WAIT_DEFAULT;
	if (!value.p)
		return true;
	if (eb_span_decimal(value, &target->wait) < 0 || target->wait == 0 ||
	    target->wait > EB_WAIT_MAX)
		return eb_fail(error, EB_MSG_BAD_WAIT, value);
	return true;
}

/* Splits "word[value]"; value->p stays NULL where there are no brackets. */
static bool eb_option_split(struct eb_span *text, struct eb_span *value,
			    struct eb_diagnosis *error)
{
	size_t open = eb_span_find(*text, '[');
	struct eb_span inside = eb_span_between(text->p + open, text->p + text->n);
	size_t close = eb_span_find(inside, ']');

	*value = (struct eb_span){ NULL, 0 };
	if (open == text->n)
		return true;
	if (close == inside.n)
		return eb_fail(error, EB_MSG_UNCLOSED_BRACKET, inside);
	if (close + 1 < inside.n)
		return eb_fail(error, EB_MSG_TEXT_AFTER_BRACKET,
			       eb_span_between(inside.p + close + 1, inside.p + inside.n));
	*value = eb_span_between(inside.p + 1, inside.p + close);
	text->n = open;
	return true;
}

static bool eb_option_parse(struct eb_span text, struct eb_target *target,
			    struct eb_diagnosis *error)
{
	struct eb_span value;
	size_t i;

	if (text.n == 0)
		return eb_fail(error, EB_MSG_EMPTY_OPTION, text);
	if (!eb_option_split(&text, &value, error))
		return false;
	for (i = 0; i < EB_LENGTH(eb_options); i++)
		if (eb_span_is(text, eb_options[i].word))
			break;
	if (i == EB_LENGTH(eb_options))
		return eb_fail(error, EB_MSG_UNKNOWN_OPTION, text);
	if (value.p && eb_options[i].option != EB_OPT_WAIT)
		return eb_fail(error, EB_MSG_OPTION_TAKES_NO_VALUE, value);
	if (eb_options[i].option == EB_OPT_WAIT && !eb_wait_parse(value, target, error))
		return false;
	if ((eb_options[i].option & EB_OPT_NEEDS_DRIVER) && target->driver.n == 0)
		return eb_fail(error, EB_MSG_OPTION_NEEDS_DRIVER, text);
	if (target->driver.n == 0 && eb_options[i].option == EB_OPT_FINAL)
		target->aim = EB_AIM_PROTECT;
	target->options |= eb_options[i].option;
	return true;
}

bool eb_target_parse(struct eb_span text, struct eb_target *target, struct eb_diagnosis *error)
{
	struct eb_span rest = text, part;
	bool more = eb_cut(&rest, '/', &part);

	*target = (struct eb_target){ EB_AIM_CLEAR, { NULL, 0 }, 0, 0 };
	if (!eb_driver_parse(eb_span_trim(part), target, error))
		return false;
	while (more) {
		more = eb_cut(&rest, '/', &part);
		if (!eb_option_parse(part, target, error))
			return false;
	}
	return true;
}

/* --- the left side: bus and selectors --- */

static bool eb_bus_parse(struct eb_span bus, struct eb_diagnosis *error)
{
	size_t i;

	if (eb_span_is(bus, "*"))
		return true;
	if (!eb_name_ok(bus))
		return eb_fail(error, EB_MSG_BAD_BUS, bus);
	for (i = 0; i < bus.n; i++)
		if (eb_is_blank(bus.p[i]) || eb_span_find(eb_span_of("*?+=;[]!"), bus.p[i]) < 8)
			return eb_fail(error, EB_MSG_BAD_BUS, bus);
	return true;
}

/* @slash: '/' may stand in it, as in device-tree paths. */
static bool eb_name_bytes_parse(struct eb_span text, bool slash, struct eb_diagnosis *error)
{
	size_t i;

	for (i = 0; i < text.n; i++) {
		struct eb_span byte = { text.p + i, 1 };
		char c = text.p[i];

		if (eb_is_blank(c))
			return eb_fail(error, EB_MSG_BLANK_IN_NAME, byte);
		if (c == '/' && !slash)
			return eb_fail(error, EB_MSG_SLASH_IN_NAME, byte);
		if (c == ']')
			return eb_fail(error, EB_MSG_STRAY_BRACKET, byte);
		if (c == '!' || c == '=' || c == ';')
			return eb_fail(error, EB_MSG_BAD_NAME_BYTE, byte);
	}
	return true;
}

/* What becomes one path component has to pass here, however it was written. */
static bool eb_name_parse(struct eb_span text, struct eb_diagnosis *error)
{
	size_t i;

	if (text.n > EB_NAME_MAX)
		return eb_fail(error, EB_MSG_NAME_TOO_LONG, text);
	for (i = 0; i < text.n; i++) {
		struct eb_span byte = { text.p + i, 1 };

		if (text.p[i] == '/')
			return eb_fail(error, EB_MSG_SLASH_IN_NAME, byte);
		if (eb_is_control(text.p[i]))
			return eb_fail(error, EB_MSG_CONTROL_IN_NAME, byte);
	}
	if (!eb_name_ok(text))
		return eb_fail(error, EB_MSG_DOTS_AS_NAME, text);
	return true;
}

/* On bus `of` a bare term is a path, when it begins with '/', or an alias. */
static bool eb_of_term_parse(struct eb_span text, struct eb_term *term,
			     struct eb_diagnosis *error)
{
	bool path = text.p[0] == '/';

	term->text = text;
	if (!eb_name_bytes_parse(text, path, error))
		return false;
	if (!path) {
		term->kind = EB_TERM_ALIAS;
		if (eb_has_glob(text))
			return eb_fail(error, EB_MSG_GLOB_ALIAS, text);
		return true;
	}
	term->kind = eb_has_glob(text) ? EB_TERM_OF_GLOB : EB_TERM_OF;
	return true;
}

/* A name on bus pci is an address, and nothing else. */
static bool eb_pci_name_parse(struct eb_span text, const struct eb_rule *rule,
			      struct eb_diagnosis *error)
{
	enum eb_message wrong = eb_pci_address(text, NULL);

	if (wrong == EB_MSG_NOT_PCI_ADDRESS && rule->target.aim == EB_AIM_BIND &&
	    eb_pci_address(rule->target.driver, NULL) == EB_MSG_NONE)
		wrong = EB_MSG_PCI_SWAPPED;
	return wrong == EB_MSG_NONE ? true : eb_fail(error, wrong, text);
}

static bool eb_bare_term_parse(struct eb_span text, const struct eb_rule *rule,
			       struct eb_term *term, struct eb_diagnosis *error)
{
	if (eb_span_is(rule->bus, "of"))
		return eb_of_term_parse(text, term, error);
	term->text = text;
	term->kind = eb_has_glob(text) ? EB_TERM_GLOB : EB_TERM_NAME;
	if (!eb_name_bytes_parse(text, false, error) || !eb_name_parse(text, error))
		return false;
	if (term->kind == EB_TERM_NAME && eb_span_is(rule->bus, "pci"))
		return eb_pci_name_parse(text, rule, error);
	return true;
}

/* What stands inside the brackets of each keyword. */
static bool eb_keyword_text_parse(const struct eb_term *term, struct eb_diagnosis *error)
{
	struct eb_span none = { NULL, 0 }, text = term->text;
	char buf[EB_PCI_PATH_SIZE];
	struct eb_out path = eb_out_on(buf, sizeof(buf));

	switch (term->kind) {
	case EB_TERM_NAME:
		return eb_name_parse(text, error);
	case EB_TERM_ID:
		return eb_pci_id_matches(text, none, none) ||
		       eb_fail(error, EB_MSG_BAD_ID, text);
	case EB_TERM_CLASS:
		return eb_pci_class_matches(text, none) ||
		       eb_fail(error, EB_MSG_BAD_CLASS, text);
	case EB_TERM_PATH:
		return eb_pci_path(text, &path) || eb_fail(error, EB_MSG_BAD_PATH, text);
	case EB_TERM_OF:
		return text.p[0] == '/' || eb_fail(error, EB_MSG_BAD_OF, text);
	default:
		return true;
	}
}

static bool eb_keyword_term_parse(struct eb_span text, size_t open, const struct eb_rule *rule,
				  struct eb_term *term, struct eb_diagnosis *error)
{
	struct eb_span word = { text.p, open };
	size_t close = eb_span_find(text, ']');
	size_t i;

	for (i = 0; i < EB_LENGTH(eb_keywords); i++)
		if (eb_span_is(word, eb_keywords[i].word))
			break;
	if (i == EB_LENGTH(eb_keywords))
		return eb_fail(error, open ? EB_MSG_UNKNOWN_KEYWORD : EB_MSG_NO_KEYWORD, word);
	if (close == text.n)
		return eb_fail(error, EB_MSG_UNCLOSED_BRACKET,
			       eb_span_between(text.p + open, text.p + text.n));
	if (close + 1 < text.n)
		return eb_fail(error, EB_MSG_TEXT_AFTER_BRACKET,
			       eb_span_between(text.p + close + 1, text.p + text.n));
	if (close == open + 1)
		return eb_fail(error, EB_MSG_EMPTY_BRACKETS,
			       eb_span_between(text.p + open, text.p + text.n));
	if (eb_keywords[i].pci_only && !eb_span_is(rule->bus, "pci") &&
	    !eb_span_is(rule->bus, "*"))
		return eb_fail(error, EB_MSG_KEYWORD_OF_PCI, word);
	term->kind = (unsigned char)eb_keywords[i].kind;
	term->text = eb_span_between(text.p + open + 1, text.p + close);
	term->literal = true;
	return eb_keyword_text_parse(term, error);
}

static bool eb_term_parse(struct eb_span text, const struct eb_rule *rule, struct eb_term *term,
			  struct eb_diagnosis *error)
{
	size_t open = eb_span_find(text, '[');

	*term = (struct eb_term){ .whole = text };
	if (text.n == 0)
		return eb_fail(error, EB_MSG_EMPTY_TERM, text);
	if (open < text.n)
		return eb_keyword_term_parse(text, open, rule, term, error);
	return eb_bare_term_parse(text, rule, term, error);
}

/* One selector: its terms are appended behind the rule's n_terms. */
static bool eb_selector_parse(struct eb_span text, struct eb_rule *rule, struct eb_term *terms,
			      struct eb_diagnosis *error)
{
	struct eb_span rest = text, part;
	bool negated = false, more, first = true;

	if (text.n == 0)
		return eb_fail(error, EB_MSG_EMPTY_SELECTOR, text);
	if (text.p[0] == '!') {
		negated = true;
		rest.p++;
		rest.n--;
	}
	do {
		struct eb_term *term = &terms[rule->n_terms];

		more = eb_cut(&rest, '+', &part);
		if (rule->n_terms == EB_RULE_TERMS_MAX)
			return eb_fail(error, EB_MSG_TOO_MANY_TERMS, part);
		if (!eb_term_parse(part, rule, term, error))
			return false;
		term->first = first;
		term->negated = negated;
		rule->n_terms++;
		first = false;
	} while (more);
	return true;
}

static bool eb_selectors_parse(struct eb_span text, struct eb_rule *rule, struct eb_term *terms,
			       struct eb_diagnosis *error)
{
	struct eb_span rest = text, part;
	bool more, plain = false;

	if (text.n == 0)
		return eb_fail(error, EB_MSG_NO_SELECTOR, text);
	do {
		size_t before = rule->n_terms;

		more = eb_cut(&rest, ',', &part);
		if (!eb_selector_parse(part, rule, terms, error))
			return false;
		if (!terms[before].negated)
			plain = true;
	} while (more);
	return plain ? true : eb_fail(error, EB_MSG_ONLY_EXCEPTIONS, text);
}

/* A word that may stand instead of rules, but not among them. */
static bool eb_is_word(struct eb_span text)
{
	return eb_span_is(text, "off") || eb_span_is(text, "plan") ||
	       eb_span_is(text, "strict");
}

bool eb_rule_parse(struct eb_span text, struct eb_rule *rule, struct eb_term *terms,
		   struct eb_diagnosis *error)
{
	struct eb_span right = text, left, selectors;
	bool has_selectors;

	*rule = (struct eb_rule){ .text = text, .terms = terms };
	if (text.n > EB_RULE_TEXT_MAX)
		return eb_fail(error, EB_MSG_RULE_TOO_LONG, text);
	if (!eb_cut(&right, '=', &left)) {
		struct eb_span unclosed = eb_unclosed(left);

		if (unclosed.n)
			return eb_fail(error, EB_MSG_UNCLOSED_BRACKET, unclosed);
		return eb_fail(error,
			       eb_is_word(text) ? EB_MSG_WORD_NOT_HERE : EB_MSG_NO_TARGET,
			       text);
	}
	selectors = left;
	has_selectors = eb_cut(&selectors, ',', &rule->bus);
	if (!has_selectors)
		return eb_fail(error, left.n ? EB_MSG_NO_BUS : EB_MSG_NO_SELECTOR, left);
	if (!eb_bus_parse(rule->bus, error))
		return false;
	if (!eb_target_parse(right, &rule->target, error))
		return false;
	return eb_selectors_parse(selectors, rule, terms, error);
}

bool eb_pci_piece_parse(struct eb_span text, struct eb_rule *rule, struct eb_term *terms,
			struct eb_diagnosis *error)
{
	struct eb_span names, right;
	size_t open = eb_span_find(text, '['), close = eb_span_find(text, ']'), i;

	*rule = (struct eb_rule){ .text = text, .bus = eb_span_of("pci"), .terms = terms };
	if (text.n > EB_RULE_TEXT_MAX)
		return eb_fail(error, EB_MSG_RULE_TOO_LONG, text);
	if (close == text.n)
		return eb_fail(error, EB_MSG_UNCLOSED_BRACKET,
			       eb_span_between(text.p + open, text.p + text.n));
	if (close + 1 == text.n || text.p[close + 1] != '=')
		return eb_fail(error, EB_MSG_NO_TARGET, text);
	right = eb_span_between(text.p + close + 2, text.p + text.n);
	names = eb_span_between(text.p + open + 1, text.p + close);
	for (i = 0; i < names.n; i++) {
		struct eb_span byte = { names.p + i, 1 };

		if (names.p[i] == '!' || names.p[i] == '+' || names.p[i] == '[')
			return eb_fail(error, EB_MSG_BAD_NAME_BYTE, byte);
	}
	if (!eb_target_parse(right, &rule->target, error))
		return false;
	return eb_selectors_parse(names, rule, terms, error);
}
