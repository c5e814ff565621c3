import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Survey, SurveyAnswers } from './survey-state.ts';
import {
	fewestAnswers,
	surveyMean,
	surveyPaper,
	tallySurvey,
	type SurveyCommand
} from './survey.ts';
import type { Actor } from './types.ts';
import { formatBallot } from './vote.ts';
import { guest, host, opening, Workshop } from './workshop.ts';

type Person = Actor & { readonly type: 'participant' };
type Opening = Extract<SurveyCommand, { type: 'survey-open' }>;

const version = 'a'.repeat(64);
const asked: Opening = {
	type: 'survey-open',
	frame: 'evaluation',
	year: 2027,
	statements: [
		{ id: 's1', dimension: 'culture', version },
		{ id: 's2', dimension: 'culture', version },
		{ id: 's3', dimension: 'content', version }
	],
	room: 'workshop01',
	seq: 7
};
const all = (grade: number): SurveyAnswers => ({ s1: grade, s2: grade, s3: grade });

/** A workshop of four organizations with a mediator, a survey that is open, and shorthands. */
function asking(change: Partial<Opening> = {}) {
	const workshop = new Workshop();
	const organizations = ['A', 'B', 'C', 'D'].map((id) => ({ id, name: `Organization ${id}` }));
	workshop.do(host, { ...opening, organizations });
	const mediator = workshop.join('mediator');
	const opened = workshop.do(mediator, { ...asked, ...change });
	const id = opened?.subject?.[0] ?? '';
	const answer = (by: Actor, answers: SurveyAnswers) =>
		workshop.try(by, { type: 'survey-answer', survey: id, answers });
	return {
		workshop,
		mediator,
		id,
		opened,
		answer,
		/** So many people of an organization, all of whom answer alike. */
		people: (organization: string, count: number, answers = all(4)): Person[] =>
			Array.from({ length: count }, () => {
				const person = workshop.join('participant', organization);
				answer(person, answers);
				return person;
			}),
		close: () => workshop.do(mediator, { type: 'survey-close', survey: id }),
		survey: (): Survey => {
			const survey = workshop.state?.surveys[id];
			if (survey === undefined) throw new Error(`no survey ${id}`);
			return survey;
		}
	};
}

describe('opening a survey', () => {
	test('records the year and each statement with its wording', () => {
		const { opened, survey, mediator } = asking();
		expect(opened).toMatchObject({
			kind: 'survey.open',
			by: mediator.id,
			seq: 7,
			subject: [survey().id, 'evaluation', 's1', 's2', 's3'],
			payload: { year: 2027, statements: asked.statements }
		});
		expect(survey()).toMatchObject({ status: 'open', year: 2027, answered: [] });
	});

	const [first] = asked.statements;
	const refusals: { name: string; change: Partial<Opening> }[] = [
		{ name: 'a year that is none', change: { year: 20_27.5 } },
		{ name: 'a year of long ago', change: { year: 1999 } },
		{ name: 'nothing to answer', change: { statements: [] } },
		{ name: 'a statement asked twice', change: { statements: [first!, first!] } },
		{ name: 'a position that is none', change: { seq: -1 } }
	];
	for (const { name, change } of refusals)
		test(`refuses ${name}`, () => {
			const { workshop, mediator } = asking();
			expect(workshop.try(mediator, { ...asked, frame: 'other', ...change })).toMatchObject({
				code: 'survey-invalid'
			});
		});

	test('is the mediator’s, one at a time, and once for a year', () => {
		const { workshop, mediator, id, close } = asking();
		for (const role of ['delegate', 'participant', 'observer'] as const)
			expect(workshop.try(workshop.join(role, 'A'), { ...asked, frame: 'other' })).toMatchObject({
				code: 'not-allowed'
			});
		expect(workshop.try(mediator, { ...asked, year: 2028 })).toMatchObject({
			code: 'survey-running'
		});
		close();
		expect(workshop.try(mediator, asked)).toMatchObject({ code: 'survey-done' });
		expect(workshop.try(mediator, { type: 'survey-close', survey: id })).toMatchObject({
			code: 'survey-over'
		});
		expect(workshop.try(mediator, { ...asked, year: 2028 })).toMatchObject({ ok: true });
	});

	test('can be done again for a year after it was called off', () => {
		const { workshop, mediator, id } = asking();
		workshop.do(mediator, { type: 'survey-cancel', survey: id });
		expect(workshop.try(mediator, asked)).toMatchObject({ ok: true });
	});
});

describe('answering', () => {
	test('is an event the first time and silent afterwards, and never says what was answered', () => {
		const { workshop, answer, survey } = asking();
		const ana = workshop.join('delegate', 'A');
		expect(answer(ana, all(2))).toEqual({
			ok: true,
			events: [
				{ kind: 'survey.answer', at: 1000, by: ana.id, organization: 'A', subject: [survey().id] }
			]
		});
		expect(answer(ana, all(5))).toEqual({ ok: true, events: [] });
		expect(survey().answered).toEqual([ana.id]);
		expect(survey().result).toBeUndefined();
	});

	const { s3: _, ...some } = all(3);
	const refusals: { name: string; answers: SurveyAnswers; code: string }[] = [
		{ name: 'answers to some only', answers: some, code: 'survey-incomplete' },
		{ name: 'no answers', answers: {}, code: 'survey-incomplete' },
		{ name: 'less than 1', answers: { ...all(3), s1: 0 }, code: 'survey-invalid' },
		{ name: 'more than 5', answers: { ...all(3), s1: 6 }, code: 'survey-invalid' },
		{ name: 'halves', answers: { ...all(3), s1: 2.5 }, code: 'survey-invalid' },
		{ name: 'no number', answers: { ...all(3), s1: Number.NaN }, code: 'survey-invalid' },
		{ name: 'what is not asked', answers: { ...all(3), s9: 3 }, code: 'survey-invalid' },
		{ name: 'something inherited', answers: { ...all(3), constructor: 3 }, code: 'survey-invalid' }
	];
	for (const { name, answers, code } of refusals)
		test(`refuses ${name}`, () => {
			const { workshop, answer, survey } = asking();
			expect(answer(workshop.join('delegate', 'A'), answers)).toMatchObject({ ok: false, code });
			expect(survey().answered).toEqual([]);
		});

	test('is refused to who has no right, and when there is nothing open', () => {
		const { workshop, mediator, answer, close } = asking();
		const ana = workshop.join('delegate', 'A');
		const silent = workshop.join('participant', 'A', false);
		for (const actor of [host, guest, mediator, workshop.join('observer', 'A'), silent])
			expect(answer(actor, all(3))).toMatchObject({ code: 'not-allowed' });
		const unknown = { type: 'survey-answer', survey: 'constructor', answers: all(3) } as const;
		expect(workshop.try(ana, unknown)).toMatchObject({ code: 'survey-unknown' });
		close();
		expect(answer(ana, all(3))).toMatchObject({ code: 'survey-over' });
	});
});

describe('the result', () => {
	test('has sums by dimension, for organizations from three answers up', () => {
		const { people, close, survey } = asking();
		people('A', 3, { s1: 5, s2: 3, s3: 1 });
		people('B', 3, all(2));
		close();
		const { result } = survey();
		expect(result).toEqual({
			answers: 6,
			sums: { culture: 24 + 12, content: 3 + 6 },
			organizations: {
				A: { answers: 3, sums: { culture: 24, content: 3 } },
				B: { answers: 3, sums: { culture: 12, content: 6 } }
			}
		});
		expect(surveyMean(survey(), result!, 'culture')).toBe(3);
		expect(surveyMean(survey(), result!.organizations['A']!, 'content')).toBe(1);
		expect(surveyMean(survey(), result!, 'relation')).toBeUndefined();
	});

	const cases: { name: string; counts: Record<string, number>; told: string[]; all: boolean }[] = [
		{ name: 'nobody', counts: {}, told: [], all: false },
		{ name: 'one person', counts: { A: 1 }, told: [], all: false },
		{ name: 'two people of two organizations', counts: { A: 1, B: 1 }, told: [], all: false },
		{ name: 'three of three organizations', counts: { A: 1, B: 1, C: 1 }, told: [], all: true },
		{ name: 'one organization alone', counts: { A: 4 }, told: ['A'], all: true },
		{ name: 'one beside three', counts: { A: 3, B: 1 }, told: [], all: true },
		{ name: 'two beside three and five', counts: { A: 3, B: 2, C: 5 }, told: ['C'], all: true },
		{ name: 'one beside two of three', counts: { A: 3, B: 3, C: 1 }, told: ['B'], all: true },
		{ name: 'one and two beside three', counts: { A: 3, B: 2, C: 1 }, told: ['A'], all: true },
		{
			name: 'four of three and more',
			counts: { A: 3, B: 4, C: 5, D: 9 },
			told: ['A', 'B', 'C', 'D'],
			all: true
		}
	];
	for (const { name, counts, told, all: isAllTold } of cases)
		test(`of ${name} tells of ${told.join(', ') || 'no organization'}`, () => {
			const { people, close, survey } = asking();
			for (const [organization, count] of Object.entries(counts)) people(organization, count);
			close();
			const { sums, organizations = {} } = survey().result ?? {};
			const shown = Object.entries(organizations).filter(([, group]) => group.sums !== undefined);
			expect(shown.map(([id]) => id).toSorted()).toEqual(told);
			expect(sums !== undefined).toBe(isAllTold);
			for (const [id, count] of Object.entries(counts))
				expect(organizations[id]?.answers).toBe(count);
		});

	test('leaves out whom the session removed or made an observer; who only left is counted', () => {
		const { workshop, people, close, survey } = asking();
		const [gone, quiet, away] = people('A', 5) as [Person, Person, Person];
		workshop.do(host, { type: 'revoke', participant: gone.id });
		workshop.do(host, { type: 'set-role', participant: quiet.id, role: 'observer' });
		workshop.do(away, { type: 'leave' });
		close();
		expect(survey().result?.answers).toBe(3);
	});

	test('comes by itself when the session is closed', () => {
		const { workshop, mediator, people, survey } = asking();
		people('A', 3);
		const decision = workshop.try(mediator, { type: 'close' });
		expect(decision.ok && decision.events.map(({ kind }) => kind)).toEqual([
			'survey.close',
			'session.close'
		]);
		expect(survey().result?.sums).toEqual({ culture: 24, content: 12 });
	});

	test('names who was counted with a commitment, and no answer of anybody', () => {
		const { people, close } = asking();
		const [ana] = people('A', 3);
		const event = close();
		expect(event?.payload?.['ballots']).toHaveLength(3);
		expect(event?.payload?.['ballots']).toContainEqual({
			participant: ana?.id,
			commitment: `commitment of ${ana?.id}`
		});
		expect(JSON.stringify(event)).not.toContain('"s1":');
	});

	test('survives payloads that are gone', () => {
		const { workshop, id } = asking();
		expect(workshop.state?.surveys[id]?.statements).toHaveLength(3);
		expect(surveyPaper({ id, statements: [] })).toEqual({ id, items: [] });
	});
});

/** All that a reader can add up and subtract: every set of told organizations, taken from all or not. */
test('no sum or difference of what is told speaks of one or two people', () => {
	fc.assert(
		fc.property(fc.array(fc.nat(6), { minLength: 1, maxLength: 4 }), (sizes) => {
			const { workshop, people, survey } = asking();
			const ids = ['A', 'B', 'C', 'D'];
			for (const [at, size] of sizes.entries()) people(ids[at]!, size);
			const ballots = workshop.ballotsOf(survey().id);
			const { answers, sums, organizations } = tallySurvey(workshop.state!, survey(), ballots);
			const told = Object.values(organizations).filter((group) => group.sums !== undefined);
			for (let set = 0; set < 2 ** told.length; set++) {
				const part = told
					.filter((_, at) => (set >> at) % 2 === 1)
					.reduce((count, group) => count + group.answers, 0);
				const groups = sums === undefined ? [part] : [part, answers - part];
				for (const group of groups) expect(group === 0 || group >= fewestAnswers).toBe(true);
			}
		})
	);
});

test('answers are written for their commitment as dots are', () => {
	const { survey } = asking();
	const answers = { s3: 1, s1: 5, s2: 2 };
	expect(formatBallot(surveyPaper(survey()), { participant: 'p', dots: answers })).toBe(
		`{"vote":"${survey().id}","participant":"p","dots":[["s1",5],["s2",2],["s3",1]]}`
	);
});
