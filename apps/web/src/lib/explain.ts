import type { Problem } from './api.ts';
import { hasText, t } from './i18n/index.svelte.ts';

/** A problem in the reader's words. A code we have no text for shows what the server said. */
export function explain(problem: Problem): string {
	const key = `errors.${problem.code}`;
	if (hasText(key)) return t(key, { detail: problem.detail });
	return problem.detail ? t('errors.other', { detail: problem.detail }) : t('errors.unknown');
}
