import { explain } from '#lib/explain.ts';
import { hasText, t } from '#lib/i18n/index.svelte.ts';

/** Why a wording was not frozen, in the reader's words. */
export function explainFreeze({
	code = '',
	detail = ''
}: {
	code?: string;
	detail?: string;
}): string {
	const key = `version.refused-${code.replace(/^version-/, '')}`;
	return hasText(key) ? t(key) : explain({ code, status: 0, detail });
}
