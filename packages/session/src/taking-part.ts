import { can } from './can.ts';
import { lookUp } from './look-up.ts';
import { refuse, type Refusal } from './refuse.ts';
import { sessionLimits } from './limits.ts';
import { validateProse } from './text.ts';
import type { Organization, Participant, Role, SessionEvent, SessionState } from './types.ts';

/** Why an organization doesn't take part, as everybody reads it. */
export interface Absence {
	readonly reason: string;
	readonly at: number;
}

/** An organization that something was done without. */
export interface LeftOut {
	readonly organization: string;
	readonly reason: string;
}

export type AbsenceCommand =
	| {
			/** The organization has nobody here, and nothing waits for it from now on. */
			readonly type: 'organization-absent';
			readonly organization: string;
			readonly reason: string;
	  }
	/** Everything that comes waits for it again. */
	| { readonly type: 'organization-return'; readonly organization: string };

export type AbsenceError =
	/** Somebody who speaks for it has joined: nobody else says that it takes no part. */
	'organization-here' | 'organization-is-absent' | 'organization-takes-part';

type Outcome =
	| { readonly ok: true; readonly events: readonly SessionEvent[] }
	| Refusal<
			AbsenceError | 'not-allowed' | 'consent-missing' | 'organization-unknown' | 'reason-invalid'
	  >;

interface Context {
	/** Null for the host. */
	readonly participant: Participant | null;
	readonly origin: Pick<SessionEvent, 'at' | 'by' | 'organization'>;
}

/** The organizations that count wherever something waits for all of them, in the session's order. */
export function takingPart({
	organizations
}: Pick<SessionState, 'organizations'>): readonly Organization[] {
	return organizations.filter(({ absent }) => absent === undefined);
}

/** The others, with the reason that was given. */
export function leftOut({ organizations }: Pick<SessionState, 'organizations'>): LeftOut[] {
	return organizations.flatMap(({ id, absent }) =>
		absent === undefined ? [] : [{ organization: id, reason: absent.reason }]
	);
}

/** Whether an organization is among those that something was done without. */
export function isLeftOut(without: readonly LeftOut[], organization: string | null): boolean {
	return without.some((one) => one.organization === organization);
}

/** The organizations that something was not done without, in the session's order. */
export function countedBut(
	{ organizations }: Pick<SessionState, 'organizations'>,
	without: readonly LeftOut[]
): readonly Organization[] {
	return organizations.filter(({ id }) => !isLeftOut(without, id));
}

/**
 * Whether anybody has joined who speaks for an organization, as the log knows it: also somebody who was removed since,
 * or may only look on by now. Of whom the name was erased, the log may not know the role any more: it counts as a voice.
 */
export function wasHere(state: SessionState, organization: string): boolean {
	const { participants } = state;
	const isNameless = Object.values(participants).some(
		(person) => person.organization === organization && person.name === null
	);
	return isNameless || hadVoice(state, organization);
}

/** The same by roles alone: no erasure makes this say yes where it said no. */
function hadVoice({ participants }: SessionState, organization: string): boolean {
	return Object.values(participants).some(
		(person) =>
			person.organization === organization && (speaks(person.role) || person.spoke === true)
	);
}

/** Whoever leads or only looks on speaks for nobody. */
function speaks(role: Role): boolean {
	return can(role, 'vote');
}

/** Whether the mediator's word about an organization that is not here is accepted, and what then happened. */
export function decideAbsence(
	state: SessionState,
	command: AbsenceCommand,
	{ participant, origin }: Context
): Outcome {
	if (participant === null || !can(participant.role, 'absence')) return refuse('not-allowed');
	if (!participant.consent) return refuse('consent-missing');
	const organization = state.organizations.find(({ id }) => id === command.organization);
	if (organization === undefined) return refuse('organization-unknown');
	const { id, absent } = organization;
	if (command.type === 'organization-return') {
		if (absent === undefined) return refuse('organization-takes-part');
		return accept({ ...origin, kind: 'organization.return', subject: [id] });
	}
	if (wasHere(state, id)) return refuse('organization-here');
	if (absent !== undefined) return refuse('organization-is-absent');
	const reason = validateProse(command.reason, sessionLimits.reasonLength);
	if (!reason.ok) return refuse('reason-invalid', reason.reason);
	if (reason.value === '') return refuse('reason-invalid', 'empty');
	return accept({
		...origin,
		kind: 'organization.absent',
		subject: [id],
		payload: { reason: reason.value }
	});
}

/** What follows when somebody of an organization is given a role: it takes part again once somebody speaks for it. */
export function returnWith(
	{ organizations }: SessionState,
	organization: string | null,
	role: Role,
	origin: Pick<SessionEvent, 'at' | 'by' | 'organization'>
): SessionEvent[] {
	const home = organizations.find(({ id }) => id === organization);
	if (home?.absent === undefined || !speaks(role)) return [];
	return [{ ...origin, kind: 'organization.return', subject: [home.id], changes: ['joined'] }];
}

/**
 * The organizations after an event about one of them. Payloads may have been erased. An entry that leaves out somebody
 * who was heard changes nothing, whoever wrote it: pages and the check of an export count them all the same.
 */
export function evolveAbsences(
	state: SessionState,
	{ kind, at, subject = [], payload }: SessionEvent
): SessionState['organizations'] {
	const { organizations } = state;
	const [id = ''] = subject;
	if (kind === 'organization.absent' && hadVoice(state, id)) return organizations;
	const reason = payload?.['reason'];
	return organizations.map((one) => {
		if (one.id !== id) return one;
		const { absent: _, ...here } = one;
		if (kind === 'organization.return') return here;
		return { ...here, absent: { reason: typeof reason === 'string' ? reason : '', at } };
	});
}

/** Somebody in a new role: that they spoke for their organization before stays known. */
export function withRole(person: Participant, role: Role): Participant {
	const isSilenced = speaks(person.role) && !speaks(role);
	return { ...person, role, ...(isSilenced && { spoke: true }) };
}

/** As readers name one that something was done without. */
export interface NamedLeftOut {
	readonly name: string;
	readonly reason: string;
}

/** Those that something was done without, by name. */
export function namesOfLeftOut(
	{ organizations }: Pick<SessionState, 'organizations'>,
	left: readonly LeftOut[]
): NamedLeftOut[] {
	const names = Object.fromEntries(organizations.map(({ id, name }) => [id, name]));
	return left.map(({ organization, reason }) => ({
		name: lookUp(names, organization) ?? organization,
		reason
	}));
}

function accept(...events: SessionEvent[]): Outcome & { ok: true } {
	return { ok: true, events };
}
