import { eraseAnswers, evolveAnswers } from './answer.ts';
import { evolveConfirmations } from './confirmation.ts';
import { eraseReasons, eraseWordings, evolveDecisions } from './decision.ts';
import { lookUp } from './look-up.ts';
import { evolveParking, noParking } from './parking.ts';
import { readRetention } from './privacy.ts';
import { evolveSeals } from './seal.ts';
import { evolveStages } from './stage.ts';
import { evolveSurveys } from './survey.ts';
import { evolveAbsences, withRole } from './taking-part.ts';
import {
	roles,
	type Invite,
	type Organization,
	type Participant,
	type Role,
	type SessionEvent,
	type SessionState
} from './types.ts';

import { evolveVersions } from './version.ts';
import { evolveVotes } from './vote.ts';

type Payload = Readonly<Record<string, unknown>>;

/**
 * The state after an event. Never throws: payloads may have been erased, and logs of newer versions
 * may hold kinds this one doesn't know; both leave the rest of the state as it was.
 */
export function evolve(state: SessionState, event: SessionEvent): SessionState;
export function evolve(state: SessionState | null, event: SessionEvent): SessionState | null;
export function evolve(state: SessionState | null, event: SessionEvent): SessionState | null {
	const payload = event.payload ?? {};
	if (state === null) return event.kind === 'session.open' ? opened(event, payload) : null;
	switch (event.kind) {
		case 'session.close':
			return { ...state, status: 'closed', closedAt: event.at };
		case 'session.policy':
			return {
				...state,
				retentionDays: readRetention(payload['retentionDays'], state.retentionDays)
			};
		case 'organization.add':
			return withOrganization(state, payload['organization']);
		case 'organization.absent':
		case 'organization.return': {
			const organizations = evolveAbsences(state, event);
			if (organizations === state.organizations) return state;
			return { ...state, organizations, decisions: evolveDecisions(state, event) };
		}
		case 'view.stop':
			return eachParticipant(state, [event.by ?? ''], (person) => ({ ...person, views: 'off' }));
		case 'view.resume':
			return eachParticipant(state, [event.by ?? ''], withViews);
		case 'invite.create':
			return withInvite(state, event.subject?.[0], () => created(event, payload));
		case 'invite.revoke':
			return withInvite(state, event.subject?.[0], (invite) =>
				invite === undefined ? undefined : { ...invite, revoked: true }
			);
		case 'join':
			return joined(state, event, payload);
		case 'revoke':
			return {
				...eachParticipant(state, event.subject, (participant) => ({
					...participant,
					status: 'revoked'
				})),
				seals: evolveSeals(state.seals, event)
			};
		case 'role':
			return eachParticipant(state, event.subject, (participant) =>
				withRole(participant, asRole(payload['role']) ?? participant.role)
			);
		case 'stage.start':
		case 'stage.time':
		case 'stage.reveal':
		case 'stage.cancel':
			return { ...state, stages: evolveStages(state.stages, event) };
		case 'park.put':
		case 'park.ask':
		case 'park.decline':
		case 'park.withdraw':
		case 'park.release':
		case 'park.open':
			return { ...state, parking: evolveParking(state.parking, event) };
		case 'seal.open':
		case 'seal.put':
		case 'seal.without':
		case 'seal.reveal':
		case 'seal.cancel':
			return { ...state, seals: evolveSeals(state.seals, event) };
		case 'redact':
			return { ...redacted(state, event), seals: evolveSeals(state.seals, event) };
		case 'vote.open':
		case 'vote.cast':
		case 'vote.close':
		case 'vote.cancel':
			return { ...state, votes: evolveVotes(state.votes, event) };
		case 'survey.open':
		case 'survey.answer':
		case 'survey.close':
		case 'survey.cancel':
			return { ...state, surveys: evolveSurveys(state.surveys, event) };
		case 'decision.present':
		case 'decision.open':
		case 'decision.answer':
		case 'decision.close':
		case 'decision.withdraw':
		case 'ack': {
			const decisions = evolveDecisions(state, event);
			return decisions === state.decisions ? state : { ...state, decisions };
		}
		case 'answer.give':
		case 'answer.withdraw':
			return { ...state, answers: evolveAnswers(state.answers, event) };
		case 'version.freeze':
			return { ...state, versions: evolveVersions(state.versions, event) };
		case 'version.confirm':
		case 'version.unconfirm':
		case 'version.agree':
			return { ...state, versions: evolveConfirmations(state, event) };
		default:
			return state;
	}
}

/** The state after all of a session's events, or null when it was never opened. */
export function replay(events: Iterable<SessionEvent>): SessionState | null {
	let state: SessionState | null = null;
	for (const event of events) state = evolve(state, event);
	return state;
}

function opened(event: SessionEvent, payload: Payload): SessionState {
	const seen = payload['seen'];
	const organizations = payload['organizations'];
	return {
		id: event.subject?.[0] ?? '',
		title: asText(payload['title']) ?? '',
		purpose: asText(payload['purpose']) ?? '',
		status: 'open',
		createdAt: event.at,
		seen: seen === 'organization' || seen === 'off' ? seen : 'person',
		names: payload['names'] === 'pseudonyms' ? 'pseudonyms' : 'names',
		// Sessions of before there was a time were promised none.
		retentionDays: readRetention(payload['retentionDays'], null),
		closedAt: null,
		isExpired: false,
		erasures: 0,
		organizations: Array.isArray(organizations)
			? organizations.filter(isOrganization).map(asNewcomer)
			: [],
		participants: {},
		invites: {},
		stages: [],
		votes: {},
		surveys: {},
		decisions: {},
		answers: {},
		versions: {},
		parking: noParking,
		seals: {}
	};
}

function withOrganization(state: SessionState, added: unknown): SessionState {
	if (!isOrganization(added) || state.organizations.some(({ id }) => id === added.id)) return state;
	return { ...state, organizations: [...state.organizations, asNewcomer(added)] };
}

function created(event: SessionEvent, payload: Payload): Invite {
	const name = asText(payload['name']);
	const expiresAt = asNumber(payload['expiresAt']);
	return {
		id: event.subject?.[0] ?? '',
		organization: asText(payload['organization']) ?? null,
		role: asRole(payload['role']) ?? 'observer',
		...(name === undefined ? {} : { name }),
		uses: asNumber(payload['uses']) ?? 0,
		used: 0,
		...(expiresAt === undefined ? {} : { expiresAt }),
		revoked: false,
		createdAt: event.at
	};
}

// Organization and invitation stand outside the payload: they outlive the erasure of the name.
function joined(state: SessionState, event: SessionEvent, payload: Payload): SessionState {
	if (event.by === undefined) return state;
	const invite = event.subject?.[0] ?? '';
	const participant: Participant = {
		id: event.by,
		name: asText(payload['name']) ?? null,
		organization: event.organization ?? null,
		role: asRole(payload['role']) ?? 'observer',
		consent: payload['consent'] === true,
		status: 'active',
		joinedAt: event.at,
		invite
	};
	const counted = withInvite(state, invite, (known) =>
		known === undefined ? undefined : { ...known, used: known.used + 1 }
	);
	return { ...counted, participants: { ...state.participants, [participant.id]: participant } };
}

function withInvite(
	state: SessionState,
	id: string | undefined,
	change: (invite: Invite | undefined) => Invite | undefined
): SessionState {
	if (id === undefined) return state;
	const invite = change(lookUp(state.invites, id));
	return invite === undefined ? state : { ...state, invites: { ...state.invites, [id]: invite } };
}

function redacted(state: SessionState, { subject = [], changes = [] }: SessionEvent): SessionState {
	const isOver = changes[0] === 'session';
	const people = isOver ? Object.keys(state.participants) : subject;
	const before = isOver ? { ...state, isExpired: true } : state;
	return {
		...erased(before, people),
		...(isOver && { invites: mapValues(state.invites, nameless) }),
		erasures: state.erasures + (changes[0] === 'item' ? 1 : 0),
		answers: eraseAnswers(state.answers, people),
		decisions:
			changes[0] === 'item'
				? eraseWordings(state.decisions, subject[0] ?? '')
				: eraseReasons(state.decisions, people)
	};
}

function nameless(invite: Invite): Invite {
	const { name: _, ...rest } = invite;
	return rest;
}

function withViews(participant: Participant): Participant {
	const { views: _, ...rest } = participant;
	return rest;
}

function mapValues<Value>(
	record: Readonly<Record<string, Value>>,
	change: (value: Value) => Value
): Record<string, Value> {
	return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}

// The invitation somebody came by may name them, too.
function erased(state: SessionState, ids: readonly string[]): SessionState {
	const unnamed = eachParticipant(state, ids, (participant) => ({ ...participant, name: null }));
	return ids.reduce(
		(before, id) =>
			withInvite(before, lookUp(before.participants, id)?.invite, (invite) =>
				invite === undefined ? undefined : nameless(invite)
			),
		unnamed
	);
}

function eachParticipant(
	state: SessionState,
	ids: readonly string[] | undefined,
	change: (participant: Participant) => Participant
): SessionState {
	const changed = (ids ?? []).flatMap((id) => {
		const participant = lookUp(state.participants, id);
		return participant === undefined ? [] : [[id, change(participant)] as const];
	});
	if (changed.length === 0) return state;
	return { ...state, participants: { ...state.participants, ...Object.fromEntries(changed) } };
}

function asText(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function asNumber(value: unknown): number | undefined {
	return typeof value === 'number' ? value : undefined;
}

function asRole(value: unknown): Role | undefined {
	return roles.find((role) => role === value);
}

// That one takes no part is said by an entry of its own.
function asNewcomer(given: Organization): Organization {
	const { absent: _, ...organization } = given;
	return organization;
}

function isOrganization(value: unknown): value is Organization {
	if (typeof value !== 'object' || value === null) return false;
	const fields = value as Record<string, unknown>;
	if (!['undefined', 'number'].includes(typeof fields['since'])) return false;
	return ['id', 'name', 'color', 'pattern', 'initials'].every(
		(field) => typeof fields[field] === 'string'
	);
}
