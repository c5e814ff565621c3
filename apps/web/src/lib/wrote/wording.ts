import type { Origin } from '@concordia/board/authorship';
import type { Organization, SessionState } from '@concordia/session';
import { t } from '#lib/i18n/index.svelte.ts';

/** What is known of people and their organizations. */
export type People = Pick<SessionState, 'participants' | 'organizations'>;

/** What a participant is called; whoever was erased has no name any more. */
export function nameOf(state: People, id: string | null | undefined): string {
	if (id === null) return t('wrote.host');
	if (id === undefined) return t('wrote.later');
	return state.participants[id]?.name ?? t('common.erased-name');
}

/** The organization of whoever wrote something first. */
export function organizationBehind(
	state: People,
	origin: Pick<Origin, 'author'> | undefined
): Organization | null {
	const author = origin?.author;
	const id = author == null ? null : (state.participants[author]?.organization ?? null);
	return state.organizations.find((one) => one.id === id) ?? null;
}

/** Who wrote something, in a sentence. */
export function writtenBy(state: People, origin: Origin | undefined): string {
	if (origin === undefined) return t('wrote.later');
	const name = nameOf(state, origin.author);
	const organization = organizationBehind(state, origin);
	const whole = organization ? `${name} (${organization.name})` : name;
	return origin.restoredBy === undefined
		? t('wrote.by', { name: whole })
		: t('wrote.restored', { name: whole, restorer: nameOf(state, origin.restoredBy) });
}
