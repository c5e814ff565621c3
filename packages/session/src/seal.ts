import { can } from './can.ts';
import { sessionLimits } from './limits.ts';
import { lookUp } from './look-up.ts';
import { refuse } from './refuse.ts';
import { takingPart } from './taking-part.ts';
import type { Seal, SealedCard, SealRound } from './seal-state.ts';
import { validateProse } from './text.ts';
import type { Organization, Participant, SessionEvent, SessionState } from './types.ts';

export type SealCommand =
	| {
			readonly type: 'seal-open';
			readonly frame: string;
			readonly item?: string | undefined;
			readonly parties: readonly string[];
	  }
	/** Replaces all that the organization has sealed in this round. */
	| {
			readonly type: 'seal-put';
			readonly round: string;
			readonly cards: readonly SealedCard[];
			/** 32 random bytes (base64url), never used before. */
			readonly salt: string;
			/** What the log says of the cards. Written by the server. */
			readonly hash?: string | undefined;
	  }
	/** A party can't seal: the round goes on without it. */
	| { readonly type: 'seal-without'; readonly round: string; readonly organization: string }
	| {
			readonly type: 'seal-reveal';
			readonly round: string;
			/** Ids of the cards by organization. Written by the server, as are the salts. */
			readonly cards?: Readonly<Record<string, readonly string[]>> | undefined;
			readonly salts?: Readonly<Record<string, string>> | undefined;
	  }
	| { readonly type: 'seal-cancel'; readonly round: string };

export type SealError =
	| 'seal-invalid'
	| 'seal-running'
	| 'seal-limit'
	| 'seal-unknown'
	| 'seal-over'
	| 'seal-not-asked'
	| 'seal-empty'
	| 'seal-too-long'
	/** The instrument is not on the board any more. Found by the server. */
	| 'seal-frame-gone'
	/** Somebody has not sealed yet; the detail names their organizations. */
	| 'seal-missing';

type Outcome =
	| { readonly ok: true; readonly events: readonly SessionEvent[] }
	| {
			readonly ok: false;
			readonly code: SealError | 'not-allowed' | 'consent-missing';
			readonly detail?: string;
	  };

export interface SealContext {
	/** Null for the host. */
	readonly participant: Participant | null;
	readonly origin: Pick<SessionEvent, 'at' | 'by' | 'organization'>;
	newId(): string;
}

/** Whether a command about sealed cards is accepted, and what then happened. */
export function decideSeal(
	state: SessionState,
	command: SealCommand,
	context: SealContext
): Outcome {
	const { participant, origin } = context;
	if (participant === null) return refuse('not-allowed');
	if (command.type === 'seal-put') {
		if (!can(participant.role, 'answer')) return refuse('not-allowed');
		if (!participant.consent) return refuse('consent-missing');
		return put(state, command, participant, origin);
	}
	if (!can(participant.role, 'stage')) return refuse('not-allowed');
	if (!participant.consent) return refuse('consent-missing');
	if (command.type === 'seal-open') return open(state, command, context);
	const round = lookUp(state.seals, command.round);
	if (round === undefined) return refuse('seal-unknown');
	if (round.status !== 'open') return refuse('seal-over');
	switch (command.type) {
		case 'seal-without': {
			const { organization } = command;
			if (!unsealedIn(round).includes(organization)) return refuse('seal-invalid', 'organization');
			return accept({ ...origin, kind: 'seal.without', subject: [round.id, organization] });
		}
		case 'seal-reveal':
			return reveal(round, command, origin);
		case 'seal-cancel':
	}
	return accept({ ...origin, kind: 'seal.cancel', subject: [round.id] });
}

/** The events that end all open rounds before the session itself ends: nothing is revealed. */
export function closeSeals(
	{ seals }: Pick<SessionState, 'seals'>,
	origin: SealContext['origin']
): SessionEvent[] {
	return Object.values(seals)
		.filter(({ status }) => status === 'open')
		.map(({ id }) => ({ ...origin, kind: 'seal.cancel', subject: [id] }));
}

/** Whether the cards of an organization lie there sealed, under the terms as they are now. */
export function isSealed(round: Pick<SealRound, 'seals'>, organization: string): boolean {
	return lookUp(round.seals, organization)?.isVoid === false;
}

/** Parties that are waited for. */
export function unsealedIn(round: SealRound): string[] {
	return round.parties.filter((one) => !round.without.includes(one) && !isSealed(round, one));
}

/** Parties whose cards lie there. */
export function sealedIn(round: SealRound): string[] {
	return round.parties.filter((one) => isSealed(round, one));
}

function open(
	state: SessionState,
	{ frame, item, parties }: Extract<SealCommand, { type: 'seal-open' }>,
	context: SealContext
): Outcome {
	const named = (organizations: readonly Organization[]): string[] =>
		organizations.map(({ id }) => id).filter((id) => parties.includes(id));
	const known = named(state.organizations);
	// One that takes no part would be waited for in vain.
	const asked = named(takingPart(state));
	if (asked.length < 2 || known.length !== new Set(parties).size)
		return refuse('seal-invalid', 'parties');
	const rounds = Object.values(state.seals);
	if (rounds.some((one) => one.frame === frame && one.status === 'open'))
		return refuse('seal-running');
	if (rounds.length >= sessionLimits.sealRounds) return refuse('seal-limit');
	const id = context.newId();
	if (Object.hasOwn(state.seals, id)) throw new Error(`newId gave ${id} a second time`);
	const subject = item === undefined ? [id, frame] : [id, frame, item];
	return accept({ ...context.origin, kind: 'seal.open', subject, payload: { parties: asked } });
}

function put(
	state: SessionState,
	command: Extract<SealCommand, { type: 'seal-put' }>,
	{ organization }: Participant,
	origin: SealContext['origin']
): Outcome {
	const round = lookUp(state.seals, command.round);
	if (round === undefined) return refuse('seal-unknown');
	if (round.status !== 'open') return refuse('seal-over');
	if (organization === null || !round.parties.includes(organization))
		return refuse('seal-not-asked');
	const problem = checkSealedCards(command.cards);
	if (problem !== null) return refuse(problem);
	const { hash, salt } = command;
	if (!isSalt(salt)) return refuse('seal-invalid', 'salt');
	if (hash === undefined || !/^[0-9a-f]{64}$/.test(hash)) return refuse('seal-invalid', 'hash');
	const isAgain = lookUp(round.seals, organization) !== undefined;
	return accept({
		...origin,
		kind: 'seal.put',
		subject: [round.id, organization],
		hash,
		...(isAgain && { payload: { again: true } })
	});
}

function reveal(
	round: SealRound,
	{ cards = {}, salts = {} }: Extract<SealCommand, { type: 'seal-reveal' }>,
	origin: SealContext['origin']
): Outcome {
	const missing = unsealedIn(round);
	if (missing.length > 0) return refuse('seal-missing', missing.join(','));
	if (sealedIn(round).length === 0) return refuse('seal-empty');
	return accept({
		...origin,
		kind: 'seal.reveal',
		subject: [round.id, round.frame, ...Object.values(cards).flat()],
		payload: { cards, salts }
	});
}

/** Why cards can't be sealed, or null when they can. Which kinds and fields there are only the instrument knows. */
export function checkSealedCards(cards: readonly SealedCard[]): SealError | null {
	if (cards.length === 0 || cards.some(isEmpty)) return 'seal-empty';
	if (cards.length > sessionLimits.cardsPerSeal) return 'seal-too-long';
	const ids = new Set(cards.map(({ id }) => id));
	if (ids.size < cards.length || ![...ids].every(isId)) return 'seal-invalid';
	const texts = cards.flatMap(({ text, fields }) => [
		text,
		...Object.values(fields)
			.flat()
			.filter((value) => typeof value === 'string')
	]);
	for (const text of texts) {
		const checked = validateProse(text, sessionLimits.sealLength);
		if (!checked.ok) return checked.reason === 'too-long' ? 'seal-too-long' : 'seal-invalid';
	}
	const length = texts.reduce((sum, text) => sum + Array.from(text).length, 0);
	return length > sessionLimits.sealLength ? 'seal-too-long' : null;
}

function isEmpty({ text, fields }: SealedCard): boolean {
	return text.trim() === '' && filled(fields).length === 0;
}

/**
 * The exact text that a commitment is made of: cards in their order, their fields by name, those that say nothing
 * left out.
 */
export function formatSealed(
	{ id }: Pick<SealRound, 'id'>,
	organization: string,
	cards: readonly SealedCard[]
): string {
	return JSON.stringify({
		round: id,
		organization,
		cards: cards.map(({ kind, text, fields }) => [kind, text, filled(fields)])
	});
}

function filled(fields: SealedCard['fields']): (readonly [string, unknown])[] {
	return Object.entries(fields)
		.filter(([, value]) => {
			if (Array.isArray(value)) return value.length > 0;
			return value !== false && (typeof value !== 'string' || value.trim() !== '');
		})
		.toSorted(([a], [b]) => (a < b ? -1 : 1));
}

/** The rounds after an event. Never throws: payloads may have been erased. */
export function evolveSeals(
	seals: SessionState['seals'],
	event: SessionEvent
): SessionState['seals'] {
	const [id, second] = event.subject ?? [];
	if (id === undefined) return seals;
	// What somebody sealed who was taken out is not revealed in the name of their organization.
	if (event.kind === 'revoke' || event.kind === 'redact')
		return withoutPeople(seals, event.subject ?? []);
	if (event.kind === 'seal.open') return { ...seals, [id]: opened(id, event) };
	const round = lookUp(seals, id);
	if (round?.status !== 'open') return seals;
	const change = (changed: Partial<SealRound>) => ({ ...seals, [id]: { ...round, ...changed } });
	switch (event.kind) {
		case 'seal.put': {
			if (second === undefined) return seals;
			return change({
				seals: { ...round.seals, [second]: sealOf(event, lookUp(round.seals, second)) },
				without: round.without.filter((one) => one !== second)
			});
		}
		case 'seal.without': {
			if (second === undefined) return seals;
			// Nobody's cards are opened under other terms than those they were sealed under.
			const voided = Object.entries(round.seals).map(
				([organization, seal]) => [organization, { ...seal, isVoid: true }] as const
			);
			return change({
				seals: Object.fromEntries(voided),
				without: [...round.without.filter((one) => one !== second), second]
			});
		}
		case 'seal.reveal': {
			const { cards, salts } = event.payload ?? {};
			return change({
				status: 'revealed',
				endedAt: event.at,
				cards: mapOf(cards, isTexts),
				salts: mapOf(salts, isText)
			});
		}
		case 'seal.cancel':
			return change({ status: 'cancelled', endedAt: event.at, seals: {} });
		default:
			return seals;
	}
}

function opened(id: string, { at, subject = [], payload }: SessionEvent): SealRound {
	const [, frame = '', item] = subject;
	const parties = payload?.['parties'];
	return {
		id,
		frame,
		...(item !== undefined && { item }),
		parties: isTexts(parties) ? parties : [],
		status: 'open',
		openedAt: at,
		seals: {},
		without: []
	};
}

function sealOf({ by = '', at, hash = '' }: SessionEvent, before: Seal | undefined): Seal {
	return { by, at, hash, times: (before?.times ?? 0) + 1, isVoid: false };
}

function withoutPeople(
	seals: SessionState['seals'],
	people: readonly string[]
): SessionState['seals'] {
	const changed = Object.values(seals).flatMap((round) => {
		if (round.status !== 'open') return [];
		const kept = Object.entries(round.seals).filter(([, { by }]) => !people.includes(by));
		if (kept.length === Object.keys(round.seals).length) return [];
		return [[round.id, { ...round, seals: Object.fromEntries(kept) }] as const];
	});
	return changed.length === 0 ? seals : { ...seals, ...Object.fromEntries(changed) };
}

// Short enough for one entry of the log to name all cards of all organizations.
function isId(id: string): boolean {
	return /^[A-Za-z0-9_-]{1,24}$/.test(id);
}

// The last letter stands for four bits only: with others set it could be read in two ways, or in none.
function isSalt(salt: string): boolean {
	return /^[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]$/.test(salt);
}

function isText(value: unknown): value is string {
	return typeof value === 'string';
}

function isTexts(value: unknown): value is string[] {
	return Array.isArray(value) && value.every(isText);
}

function mapOf<T>(value: unknown, is: (one: unknown) => one is T): Record<string, T> {
	if (typeof value !== 'object' || value === null) return {};
	return Object.fromEntries(
		Object.entries(value).filter((entry): entry is [string, T] => is(entry[1]))
	);
}

function accept(...events: SessionEvent[]): Outcome & { ok: true } {
	return { ok: true, events };
}
