import type { Item } from '@concordia/board';
import { problemSet } from '@concordia/instruments';
import { expect, test } from 'vitest';
import type { BoardStore } from '#lib/board/board-store.svelte.ts';
import { cardTitle } from './card-title.ts';
import { mayEdit } from './context.ts';

function card(kind: string, fields: NonNullable<Item['fields']> = {}, text = ''): Item {
	return {
		id: 'a',
		type: 'card',
		pos: [0, 0],
		size: [1, 1],
		z: 'a0',
		instrument: 'problem-set',
		kind,
		fields,
		text
	};
}

const reader = (canEdit: boolean, mine: string | null) => ({
	board: { canEdit } as BoardStore,
	organizations: [],
	mine
});

test.each([
	{ who: 'its own people', mine: 'PN', of: 'PN', may: true },
	{ who: 'another organization', mine: 'CC', of: 'PN', may: false },
	{ who: 'a mediator', mine: null, of: 'PN', may: false },
	{ who: 'anybody, when it is of nobody', mine: 'CC', of: '', may: true }
])('a perspective is offered for change to $who: $may', ({ mine, of, may }) => {
	const item = card('perspective', { organization: of });
	expect(mayEdit(reader(true, mine), problemSet, item)).toBe(may);
	expect(mayEdit(reader(false, mine), problemSet, item)).toBe(false);
});

test('a problem belongs to everybody who may edit', () => {
	expect(mayEdit(reader(true, null), problemSet, card('problem'))).toBe(true);
});

test('a card is named by its text in one short line, or said to have none', () => {
	expect(cardTitle(problemSet, card('problem', {}, ' one\n two '), 'en')).toBe('one two');
	expect(
		Array.from(cardTitle(problemSet, card('problem', {}, '😀'.repeat(100)), 'en'))
	).toHaveLength(80);
	expect(cardTitle(problemSet, card('problem'), 'de')).toBe('Noch nicht formuliert');
});
