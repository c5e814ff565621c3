import { confirmedBy, leftOutOfVersion } from './confirmation.ts';
import { leftOutOf, neededOf, voicesOf } from './decision-result.ts';
import type { DecisionAnswer, DecisionTerms, JointDecision } from './decision-state.ts';
import { lookUp } from './look-up.ts';
import { partiesOf } from './participation.ts';
import { namesOfLeftOut, type NamedLeftOut } from './taking-part.ts';
import type { SessionState } from './types.ts';
import { versionsOf, type Version } from './version.ts';

/** A frozen version on the cover of a document. */
export interface VersionFacts extends Pick<Version, 'number' | 'hash'> {
	readonly confirmed: ReturnType<typeof confirmedBy>;
	/** The day on which all had confirmed it, as `2026-11-22`. */
	readonly agreedOn?: string;
	/** Organizations that it does without. */
	readonly without?: readonly NamedLeftOut[];
}

/** The newest frozen version of an instrument whose wording has this hash. */
export function versionFrozenAs(
	{ versions }: Pick<SessionState, 'versions'>,
	frame: string,
	hash: string
): Version | undefined {
	return versionsOf(versions, frame).findLast((version) => version.hash === hash);
}

/** What a document says of a frozen version; `dayOf` names the day of a moment (ms since 1970). */
export function versionFacts(
	state: SessionState,
	version: Version,
	dayOf: (at: number) => string
): VersionFacts {
	const { number, hash, agreedAt } = version;
	const without = namesOfLeftOut(state, leftOutOfVersion(state, version));
	return {
		number,
		hash,
		confirmed: confirmedBy(state, version),
		...(agreedAt !== undefined && { agreedOn: dayOf(agreedAt) }),
		...(without.length > 0 && { without })
	};
}

/** What the cover of a document says of the session; `day` is the one on which it is made, as `2026-11-22`. */
export function paperFacts(
	state: SessionState,
	day: string
): {
	readonly session: string;
	readonly purpose: string;
	readonly day: string;
	readonly parties: ReturnType<typeof partiesOf>;
} {
	return { session: state.title, purpose: state.purpose, day, parties: partiesOf(state) };
}

/** Something that was put to decision, in a document. */
export interface DecisionFacts
	extends DecisionTerms, Pick<JointDecision, 'item' | 'frame' | 'hash' | 'wording'> {
	readonly status: DecisionStanding;
	/** The day on which it came to that, as `2026-11-22`. */
	readonly day: string;
	/** So many organizations have to agree. */
	readonly needed: number;
	/** Every organization in the session's order; names that were erased are null. */
	readonly voices: readonly {
		readonly name: string;
		/** What its delegates say together; null: they have not all answered. */
		readonly answer: DecisionAnswer | null;
		readonly people: readonly {
			readonly name: string | null;
			readonly answer: DecisionAnswer;
			readonly reason: string;
		}[];
		/** Delegates who have not answered. */
		readonly missing: readonly (string | null)[];
	}[];
	/** Organizations that don't count in it. */
	readonly without: readonly NamedLeftOut[];
}

/** How far a decision is, or what it came to. */
export type DecisionStanding =
	| 'presented'
	| 'open'
	| 'adopted'
	| 'rejected'
	| 'undecided'
	| 'withdrawn';

export function standingOf({ status, result }: JointDecision): DecisionStanding {
	if (status !== 'closed') return status;
	return result === undefined || result.outcome === 'none' ? 'undecided' : result.outcome;
}

/** What documents say of what was put to decision, in that order; `dayOf` names the day of a moment (ms since 1970). */
export function decisionFacts(state: SessionState, dayOf: (at: number) => string): DecisionFacts[] {
	return Object.values(state.decisions)
		.toSorted((a, b) => a.presentedAt - b.presentedAt)
		.map((decision) => factsOf(state, decision, dayOf));
}

/** What a document says of one. */
export function factsOf(
	state: SessionState,
	decision: JointDecision,
	dayOf: (at: number) => string
): DecisionFacts {
	const { item, frame, hash, wording, rule, share, answers } = decision;
	const { presentedAt, openedAt = presentedAt, endedAt = openedAt } = decision;
	const voices = decision.result?.voices ?? voicesOf(state, decision);
	const nameOf = (id: string): string | null => lookUp(state.participants, id)?.name ?? null;
	const names = new Map(state.organizations.map(({ id, name }) => [id, name]));
	return {
		item,
		frame,
		hash,
		wording,
		rule,
		share,
		status: standingOf(decision),
		day: dayOf(endedAt),
		needed: neededOf(voices.length, share ?? 100),
		voices: voices.map(({ organization, answer, answered, missing }) => ({
			name: names.get(organization) ?? organization,
			answer,
			people: answered.flatMap((id) => {
				const given = lookUp(answers, id);
				if (given === undefined) return [];
				return [{ name: nameOf(id), answer: given.answer, reason: given.reason }];
			}),
			missing: missing.map(nameOf)
		})),
		without: namesOfLeftOut(state, leftOutOf(state, decision))
	};
}
