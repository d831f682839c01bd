/* SPDX-License-Identifier: GPL-2.0-only */
#include "commands/change.h"

int eb_command_check(struct eb_session *session, const struct eb_options *options)
{
	char buf[EB_LINE_MAX];
	struct eb_out out = eb_out_on(buf, sizeof(buf));
	struct eb_emitter emitter;

	eb_emit_begin(&emitter, &session->root, false, options->quiet, options->json);
	eb_show_findings(&emitter, &session->rules);
	if (options->verbose)
		eb_report_rules(&emitter, &session->rules);
	eb_out_count(&out, session->rules.n_rules, "rule");
	eb_out_str(&out, ", ");
	eb_out_count(&out, session->rules.n_errors, "error");
	eb_emit_line(&emitter, EB_LEVEL_INFO, eb_out_text(&out));
	eb_document_begin(&emitter, session, options, false);
	return eb_document_end(&emitter, session->rules.n_errors ? EB_EXIT_RULES : EB_EXIT_OK);
}
