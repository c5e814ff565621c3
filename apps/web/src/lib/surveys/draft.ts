import type { SurveyAnswers } from '@concordia/session';

const keyOf = (session: string, me: string, survey: string): string =>
	`concordia.survey.${session}.${me}.${survey}`;

/** Answers that were chosen in this browser and not sent yet, or null. */
export function readDraft(session: string, me: string, survey: string): SurveyAnswers | null {
	try {
		const value: unknown = JSON.parse(localStorage.getItem(keyOf(session, me, survey)) ?? 'null');
		if (typeof value !== 'object' || value === null) return null;
		return Object.fromEntries(
			Object.entries(value).filter((entry): entry is [string, number] =>
				Number.isSafeInteger(entry[1])
			)
		);
	} catch {
		return null;
	}
}

/** Keeps answers in this browser until they were sent; null forgets them. */
export function keepDraft(
	session: string,
	me: string,
	survey: string,
	answers: SurveyAnswers | null
): void {
	try {
		if (answers === null) localStorage.removeItem(keyOf(session, me, survey));
		else localStorage.setItem(keyOf(session, me, survey), JSON.stringify(answers));
	} catch {
		// No storage: they are kept as long as the page is open.
	}
}
