import { sessionLimits } from './limits.ts';
import { lookUp } from './look-up.ts';
import { validateProse } from './text.ts';
import type { Participant, SessionEvent, SessionState } from './types.ts';

/** How many grades a question has, by the name of its scale. The words of the grades are the asker's. */
export const answerScales = { five: 5, eight: 8 } as const;
export type AnswerScale = keyof typeof answerScales;

/** What one delegate says to one wording of an item. */
export interface Answer {
	/** SHA-256 (hex) of the wording that was on the delegate's screen. */
	readonly version: string;
	readonly scale: AnswerScale;
	/** From 1 to the number of grades. */
	readonly grade: number;
	/** In the delegate's own words; may be empty. */
	readonly text: string;
	/** For which organization the delegate spoke. */
	readonly organization: string | null;
	readonly at: number;
}

/** By item, then by participant: each delegate's newest answer. */
export type Answers = Readonly<Record<string, Readonly<Record<string, Answer>>>>;

export type AnswerCommand =
	| {
			readonly type: 'answer';
			/** Id of an item on the board. */
			readonly subject: string;
			readonly version: string;
			readonly scale: AnswerScale;
			readonly grade: number;
			readonly text: string;
	  }
	| { readonly type: 'answer-withdraw'; readonly subject: string };

export type AnswerError =
	| 'answer-invalid'
	| 'answer-unknown'
	| 'answer-full'
	/** The wording was changed meanwhile. Found by the server, which has the board. */
	| 'answer-outdated';

type AnswerDecision =
	| { readonly ok: true; readonly event: Pick<SessionEvent, 'kind' | 'subject' | 'payload'> }
	| { readonly ok: false; readonly code: AnswerError; readonly detail?: string };

/** Decides an answer of somebody who may give one. */
export function decideAnswer(
	answers: Answers,
	command: AnswerCommand,
	{ id }: Participant
): AnswerDecision {
	const given = lookUp(answers, command.subject) ?? {};
	const isAnswered = Object.hasOwn(given, id);
	const subject = [command.subject];
	if (command.type === 'answer-withdraw') {
		if (!isAnswered) return { ok: false, code: 'answer-unknown' };
		return { ok: true, event: { kind: 'answer.withdraw', subject } };
	}
	const { version, scale, grade } = command;
	if (command.subject === '' || command.subject.length > sessionLimits.idLength)
		return invalid('subject');
	if (!isVersion(version)) return invalid('version');
	if (!isGrade(grade, scale)) return invalid('grade');
	const text = validateProse(command.text, sessionLimits.answerLength);
	if (!text.ok) return invalid(`text: ${text.reason}`);
	if (!isAnswered && countAnswers(answers) >= sessionLimits.answers)
		return { ok: false, code: 'answer-full' };
	const payload = { version, scale, grade, text: text.value };
	return { ok: true, event: { kind: 'answer.give', subject, payload } };
}

/** The answers after an event of theirs. What was erased is an answer no more. */
export function evolveAnswers(answers: Answers, event: SessionEvent): Answers {
	const { by } = event;
	const subject = event.subject?.[0];
	if (by === undefined || subject === undefined) return answers;
	const { [by]: _, ...others } = lookUp(answers, subject) ?? {};
	const answer = event.kind === 'answer.give' ? answerIn(event) : null;
	return withSubject(answers, subject, answer === null ? others : { ...others, [by]: answer });
}

/** Without what these people answered. */
export function eraseAnswers(answers: Answers, people: readonly string[]): Answers {
	let left = answers;
	for (const [subject, given] of Object.entries(answers)) {
		const kept = Object.entries(given).filter(([person]) => !people.includes(person));
		if (kept.length < Object.keys(given).length)
			left = withSubject(left, subject, Object.fromEntries(kept));
	}
	return left;
}

function withSubject(answers: Answers, subject: string, given: Answers[string]): Answers {
	const { [subject]: _, ...others } = answers;
	return Object.keys(given).length === 0 ? others : { ...others, [subject]: given };
}

function answerIn({ payload, at, organization }: SessionEvent): Answer | null {
	const { version, scale, grade, text } = payload ?? {};
	if (typeof version !== 'string' || !isVersion(version)) return null;
	if (!isScale(scale) || typeof grade !== 'number' || !isGrade(grade, scale)) return null;
	return {
		version,
		scale,
		grade,
		text: typeof text === 'string' ? text : '',
		organization: organization ?? null,
		at
	};
}

function countAnswers(answers: Answers): number {
	return Object.values(answers).reduce((sum, given) => sum + Object.keys(given).length, 0);
}

/** Whether somebody's answer counts now: who was removed since, or speaks for nobody any more, gives none. */
export function isDelegate(state: SessionState, participant: string): boolean {
	const person = lookUp(state.participants, participant);
	return person?.status === 'active' && person.role === 'delegate';
}

function isVersion(version: string): boolean {
	return /^[0-9a-f]{64}$/.test(version);
}

function isScale(scale: unknown): scale is AnswerScale {
	return typeof scale === 'string' && Object.hasOwn(answerScales, scale);
}

function isGrade(grade: number, scale: AnswerScale): boolean {
	return Number.isSafeInteger(grade) && grade >= 1 && grade <= answerScales[scale];
}

function invalid(detail: string): AnswerDecision {
	return { ok: false, code: 'answer-invalid', detail };
}
