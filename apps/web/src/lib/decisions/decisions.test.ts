import { replay, type JointDecision, type SessionState } from '@concordia/session';
import { expect, test } from 'vitest';
import { awaits, countedIn, decisionsOf, seenAt, shownOf } from './decisions.ts';

const opened = replay([
	{ kind: 'session.open', at: 1, subject: ['workshop01'], payload: { title: 'Workshop' } },
	...(['delegate', 'observer'] as const).map((role) => ({
		kind: 'join' as const,
		at: 2,
		by: role,
		organization: 'PN',
		payload: { name: role, role, consent: true }
	}))
]);
if (opened === null) throw new Error('no session');
const state: SessionState = opened;

const decision: JointDecision = {
	id: 'd~1',
	item: 'card',
	frame: 'frame',
	hash: '',
	wording: '',
	rule: 'consent',
	share: null,
	seq: 1,
	status: 'presented',
	presentedAt: 10,
	parties: [],
	read: {},
	answers: {}
};
const given = { answer: 'consent', reason: '', organization: 'PN', at: 1 } as const;

test('a decision waits for delegates who have not read or answered it, and for nobody else', () => {
	const open = { ...decision, status: 'open' as const };
	const cases: [JointDecision, string, boolean][] = [
		[decision, 'delegate', true],
		[decision, 'observer', false],
		[decision, 'constructor', false],
		[{ ...decision, read: { delegate: 1 } }, 'delegate', false],
		[{ ...open, read: { delegate: 1 } }, 'delegate', true],
		[{ ...open, answers: { delegate: given } }, 'delegate', false],
		[{ ...open, without: [{ organization: 'PN', reason: '' }] }, 'delegate', false],
		[{ ...open, without: [{ organization: 'CC', reason: '' }] }, 'delegate', true],
		[{ ...decision, status: 'closed' }, 'delegate', false],
		[{ ...decision, status: 'withdrawn' }, 'delegate', false]
	];
	for (const [one, me, expected] of cases) expect(awaits(state, one, me)).toBe(expected);
});

test('a majority is one of the organizations that take part, or did when it was opened', () => {
	const absent = { reason: '', at: 1 };
	const organizations = [{ id: 'PN' }, { id: 'CC' }, { id: 'HI', absent }].map((one) => ({
		...one,
		name: one.id,
		mark: { color: 0, pattern: 0 }
	})) as unknown as SessionState['organizations'];
	const workshop = { ...state, organizations };
	expect(countedIn(workshop)).toBe(2);
	expect(countedIn(workshop, decision)).toBe(2);
	expect(countedIn(workshop, { ...decision, status: 'open' })).toBe(3);
	const without = [{ organization: 'CC', reason: '' }];
	expect(countedIn(workshop, { ...decision, status: 'closed', without })).toBe(2);
});

test('a wording was seen when the log or the delegate first says so', () => {
	const person = state.participants['delegate']!;
	const none = new Map<string, number>();
	const people = new Map([['delegate', 30]]);
	const read = { ...decision, read: { delegate: 20 } };
	const when = (one: JointDecision, seen = people, setting: SessionState['seen'] = 'person') =>
		seenAt({ seen: setting }, one, person, { people: seen, organizations: new Map([['PN', 40]]) });
	expect(when(decision)).toBe(30);
	expect(when(read)).toBe(20);
	expect(when(read, none)).toBe(20);
	expect(when(decision, none)).toBeUndefined();
	expect(when(decision, none, 'organization')).toBe(40);
});

test('of a card the decision that runs is shown, else the last one; all others stay', () => {
	const first = { ...decision, id: 'd~0', status: 'withdrawn' as const, presentedAt: 5 };
	const other = { ...decision, id: 'd~2', item: 'other', frame: 'elsewhere' };
	const all = { 'd~0': first, 'd~2': other, 'd~1': decision };
	const own = decisionsOf({ decisions: all }, 'frame');
	expect([...own.keys()]).toEqual(['card']);
	expect(shownOf(own.get('card') ?? [])).toEqual({ shown: decision, earlier: [first] });
	const closed = { ...decision, status: 'closed' as const };
	expect(shownOf([closed, first]).shown).toBe(closed);
	expect(shownOf([])).toEqual({ shown: undefined, earlier: [] });
	// Put to decision a second time within one tick of the clock.
	const again = { ...decision, id: 'd~0' };
	const both = { 'd~1': { ...decision, status: 'withdrawn' as const }, 'd~0': again };
	expect(decisionsOf({ decisions: both }, 'frame').get('card')?.[0]).toBe(again);
});
