import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Actor, SessionState } from './types.ts';
import { evolve, replay } from './evolve.ts';
import type { Dots, Vote, VoteTerms } from './vote-state.ts';
import { checkDots, formatBallot, rankItems, tally, type VoteCommand } from './vote.ts';
import { host, openWorkshop, type Workshop } from './workshop.ts';

type Person = Actor & { readonly type: 'participant' };

const terms: Extract<VoteCommand, { type: 'vote-open' }> = {
	type: 'vote-open',
	title: 'What first?',
	items: ['n1', 'n2', 'n3'],
	dots: 5,
	most: 3,
	weight: 'person',
	shown: 'closed',
	named: false,
	room: 'workshop01',
	seq: 7
};

/** A workshop with a mediator, a vote that is open, and shorthands for what people do in it. */
function voting(change: Partial<typeof terms> = {}) {
	const workshop = openWorkshop();
	const mediator = workshop.join('mediator');
	const opened = workshop.do(mediator, { ...terms, ...change });
	const id = opened?.subject?.[0] ?? '';
	return {
		workshop,
		mediator,
		id,
		opened,
		cast: (by: Actor, dots: Dots) => workshop.try(by, { type: 'vote-cast', vote: id, dots }),
		close: () => workshop.do(mediator, { type: 'vote-close', vote: id }),
		vote: () => voteIn(workshop, id)
	};
}

function voteIn(workshop: Workshop, id: string): Vote {
	const vote = workshop.state?.votes[id];
	if (vote === undefined) throw new Error(`no vote ${id}`);
	return vote;
}

/** What the log says of a ballot. */
function sealed({ id }: Person) {
	return { participant: id, commitment: `commitment of ${id}` };
}

function stateOf(workshop: Workshop): SessionState {
	if (workshop.state === null) throw new Error('not opened');
	return workshop.state;
}

describe('opening a vote', () => {
	test('records the terms, the items and the version of the board', () => {
		const { opened, vote, mediator } = voting();
		expect(opened).toMatchObject({
			kind: 'vote.open',
			by: mediator.id,
			room: 'workshop01',
			seq: 7,
			subject: [vote().id, 'n1', 'n2', 'n3'],
			payload: { title: 'What first?', dots: 5, most: 3, weight: 'person', named: false }
		});
		expect(vote()).toMatchObject({ status: 'open', items: ['n1', 'n2', 'n3'], voters: [] });
	});

	const refusals: { name: string; change: Partial<typeof terms> }[] = [
		{ name: 'no title', change: { title: ' ' } },
		{ name: 'no items', change: { items: [] } },
		{ name: 'an item without an id', change: { items: [''] } },
		{ name: 'too many items', change: { items: Array.from({ length: 101 }, (_, i) => `n${i}`) } },
		{ name: 'no dots', change: { dots: 0 } },
		{ name: 'half a dot', change: { dots: 1.5 } },
		{ name: 'too many dots', change: { dots: 100 } },
		{ name: 'none allowed on one', change: { most: 0 } },
		{ name: 'more on one than there are', change: { most: 6 } }
	];
	for (const { name, change } of refusals)
		test(`refuses ${name}`, () => {
			const workshop = openWorkshop();
			const mediator = workshop.join('mediator');
			expect(workshop.try(mediator, { ...terms, ...change })).toMatchObject({
				ok: false,
				code: 'vote-invalid'
			});
		});

	test('is the mediator’s, and one after the other', () => {
		const { workshop, mediator, close } = voting();
		for (const role of ['delegate', 'participant', 'observer'] as const)
			expect(workshop.try(workshop.join(role), terms)).toMatchObject({ code: 'not-allowed' });
		expect(workshop.try(mediator, terms)).toMatchObject({ code: 'vote-running' });
		close();
		expect(workshop.try(mediator, terms)).toMatchObject({ ok: true });
	});
});

describe('casting', () => {
	test('is an event the first time and silent afterwards, and never says what was chosen', () => {
		const { workshop, cast, vote } = voting();
		const ana = workshop.join('delegate');
		const first = cast(ana, { n1: 3, n2: 2 });
		expect(first).toEqual({
			ok: true,
			events: [
				{ kind: 'vote.cast', at: 1000, by: ana.id, organization: 'PN', subject: [vote().id] }
			]
		});
		expect(cast(ana, { n3: 1 })).toEqual({ ok: true, events: [] });
		expect(cast(ana, { n3: 1 })).toEqual({ ok: true, events: [] });
		expect(vote().voters).toEqual([ana.id]);
		expect(vote().result).toBeUndefined();
	});

	test('of no dots at all is a ballot, too', () => {
		const { workshop, cast, close, vote } = voting();
		const ana = workshop.join('delegate');
		expect(cast(ana, {})).toMatchObject({ ok: true });
		close();
		expect(vote().result?.organizations).toEqual({ PN: { ballots: 1, dots: [0, 0, 0] } });
	});

	const refusals: { name: string; dots: Dots; code: string }[] = [
		{ name: 'too many dots', dots: { n1: 3, n2: 3 }, code: 'vote-too-many-dots' },
		{ name: 'too many on one', dots: { n1: 4 }, code: 'vote-too-many-on-one' },
		{ name: 'an item that is not voted on', dots: { n9: 1 }, code: 'vote-item-unknown' },
		{ name: 'less than nothing', dots: { n1: -1 }, code: 'vote-invalid' },
		{ name: 'half a dot', dots: { n1: 0.5 }, code: 'vote-invalid' },
		{ name: 'no number', dots: { n1: Number.NaN }, code: 'vote-invalid' },
		{ name: 'something inherited', dots: { constructor: 1 }, code: 'vote-item-unknown' }
	];
	for (const { name, dots, code } of refusals)
		test(`refuses ${name}`, () => {
			const { workshop, cast, vote } = voting();
			expect(cast(workshop.join('delegate'), dots)).toMatchObject({ ok: false, code });
			expect(vote().voters).toEqual([]);
		});

	test('is refused to who has no right, and when there is nothing open', () => {
		const { workshop, mediator, cast, close, id } = voting();
		const ana = workshop.join('delegate');
		for (const actor of [host, mediator, workshop.join('observer')])
			expect(cast(actor, { n1: 1 })).toMatchObject({ code: 'not-allowed' });
		expect(cast(workshop.join('delegate', 'PN', false), {})).toMatchObject({ code: 'not-allowed' });
		const unknown = { type: 'vote-cast', vote: 'constructor', dots: {} } as const;
		expect(workshop.try(ana, unknown)).toMatchObject({ code: 'vote-unknown' });
		workshop.do(host, { type: 'revoke', participant: workshop.join('delegate').id });
		close();
		expect(cast(ana, { n1: 1 })).toMatchObject({ code: 'vote-over' });
		expect(workshop.try(mediator, { type: 'vote-close', vote: id })).toMatchObject({
			code: 'vote-over'
		});
	});
});

describe('closing', () => {
	test('adds up per organization, with a commitment for each ballot and no name', () => {
		const { workshop, cast, close, vote } = voting();
		const [ana, ben, cem] = [
			workshop.join('delegate'),
			workshop.join('participant'),
			workshop.join('delegate', 'HI1')
		];
		cast(ana, { n1: 3, n2: 2 });
		cast(ben, { n1: 1 });
		cast(cem, { n3: 2 });
		const event = close();
		expect(event?.payload).toEqual({
			organizations: { PN: { ballots: 2, dots: [4, 2, 0] }, HI1: { ballots: 1, dots: [0, 0, 2] } },
			ballots: [ana, ben, cem].map(sealed)
		});
		expect(vote()).toMatchObject({ status: 'closed', result: { organizations: { PN: {} } } });
		expect(vote().result?.ballots).toBeUndefined();
	});

	test('says who voted for what only where that was agreed at the opening', () => {
		const { workshop, cast, close, vote } = voting({ named: true });
		const ana = workshop.join('delegate');
		cast(ana, { n1: 2, n2: 0 });
		close();
		expect(vote().result?.ballots).toEqual({ [ana.id]: { n1: 2 } });
	});

	test('leaves out whom the session removed or made an observer; who only left is counted', () => {
		const { workshop, cast, close, vote } = voting();
		const [gone, quiet, away] = [1, 2, 3].map(() => workshop.join('delegate')) as [
			Person,
			Person,
			Person
		];
		for (const person of [gone, quiet, away]) cast(person, { n1: 1 });
		workshop.do(host, { type: 'revoke', participant: gone.id });
		workshop.do(host, { type: 'set-role', participant: quiet.id, role: 'observer' });
		workshop.do(away, { type: 'leave' });
		expect(close()?.payload?.['ballots']).toMatchObject([{ participant: away.id }]);
		expect(vote().result?.organizations['PN']).toEqual({ ballots: 1, dots: [1, 0, 0] });
	});

	test('happens by itself when the session is closed: what was chosen counts', () => {
		const { workshop, mediator, cast, vote } = voting();
		cast(workshop.join('delegate'), { n2: 3 });
		const decision = workshop.try(mediator, { type: 'close' });
		expect(decision.ok && decision.events.map(({ kind }) => kind)).toEqual([
			'vote.close',
			'session.close'
		]);
		expect(vote().result?.organizations['PN']?.dots).toEqual([0, 3, 0]);
	});

	test('can be left out by calling the vote off, which gives no result', () => {
		const { workshop, mediator, id, cast, vote } = voting();
		cast(workshop.join('delegate'), { n1: 1 });
		workshop.do(mediator, { type: 'vote-cancel', vote: id });
		expect(vote()).toMatchObject({ status: 'cancelled' });
		expect(JSON.stringify(workshop.events)).not.toContain('"n1":');
		expect(vote().result).toBeUndefined();
	});
});

describe('the ranking', () => {
	const items = ['n1', 'n2', 'n3'];
	const organizations = {
		big: { ballots: 9, dots: [30, 10, 5] },
		small: { ballots: 1, dots: [0, 5, 0] },
		silent: { ballots: 1, dots: [0, 0, 0] }
	};
	const vote: VoteTerms = { ...terms, items };

	test('goes by dots when every person counts the same', () => {
		expect(rankItems(vote, { organizations })).toMatchObject([
			{ item: 'n1', dots: 30, score: 30, rank: 1, byOrganization: { big: 30, small: 0 } },
			{ item: 'n2', dots: 15, score: 15, rank: 2 },
			{ item: 'n3', dots: 5, score: 5, rank: 3 }
		]);
	});

	test('goes by the mean of shares when every organization does; who kept all dots has no say', () => {
		const ranked = rankItems({ ...vote, weight: 'organization' }, { organizations });
		expect(ranked.map(({ item }) => item)).toEqual(['n2', 'n1', 'n3']);
		expect(ranked[0]?.score).toBeCloseTo((10 / 45 + 1) / 2);
		expect(ranked.reduce((sum, { score }) => sum + score, 0)).toBeCloseTo(1);
	});

	test('gives equals one rank and keeps them in the order of the vote', () => {
		const even = { organizations: { PN: { ballots: 1, dots: [1, 2, 2] } } };
		expect(rankItems(vote, even).map(({ item, rank }) => [item, rank])).toEqual([
			['n2', 1],
			['n3', 1],
			['n1', 3]
		]);
	});
});

test('a ballot is written in one way, whatever the order of the clicks', () => {
	const vote = { id: 'v', items: ['n1', 'n2', 'n3'] };
	const text = formatBallot(vote, { participant: 'p', dots: { n3: 1, n1: 2, n2: 0 } });
	expect(text).toBe('{"vote":"v","participant":"p","dots":[["n1",2],["n3",1]]}');
	expect(formatBallot(vote, { participant: 'p', dots: { n1: 2, n3: 1 } })).toBe(text);
});

describe('whatever people try', () => {
	const organizations = ['PN', 'HI1'];
	const act = fc.oneof(
		{
			weight: 8,
			arbitrary: fc.record({
				type: fc.constant('cast' as const),
				who: fc.nat(5),
				dots: fc.dictionary(
					fc.oneof(
						{ weight: 12, arbitrary: fc.constantFrom('n1', 'n2', 'n3') },
						{ weight: 1, arbitrary: fc.constantFrom('n4', '__proto__') }
					),
					fc.integer({ min: 0, max: 4 }),
					{ maxKeys: 3 }
				)
			})
		},
		{ weight: 1, arbitrary: fc.record({ type: fc.constant('remove' as const), who: fc.nat(5) }) },
		{ weight: 1, arbitrary: fc.record({ type: fc.constant('demote' as const), who: fc.nat(5) }) }
	);

	test('no total exceeds the rights of those who voted, and every organization weighs the same', () => {
		let accepted = 0;
		fc.assert(
			fc.property(
				fc.array(act, { maxLength: 30 }),
				fc.integer({ min: 1, max: 6 }),
				fc.integer({ min: 1, max: 6 }),
				fc.constantFrom('person' as const, 'organization' as const),
				(acts, dots, wanted, weight) => {
					const most = Math.min(dots, wanted);
					const { workshop, cast, close, vote } = voting({ dots, most, weight, named: true });
					const people = Array.from({ length: 6 }, (_, at) =>
						workshop.join('delegate', organizations[at % 2])
					);
					for (const one of acts) {
						const person = people[one.who] ?? host;
						if (one.type === 'cast') {
							if (cast(person, one.dots).ok) accepted++;
						} else if (person.type === 'participant') {
							workshop.try(
								host,
								one.type === 'remove'
									? { type: 'revoke', participant: person.id }
									: { type: 'set-role', participant: person.id, role: 'observer' }
							);
						}
					}
					const voters = vote().voters.length;
					close();
					const closed = vote();
					const { organizations: sums = {}, ballots = {} } = closed.result ?? {};
					let counted = 0;
					for (const [organization, sum] of Object.entries(sums)) {
						counted += sum.ballots;
						expect(organizations).toContain(organization);
						expect(sum.dots.every((count) => count <= most * sum.ballots)).toBe(true);
						expect(sum.dots.reduce((a, b) => a + b, 0)).toBeLessThanOrEqual(dots * sum.ballots);
					}
					expect(counted).toBeLessThanOrEqual(voters);
					expect(Object.keys(ballots)).toHaveLength(counted);
					for (const ballot of Object.values(ballots)) expect(checkDots(closed, ballot)).toBeNull();
					const named = Object.entries(ballots).map(([participant, given]) => ({
						participant,
						dots: given
					}));
					expect(tally(stateOf(workshop), closed, named).organizations).toEqual(sums);
					const ranked = rankItems(closed, { organizations: sums });
					const all = ranked.reduce((sum, { score }) => sum + score, 0);
					const given = ranked.reduce((sum, one) => sum + one.dots, 0);
					const whole = given > 0 ? 1 : 0;
					expect(all).toBeCloseTo(weight === 'person' ? given : whole);
					expect(replay(workshop.events)).toEqual(workshop.state);
				}
			),
			{ numRuns: 200 }
		);
		expect(accepted).toBeGreaterThan(200);
	});

	test('nothing that happens while a vote is open tells what is in a ballot', () => {
		fc.assert(
			fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
				const { workshop, cast } = voting();
				const people = Array.from({ length: 6 }, () => workshop.join('delegate'));
				const before = workshop.events.length;
				for (const one of acts) {
					if (one.type === 'cast') cast(people[one.who] ?? host, one.dots);
				}
				const events = workshop.events.slice(before);
				for (const { kind, payload, subject } of events) {
					expect({ kind, payload, count: subject?.length }).toEqual({
						kind: 'vote.cast',
						payload: undefined,
						count: 1
					});
				}
				expect(JSON.stringify(workshop.state)).not.toContain('"ballots"');
			}),
			{ numRuns: 100 }
		);
	});
});

test('a log whose payloads were erased still says that there was a vote', () => {
	const { workshop, id, close } = voting();
	close();
	const erased = workshop.events.map((event) =>
		event.kind.startsWith('vote.') ? { ...event, payload: null } : event
	);
	const state = replay(erased);
	expect(state?.votes[id]).toMatchObject({
		title: '',
		status: 'closed',
		items: ['n1', 'n2', 'n3']
	});
	expect(evolve(state, { kind: 'vote.cast', at: 1, by: 'x', subject: ['nobody'] })).toEqual(state);
});
