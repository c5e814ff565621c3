import { decisionAnswers, type DecisionAnswer } from '@concordia/session';

/** An answer as it is being written. */
export interface AnswerDraft {
	readonly answer: DecisionAnswer | '';
	readonly reason: string;
}

const keyOf = (session: string, me: string, decision: string): string =>
	`concordia.decision.${session}.${me}.${decision}`;

/** What was chosen and written in this browser and not sent yet, or null. */
export function readDraft(session: string, me: string, decision: string): AnswerDraft | null {
	try {
		const value: unknown = JSON.parse(localStorage.getItem(keyOf(session, me, decision)) ?? 'null');
		if (typeof value !== 'object' || value === null) return null;
		const { answer, reason } = value as Partial<Record<keyof AnswerDraft, unknown>>;
		return {
			answer: decisionAnswers.find((one) => one === answer) ?? '',
			reason: typeof reason === 'string' ? reason : ''
		};
	} catch {
		return null;
	}
}

/** Keeps it in this browser until it was sent; null forgets it. */
export function keepDraft(
	session: string,
	me: string,
	decision: string,
	draft: AnswerDraft | null
): void {
	try {
		if (draft === null) localStorage.removeItem(keyOf(session, me, decision));
		else localStorage.setItem(keyOf(session, me, decision), JSON.stringify(draft));
	} catch {
		// No storage: it is kept as long as the page is open.
	}
}
