/* SPDX-License-Identifier: GPL-2.0-only */
#include "commands/output.h"

int eb_exit_status(const struct eb_session *session, bool failed)
{
	if (session->rules.n_errors)
		return EB_EXIT_RULES;
	return failed ? EB_EXIT_OUTCOME : EB_EXIT_OK;
}

int eb_no_memory(void)
{
	return eb_usage_error("out of memory, or DEVICE too long", NULL);
}

void eb_report_findings(struct eb_emitter *emitter, const struct eb_ruleset *set)
{
	char buf[2 * EB_LINE_MAX];
	size_t i;

	for (i = 0; i < set->n_findings; i++) {
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_say_finding(&out, set, &set->findings[i]);
		eb_emit_line(emitter, eb_finding_level(&set->findings[i]), eb_out_text(&out));
	}
}

void eb_show_findings(struct eb_emitter *emitter, const struct eb_ruleset *set)
{
	char buf[4 * EB_LINE_MAX];
	size_t i;

	for (i = 0; i < set->n_findings; i++) {
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_say_finding_with_caret(&out, set, &set->findings[i]);
		eb_out_char(&out, '\n');
		eb_emit_text(emitter, eb_out_text(&out));
	}
}

void eb_report_rules(struct eb_emitter *emitter, const struct eb_ruleset *set)
{
	char buf[2 * EB_LINE_MAX];
	size_t i;

	for (i = 0; i < set->n_rules; i++) {
		struct eb_out out = eb_out_on(buf, sizeof(buf));

		eb_say_place(&out, set, set->rules[i].source, set->rules[i].text);
		eb_out_str(&out, ": rule ");
		eb_out_safe(&out, set->rules[i].text);
		eb_emit_line(emitter, EB_LEVEL_INFO, eb_out_text(&out));
	}
}

void eb_report_word(struct eb_emitter *emitter, const struct eb_ruleset *set, const char *text)
{
	char buf[EB_LINE_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	eb_say_place(&out, set, set->word_source, set->word_text);
	eb_out_all(&out, ": ", text, (char *)NULL);
	eb_emit_line(emitter, EB_LEVEL_INFO, eb_out_text(&out));
}

static struct eb_out eb_piece(struct eb_session *session)
{
	size_t size;
	char *buf = eb_arena_scratch(&session->arena, &size);

	return eb_out_on(buf, size);
}

static void eb_put_piece(struct eb_emitter *emitter, const struct eb_out *out)
{
	eb_emit_document(emitter, eb_out_text(out));
}

void eb_document_begin(struct eb_emitter *emitter, struct eb_session *session,
		       const struct eb_options *options, bool dry)
{
	static const char *const names[] = {
		[EB_APPLY] = "apply",   [EB_PLAN] = "plan", [EB_CHECK] = "check",
		[EB_STATUS] = "status", [EB_SET] = "set",   [EB_CLEAR] = "clear",
	};
	/* A DEVICE that is malformed is all that there is to say. */
	const struct eb_ruleset *set = session->wanted.n_errors ? &session->wanted
								: &session->rules;
	struct eb_out out;
	size_t i;

	if (!emitter->json)
		return;
	out = eb_piece(session);
	eb_json_head(&out, names[options->command], dry, set);
	for (i = 0; i < set->n_findings; i++) {
		eb_out_str(&out, i ? "," : "");
		eb_json_finding(&out, set, &set->findings[i]);
		eb_put_piece(emitter, &out);
		out.n = 0;
	}
	eb_out_str(&out, "],\"rules\":[");
	for (i = 0; i < set->n_rules; i++) {
		eb_out_str(&out, i ? "," : "");
		eb_json_rule(&out, set, &set->rules[i]);
		eb_put_piece(emitter, &out);
		out.n = 0;
	}
	eb_out_str(&out, "],\"devices\":[");
	eb_put_piece(emitter, &out);
}

void eb_document_entry(struct eb_emitter *emitter, struct eb_session *session,
		       const struct eb_json_entry *entry, bool *any)
{
	struct eb_out out;

	if (!emitter->json)
		return;
	out = eb_piece(session);
	eb_out_str(&out, *any ? "," : "");
	*any = true;
	eb_json_entry(&out, &session->plan, entry);
	eb_put_piece(emitter, &out);
}

int eb_document_end(struct eb_emitter *emitter, int status)
{
	char buf[32];
	struct eb_out out = eb_out_on(buf, sizeof(buf));

	if (emitter->json) {
		eb_out_str(&out, "],\"status\":");
		eb_out_uint(&out, (unsigned long)status);
		eb_out_str(&out, "}\n");
		eb_put_piece(emitter, &out);
	}
	eb_emit_end(emitter);
	return status;
}
