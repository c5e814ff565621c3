import type { Item } from '@concordia/board';
import {
	proposalWording,
	type DecisionView,
	type InstrumentDefinition
} from '@concordia/instruments';
import {
	can,
	countedBut,
	isDelegate,
	isLeftOut,
	isRunning,
	leftOutOf,
	resultOf,
	takingPart,
	type DecisionVoice,
	type JointDecision,
	type Participant,
	type SessionState
} from '@concordia/session';
import { hashText } from '@concordia/transparency';
import type { Connection } from '#lib/session/connection.svelte.ts';

/** The decisions of a frame by card, the newest first. */
export function decisionsOf(
	{ decisions }: Pick<SessionState, 'decisions'>,
	frame: string
): ReadonlyMap<string, readonly JointDecision[]> {
	// In the order of the log, whose times may be the same for several.
	const own = Object.values(decisions)
		.toReversed()
		.filter((one) => one.frame === frame)
		.toSorted((a, b) => b.presentedAt - a.presentedAt);
	return Map.groupBy(own, ({ item }) => item);
}

/** What stands on the card now, and its SHA-256 in hex. */
export interface PresentWording {
	readonly text: string;
	readonly hash: string;
}

export function presentWording(
	definition: InstrumentDefinition,
	view: DecisionView,
	items: Iterable<Item>,
	frameId: string,
	itemId: string
): PresentWording | null {
	const text = proposalWording(definition, view, items, frameId, itemId);
	return text === null ? null : { text, hash: hashText(text) };
}

/** The voices as they were counted, or as they are now. */
export function voicesIn(state: SessionState, decision: JointDecision): readonly DecisionVoice[] {
	return (decision.result ?? resultOf(state, decision)).voices;
}

/** How many organizations a decision counts, or one that is put now would. */
export function countedIn(state: SessionState, decision?: JointDecision): number {
	const counted =
		decision === undefined ? takingPart(state) : countedBut(state, leftOutOf(state, decision));
	return counted.length;
}

/** Whether this person presents, opens and closes decisions. */
export function mayLead({
	state,
	participant
}: Pick<Connection, 'state' | 'participant'>): boolean {
	return (
		participant?.status === 'active' &&
		can(participant.role, 'lead-vote') &&
		state.status === 'open'
	);
}

/** Everybody who may answer now, by organization in the session's order. */
export function delegatesIn(state: SessionState): readonly Participant[] {
	const places = new Map(state.organizations.map(({ id }, at) => [id, at]));
	const placeOf = ({ organization }: Participant): number => places.get(organization ?? '') ?? 0;
	return Object.values(state.participants)
		.filter(({ id }) => isDelegate(state, id))
		.toSorted((a, b) => placeOf(a) - placeOf(b) || a.joinedAt - b.joinedAt);
}

/** What the log says of who has seen a wording. */
export interface SeenTimes {
	readonly people: ReadonlyMap<string, number>;
	readonly organizations: ReadonlyMap<string, number>;
}

/** When a delegate has seen the wording, or said so; undefined where nothing is recorded. */
export function seenAt(
	{ seen: setting }: Pick<SessionState, 'seen'>,
	{ read }: JointDecision,
	{ id, organization }: Participant,
	seen: SeenTimes
): number | undefined {
	const displayed =
		setting === 'person' ? seen.people.get(id) : seen.organizations.get(organization ?? '');
	const said = Object.hasOwn(read, id) ? read[id] : undefined;
	if (displayed === undefined || said === undefined) return displayed ?? said;
	return Math.min(displayed, said);
}

/** Whether something is still to be done by this delegate: reading the wording, or answering it. */
export function awaits(state: SessionState, decision: JointDecision, me: string): boolean {
	if (!isDelegate(state, me)) return false;
	const { status, read, answers, without = [] } = decision;
	if (isLeftOut(without, state.participants[me]?.organization ?? null)) return false;
	if (status === 'presented') return !Object.hasOwn(read, me);
	return status === 'open' && !Object.hasOwn(answers, me);
}

/** What of a card is shown: the decision that runs or came last, and those before it. */
export function shownOf(decisions: readonly JointDecision[]): {
	readonly shown: JointDecision | undefined;
	readonly earlier: readonly JointDecision[];
} {
	const running = decisions.find(isRunning);
	const shown = running ?? decisions[0];
	return { shown, earlier: decisions.filter((one) => one !== shown) };
}
