import { expect, test } from 'vitest';
import { heardWord, isHeard, raisedHands } from './raised.ts';

const peer = (participant: string, hand: number | null) => ({
	participant,
	name: participant,
	organization: null,
	hand
});
const waiting = (...peers: ReturnType<typeof peer>[]): string[] =>
	raisedHands(peers).map(({ participant }) => participant);

test('who waits longest comes first, at the same moment everywhere in the same order', () => {
	expect(waiting(peer('cem', 30), peer('ana', 10), peer('dora', 20), peer('ben', 20))).toEqual([
		'ana',
		'ben',
		'dora',
		'cem'
	]);
});

test('who has several pages open waits once, since the first of them; a hand that is down doesn’t wait', () => {
	expect(waiting(peer('ana', 40), peer('ben', 20), peer('ana', 10), peer('cem', null))).toEqual([
		'ana',
		'ben'
	]);
});

test('a hand that was seen goes down, a later one of the same person stays up', () => {
	const peers = [{ heard: null }, { heard: heardWord({ participant: 'ana', since: 10 }) }];
	expect(isHeard(peers, 'ana', 10)).toBe(true);
	expect(isHeard(peers, 'ana', 11)).toBe(false);
	expect(isHeard(peers, 'an', 10)).toBe(false);
});
