import { answerScales, type AnswerScale } from '@concordia/session';
import type { GivenAnswer } from './answers.ts';

/** From this grade of eight on an answer is an objection. */
const objectingFrom = 6;

/** How a grade looks: it also has its number and its words, colour is never alone. */
export type Tone = 'for' | 'between' | 'against';

export function toneOf(scale: AnswerScale, grade: number): Tone {
	const share = (grade - 1) / (answerScales[scale] - 1);
	// Of five, 5 is the best; of eight, 1 is.
	const distance = scale === 'five' ? 1 - share : share;
	if (distance < 0.4) return 'for';
	return distance < 0.7 ? 'between' : 'against';
}

/** All grades of a scale, from the first. */
export function gradesOf(scale: AnswerScale): number[] {
	return Array.from({ length: answerScales[scale] }, (_, at) => at + 1);
}

/** What one organization's delegates answered to the present wording, best first. */
export interface OrganizationAnswers {
	/** Null for delegates of no organization. */
	readonly organization: string | null;
	readonly answers: readonly GivenAnswer[];
}

export function byOrganization(answers: readonly GivenAnswer[]): OrganizationAnswers[] {
	const groups = Map.groupBy(
		answers.filter(({ isCurrent }) => isCurrent),
		({ organization }) => organization
	);
	return [...groups].map(([organization, given]) => ({
		organization,
		answers: given.toSorted((a, b) => a.grade - b.grade)
	}));
}

/** Answers of eight grades to the present wording that object to it. */
export function objecting(answers: readonly GivenAnswer[]): GivenAnswer[] {
	return answers.filter(
		({ isCurrent, scale, grade }) => isCurrent && scale === 'eight' && grade >= objectingFrom
	);
}
