import { isDelegate } from './answer.ts';
import { lookUp } from './look-up.ts';
import {
	decisionAnswers,
	type DecisionAnswer,
	type DecisionOutcome,
	type DecisionResult,
	type DecisionTerms,
	type DecisionVoice,
	type JointDecision
} from './decision-state.ts';
import { countedBut, leftOut, type LeftOut } from './taking-part.ts';
import type { SessionState } from './types.ts';

/**
 * The organizations that don't count in a decision, and why: before answers are opened those that take no part, from then
 * on those it was opened without.
 */
export function leftOutOf(
	state: SessionState,
	{ status, without = [] }: Pick<JointDecision, 'status' | 'without'>
): readonly LeftOut[] {
	return status === 'presented' ? leftOut(state) : without;
}

/**
 * What every organization says, in the session's order: one voice each, however many delegates it has. All of them
 * speak for it, so it takes all of them, and the most reserved counts; an objection counts at once.
 */
export function voicesOf(
	state: SessionState,
	decision: Pick<JointDecision, 'answers' | 'status' | 'without'>
): DecisionVoice[] {
	const { answers } = decision;
	const delegates = Object.values(state.participants).filter(({ id }) => isDelegate(state, id));
	return countedBut(state, leftOutOf(state, decision)).map(({ id: organization }) => {
		const own = delegates.filter((one) => one.organization === organization).map(({ id }) => id);
		const answered = own.filter((id) => lookUp(answers, id) !== undefined);
		const missing = own.filter((id) => lookUp(answers, id) === undefined);
		const given = answered.flatMap((id) => lookUp(answers, id)?.answer ?? []);
		return { organization, answer: jointAnswer(given, missing.length > 0), answered, missing };
	});
}

function jointAnswer(
	given: readonly DecisionAnswer[],
	isIncomplete: boolean
): DecisionAnswer | null {
	const most = decisionAnswers.findLast((answer) => given.includes(answer)) ?? null;
	return isIncomplete && most !== 'object' ? null : most;
}

/** What the answers given so far come to. */
export function resultOf(state: SessionState, decision: JointDecision): DecisionResult {
	const voices = voicesOf(state, decision);
	return { outcome: outcomeOf(voices, decision), voices };
}

/**
 * What voices of equal weight come to. Who has not answered agrees to nothing. `parties`: the organizations that had
 * seen the wording when answers were opened; one that came later has seen it when it answers.
 */
export function outcomeOf(
	voices: readonly Pick<DecisionVoice, 'organization' | 'answer'>[],
	{ rule, share, parties }: DecisionTerms & Pick<JointDecision, 'parties'>
): DecisionOutcome {
	const count = (...wanted: DecisionAnswer[]): number =>
		voices.filter(({ answer }) => answer !== null && wanted.includes(answer)).length;
	const silent = voices.filter(({ answer }) => answer === null);
	const isUnseen = silent.some(({ organization }) => !parties.includes(organization));
	if (voices.length === 0 || isUnseen) return 'none';
	const inFavour = count('consent', 'concern');
	if (rule === 'majority') {
		const needed = neededOf(voices.length, share ?? 100);
		if (inFavour >= needed) return 'adopted';
		return inFavour + silent.length < needed ? 'rejected' : 'none';
	}
	const against = rule === 'unanimity' ? count('object', 'aside') : count('object');
	if (against > 0) return 'rejected';
	if (silent.length > 0) return 'none';
	// Where all stand aside, nobody stands for it.
	return inFavour > 0 ? 'adopted' : 'rejected';
}

/**
 * So many of the organizations are needed for a share in percent, and in any case more than half. Shares are whole
 * percents: two of three are 67 %, and 66 % too.
 */
export function neededOf(organizations: number, share: number): number {
	let needed = Math.floor(organizations / 2) + 1;
	while (needed < organizations && Math.round((100 * needed) / organizations) < share) needed += 1;
	return needed;
}
