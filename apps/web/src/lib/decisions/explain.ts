import type { SessionState } from '@concordia/session';
import { explain } from '#lib/explain.ts';
import { hasText, list, t } from '#lib/i18n/index.svelte.ts';

/** Why something about a decision was refused, in the reader's words; who is missing by name. */
export function explainDecision(
	{ code = '', detail = '' }: { code?: string; detail?: string },
	{ participants, organizations }: Pick<SessionState, 'participants' | 'organizations'>
): string {
	const key = `decision.refused-${code.replace(/^decision-/, '')}`;
	if (!hasText(key)) return explain({ code, status: 0, detail });
	const ids = detail.split(' ').filter((id) => id !== '');
	const names = ids.map(
		(id) =>
			organizations.find((one) => one.id === id)?.name ??
			participants[id]?.name ??
			t('common.erased-name')
	);
	return t(key, { names: list(names) });
}
