import { isDelegate } from './answer.ts';
import { can } from './can.ts';
import { resultOf } from './decision-result.ts';
import {
	decisionAnswers,
	type DecisionAnswer,
	type DecisionOutcome,
	type DecisionResult,
	type DecisionRule,
	type DecisionTerms,
	type DecisionVoice,
	type GivenAnswer,
	type JointDecision
} from './decision-state.ts';
import { sessionLimits } from './limits.ts';
import { lookUp } from './look-up.ts';
import { refuse, type Refusal } from './refuse.ts';
import { isLeftOut, leftOut, takingPart } from './taking-part.ts';
import { validateProse } from './text.ts';
import type { Participant, SessionEvent, SessionState } from './types.ts';
import { versionId } from './version.ts';

/** What is written by the server, never by a client, stands below the line of each. */
export type DecisionCommand =
	| {
			/** Puts a card to decision, in the wording that stands there. */
			readonly type: 'decision-present';
			readonly item: string;
			readonly frame: string;
			readonly room: string;
			/** SHA-256 (hex) of the wording that is meant: another one is not presented. */
			readonly hash: string;
			// ---
			readonly wording?: string | undefined;
			readonly terms?: DecisionTerms | undefined;
			readonly seq?: number | undefined;
	  }
	| {
			/** Lets the delegates answer, once all of them have seen the wording. */
			readonly type: 'decision-open';
			readonly decision: string;
			// ---
			/** Delegates of whom the log says that it was on their screen. */
			readonly seen?: readonly string[] | undefined;
	  }
	| {
			/** Replaces the delegate's own answer. */
			readonly type: 'decision-answer';
			readonly decision: string;
			readonly answer: DecisionAnswer;
			readonly reason: string;
			// ---
			/** Whether the log says that it was on their screen. */
			readonly isSeen?: boolean | undefined;
	  }
	| { readonly type: 'decision-close'; readonly decision: string }
	| { readonly type: 'decision-withdraw'; readonly decision: string };

export type DecisionError =
	| 'decision-invalid'
	/** Found by the server, which has the board: the card says nothing, or something else by now. */
	| 'decision-empty'
	| 'decision-outdated'
	| 'decision-share'
	| 'decision-too-long'
	| 'decision-running'
	| 'decision-full'
	| 'decision-unknown'
	| 'decision-over'
	| 'decision-not-open'
	| 'decision-is-open'
	/** Organizations without a delegate: their ids in the detail. */
	| 'decision-unrepresented'
	/** Delegates who have not seen the wording: their ids in the detail. */
	| 'decision-unseen'
	/** It was opened without the delegate's organization. */
	| 'decision-not-asked'
	| 'decision-reason-missing';

interface Context {
	/** Null for the host. */
	readonly participant: Participant | null;
	readonly origin: Pick<SessionEvent, 'at' | 'by' | 'organization'>;
	newId(): string;
}

type Outcome =
	| { readonly ok: true; readonly events: readonly SessionEvent[] }
	| Refusal<DecisionError | 'not-allowed' | 'consent-missing'>;

/** What the wording of a decision is called where items are named, in reports of what was seen say. */
export function decisionSeenId(decision: string): string {
	return versionId(decision, 1);
}

/** The card a decision is about can't be put to decision a second time before this one has ended. */
export function isRunning({ status }: JointDecision): boolean {
	return status === 'presented' || status === 'open';
}

/** Whether a command about a decision is accepted, and what then happened. */
export function decideDecision(
	state: SessionState,
	command: DecisionCommand,
	context: Context
): Outcome {
	const { participant, origin } = context;
	if (command.type === 'decision-answer') {
		if (participant === null || !can(participant.role, 'answer')) return refuse('not-allowed');
		if (!participant.consent) return refuse('consent-missing');
		return takeAnswer(state, command, participant, context);
	}
	if (!can(participant?.role ?? 'host', 'lead-vote')) return refuse('not-allowed');
	if (command.type === 'decision-present') return present(state, command, context);
	const decision = lookUp(state.decisions, command.decision);
	if (decision === undefined) return refuse('decision-unknown');
	if (!isRunning(decision)) return refuse('decision-over');
	switch (command.type) {
		case 'decision-open':
			return open(state, decision, command.seen ?? [], context);
		case 'decision-close':
			if (decision.status !== 'open') return refuse('decision-not-open');
			return accept(closing(state, decision, origin));
		default:
			return accept(withdrawal(decision, origin));
	}
}

/** The events that end all decisions, before the session itself ends: what was answered counts. */
export function closeDecisions(
	state: SessionState,
	{ origin }: Pick<Context, 'origin'>
): SessionEvent[] {
	return Object.values(state.decisions)
		.filter(isRunning)
		.map((decision) =>
			decision.status === 'open' ? closing(state, decision, origin) : withdrawal(decision, origin)
		);
}

function present(
	state: SessionState,
	command: Extract<DecisionCommand, { type: 'decision-present' }>,
	context: Context
): Outcome {
	const { item, frame, room, hash, wording, terms, seq } = command;
	if (wording === undefined || terms === undefined || seq === undefined)
		return refuse('decision-invalid');
	if (!/^[0-9a-f]{64}$/.test(hash)) return refuse('decision-invalid', 'hash');
	if (wording.length > sessionLimits.decisionLength) return refuse('decision-too-long');
	if (!areTerms(terms)) return refuse('decision-share');
	const decisions = Object.values(state.decisions);
	if (decisions.some((one) => one.item === item && isRunning(one)))
		return refuse('decision-running');
	if (decisions.length >= sessionLimits.decisions) return refuse('decision-full');
	const id = `d~${context.newId()}`;
	if (Object.hasOwn(state.decisions, id)) throw new Error(`newId gave ${id} a second time`);
	return accept({
		...context.origin,
		kind: 'decision.present',
		subject: [id, item, frame],
		changes: [formatTerms(terms), 'item', 'frame'],
		room,
		seq,
		hash,
		payload: { wording }
	});
}

function open(
	state: SessionState,
	decision: JointDecision,
	seen: readonly string[],
	{ origin }: Context
): Outcome {
	if (decision.status === 'open') return refuse('decision-is-open');
	const delegates = Object.values(state.participants).filter(({ id }) => isDelegate(state, id));
	const homes = new Set(delegates.map(({ organization }) => organization));
	const counted = takingPart(state);
	const unrepresented = counted.filter(({ id }) => !homes.has(id));
	if (counted.length === 0 || unrepresented.length > 0)
		return refuse('decision-unrepresented', unrepresented.map(({ id }) => id).join(' '));
	const unseen = delegates.filter(({ id }) => !seen.includes(id) && !hasRead(decision, id));
	if (unseen.length > 0) return refuse('decision-unseen', unseen.map(({ id }) => id).join(' '));
	return accept({
		...origin,
		kind: 'decision.open',
		subject: [decision.id],
		hash: decision.hash
	});
}

function takeAnswer(
	state: SessionState,
	command: Extract<DecisionCommand, { type: 'decision-answer' }>,
	{ id, organization }: Participant,
	{ origin }: Context
): Outcome {
	const decision = lookUp(state.decisions, command.decision);
	if (decision === undefined) return refuse('decision-unknown');
	if (!isRunning(decision)) return refuse('decision-over');
	if (decision.status !== 'open') return refuse('decision-not-open');
	if (isLeftOut(decision.without ?? [], organization)) return refuse('decision-not-asked');
	if (!isAnswer(command.answer)) return refuse('decision-invalid', 'answer');
	if (command.isSeen !== true && !hasRead(decision, id)) return refuse('decision-unseen', id);
	const reason = validateProse(command.reason, sessionLimits.answerLength);
	if (!reason.ok) return refuse('decision-invalid', `reason: ${reason.reason}`);
	if (reason.value === '' && needsReason(command.answer)) return refuse('decision-reason-missing');
	const before = lookUp(decision.answers, id);
	if (before?.answer === command.answer && before.reason === reason.value) return accept();
	return accept({
		...origin,
		kind: 'decision.answer',
		subject: [decision.id],
		changes: [command.answer],
		hash: decision.hash,
		...(reason.value !== '' && { payload: { reason: reason.value } })
	});
}

/** Whoever has a concern or objects says why: else nobody can do anything about it. */
export function needsReason(given: DecisionAnswer): boolean {
	return given === 'concern' || given === 'object';
}

function closing(
	state: SessionState,
	decision: JointDecision,
	origin: Context['origin']
): SessionEvent {
	const { outcome, voices } = resultOf(state, decision);
	return {
		...origin,
		kind: 'decision.close',
		subject: [decision.id],
		changes: [outcome],
		hash: decision.hash,
		payload: { voices }
	};
}

function withdrawal({ id, hash }: JointDecision, origin: Context['origin']): SessionEvent {
	return { ...origin, kind: 'decision.withdraw', subject: [id], hash };
}

function hasRead({ read }: JointDecision, participant: string): boolean {
	return Object.hasOwn(read, participant);
}

/** The decisions after an event. Never throws: payloads may have been erased. */
export function evolveDecisions(
	state: SessionState,
	event: SessionEvent
): SessionState['decisions'] {
	const { decisions } = state;
	const [id] = event.subject ?? [];
	if (id === undefined) return decisions;
	if (event.kind === 'decision.present') return { ...decisions, [id]: presented(id, event) };
	if (event.kind === 'ack') return withRead(decisions, event);
	if (event.kind === 'organization.absent') return withoutNewcomer(decisions, id, event);
	if (event.kind === 'organization.return') return decisions;
	const decision = lookUp(decisions, id);
	if (decision === undefined || !isRunning(decision)) return decisions;
	const changed = changedBy(decision, state, event);
	return changed === decision ? decisions : { ...decisions, [id]: changed };
}

function changedBy(
	decision: JointDecision,
	state: SessionState,
	{ kind, at, by, organization, changes = [], payload }: SessionEvent
): JointDecision {
	const [word] = changes;
	switch (kind) {
		case 'decision.open': {
			const without = leftOut(state);
			return {
				...decision,
				status: 'open',
				openedAt: at,
				parties: takingPart(state).map((one) => one.id),
				...(without.length > 0 && { without })
			};
		}
		case 'decision.answer': {
			if (by === undefined || !isAnswer(word)) return decision;
			const reason = payload?.['reason'];
			const given: GivenAnswer = {
				answer: word,
				reason: typeof reason === 'string' ? reason : '',
				organization: organization ?? null,
				at
			};
			return { ...decision, answers: { ...decision.answers, [by]: given } };
		}
		case 'decision.close': {
			const result = resultIn(word, payload?.['voices']);
			return { ...decision, status: 'closed', endedAt: at, result };
		}
		case 'decision.withdraw':
			return { ...decision, status: 'withdrawn', endedAt: at };
		default:
			return decision;
	}
}

function presented(id: string, event: SessionEvent): JointDecision {
	const { subject = [], changes = [], payload, hash = '', seq = 0, at } = event;
	const wording = payload?.['wording'];
	return {
		id,
		item: subject[1] ?? '',
		frame: subject[2] ?? '',
		hash,
		wording: typeof wording === 'string' ? wording : '',
		...parseTerms(changes[0]),
		seq,
		status: 'presented',
		presentedAt: at,
		parties: [],
		read: {},
		answers: {}
	};
}

function withRead(
	decisions: SessionState['decisions'],
	{ subject = [], by, at }: SessionEvent
): SessionState['decisions'] {
	if (by === undefined) return decisions;
	let changed = decisions;
	for (const decision of Object.values(decisions)) {
		if (!subject.includes(decisionSeenId(decision.id)) || hasRead(decision, by)) continue;
		changed = { ...changed, [decision.id]: { ...decision, read: { ...decision.read, [by]: at } } };
	}
	return changed;
}

// Those that an open decision was opened with stay in it. One that became a partner later, and never came, does not.
function withoutNewcomer(
	decisions: SessionState['decisions'],
	organization: string,
	{ payload }: SessionEvent
): SessionState['decisions'] {
	const reason = payload?.['reason'];
	return mapDecisions(decisions, (decision) => {
		const { status, parties, without = [] } = decision;
		if (status !== 'open' || parties.includes(organization)) return decision;
		if (isLeftOut(without, organization)) return decision;
		const added = { organization, reason: typeof reason === 'string' ? reason : '' };
		return { ...decision, without: [...without, added] };
	});
}

/** Without the reasons of these people; what they answered for their organization stays. */
export function eraseReasons(
	decisions: SessionState['decisions'],
	people: readonly string[]
): SessionState['decisions'] {
	return mapDecisions(decisions, (decision) => {
		const said = Object.entries(decision.answers).filter(
			([person, { reason }]) => people.includes(person) && reason !== ''
		);
		if (said.length === 0) return decision;
		const erased = said.map(([person, given]) => [person, { ...given, reason: '' }] as const);
		return { ...decision, answers: { ...decision.answers, ...Object.fromEntries(erased) } };
	});
}

/** Without what was said in the wordings that stood beside these entries of the log. */
export function eraseWordings(
	decisions: SessionState['decisions'],
	item: string
): SessionState['decisions'] {
	return mapDecisions(decisions, (decision) =>
		holdsItem(decision, item) ? { ...decision, wording: '' } : decision
	);
}

/** Whether an item of the board is part of what is decided. */
export function holdsItem({ item, wording }: JointDecision, wanted: string): boolean {
	return wording !== '' && (item === wanted || wording.includes(JSON.stringify(wanted)));
}

function mapDecisions(
	decisions: SessionState['decisions'],
	change: (decision: JointDecision) => JointDecision
): SessionState['decisions'] {
	let changed = decisions;
	for (const decision of Object.values(decisions)) {
		const other = change(decision);
		if (other !== decision) changed = { ...changed, [decision.id]: other };
	}
	return changed;
}

function isAnswer(value: unknown): value is DecisionAnswer {
	return decisionAnswers.some((answer) => answer === value);
}

function areTerms({ rule, share }: DecisionTerms): boolean {
	if (rule !== 'majority') return share === null;
	return share !== null && Number.isInteger(share) && share >= 50 && share <= 100;
}

/** They stand in the leaf: whatever is erased, it stays known by which rule something was decided. */
export function formatTerms({ rule, share }: DecisionTerms): string {
	return share === null ? rule : `${rule}:${share}`;
}

/** The rule in an entry of the log. */
export function parseTerms(word = ''): DecisionTerms {
	const [, rule, share] = /^(consent|unanimity|majority)(?::(\d{1,3}))?$/.exec(word) ?? [];
	return {
		rule: (rule as DecisionRule | undefined) ?? 'consent',
		share: share === undefined ? null : Number(share)
	};
}

function resultIn(word: string | undefined, voices: unknown): DecisionResult {
	const outcomes: readonly DecisionOutcome[] = ['adopted', 'rejected', 'none'];
	return {
		outcome: outcomes.find((one) => one === word) ?? 'none',
		voices: Array.isArray(voices) ? voices.filter(isVoice) : []
	};
}

function isVoice(value: unknown): value is DecisionVoice {
	const {
		organization,
		answer: given,
		answered,
		missing
	} = (value ?? {}) as Partial<DecisionVoice>;
	return (
		typeof organization === 'string' &&
		(given === null || isAnswer(given)) &&
		Array.isArray(answered) &&
		Array.isArray(missing)
	);
}

function accept(...events: SessionEvent[]): Outcome & { ok: true } {
	return { ok: true, events };
}
