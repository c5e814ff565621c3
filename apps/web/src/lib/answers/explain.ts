import { explain } from '#lib/explain.ts';
import { hasText, t } from '#lib/i18n/index.svelte.ts';

/** Why an answer was not taken, in the reader's words. */
export function explainAnswer({
	code = '',
	detail = ''
}: {
	code?: string;
	detail?: string;
}): string {
	const key = `answer.refused-${code.replace(/^answer-/, '')}`;
	return hasText(key) ? t(key) : explain({ code, status: 0, detail });
}
