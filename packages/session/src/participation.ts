import type { Organization, Participant, SessionState } from './types.ts';

/** The people of one organization, in the order in which they joined. */
export interface PeopleGroup {
	/** Null for those who belong to no partner. */
	readonly organization: Organization | null;
	readonly people: readonly Participant[];
	/** How many of them are connected now. */
	readonly present: number;
}

/**
 * The people of a session by organization: every organization in the session's order, even without
 * anybody yet, then those without one. Removed people are left out.
 */
export function groupPeople(state: SessionState, present: Iterable<string> = []): PeopleGroup[] {
	const here = new Set(present);
	const active = Object.values(state.participants)
		.filter((participant) => participant.status === 'active')
		.toSorted((a, b) => a.joinedAt - b.joinedAt || (a.id < b.id ? -1 : 1));
	const group = (organization: Organization | null): PeopleGroup => {
		const people = active.filter(
			(participant) => participant.organization === (organization?.id ?? null)
		);
		return { organization, people, present: people.filter(({ id }) => here.has(id)).length };
	};
	const unattached = group(null);
	return [
		...state.organizations.map((organization) => group(organization)),
		...(unattached.people.length > 0 ? [unattached] : [])
	];
}

/** Whether these are the people of an organization that takes part, and none of them is connected. */
export function isMissing({ organization, present }: PeopleGroup): boolean {
	return organization !== null && organization.absent === undefined && present === 0;
}

/** How much of the work came from an organization. Never computed per person. */
export interface Contribution {
	readonly organization: string;
	readonly edits: number;
	/** Part of all edits by organizations, 0 to 1; 0 when nobody edited yet. */
	readonly share: number;
}

/** Counts edits per organization from log entries, in the session's order. */
export function countContributions(
	state: SessionState,
	entries: Iterable<{ readonly kind: string; readonly organization: string | null }>
): Contribution[] {
	const edits = new Map(state.organizations.map(({ id }) => [id, 0]));
	let total = 0;
	for (const { kind, organization } of entries) {
		const count = organization === null ? undefined : edits.get(organization);
		if (kind !== 'edit' || organization === null || count === undefined) continue;
		edits.set(organization, count + 1);
		total++;
	}
	return [...edits].map(([organization, count]) => ({
		organization,
		edits: count,
		share: total === 0 ? 0 : count / total
	}));
}

/** Whether what this person has on their screen may be recorded. */
export function mayRecordSeen(state: SessionState, participant: Participant): boolean {
	return (
		state.seen !== 'off' &&
		state.status === 'open' &&
		participant.consent &&
		participant.views !== 'off'
	);
}

/**
 * Who takes part for which organization, by name. Those whose names were erased and those who only look on
 * are left out.
 */
export function partiesOf(state: SessionState): {
	readonly name: string;
	readonly people: readonly string[];
	/** Why it takes no part. */
	readonly absent?: string;
}[] {
	return groupPeople(state).flatMap(({ organization, people }) => {
		if (organization === null) return [];
		const speaking = people.filter(({ consent, role }) => consent && role !== 'observer');
		const names = speaking.map(({ name }) => name).filter((name) => name !== null);
		const { name, absent } = organization;
		return [{ name, people: names, ...(absent && { absent: absent.reason }) }];
	});
}
