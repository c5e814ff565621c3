import { explain } from '#lib/explain.ts';
import { hasText, t } from '#lib/i18n/index.svelte.ts';

/** Why something about a survey was refused, in the reader's words. */
export function explainSurvey({
	code = '',
	detail = ''
}: {
	code?: string;
	detail?: string;
}): string {
	const key = `survey.refused-${code.replace(/^survey-/, '')}`;
	return hasText(key) ? t(key) : explain({ code, status: 0, detail });
}
