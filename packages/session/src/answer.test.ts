import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isDelegate, type AnswerCommand } from './answer.ts';
import { evolve, replay } from './evolve.ts';
import { sessionLimits } from './limits.ts';
import type { Actor, SessionEvent } from './types.ts';
import { host, openWorkshop } from './workshop.ts';

const version = 'a'.repeat(64);
const yes: AnswerCommand & { type: 'answer' } = {
	type: 'answer',
	subject: 'n1',
	version,
	scale: 'eight',
	grade: 2,
	text: ' With a point:\r\nthe date. '
};

/** A workshop with two delegates of two organizations. */
function answering() {
	const workshop = openWorkshop();
	const [ana, ben] = [workshop.join('delegate', 'PN'), workshop.join('delegate', 'HI1')];
	return { workshop, ana, ben, answers: () => workshop.state?.answers };
}

describe('an answer', () => {
	test('is the delegate’s own, with the wording it was given to', () => {
		const { workshop, ana, ben, answers } = answering();
		const event = workshop.do(ana, yes);
		workshop.do(ben, { ...yes, grade: 8, text: '' });
		expect(event).toEqual({
			kind: 'answer.give',
			at: 1000,
			by: ana.id,
			organization: 'PN',
			subject: ['n1'],
			payload: { version, scale: 'eight', grade: 2, text: 'With a point:\nthe date.' }
		});
		const given = { version, scale: 'eight', at: 1000 };
		expect(answers()).toEqual({
			n1: {
				[ana.id]: { ...given, grade: 2, text: 'With a point:\nthe date.', organization: 'PN' },
				[ben.id]: { ...given, grade: 8, text: '', organization: 'HI1' }
			}
		});
	});

	test('takes the place of the earlier one, and can be withdrawn', () => {
		const { workshop, ana, answers } = answering();
		workshop.do(ana, yes);
		workshop.do(ana, { ...yes, version: 'b'.repeat(64), scale: 'five', grade: 5 });
		expect(answers()?.['n1']?.[ana.id]).toMatchObject({ version: 'b'.repeat(64), grade: 5 });
		workshop.do(ana, { type: 'answer-withdraw', subject: 'n1' });
		expect(answers()).toEqual({});
		expect(workshop.try(ana, { type: 'answer-withdraw', subject: 'n1' })).toMatchObject({
			code: 'answer-unknown'
		});
	});

	test.each(['mediator', 'participant', 'observer'] as const)('is not for a %s', (role) => {
		const workshop = openWorkshop();
		const somebody = workshop.join(role);
		expect(workshop.try(somebody, yes)).toMatchObject({ code: 'not-allowed' });
		expect(workshop.try(host, yes)).toMatchObject({ code: 'not-allowed' });
	});

	test('is given by who agreed to be recorded, while the session is open', () => {
		const workshop = openWorkshop();
		const eve = workshop.join('delegate', 'PN', false);
		expect(workshop.try(eve, yes)).toMatchObject({ code: 'not-allowed' });
		const ana = workshop.join('delegate');
		workshop.do(host, { type: 'close' });
		expect(workshop.try(ana, yes)).toMatchObject({ code: 'session-closed' });
	});

	const bad: { name: string; change: Partial<typeof yes> }[] = [
		{ name: 'a grade of nothing', change: { grade: 0 } },
		{ name: 'a ninth grade', change: { grade: 9 } },
		{ name: 'a sixth grade of five', change: { scale: 'five', grade: 6 } },
		{ name: 'half a grade', change: { grade: 1.5 } },
		{ name: 'no wording', change: { version: '' } },
		{ name: 'a wording in capitals', change: { version: 'A'.repeat(64) } },
		{ name: 'a text too long', change: { text: 'x'.repeat(1001) } },
		{ name: 'a text with a bell', change: { text: 'a\u0007' } },
		{ name: 'an id too long', change: { subject: 'x'.repeat(65) } }
	];
	test.each(bad)('with $name is refused', ({ change }) => {
		const { workshop, ana } = answering();
		expect(workshop.try(ana, { ...yes, ...change })).toMatchObject({ code: 'answer-invalid' });
	});

	test('may be changed but not added when there are too many', () => {
		const { workshop, ana, ben } = answering();
		workshop.do(ana, yes);
		const { state } = workshop;
		if (state === null) throw new Error('not opened');
		const one = state.answers['n1']?.[ana.id];
		if (one === undefined) throw new Error('no answer');
		const others = Array.from(
			{ length: sessionLimits.answers - 1 },
			(_, at) => [`x${at}`, { [ana.id]: one }] as const
		);
		workshop.state = { ...state, answers: { ...state.answers, ...Object.fromEntries(others) } };
		expect(workshop.try(ben, yes)).toMatchObject({ code: 'answer-full' });
		expect(workshop.try(ana, { ...yes, grade: 3 }).ok).toBe(true);
	});

	test('counts as long as its author is a delegate', () => {
		const { workshop, ana, ben } = answering();
		const counts = ({ id }: { id: string }) => workshop.state && isDelegate(workshop.state, id);
		expect([counts(ana), counts(ben)]).toEqual([true, true]);
		workshop.do(host, { type: 'set-role', participant: ana.id, role: 'participant' });
		workshop.do(host, { type: 'revoke', participant: ben.id });
		expect([counts(ana), counts(ben)]).toEqual([false, false]);
	});

	test('goes with its author’s name when that is erased', () => {
		const { workshop, ana, ben, answers } = answering();
		workshop.do(ana, yes);
		workshop.do(ben, yes);
		workshop.do(host, { type: 'erase', participant: ana.id });
		expect(Object.keys(answers()?.['n1'] ?? {})).toEqual([ben.id]);
		const kept = workshop.events.map((event): SessionEvent =>
			event.by === ana.id ? { ...event, payload: null } : event
		);
		expect(replay(kept)?.answers).toEqual(answers());
	});
});

test('whatever a log says of answers, the state holds only what can be read as one', () => {
	const any = fc.record({
		kind: fc.constantFrom('answer.give' as const, 'answer.withdraw' as const),
		at: fc.integer(),
		by: fc.constantFrom('p1', '__proto__', 'constructor'),
		subject: fc.array(fc.constantFrom('n1', '__proto__', 'toString'), { maxLength: 2 }),
		payload: fc.oneof(
			fc.constant(null),
			fc.record(
				{
					version: fc.oneof(fc.constant(version), fc.anything()),
					scale: fc.constantFrom('eight', 'five', 'toString', 7),
					grade: fc.oneof(fc.integer({ min: -1, max: 9 }), fc.anything()),
					text: fc.anything()
				},
				{ requiredKeys: [] }
			)
		)
	});
	fc.assert(
		fc.property(fc.array(any), (events) => {
			let { state } = openWorkshop();
			for (const event of events) state = evolve(state, event);
			for (const given of Object.values(state?.answers ?? {})) {
				expect(Object.keys(given).length).toBeGreaterThan(0);
				for (const { grade, scale, text } of Object.values(given)) {
					expect(grade).toBeGreaterThanOrEqual(1);
					expect(grade).toBeLessThanOrEqual(scale === 'five' ? 5 : 8);
					expect(typeof text).toBe('string');
				}
			}
		}),
		{ numRuns: 300 }
	);
});

test('answers of many people in any order are what a replay of the log gives', () => {
	const step = fc.record({
		actor: fc.integer({ min: 0, max: 3 }),
		subject: fc.constantFrom('n1', 'n2', '__proto__'),
		grade: fc.integer({ min: 0, max: 9 }),
		scale: fc.constantFrom('five' as const, 'eight' as const),
		withdraws: fc.boolean()
	});
	fc.assert(
		fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
			const { workshop, ana, ben } = answering();
			const people: Actor[] = [ana, ben, workshop.join('participant'), host];
			for (const { actor, subject, grade, scale, withdraws } of steps) {
				const by = people[actor] ?? host;
				if (withdraws) workshop.try(by, { type: 'answer-withdraw', subject });
				else workshop.try(by, { ...yes, subject, grade, scale });
			}
			expect(replay(workshop.events)).toEqual(workshop.state);
			const authors = Object.values(workshop.state?.answers ?? {}).flatMap((given) =>
				Object.keys(given)
			);
			expect(authors.every((id) => id === ana.id || id === ben.id)).toBe(true);
		}),
		{ numRuns: 300 }
	);
});
