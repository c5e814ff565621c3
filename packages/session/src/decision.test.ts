import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { neededOf, outcomeOf, resultOf } from './decision-result.ts';
import { decisionAnswers, type DecisionAnswer, type JointDecision } from './decision-state.ts';
import { decisionSeenId, type DecisionCommand } from './decision.ts';
import { decisionFacts } from './paper-facts.ts';
import { replay } from './evolve.ts';
import type { Actor } from './types.ts';
import { guest, host, opening, presenting, Workshop } from './workshop.ts';

type Person = Actor & { readonly type: 'participant' };
type Presenting = typeof presenting;

/** A workshop with so many delegates of each organization and a card that is put to decision. */
function deciding(
	sizes: Record<string, number> = { A: 1, B: 2 },
	change: Partial<Presenting> = {}
) {
	const workshop = new Workshop();
	const organizations = Object.keys(sizes).map((id) => ({ id, name: `Organization ${id}` }));
	workshop.do(host, { ...opening, organizations });
	const mediator = workshop.join('mediator');
	const delegates = Object.entries(sizes).flatMap(([organization, count]) =>
		Array.from({ length: count }, () => workshop.join('delegate', organization))
	);
	const presented = workshop.do(mediator, { ...presenting, ...change });
	const decision = presented?.subject?.[0] ?? '';
	const open = (seen: readonly Person[] = delegates) =>
		workshop.try(mediator, { type: 'decision-open', decision, seen: seen.map(({ id }) => id) });
	const answer = (by: Actor, given: DecisionAnswer, reason = 'because', isSeen = true) =>
		workshop.try(by, { type: 'decision-answer', decision, answer: given, reason, isSeen });
	return {
		workshop,
		mediator,
		delegates,
		presented,
		id: decision,
		open,
		answer,
		close: () => workshop.try(mediator, { type: 'decision-close', decision }),
		read: (by: Actor) =>
			workshop.try(by, {
				type: 'acknowledge',
				items: [decisionSeenId(decision)],
				room: 'workshop01',
				seq: 7
			}),
		decision: (): JointDecision => {
			const known = workshop.state?.decisions[decision];
			if (known === undefined) throw new Error(`no decision ${decision}`);
			return known;
		}
	};
}

const codeOf = (decision: { ok: boolean; code?: string }): string =>
	decision.ok ? 'ok' : (decision.code ?? '');

describe('putting something to decision', () => {
	test('records the exact wording, its hash and the rule', () => {
		const terms = { rule: 'majority', share: 67 } as const;
		const { presented, decision, id } = deciding({ A: 1 }, { terms });
		expect(presented).toMatchObject({
			kind: 'decision.present',
			subject: [id, 'card', 'decisions'],
			changes: ['majority:67', 'item', 'frame'],
			hash: presenting.hash,
			seq: 7,
			payload: { wording: presenting.wording }
		});
		expect(decision()).toMatchObject({
			status: 'presented',
			wording: presenting.wording,
			...terms
		});
	});

	test('has an id that no item of a board can have', () => {
		expect(deciding().id).not.toMatch(/^[\w.:-]+$/);
	});

	const refusals: { name: string; change: Partial<Presenting>; code: string }[] = [
		{ name: 'a client that only says so itself', change: { wording: undefined }, code: 'invalid' },
		{ name: 'no rule', change: { terms: undefined }, code: 'invalid' },
		{ name: 'a hash that is none', change: { hash: 'x'.repeat(64) }, code: 'invalid' },
		{ name: 'a text too long', change: { wording: 'x'.repeat(20_001) }, code: 'too-long' },
		...[null, 49, 101, 66.7, Number.NaN].map((share) => ({
			name: `a majority of ${share}`,
			change: { item: 'other', terms: { rule: 'majority' as const, share } },
			code: 'share'
		})),
		{ name: 'the same card twice', change: {}, code: 'running' }
	];
	for (const { name, change, code } of refusals) {
		test(`refuses ${name}`, () => {
			const { workshop, mediator } = deciding();
			const other = code === 'running' ? {} : { item: 'other' };
			const decided = workshop.try(mediator, { ...presenting, ...other, ...change });
			expect(codeOf(decided)).toBe(`decision-${code}`);
		});
	}

	test('is for the mediator, as are opening, closing and withdrawing', () => {
		const { workshop, id, delegates } = deciding();
		const others = [
			delegates[0]!,
			workshop.join('participant', 'A'),
			workshop.join('observer', 'A')
		];
		for (const by of [...others, guest]) {
			const commands: DecisionCommand[] = [
				{ ...presenting, item: 'other' },
				{ type: 'decision-open', decision: id, seen: delegates.map((one) => one.id) },
				{ type: 'decision-close', decision: id },
				{ type: 'decision-withdraw', decision: id }
			];
			for (const command of commands) expect(codeOf(workshop.try(by, command))).toBe('not-allowed');
		}
	});
});

describe('answers are opened', () => {
	test('only when every delegate has seen the wording, by the log or their own word', () => {
		const { open, read, delegates, decision, answer } = deciding();
		const [ana, ben, cem] = delegates as [Person, Person, Person];
		expect(codeOf(answer(ana, 'consent'))).toBe('decision-not-open');
		expect(open([ana])).toMatchObject({ code: 'decision-unseen', detail: `${ben.id} ${cem.id}` });
		expect(codeOf(read(ben))).toBe('ok');
		expect(open([ana])).toMatchObject({ code: 'decision-unseen', detail: cem.id });
		expect(codeOf(open([ana, cem]))).toBe('ok');
		expect(decision()).toMatchObject({ status: 'open', parties: ['A', 'B'] });
		expect(codeOf(open())).toBe('decision-is-open');
	});

	test('not while an organization has nobody who could answer for it', () => {
		const { open } = deciding({ A: 1, B: 0, C: 0 });
		expect(open()).toMatchObject({ code: 'decision-unrepresented', detail: 'B C' });
	});

	test('for whoever is a delegate then: one who is made a participant is waited for no more', () => {
		const { workshop, mediator, open, delegates } = deciding();
		const [ana, ben, cem] = delegates as [Person, Person, Person];
		workshop.do(mediator, { type: 'set-role', participant: cem.id, role: 'participant' });
		expect(codeOf(open([ana, ben]))).toBe('ok');
	});
});

describe('answering', () => {
	test('is for delegates who have seen the wording', () => {
		const { workshop, mediator, open, answer, read, delegates } = deciding();
		open();
		for (const by of [
			mediator,
			host,
			guest,
			workshop.join('participant', 'A'),
			workshop.join('observer', 'A'),
			workshop.join('delegate', 'A', false)
		])
			expect(codeOf(answer(by, 'consent'))).toBe('not-allowed');
		expect(codeOf(answer(delegates[0]!, 'consent', '', false))).toBe('decision-unseen');
		const late = workshop.join('delegate', 'A');
		expect(codeOf(answer(late, 'consent', '', false))).toBe('decision-unseen');
		expect(codeOf(read(late))).toBe('ok');
		expect(codeOf(answer(late, 'consent', '', false))).toBe('ok');
	});

	test('needs a reason for a concern and an objection, and can be changed until it is closed', () => {
		const { open, answer, close, decision, delegates } = deciding({ A: 1 });
		const [ana] = delegates as [Person];
		open();
		for (const given of ['concern', 'object'] as const)
			expect(codeOf(answer(ana, given, ' \n'))).toBe('decision-reason-missing');
		expect(codeOf(answer(ana, 'object', 'Too early'))).toBe('ok');
		expect(answer(ana, 'object', 'Too early')).toEqual({ ok: true, events: [] });
		expect(codeOf(answer(ana, 'aside', ''))).toBe('ok');
		expect(decision().answers[ana.id]).toMatchObject({ answer: 'aside', reason: '' });
		expect(codeOf(answer(ana, 'yes' as never, ''))).toBe('decision-invalid');
		close();
		expect(codeOf(answer(ana, 'consent', ''))).toBe('decision-over');
	});

	test('of a decision that is not there, or not any more, says so', () => {
		const { workshop, delegates, mediator, id } = deciding();
		const answering = { type: 'decision-answer', answer: 'consent', reason: '' } as const;
		for (const decision of ['constructor', '', 'd~other'])
			expect(codeOf(workshop.try(delegates[0]!, { ...answering, decision }))).toBe(
				'decision-unknown'
			);
		workshop.do(mediator, { type: 'decision-withdraw', decision: id });
		expect(codeOf(workshop.try(delegates[0]!, { ...answering, decision: id }))).toBe(
			'decision-over'
		);
	});
});

describe('the result', () => {
	type Voice = DecisionAnswer | null;
	const outcome = (
		rule: JointDecision['rule'],
		given: readonly Voice[],
		share: number | null = null,
		late = 0
	): string => {
		const voices = given.map((answer, at) => ({ organization: `O${at}`, answer }));
		const parties = voices.slice(0, voices.length - late).map(({ organization }) => organization);
		return outcomeOf(voices, { rule, share, parties });
	};

	const cases: [string, JointDecision['rule'], readonly Voice[], (number | null)?, number?][] = [
		['adopted', 'consent', ['consent', 'concern', 'aside']],
		['rejected', 'consent', ['consent', 'object', null]],
		['none', 'consent', ['consent', 'consent', null]],
		['rejected', 'consent', ['aside', 'aside']],
		['none', 'consent', []],
		['adopted', 'unanimity', ['consent', 'concern']],
		['rejected', 'unanimity', ['consent', 'aside', null]],
		['none', 'unanimity', ['consent', null]],
		['adopted', 'majority', ['consent', 'concern', 'object'], 67],
		['adopted', 'majority', ['consent', 'concern', null], 66],
		['rejected', 'majority', ['consent', 'aside', 'object'], 67],
		['none', 'majority', ['consent', 'object', null], 67],
		['rejected', 'majority', ['consent', 'object'], 50],
		['none', 'majority', ['consent', 'consent', null], 50, 1],
		['rejected', 'majority', ['consent', 'consent', 'object'], 100]
	];
	for (const [expected, rule, given, share, late] of cases) {
		test(`is ${expected} by ${rule} ${share ?? ''} of ${given.join(', ')}${late ? ', one came later' : ''}`, () => {
			expect(outcome(rule, given, share, late)).toBe(expected);
		});
	}

	const voice = fc.constantFrom<Voice>(...decisionAnswers, null);
	const anyTerms = fc.oneof(
		fc.constantFrom(
			{ rule: 'consent', share: null } as const,
			{
				rule: 'unanimity',
				share: null
			} as const
		),
		fc.integer({ min: 50, max: 100 }).map((share) => ({ rule: 'majority' as const, share }))
	);

	test('weighs all organizations alike: whoever says what, only how often it is said counts', () => {
		const voices = fc.array(voice, { minLength: 1, maxLength: 16 });
		fc.assert(
			fc.property(
				voices,
				anyTerms,
				fc.infiniteStream(fc.nat()),
				(given, { rule, share }, order) => {
					const shuffled = given
						.map((one) => [order.next().value as number, one] as const)
						.toSorted(([a], [b]) => a - b)
						.map(([, one]) => one);
					expect(outcome(rule, shuffled, share)).toBe(outcome(rule, given, share));
				}
			)
		);
	});

	test('never takes silence for consent, and is no other when the silent speak as they must', () => {
		const voices = fc.array(voice, { minLength: 1, maxLength: 12 });
		fc.assert(
			fc.property(voices, anyTerms, (given, { rule, share }) => {
				const found = outcome(rule, given, share);
				const filled = (by: DecisionAnswer) =>
					outcome(
						rule,
						given.map((one) => one ?? by),
						share
					);
				// A result holds whatever the silent would have said; without one it was theirs to say.
				const isOpen = given.includes(null);
				const holds = ['consent', 'object'] as const;
				expect(found === 'none' ? isOpen : holds.every((by) => filled(by) === found)).toBe(true);
				const isWhole = rule === 'majority' || !given.includes(null);
				expect(found !== 'adopted' || isWhole).toBe(true);
			})
		);
	});

	test('needs more than half of the organizations for any majority, and no more than all', () => {
		for (let organizations = 1; organizations <= 64; organizations++) {
			for (let share = 50; share <= 100; share++) {
				const needed = neededOf(organizations, share);
				expect(needed).toBeGreaterThan(organizations / 2);
				expect(needed).toBeLessThanOrEqual(organizations);
				expect(Math.round((100 * needed) / organizations)).toBeGreaterThanOrEqual(share);
			}
		}
		expect([neededOf(3, 66), neededOf(3, 67), neededOf(4, 75), neededOf(11, 67)]).toEqual([
			2, 2, 3, 8
		]);
	});

	test('takes all delegates of an organization together, the most reserved of them counts', () => {
		const given = fc.array(fc.option(fc.constantFrom(...decisionAnswers)), {
			minLength: 1,
			maxLength: 4
		});
		fc.assert(
			fc.property(fc.array(given, { minLength: 1, maxLength: 4 }), (answers) => {
				const sizes = Object.fromEntries(answers.map((own, at) => [`O${at}`, own.length]));
				const { workshop, open, answer, close, delegates, decision } = deciding(sizes);
				open();
				for (const [at, one] of answers.flat().entries())
					if (one !== null) answer(delegates[at]!, one);
				const before = resultOf(workshop.state!, decision());
				close();
				expect(decision().result).toEqual(before);
				expect(decision().result?.voices.map((one) => one.answer)).toEqual(
					answers.map((own) => {
						if (own.includes('object')) return 'object';
						if (own.includes(null)) return null;
						return decisionAnswers.findLast((one) => own.includes(one));
					})
				);
				// The log says all of it: a state made from the events alone is the same.
				expect(replay(workshop.events)).toEqual(workshop.state);
			}),
			{ numRuns: 40 }
		);
	});

	test('counts who is a delegate when it is closed, and names who is missing', () => {
		const { workshop, mediator, open, answer, close, decision, delegates } = deciding();
		const [ana, ben, cem] = delegates as [Person, Person, Person];
		open();
		answer(ana, 'consent');
		answer(ben, 'object');
		workshop.do(mediator, { type: 'revoke', participant: ben.id });
		close();
		expect(decision().result).toEqual({
			outcome: 'none',
			voices: [
				{ organization: 'A', answer: 'consent', answered: [ana.id], missing: [] },
				{ organization: 'B', answer: null, answered: [], missing: [cem.id] }
			]
		});
	});

	test('is none while a partner who came later has not answered, whatever the majority', () => {
		const terms = { rule: 'majority', share: 50 } as const;
		const { workshop, mediator, open, answer, close, decision, delegates } = deciding(
			{ A: 1, B: 1 },
			{ terms }
		);
		open();
		for (const by of delegates) answer(by, 'consent');
		const organization = { id: 'C', name: 'Organization C' };
		workshop.do(mediator, { type: 'organization-add', organization });
		close();
		expect(decision().result?.outcome).toBe('none');
	});

	test('comes of itself when the session is closed; what nobody could answer is withdrawn', () => {
		const { workshop, mediator, open, answer, id, delegates } = deciding({ A: 1 });
		open();
		answer(delegates[0]!, 'consent');
		const other = workshop.do(mediator, { ...presenting, item: 'other' })?.subject?.[0] ?? '';
		workshop.do(mediator, { type: 'close' });
		expect(workshop.state?.decisions[id]?.result?.outcome).toBe('adopted');
		expect(workshop.state?.decisions[other]?.status).toBe('withdrawn');
	});
});

describe('erasing', () => {
	test('a person takes their reasons, and leaves what their organization answered', () => {
		const { workshop, open, answer, close, decision, delegates } = deciding({ A: 1 });
		open();
		answer(delegates[0]!, 'concern', 'Ana fears it');
		close();
		workshop.do(host, { type: 'erase', participant: delegates[0]!.id });
		expect(decision().answers[delegates[0]!.id]).toMatchObject({ answer: 'concern', reason: '' });
		expect(decision().result?.outcome).toBe('adopted');
		const events = workshop.events.map((event) =>
			event.kind === 'decision.answer' || event.kind === 'join'
				? { ...event, payload: null }
				: event
		);
		const [facts] = decisionFacts(replay(events)!, () => '2026-11-22');
		expect(facts?.voices).toEqual([
			{
				name: 'Organization A',
				answer: 'concern',
				people: [{ name: null, answer: 'concern', reason: '' }],
				missing: []
			}
		]);
	});

	test('an item takes the wordings that hold it; rule and result stay known', () => {
		const { workshop, open, answer, close, decision, delegates } = deciding({ A: 1 });
		open();
		answer(delegates[0]!, 'consent', '');
		close();
		const erasing = { type: 'erase-item', reason: 'a name', updates: [], payloads: [] } as const;
		workshop.do(host, { ...erasing, item: 'another' });
		expect(decision().wording).not.toBe('');
		workshop.do(host, { ...erasing, item: 'card' });
		expect(decision()).toMatchObject({ wording: '', rule: 'consent', status: 'closed' });
	});
});
