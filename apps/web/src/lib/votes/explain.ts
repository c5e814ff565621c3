import { explain } from '#lib/explain.ts';
import { hasText, t } from '#lib/i18n/index.svelte.ts';

/** Why something about a vote was refused, in the reader's words. */
export function explainVote({
	code = '',
	detail = ''
}: {
	code?: string;
	detail?: string;
}): string {
	const key = `vote.refused-${code.replace(/^vote-/, '')}`;
	return hasText(key) ? t(key, { detail }) : explain({ code, status: 0, detail });
}
