import type { Item } from '@concordia/board';
import { instruments, newCard, newFrame, sealedView } from '@concordia/instruments';
import { formatSealed, type SealRound } from '@concordia/session';
import { commitPayload, fromBase64url, toHex } from '@concordia/transparency';
import { expect, test } from 'vitest';
import {
	cardsOf,
	draftsFor,
	isSealedAs,
	leftOver,
	newSalt,
	openRound,
	revealedRounds
} from './rounds.ts';

const definition = instruments.find(({ id }) => id === 'conflict-structure')!;
const view = sealedView(definition)!;
const round = (id: string, more: Partial<SealRound> = {}): SealRound => ({
	id,
	frame: 'f',
	item: 'issue',
	parties: ['A', 'B'],
	status: 'open',
	openedAt: 1,
	seals: {},
	without: [],
	...more
});
const onBoard = (item: Partial<Item> & { id: string }): Item => {
	return { type: 'card', pos: [0, 0], size: [240, 140], z: 'a0', ...item };
};
const frame = onBoard({ ...newFrame(definition, { id: 'f', pos: [0, 0], locale: 'en' }), id: 'f' });
const card = (id: string, text: string, fields: Item['fields'] = {}): Item => {
	const made = newCard(definition, [frame], frame, { id, kind: 'interest', text, fields });
	return onBoard({ ...made, id });
};

test('drafts are those of the round, and of rounds about the same that were called off', () => {
	const [now, off, other, done] = [
		round('now'),
		round('off', { status: 'cancelled' }),
		round('other', { status: 'cancelled', item: 'something else' }),
		round('done', { status: 'revealed' })
	] as const;
	const seals = { now, off, other, done };
	const records = ['now', 'off', 'other', 'done', 'gone'].map((sealedFor) => {
		return { ...card(`of-${sealedFor}`, 'x'), sealedFor };
	});
	const found = draftsFor([...records, card('plain', 'x')], now, { seals });
	expect(found.map(({ id }) => id)).toEqual(['of-now', 'of-off']);
	expect(openRound({ seals }, 'f')).toBe(now);
	expect(openRound({ seals }, 'elsewhere')).toBeUndefined();
	expect(revealedRounds({ seals }, 'f')).toEqual([done]);
});

test('what was written and not revealed stays, until it stands on the board', () => {
	const [off, done, now] = [
		round('off', { status: 'cancelled' }),
		round('done', { status: 'revealed' }),
		round('now')
	] as const;
	const records = [
		{ ...card('a', 'Called off'), sealedFor: 'off' },
		{ ...card('b', 'Changed too late'), sealedFor: 'done' },
		{ ...card('c', 'As it stands there'), sealedFor: 'done' },
		{ ...card('d', ''), sealedFor: 'done' }
	];
	const there = new Map([
		['b', card('b', 'Sealed')],
		['c', card('c', 'As it stands there')]
	]);
	const left = (seals: Record<string, SealRound>, isSealed = false): string[] =>
		leftOver(definition, view, records, { seals }, 'f', there, () => isSealed).map(
			(one) => one.card.id
		);
	expect(left({ off, done })).toEqual(['a', 'b']);
	expect(left({ off, done }, true)).toEqual(['a']);
	// The form of the round that is open shows what was written for the one that was called off.
	expect(left({ off, done, now })).toEqual(['b']);
});

test('what is on the board is what was sealed, until somebody changes a word of it', () => {
	const drafts = [card('one', 'To plan ahead', { why: 'We build' }), card('two', '  ')];
	const sealed = cardsOf(definition, view, drafts);
	expect(sealed).toEqual([
		{ id: 'one', kind: 'interest', text: 'To plan ahead', fields: { why: 'We build' } }
	]);
	const salt = newSalt();
	const commitment = commitPayload(formatSealed(round('r'), 'A', sealed), fromBase64url(salt)!);
	const seal = { hash: toHex(fromBase64url(commitment)!) };
	const isAsSealed = (items: readonly Item[], of = 'A', by = salt): boolean =>
		isSealedAs(seal, round('r'), of, cardsOf(definition, view, items), by);
	const shown = card('one', 'To plan ahead', {
		why: 'We build',
		organization: 'A',
		issue: 'issue'
	});
	expect(isAsSealed([shown])).toBe(true);
	expect(isAsSealed([{ ...shown, pos: [9, 9], color: 'red' }])).toBe(true);
	expect(isAsSealed([{ ...shown, text: 'To plan ahead!' }])).toBe(false);
	expect(isAsSealed([{ ...shown, fields: { ...shown.fields, why: 'We rent' } }])).toBe(false);
	expect(isAsSealed([shown, card('three', 'And more')])).toBe(false);
	expect(isAsSealed([])).toBe(false);
	expect(isAsSealed([shown], 'B')).toBe(false);
	expect(isAsSealed([shown], 'A', newSalt())).toBe(false);
	expect(isAsSealed([shown], 'A', 'no salt')).toBe(false);
});
