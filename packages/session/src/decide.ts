import { decideAnswer, type AnswerError } from './answer.ts';
import { can, type Action } from './can.ts';
import type { Command } from './command.ts';
import { decideConfirmation } from './confirmation.ts';
import { closeDecisions, decideDecision, type DecisionError } from './decision.ts';
import { sessionLimits } from './limits.ts';
import { lookUp } from './look-up.ts';
import { decideParking, type ParkingProblem } from './parking.ts';
import { markOrganizations, type OrganizationInput } from './marks.ts';
import {
	decidePrivacy,
	decideViews,
	defaultRetentionDays,
	isRetention,
	nameFor,
	type PrivacyProblem
} from './privacy.ts';
import {
	closeStage,
	decideStage,
	type LateNotesCommand,
	type StageCommand,
	type StageProblem
} from './stage.ts';
import { closeSurveys, decideSurvey, type SurveyError } from './survey.ts';
import { decideAbsence, returnWith, type AbsenceError } from './taking-part.ts';
import { closeSeals, decideSeal, type SealError } from './seal.ts';
import { validateLine, validateName, validateProse } from './text.ts';
import { decideFreeze, type VersionError } from './version.ts';
import {
	closeVotes,
	decideVote,
	type SealedBallot,
	type VoteContext,
	type VoteError
} from './vote.ts';
import type { Actor, Invite, Participant, Role, SessionEvent, SessionState } from './types.ts';
import { refuse } from './refuse.ts';

/** Why a command was refused. The sentence people read is made from it by the client. */
export type ErrorCode =
	| 'session-exists'
	| 'session-unknown'
	| 'session-closed'
	| 'session-full'
	| 'not-allowed'
	| 'consent-missing'
	| 'id-invalid'
	| 'title-invalid'
	| 'purpose-invalid'
	| 'name-invalid'
	| 'name-unwanted'
	| 'organizations-invalid'
	| 'organization-unknown'
	| 'organization-missing'
	| AbsenceError
	| 'invite-unknown'
	| 'invite-used'
	| 'invite-revoked'
	| 'invite-expired'
	| 'invite-invalid'
	| 'participant-unknown'
	| 'participant-revoked'
	| 'items-invalid'
	| 'room-unknown'
	| StageProblem
	| VoteError
	| SurveyError
	| DecisionError
	| AnswerError
	| VersionError
	| ParkingProblem
	| SealError
	| PrivacyProblem;

/** Who asks, when, and where new ids come from. */
export interface DecideContext {
	readonly actor: Actor;
	readonly now: number;
	/** A random id, never given before. */
	newId(): string;
	/** All ballots of a vote, or answers of a survey: secret, and only needed to close one. */
	ballots?(vote: string): readonly SealedBallot[];
}

export type Decision =
	| { readonly ok: true; readonly events: readonly SessionEvent[] }
	| { readonly ok: false; readonly code: ErrorCode; readonly detail?: string };

/**
 * Whether a command is accepted, and what then happened. Changes nothing itself: the caller stores
 * the events and folds them with `evolve`.
 */
export function decide(
	state: SessionState | null,
	command: Command,
	context: DecideContext
): Decision {
	if (command.type === 'open') return open(state, command, context);
	if (state === null) return refuse('session-unknown');
	if (command.type === 'join') return join(state, command, context);

	const actor = whoActs(state, context.actor);
	if (!actor.ok) return actor;
	const origin = originOf(actor.participant, context.now);
	const may = (action: Action) => can(actor.participant?.role ?? 'host', action);

	const voting: VoteContext = {
		participant: actor.participant,
		origin,
		newId: () => context.newId(),
		ballots: (vote) => context.ballots?.(vote) ?? []
	};

	switch (command.type) {
		// Reading, leaving and taking the record home stay possible after the end, and so do
		// removing a person and erasing a name.
		case 'leave':
		case 'return':
			if (actor.participant === null) return refuse('not-allowed');
			return accept({ ...origin, kind: command.type === 'leave' ? 'leave' : 'rejoin' });
		case 'export-made':
			if (!may('export')) return refuse('not-allowed');
			return accept({
				...origin,
				kind: 'export',
				...(command.of !== undefined && { payload: { of: command.of } })
			});
		case 'revoke':
			if (!may('revoke')) return refuse('not-allowed');
			return revoke(state, command.participant, origin);
		case 'erase':
		case 'erase-item':
		case 'set-retention':
		case 'expire':
		case 'restored':
		case 'host-key-changed': {
			const decided = decidePrivacy(state, command, { may, origin, now: context.now });
			if (!decided.ok) return decided;
			const end = decided.closes ? closing(state, voting) : [];
			return accept(...end, ...decided.events.map((event) => ({ ...origin, ...event })));
		}
		case 'revoke-invite':
			if (!may('invite')) return refuse('not-allowed');
			return revokeInvite(state, command.invite, origin);
		default:
	}

	if (state.status === 'closed') return refuse('session-closed');
	switch (command.type) {
		case 'invite':
			if (!may('invite')) return refuse('not-allowed');
			return invite(state, command, origin, context);
		case 'organization-add':
			if (!may('invite')) return refuse('not-allowed');
			return addOrganization(state, command, origin);
		case 'organization-absent':
		case 'organization-return':
			return decideAbsence(state, command, voting);
		case 'set-role':
			if (!may('set-role')) return refuse('not-allowed');
			return setRole(state, command, origin);
		case 'close':
			if (!may('close')) return refuse('not-allowed');
			return accept(...closing(state, voting));
		case 'view-stop':
		case 'view-resume': {
			if (actor.participant === null) return refuse('not-allowed');
			const decided = decideViews(command, actor.participant);
			if (!decided.ok) return decided;
			return accept(...decided.events.map((event) => ({ ...origin, ...event })));
		}
		case 'vote-open':
		case 'vote-cast':
		case 'vote-close':
		case 'vote-cancel':
			return decideVote(state, command, voting);
		case 'survey-open':
		case 'survey-answer':
		case 'survey-close':
		case 'survey-cancel':
			return decideSurvey(state, command, voting);
		case 'decision-present':
		case 'decision-open':
		case 'decision-answer':
		case 'decision-close':
		case 'decision-withdraw':
			return decideDecision(state, command, voting);
		case 'answer':
		case 'answer-withdraw': {
			const { participant } = actor;
			if (participant === null || !may('answer')) return refuse('not-allowed');
			if (!participant.consent) return refuse('consent-missing');
			const answer = decideAnswer(state.answers, command, participant);
			return answer.ok ? accept({ ...origin, ...answer.event }) : answer;
		}
		case 'freeze': {
			if (!may('freeze')) return refuse('not-allowed');
			if (actor.participant?.consent !== true) return refuse('consent-missing');
			const freeze = decideFreeze(state.versions, command);
			return freeze.ok ? accept({ ...origin, ...freeze.event }) : freeze;
		}
		case 'version-confirm':
		case 'version-unconfirm': {
			const { participant } = actor;
			if (participant === null || !may('answer')) return refuse('not-allowed');
			if (!participant.consent) return refuse('consent-missing');
			const { now } = context;
			const decided = decideConfirmation(state, command, participant, now);
			return decided.ok
				? accept(...decided.events.map((event) => ({ ...event, at: now })))
				: decided;
		}
		case 'stage-start':
		case 'stage-time':
		case 'stage-reveal':
		case 'stage-cancel':
			if (!may('stage')) return refuse('not-allowed');
			return stage(state, command, origin, context);
		case 'stage-late':
			if (!may('draft')) return refuse('not-allowed');
			if (actor.participant?.consent !== true) return refuse('consent-missing');
			return stage(state, command, origin, context);
		case 'park-kept':
			if (actor.participant !== null) return refuse('not-allowed');
			return accept({
				...origin,
				kind: 'park.put',
				subject: [command.item, command.frame],
				payload: {
					attribution: 'organization',
					seen: false,
					...(command.organization !== undefined && { organization: command.organization })
				}
			});
		case 'park':
		case 'park-own':
		case 'park-ask':
		case 'park-decline':
		case 'park-withdraw':
		case 'park-release':
		case 'park-open':
			if (actor.participant === null || !may('draft')) return refuse('not-allowed');
			if (!actor.participant.consent) return refuse('consent-missing');
			return decideParking(state, command, {
				isMediator: may('stage'),
				participant: actor.participant.id,
				organization: actor.participant.organization,
				now: context.now
			});
		case 'seal-open':
		case 'seal-put':
		case 'seal-without':
		case 'seal-reveal':
		case 'seal-cancel':
			return decideSeal(state, command, voting);
		case 'acknowledge':
	}
	if (!may('acknowledge')) return refuse('not-allowed');
	if (actor.participant?.consent !== true) return refuse('consent-missing');
	return acknowledge(state, command, origin);
}

type Origin = Pick<SessionEvent, 'at' | 'by' | 'organization'>;
type CommandOf<T extends Command['type']> = Extract<Command, { type: T }>;

function closing(state: SessionState, voting: VoteContext): SessionEvent[] {
	const { origin } = voting;
	return [
		...closeVotes(state, voting),
		...closeSurveys(state, voting),
		...closeDecisions(state, voting),
		...closeStage(state.stages, origin),
		...closeSeals(state, origin),
		{ ...origin, kind: 'session.close' }
	];
}

function open(
	state: SessionState | null,
	command: CommandOf<'open'>,
	context: DecideContext
): Decision {
	if (state !== null) return refuse('session-exists');
	if (context.actor.type !== 'host') return refuse('not-allowed');
	if (!/^[a-z0-9]{10,64}$/.test(command.id)) return refuse('id-invalid');
	const title = validateLine(command.title, sessionLimits.titleLength);
	if (!title.ok) return refuse('title-invalid', title.reason);
	const purpose = validateProse(command.purpose ?? '', sessionLimits.purposeLength);
	if (!purpose.ok) return refuse('purpose-invalid', purpose.reason);
	const organizations = checkOrganizations(command.organizations);
	if (!organizations.ok) return organizations;
	const { retentionDays = defaultRetentionDays } = command;
	if (!isRetention(retentionDays)) return refuse('retention-invalid');
	return accept({
		kind: 'session.open',
		at: context.now,
		subject: [command.id],
		payload: {
			title: title.value,
			purpose: purpose.value,
			organizations: markOrganizations(organizations.value),
			seen: command.seen ?? 'person',
			names: command.names ?? 'names',
			retentionDays
		}
	});
}

// Who is a partner already keeps code, name and marks: the newcomer gets what is left.
function addOrganization(
	state: SessionState,
	command: CommandOf<'organization-add'>,
	origin: Origin
): Decision {
	const organizations = checkOrganizations([...state.organizations, command.organization]);
	if (!organizations.ok) return organizations;
	const { since } = command;
	if (since !== undefined && !(Number.isSafeInteger(since) && since >= 0))
		return refuse('organizations-invalid', 'since');
	const reason = validateProse(command.reason ?? '', sessionLimits.reasonLength);
	if (!reason.ok) return refuse('reason-invalid', reason.reason);
	const organization = markOrganizations(organizations.value).at(-1);
	if (organization === undefined) return refuse('organizations-invalid');
	return accept({
		...origin,
		kind: 'organization.add',
		subject: [organization.id],
		payload: {
			// Clocks differ: nothing begins later than now.
			organization: {
				...organization,
				...(since !== undefined && { since: Math.min(since, origin.at) })
			},
			...(reason.value !== '' && { reason: reason.value })
		}
	});
}

function checkOrganizations(
	given: CommandOf<'open'>['organizations']
): { ok: true; value: OrganizationInput[] } | (Decision & { ok: false }) {
	if (given.length > sessionLimits.organizations)
		return refuse('organizations-invalid', 'too many');
	const value: OrganizationInput[] = [];
	const taken = new Set<string>();
	for (const organization of given) {
		const { id, name } = organization;
		if (!/^[A-Za-z0-9_-]{1,24}$/.test(id)) return refuse('organizations-invalid', `id ${id}`);
		const checked = validateLine(name, sessionLimits.organizationNameLength);
		if (!checked.ok) return refuse('organizations-invalid', `name of ${id}: ${checked.reason}`);
		// Ids and names each once, whatever the case: two partners that look alike would be mixed up.
		for (const key of [`id ${id.toLowerCase()}`, `name ${checked.value.toLocaleLowerCase('en')}`]) {
			if (taken.has(key)) return refuse('organizations-invalid', `${key} twice`);
			taken.add(key);
		}
		value.push({ ...organization, name: checked.value });
	}
	return { ok: true, value };
}

function join(state: SessionState, command: CommandOf<'join'>, context: DecideContext): Decision {
	// Invitation ids are readable by all; only the server, having seen the token, acts for a guest.
	if (context.actor.type !== 'guest') return refuse('not-allowed');
	if (state.status === 'closed') return refuse('session-closed');
	const usable = checkInvite(lookUp(state.invites, command.invite), context.now);
	if (!usable.ok) return usable;
	const name = nameFor(state, usable.invite.organization, command.name);
	if (!name.ok) return refuse('name-invalid', name.reason);
	if (Object.keys(state.participants).length >= sessionLimits.participants)
		return refuse('session-full');
	const { organization, role } = usable.invite;
	const joining = command.consent ? role : 'observer';
	const origin = {
		at: context.now,
		by: fresh(state.participants, context),
		...(organization === null ? {} : { organization })
	};
	return accept(
		{
			...origin,
			kind: 'join',
			subject: [command.invite],
			payload: {
				name: name.value,
				organization,
				role: joining,
				consent: command.consent,
				invite: command.invite,
				...(command.notice !== undefined && { notice: command.notice })
			}
		},
		...returnWith(state, organization, joining, origin)
	);
}

/** Whether an invitation can be used now, and if not, why. */
export function checkInvite(
	invitation: Invite | undefined,
	now: number
): { ok: true; invite: Invite } | { ok: false; code: ErrorCode } {
	if (invitation === undefined) return refuse('invite-unknown');
	if (invitation.revoked) return refuse('invite-revoked');
	if (invitation.expiresAt !== undefined && now >= invitation.expiresAt)
		return refuse('invite-expired');
	if (invitation.used >= invitation.uses) return refuse('invite-used');
	return { ok: true, invite: invitation };
}

function invite(
	state: SessionState,
	command: CommandOf<'invite'>,
	origin: Origin,
	context: DecideContext
): Decision {
	const home = checkHome(state, command.organization, command.role);
	if (!home.ok) return home;
	const name = command.name === undefined ? undefined : validateName(command.name);
	if (name?.ok === false) return refuse('name-invalid', name.reason);
	// Who is to be known by a pseudonym is not named in an entry that all read.
	if (name !== undefined && state.names === 'pseudonyms') return refuse('name-unwanted');
	if (
		!Number.isInteger(command.uses) ||
		command.uses < 1 ||
		command.uses > sessionLimits.usesPerInvite
	)
		return refuse('invite-invalid', 'uses');
	if (
		command.expiresAt !== undefined &&
		!(Number.isSafeInteger(command.expiresAt) && command.expiresAt > context.now)
	)
		return refuse('invite-invalid', 'expiresAt');
	if (Object.keys(state.invites).length >= sessionLimits.invites) return refuse('session-full');
	return accept({
		...origin,
		kind: 'invite.create',
		subject: [fresh(state.invites, context)],
		payload: {
			organization: command.organization,
			role: command.role,
			...(name === undefined ? {} : { name: name.value }),
			uses: command.uses,
			...(command.expiresAt === undefined ? {} : { expiresAt: command.expiresAt })
		}
	});
}

function revokeInvite(state: SessionState, id: string, origin: Origin): Decision {
	const invitation = lookUp(state.invites, id);
	if (invitation === undefined) return refuse('invite-unknown');
	if (invitation.revoked) return refuse('invite-revoked');
	return accept({ ...origin, kind: 'invite.revoke', subject: [id] });
}

function revoke(state: SessionState, id: string, origin: Origin): Decision {
	const participant = lookUp(state.participants, id);
	if (participant === undefined) return refuse('participant-unknown');
	if (participant.status === 'revoked') return refuse('participant-revoked');
	return accept({ ...origin, kind: 'revoke', subject: [id] });
}

function setRole(state: SessionState, command: CommandOf<'set-role'>, origin: Origin): Decision {
	const participant = lookUp(state.participants, command.participant);
	if (participant === undefined) return refuse('participant-unknown');
	if (participant.status === 'revoked') return refuse('participant-revoked');
	if (!participant.consent && command.role !== 'observer') return refuse('consent-missing');
	const home = checkHome(state, participant.organization, command.role);
	if (!home.ok) return home;
	if (participant.role === command.role) return accept();
	return accept(
		{ ...origin, kind: 'role', subject: [participant.id], payload: { role: command.role } },
		...returnWith(state, participant.organization, command.role, origin)
	);
}

// Delegates and participants speak for a partner; mediators and observers may stand outside.
function checkHome(
	state: SessionState,
	organization: string | null,
	role: Role
): { ok: true } | (Decision & { ok: false }) {
	if (organization === null)
		return role === 'mediator' || role === 'observer'
			? { ok: true }
			: refuse('organization-missing');
	return state.organizations.some((known) => known.id === organization)
		? { ok: true }
		: refuse('organization-unknown');
}

function acknowledge(
	state: SessionState,
	command: CommandOf<'acknowledge'>,
	origin: Origin
): Decision {
	if (command.room !== state.id && !command.room.startsWith(`${state.id}~`))
		return refuse('room-unknown');
	if (!Number.isSafeInteger(command.seq) || command.seq < 0) return refuse('items-invalid', 'seq');
	const items = [...new Set(command.items)];
	const tooLong = items.some((id) => id === '' || id.length > sessionLimits.idLength);
	if (items.length === 0 || items.length > sessionLimits.itemsPerAcknowledgement || tooLong)
		return refuse('items-invalid', 'items');
	return accept({ ...origin, kind: 'ack', subject: items, room: command.room, seq: command.seq });
}

function stage(
	state: SessionState,
	command: StageCommand | LateNotesCommand,
	origin: Origin,
	context: DecideContext
): Decision {
	const decision = decideStage(state.stages, command, context.now, () => context.newId());
	if (!decision.ok) return decision;
	return decision.event === null ? accept() : accept({ ...origin, ...decision.event });
}

// Null stands for the host.
function whoActs(
	state: SessionState,
	actor: Actor
): { ok: true; participant: Participant | null } | (Decision & { ok: false }) {
	if (actor.type === 'host') return { ok: true, participant: null };
	if (actor.type === 'guest') return refuse('not-allowed');
	const participant = lookUp(state.participants, actor.id);
	if (participant === undefined) return refuse('participant-unknown');
	if (participant.status === 'revoked') return refuse('participant-revoked');
	return { ok: true, participant };
}

function originOf(participant: Participant | null, at: number): Origin {
	if (participant === null) return { at };
	return {
		at,
		by: participant.id,
		...(participant.organization === null ? {} : { organization: participant.organization })
	};
}

function fresh(taken: Readonly<Record<string, unknown>>, context: DecideContext): string {
	const id = context.newId();
	if (Object.hasOwn(taken, id)) throw new Error(`newId gave ${id} a second time`);
	return id;
}

function accept(...events: SessionEvent[]): Decision & { ok: true } {
	return { ok: true, events };
}
