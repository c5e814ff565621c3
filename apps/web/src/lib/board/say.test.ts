import type { Item } from '@concordia/board';
import { expect, it } from 'vitest';
import { sayItem } from './say.ts';

const note = (id: string, text: string): Item => ({
	id,
	type: 'note',
	pos: [0, 0],
	size: [200, 200],
	z: 'a0',
	text
});
const line: Item = {
	...note('c', '**feeds** it'),
	type: 'connector',
	from: { item: 'a' },
	to: { item: 'b' }
};
const items = new Map(
	[note('a', '**One** plan'), note('b', '~~Two~~'), line].map((i) => [i.id, i])
);

it('tells texts, names and labels without the signs of bold, struck out and linked words', () => {
	expect(sayItem(items.get('a')!, items)).toMatch(/^Note, One plan,/);
	expect(sayItem(items.get('c')!, items)).toMatch(/, feeds it$/);
});
