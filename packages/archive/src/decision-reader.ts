import { isEqual } from '@concordia/board';
import {
	formatTerms,
	parseTerms,
	resultOf,
	type JointDecision,
	type SessionEvent,
	type SessionState
} from '@concordia/session';
import { hashText, type DecisionFindings, type Problem } from '@concordia/transparency';
import { asList } from './fields.ts';

/**
 * Compares wordings that were put to decision with the hash in the log, and counts results again from the answers.
 * What it finds wrong is told at the end: first it has to be known that the log is the one that was signed.
 */
export class DecisionReader {
	readonly #findings = new Map<string, DecisionFindings>();
	/** By rules that this program doesn't know: a newer one wrote them. */
	readonly #foreign = new Set<string>();
	#problem: Problem | null = null;

	/** `state`: before the event. `roleless`: people whose role went with their name. */
	read(
		entry: number,
		event: SessionEvent,
		state: SessionState,
		roleless: ReadonlySet<string>
	): void {
		if (!event.kind.startsWith('decision.')) return;
		this.#problem ??=
			event.kind === 'decision.present'
				? this.#present(entry, event)
				: this.#goOn(entry, event, state, roleless);
	}

	get problem(): Problem | null {
		return this.#problem;
	}

	findings(): DecisionFindings[] {
		return [...this.#findings.values()];
	}

	#present(entry: number, event: SessionEvent): Problem | null {
		const { subject = [], changes = [], hash = '', payload } = event;
		const [decision = ''] = subject;
		const [terms = ''] = changes;
		const wording = payload?.['wording'];
		const isErased = payload === null;
		if (this.#findings.has(decision))
			return otherWording(entry, `Entry ${entry} puts ${decision} to decision a second time.`);
		if (!isErased && (typeof wording !== 'string' || hashText(wording) !== hash)) {
			const detail = `The wording in entry ${entry} does not have the hash that the log names.`;
			return otherWording(entry, detail);
		}
		if (formatTerms(parseTerms(terms)) !== terms) this.#foreign.add(decision);
		const isWordingChecked = !isErased;
		this.#findings.set(decision, { decision, entry, hash, isWordingChecked, result: null });
		return null;
	}

	#goOn(
		entry: number,
		event: SessionEvent,
		state: SessionState,
		roleless: ReadonlySet<string>
	): Problem | null {
		const [id = ''] = event.subject ?? [];
		const known = this.#findings.get(id);
		const decision = Object.hasOwn(state.decisions, id) ? state.decisions[id] : undefined;
		if (!known || !decision || event.hash !== decision.hash) {
			const detail = `Entry ${entry} is about another wording than the one that was put to decision.`;
			return otherWording(entry, detail);
		}
		if (event.kind !== 'decision.close') return null;
		const [outcome = ''] = event.changes ?? [];
		const found = this.#foreign.has(id) ? 'unknown' : countAgain(event, decision, state, roleless);
		if (found === 'differs') {
			const detail = `The result in entry ${entry} does not follow from the answers by the rule ${formatTerms(decision)}.`;
			return { code: 'result-differs', where: 'log.jsonl', line: entry + 1, entry, detail };
		}
		const result = { entry, outcome, isChecked: found === 'same' };
		this.#findings.set(id, { ...known, result });
		return null;
	}
}

function otherWording(entry: number, detail: string): Problem {
	return { code: 'wording-differs', where: 'log.jsonl', line: entry + 1, entry, detail };
}

function countAgain(
	{ changes = [], payload }: SessionEvent,
	decision: JointDecision,
	state: SessionState,
	roleless: ReadonlySet<string>
): 'same' | 'differs' | 'unknown' {
	if (decision.status !== 'open') return 'differs';
	const isErased = payload === null;
	const voices = payload?.['voices'];
	const people = withDelegates(state, decision, roleless, isErased ? null : asList(voices));
	if (people === null) return 'unknown';
	const result = resultOf(people, decision);
	const isSame = result.outcome === changes[0] && (isErased || isEqual(result.voices, voices));
	return isSame ? 'same' : 'differs';
}

/**
 * The state with the delegates there were. Whose name was erased has lost the role they joined with: who had answered
 * was a delegate, and whether somebody was who had not, only the result itself says; null when that is gone, too.
 */
function withDelegates(
	state: SessionState,
	{ answers }: JointDecision,
	roleless: ReadonlySet<string>,
	voices: readonly unknown[] | null
): SessionState | null {
	const listed = new Set(
		(voices ?? []).flatMap((voice) => asList((voice as { missing?: unknown } | null)?.missing))
	);
	const participants = { ...state.participants };
	for (const id of roleless) {
		const person = participants[id];
		if (person?.status !== 'active' || person.organization === null) continue;
		const hasAnswered = Object.hasOwn(answers, id);
		if (!hasAnswered && voices === null) return null;
		if (hasAnswered || listed.has(id)) participants[id] = { ...person, role: 'delegate' };
	}
	return { ...state, participants };
}
