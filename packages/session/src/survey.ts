import { can } from './can.ts';
import { sessionLimits } from './limits.ts';
import { lookUp } from './look-up.ts';
import { refuse } from './refuse.ts';
import type {
	Survey,
	SurveyAnswers,
	SurveyGroup,
	SurveyResult,
	SurveyStatement
} from './survey-state.ts';
import type { SessionEvent, SessionState } from './types.ts';
import { counts, type Ballot, type SealedBallot, type VoteContext } from './vote.ts';

export type SurveyCommand =
	| {
			readonly type: 'survey-open';
			readonly frame: string;
			readonly year: number;
			readonly statements: readonly SurveyStatement[];
			readonly room: string;
			readonly seq: number;
	  }
	/** Replaces the person's own answers as a whole. */
	| { readonly type: 'survey-answer'; readonly survey: string; readonly answers: SurveyAnswers }
	| { readonly type: 'survey-close'; readonly survey: string }
	| { readonly type: 'survey-cancel'; readonly survey: string };

export type SurveyError =
	| 'survey-invalid'
	| 'survey-incomplete'
	| 'survey-running'
	| 'survey-done'
	| 'survey-unknown'
	| 'survey-over'
	| 'survey-outdated'
	| 'survey-full';

type Outcome =
	| { readonly ok: true; readonly events: readonly SessionEvent[] }
	| {
			readonly ok: false;
			readonly code: SurveyError | 'not-allowed' | 'consent-missing';
			readonly detail?: string;
	  };

/** Of fewer people nothing is shown: it would say too much of each. */
export const fewestAnswers = 3;

/** The best that can be answered; 1 is the least. */
export const bestAnswer = 5;

/** Whether a command about a survey is accepted, and what then happened. */
export function decideSurvey(
	state: SessionState,
	command: SurveyCommand,
	context: VoteContext
): Outcome {
	const { participant, origin } = context;
	const role = participant?.role ?? 'host';
	if (command.type === 'survey-answer') {
		if (participant === null || !can(role, 'vote')) return refuse('not-allowed');
		if (!participant.consent) return refuse('consent-missing');
		return answer(state, command, participant.id, context);
	}
	if (!can(role, 'lead-vote')) return refuse('not-allowed');
	if (command.type === 'survey-open') return open(state, command, context);
	const survey = lookUp(state.surveys, command.survey);
	if (survey === undefined) return refuse('survey-unknown');
	if (survey.status !== 'open') return refuse('survey-over');
	return command.type === 'survey-close'
		? accept(closing(state, survey, context))
		: accept({ ...origin, kind: 'survey.cancel', subject: [survey.id] });
}

/** The events that end all open surveys, before the session itself ends: what was answered counts. */
export function closeSurveys(state: SessionState, context: VoteContext): SessionEvent[] {
	return Object.values(state.surveys)
		.filter(({ status }) => status === 'open')
		.map((survey) => closing(state, survey, context));
}

function open(
	state: SessionState,
	command: Extract<SurveyCommand, { type: 'survey-open' }>,
	context: VoteContext
): Outcome {
	const { frame, year, statements, room, seq } = command;
	if (!Number.isInteger(year) || year < 2000 || year > 2200)
		return refuse('survey-invalid', 'year');
	const ids = new Set(statements.map(({ id }) => id));
	if (ids.size === 0 || ids.size < statements.length) return refuse('survey-invalid', 'statements');
	if (statements.length > sessionLimits.statementsPerSurvey)
		return refuse('survey-invalid', 'statements');
	if (!Number.isSafeInteger(seq) || seq < 0) return refuse('survey-invalid', 'seq');
	const surveys = Object.values(state.surveys);
	const before = surveys.filter((survey) => survey.frame === frame);
	if (before.some(({ status }) => status === 'open')) return refuse('survey-running');
	// Two results of one year could be subtracted: what is between them may be one person.
	if (before.some((survey) => survey.status === 'closed' && survey.year === year))
		return refuse('survey-done');
	if (surveys.length >= sessionLimits.surveys) return refuse('survey-full');
	const id = context.newId();
	if (Object.hasOwn(state.surveys, id)) throw new Error(`newId gave ${id} a second time`);
	return accept({
		...context.origin,
		kind: 'survey.open',
		subject: [id, frame, ...ids],
		room,
		seq,
		payload: { year, statements }
	});
}

// As with votes: the first time is an event, so that everybody knows who has answered. Kept elsewhere.
function answer(
	state: SessionState,
	command: Extract<SurveyCommand, { type: 'survey-answer' }>,
	by: string,
	{ origin }: VoteContext
): Outcome {
	const survey = lookUp(state.surveys, command.survey);
	if (survey === undefined) return refuse('survey-unknown');
	if (survey.status !== 'open') return refuse('survey-over');
	const problem = checkSurveyAnswers(survey, command.answers);
	if (problem !== null) return refuse(problem);
	return survey.answered.includes(by)
		? accept()
		: accept({ ...origin, kind: 'survey.answer', subject: [survey.id] });
}

/** Why these answers can't be taken, or null when they can. Each statement is answered: all groups are then as large. */
export function checkSurveyAnswers(
	{ statements }: Pick<Survey, 'statements'>,
	answers: SurveyAnswers
): SurveyError | null {
	const given = Object.entries(answers);
	const known = new Set(statements.map(({ id }) => id));
	if (given.some(([id]) => !known.has(id))) return 'survey-invalid';
	if (given.some(([, grade]) => !isGrade(grade))) return 'survey-invalid';
	return given.length < known.size ? 'survey-incomplete' : null;
}

function isGrade(grade: number): boolean {
	return Number.isInteger(grade) && grade >= 1 && grade <= bestAnswer;
}

/** A survey as what its commitments are made of: `formatBallot` writes answers as it writes dots. */
export function surveyPaper({ id, statements }: Pick<Survey, 'id' | 'statements'>): {
	readonly id: string;
	readonly items: readonly string[];
} {
	return { id, items: statements.map((statement) => statement.id) };
}

function closing(state: SessionState, survey: Survey, context: VoteContext): SessionEvent {
	const counted = countedIn(state, context.ballots(survey.id));
	const ballots = counted.map(({ participant, commitment }) => ({ participant, commitment }));
	return {
		...context.origin,
		kind: 'survey.close',
		subject: [survey.id],
		payload: { ...tallySurvey(state, survey, counted), ballots }
	};
}

function countedIn(state: SessionState, ballots: readonly SealedBallot[]): SealedBallot[] {
	return ballots.filter(({ participant }) => counts(state, participant));
}

/**
 * What may be told of answers: sums of at least three people, and nothing from which those of fewer could be
 * worked out. Whoever is not in an organization that is told is what is left of all: where that is one or two
 * people, the smallest of the organizations that could be told is not told either.
 */
export function tallySurvey(
	state: SessionState,
	{ statements }: Pick<Survey, 'statements'>,
	ballots: readonly Ballot[]
): SurveyResult {
	const valid = ballots.filter(({ participant }) => counts(state, participant));
	const groups = [
		...Map.groupBy(valid, ({ participant }) => homeOf(state, participant))
	] as const satisfies readonly (readonly [string, readonly Ballot[]])[];
	const told = toldOf(
		groups.map(([id, { length }]) => [id, length]),
		valid.length
	);
	const groupOf = (of: readonly Ballot[], isTold: boolean): SurveyGroup => ({
		answers: of.length,
		...(isTold && { sums: sumsOf(statements, of) })
	});
	return {
		...groupOf(valid, valid.length >= fewestAnswers),
		organizations: Object.fromEntries(
			groups.map(([id, of]) => [id, groupOf(of, told.has(id))] as const)
		)
	};
}

/** The organizations whose results are told. */
function toldOf(
	groups: readonly (readonly [id: string, answers: number])[],
	all: number
): ReadonlySet<string> {
	const told = groups
		.filter(([, answers]) => answers >= fewestAnswers)
		.toSorted(([a, m], [b, n]) => m - n || (a < b ? -1 : 1));
	const left = told.reduce((rest, [, answers]) => rest - answers, all);
	if (left > 0 && left < fewestAnswers) told.shift();
	return new Set(told.map(([id]) => id));
}

function homeOf(state: SessionState, participant: string): string {
	return lookUp(state.participants, participant)?.organization ?? '';
}

function sumsOf(
	statements: readonly SurveyStatement[],
	ballots: readonly Ballot[]
): Record<string, number> {
	const sums = new Map<string, number>();
	for (const { id, dimension } of statements) {
		const sum = ballots.reduce((all, { dots }) => all + (lookUp(dots, id) ?? 0), 0);
		sums.set(dimension, (sums.get(dimension) ?? 0) + sum);
	}
	return Object.fromEntries(sums);
}

/** The mean of a group's answers in a dimension; undefined where it is not told or nothing was asked. */
export function surveyMean(
	{ statements }: Pick<Survey, 'statements'>,
	{ answers, sums = {} }: SurveyGroup,
	dimension: string
): number | undefined {
	const asked = statements.filter((one) => one.dimension === dimension).length;
	const sum = lookUp(sums, dimension);
	return sum === undefined || asked * answers === 0 ? undefined : sum / (asked * answers);
}

/** The surveys after an event. Never throws: payloads may have been erased. */
export function evolveSurveys(
	surveys: SessionState['surveys'],
	event: SessionEvent
): SessionState['surveys'] {
	const [id, frame = ''] = event.subject ?? [];
	if (id === undefined) return surveys;
	const { at, by, payload } = event;
	if (event.kind === 'survey.open') return { ...surveys, [id]: opened(id, frame, event) };
	const survey = lookUp(surveys, id);
	if (survey?.status !== 'open') return surveys;
	switch (event.kind) {
		case 'survey.answer':
			if (by === undefined || survey.answered.includes(by)) return surveys;
			return { ...surveys, [id]: { ...survey, answered: [...survey.answered, by] } };
		case 'survey.close':
			return {
				...surveys,
				[id]: { ...survey, status: 'closed', endedAt: at, result: resultIn(payload ?? {}) }
			};
		case 'survey.cancel':
			return { ...surveys, [id]: { ...survey, status: 'cancelled', endedAt: at } };
		default:
			return surveys;
	}
}

function opened(id: string, frame: string, { at, seq, payload }: SessionEvent): Survey {
	const { year, statements } = payload ?? {};
	return {
		id,
		frame,
		year: typeof year === 'number' ? year : 0,
		statements: Array.isArray(statements) ? statements.filter(isStatement) : [],
		status: 'open',
		openedAt: at,
		seq: seq ?? 0,
		answered: []
	};
}

function resultIn(payload: Readonly<Record<string, unknown>>): SurveyResult {
	const organizations: Record<string, SurveyGroup> = {};
	for (const [id, given] of Object.entries(asRecord(payload['organizations'])))
		organizations[id] = groupIn(asRecord(given));
	return { ...groupIn(payload), organizations };
}

function groupIn({ answers, sums }: Readonly<Record<string, unknown>>): SurveyGroup {
	const numbers = Object.entries(asRecord(sums)).filter(
		(entry): entry is [string, number] => typeof entry[1] === 'number'
	);
	return {
		answers: typeof answers === 'number' ? answers : 0,
		...(sums !== undefined && { sums: Object.fromEntries(numbers) })
	};
}

function isStatement(value: unknown): value is SurveyStatement {
	const { id, dimension, version } = asRecord(value);
	return [id, dimension, version].every((field) => typeof field === 'string');
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function accept(...events: SessionEvent[]): Outcome & { ok: true } {
	return { ok: true, events };
}
