import type { Origin } from '@concordia/board/authorship';
import type { Organization, SessionState } from '@concordia/session';
import { t } from '#lib/i18n/index.svelte.ts';

/** What is known of people and their organizations. */
export type People = Pick<SessionState, 'participants' | 'organizations'>;

/** Before the id of an organization of which nobody is named; ids of people don't begin with it. */
const unnamed = '@';

/** Who counts as the author of an update: a person, their organization where nobody is named, or null. */
export function authorOf(person: string | null, organization: string | undefined): string | null {
	return person ?? (organization === undefined ? null : unnamed + organization);
}

export const isPerson = (author: string): boolean => !author.startsWith(unnamed);

/** What a participant is called; whoever was erased has no name any more. */
export function nameOf(state: People, id: string | null | undefined): string {
	if (id === null) return t('wrote.host');
	if (id === undefined) return t('wrote.later');
	if (!isPerson(id)) return organizationBehind(state, { author: id })?.name ?? t('wrote.host');
	return state.participants[id]?.name ?? t('common.erased-name');
}

/** The organization of whoever wrote something first. */
export function organizationBehind(
	state: People,
	origin: Pick<Origin, 'author'> | undefined
): Organization | null {
	const author = origin?.author;
	if (author == null) return null;
	const id = isPerson(author)
		? state.participants[author]?.organization
		: author.slice(unnamed.length);
	return state.organizations.find((one) => one.id === id) ?? null;
}

/** Who wrote something, in a sentence. */
export function writtenBy(state: People, origin: Origin | undefined): string {
	if (origin === undefined) return t('wrote.later');
	const name = nameOf(state, origin.author);
	const organization = organizationBehind(state, origin);
	const isNamed = origin.author !== null && isPerson(origin.author);
	const whole = organization && isNamed ? `${name} (${organization.name})` : name;
	return origin.restoredBy === undefined
		? t('wrote.by', { name: whole })
		: t('wrote.restored', { name: whole, restorer: nameOf(state, origin.restoredBy) });
}
