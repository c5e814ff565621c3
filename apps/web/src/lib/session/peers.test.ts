import type { SessionState } from '@concordia/session';
import { expect, test } from 'vitest';
import { leaderOf, peersOf } from './peers.ts';

const session = {
	organizations: [
		{ id: 'PN', name: 'Practice network', color: 'blue', pattern: 'solid', initials: 'PN' }
	],
	participants: {
		ann: { id: 'ann', name: 'Ann', organization: 'PN' },
		ben: { id: 'ben', name: null, organization: null }
	}
} as unknown as SessionState;

const seen = (state: Record<string, unknown>) => peersOf(new Map([[2, state]]), 1, session)[0];

test('names and organizations come from the session, whatever the state claims', () => {
	const peer = seen({ user: { id: 'ann', name: 'Mallory', organization: 'X' }, cursor: [1, 2] });
	expect(peer?.name).toBe('Ann');
	expect(peer?.organization?.initials).toBe('PN');
	expect(peer?.cursor).toEqual([1, 2]);
});

test('states without a known participant are not shown, nor is this page itself', () => {
	expect(seen({ cursor: [1, 2] })).toBeUndefined();
	expect(seen({ user: { id: '__proto__' } })).toBeUndefined();
	expect(peersOf(new Map([[1, { user: { id: 'ann' } }]]), 1, session)).toEqual([]);
});

test('nonsense in a state is nothing rather than an error', () => {
	const peer = seen({
		user: { id: 'ben' },
		cursor: [Number.NaN, 1],
		selection: ['a', 5],
		viewport: [0, 0, -1, 4],
		editing: {},
		hand: 'up',
		heard: 'ann 5'
	});
	expect(peer).toMatchObject({
		name: null,
		cursor: null,
		selection: ['a'],
		viewport: null,
		editing: null,
		hand: null,
		heard: null
	});
});

test.each([
	['somebody who follows nobody', 'ann', [], 'ann'],
	['somebody who follows another', 'ann', [['ann', 'ben']], 'ben'],
	['somebody who follows me', 'ann', [['ann', 'me']], null],
	[
		'people who follow each other',
		'ann',
		[
			['ann', 'ben'],
			['ben', 'ann']
		],
		null
	],
	[
		'people who follow me in the end',
		'ann',
		[
			['ann', 'ben'],
			['ben', 'me']
		],
		null
	]
] as const)('whom one looks at when one follows %s', (_, participant, follows, expected) => {
	const peers = follows.map(([one, following]) => ({ participant: one, following }));
	expect(leaderOf(participant, 'me', peers)).toBe(expected);
});
