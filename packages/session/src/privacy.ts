import { lookUp } from './look-up.ts';
import { sessionLimits } from './limits.ts';
import { refuse, type Refusal } from './refuse.ts';
import type { Action } from './can.ts';
import { validateName, validateProse, type TextCheck } from './text.ts';
import type { EventKind, Participant, SessionEvent, SessionState } from './types.ts';

/** What somebody was told before they agreed: which text, exactly. */
export interface Notice {
	/** Edition of the wording. */
	readonly version: number;
	/** Language it was shown in. */
	readonly locale: string;
	/** SHA-256 (hex) of the text as it was shown. */
	readonly hash: string;
}

/** A person decides whether what is on their own screen is recorded from now on. */
export type ViewCommand = { readonly type: 'view-stop' } | { readonly type: 'view-resume' };

/** What the server issues when the host, the clock or a person's request has something erased or changed. */
export type ServerPrivacyCommand =
	| { readonly type: 'erase'; readonly participant: string; readonly reason?: string | undefined }
	| {
			readonly type: 'erase-item';
			readonly item: string;
			readonly reason: string;
			/** Entries whose update was rewritten without it, each with the hash of what stands there now. */
			readonly updates: readonly { readonly entry: number; readonly hash: string }[];
			/** Entries that lose what stands beside them, as it says what the item said. */
			readonly payloads: readonly number[];
	  }
	| { readonly type: 'set-retention'; readonly days: number | null }
	/** The time is over. `payloads`: entries that are to lose what stands beside them. */
	| { readonly type: 'expire'; readonly payloads: readonly number[]; readonly lastAt: number }
	| { readonly type: 'restored'; readonly backupAt?: number | undefined }
	| { readonly type: 'host-key-changed' };

/** Why one of them was refused. */
export type PrivacyProblem =
	| 'retention-invalid'
	| 'retention-not-over'
	| 'session-expired'
	| 'reason-missing'
	| 'reason-invalid';

type PrivacyEvent = Omit<SessionEvent, 'at' | 'by' | 'organization'>;

type Decided =
	| { readonly ok: true; readonly events: readonly PrivacyEvent[]; readonly closes?: boolean }
	| Refusal<PrivacyProblem | 'not-allowed' | 'participant-unknown' | 'items-invalid'>;

interface PrivacyContext {
	readonly may: (action: Action) => boolean;
	readonly origin: Pick<SessionEvent, 'by'>;
	readonly now: number;
}

/** So long names are kept when the host chooses nothing. */
export const defaultRetentionDays = 365;

const DAY_MS = 24 * 3600 * 1000;

/**
 * Kinds whose payload says nothing of a person: how the session is set, what was collected or voted on, why
 * something was erased. They outlive the retention time; the payloads of all other kinds don't.
 */
const impersonal: ReadonlySet<EventKind> = new Set([
	'session.open',
	'session.policy',
	'session.close',
	'session.restore',
	'organization.add',
	'organization.absent',
	'organization.return',
	'refuse',
	'role',
	'stage.start',
	'stage.time',
	'stage.reveal',
	'stage.cancel',
	'park.put',
	'park.ask',
	'park.decline',
	'park.withdraw',
	'park.release',
	'park.open',
	'seal.open',
	'seal.put',
	'seal.without',
	'seal.reveal',
	'seal.cancel',
	'vote.open',
	'vote.close',
	'vote.cancel',
	'survey.open',
	'survey.close',
	'survey.cancel',
	'decision.present',
	'decision.open',
	'decision.close',
	'decision.withdraw',
	'version.freeze',
	'version.confirm',
	'version.unconfirm',
	'version.agree',
	'export',
	'redact'
]);

/** Whether what stands beside an entry of this kind is kept when the retention time is over. */
export function keepsPayload(kind: EventKind): boolean {
	return impersonal.has(kind);
}

/** Whole days within the limit, or null for no end. */
export function isRetention(days: number | null): boolean {
	if (days === null) return true;
	return Number.isInteger(days) && days >= 1 && days <= sessionLimits.retentionDays;
}

/** As it stands in a payload; what makes no sense changes nothing. */
export function readRetention(value: unknown, before: number | null): number | null {
	if (value === null) return null;
	return typeof value === 'number' && isRetention(value) ? value : before;
}

/**
 * When names and texts beside the log go: so many days after the session was closed, or after the last entry
 * where nobody closed it. Null: never, or they are gone.
 */
export function retentionEndsAt(
	{ retentionDays, closedAt, isExpired }: SessionState,
	lastEntryAt: number
): number | null {
	if (retentionDays === null || isExpired) return null;
	return (closedAt ?? lastEntryAt) + retentionDays * DAY_MS;
}

/** Whether what is on somebody's screen may be recorded from now on, as they wish. */
export function decideViews(command: ViewCommand, participant: Participant): ViewsDecided {
	const isOff = participant.views === 'off';
	if (command.type === 'view-stop')
		return { ok: true, events: isOff ? [] : [{ kind: 'view.stop' }] };
	if (!participant.consent) return refuse('consent-missing');
	return { ok: true, events: isOff ? [{ kind: 'view.resume' }] : [] };
}

type ViewsDecided =
	| { readonly ok: true; readonly events: readonly PrivacyEvent[] }
	| Refusal<'consent-missing'>;

/** Erasing, and what the host does that changes for how long or by whom things are kept. */
export function decidePrivacy(
	state: SessionState,
	command: ServerPrivacyCommand,
	context: PrivacyContext
): Decided {
	const { may, origin } = context;
	if (command.type === 'erase' || command.type === 'erase-item')
		return may('erase') ? erase(state, command) : refuse('not-allowed');
	// What remains is the host's alone.
	if (origin.by !== undefined) return refuse('not-allowed');
	switch (command.type) {
		case 'set-retention':
			if (!may('policy')) return refuse('not-allowed');
			if (!isRetention(command.days)) return refuse('retention-invalid');
			if (state.isExpired) return refuse('session-expired');
			if (command.days === state.retentionDays) return { ok: true, events: [] };
			return change({ kind: 'session.policy', payload: { retentionDays: command.days } });
		case 'expire':
			return expire(state, command, context.now);
		case 'host-key-changed':
			return change({ kind: 'key.rotate' });
		default: {
			const { backupAt } = command;
			const payload = backupAt === undefined ? {} : { payload: { backupAt } };
			return change({ kind: 'session.restore', ...payload });
		}
	}
}

/** The name under which somebody joins: in a session of pseudonyms one is given to those who choose none. */
export function nameFor(
	state: SessionState,
	organization: string | null,
	given: string
): TextCheck {
	if (state.names === 'names' || given.trim() !== '') return validateName(given);
	const home = state.organizations.find(({ id }) => id === organization);
	const taken = new Set(Object.values(state.participants).map(({ name }) => name));
	for (let number = taken.size + 1; ; number++) {
		const name = `${home?.initials ?? '?'} ${number}`;
		if (!taken.has(name)) return { ok: true, value: name };
	}
}

function erase(
	state: SessionState,
	command: Extract<ServerPrivacyCommand, { type: 'erase' | 'erase-item' }>
): Decided {
	const reason = validateProse(command.reason ?? '', sessionLimits.reasonLength);
	if (!reason.ok) return refuse('reason-invalid', reason.reason);
	const payload = reason.value === '' ? {} : { payload: { reason: reason.value } };
	if (command.type === 'erase') {
		if (lookUp(state.participants, command.participant) === undefined)
			return refuse('participant-unknown');
		return change({ kind: 'redact', subject: [command.participant], ...payload });
	}
	if (reason.value === '') return refuse('reason-missing');
	const { item, updates, payloads } = command;
	if (item === '' || item.length > sessionLimits.idLength) return refuse('items-invalid', 'item');
	return change({
		kind: 'redact',
		subject: [item, ...updates.map(({ entry }) => String(entry)), ...payloads.map(String)],
		changes: [
			'item',
			...updates.map(({ hash }) => `update ${hash}`),
			...payloads.map(() => 'payload')
		],
		...payload
	});
}

function expire(
	state: SessionState,
	{ payloads, lastAt }: Extract<ServerPrivacyCommand, { type: 'expire' }>,
	now: number
): Decided {
	if (state.isExpired) return refuse('session-expired');
	const due = retentionEndsAt(state, lastAt);
	if (due === null || now < due) return refuse('retention-not-over');
	return {
		ok: true,
		closes: state.status === 'open',
		events: [
			{
				kind: 'redact',
				subject: [state.id, ...payloads.map(String)],
				changes: ['session', ...payloads.map(() => 'payload')],
				payload: { reason: 'retention' }
			}
		]
	};
}

function change(event: PrivacyEvent): Decided {
	return { ok: true, events: [event] };
}
