import { expect, test } from 'vitest';
import { readGesture } from './gesture.ts';

test('a drag of another person is read as it was sent', () => {
	const drag = { type: 'move', ids: ['a'], dx: 3, dy: -4, anchor: [0, 0] };
	expect(readGesture(drag)).toEqual(drag);
	expect(readGesture(null)).toBeNull();
});

const nonsense: unknown[] = [
	'move',
	{ type: 'teleport' },
	{ type: 'move', ids: [1], dx: 0, dy: 0, anchor: [0, 0] },
	{ type: 'move', ids: ['a'], dx: Number.NaN, dy: 0, anchor: [0, 0] },
	{ type: 'resize', boxes: { a: [1, 2] } },
	{ type: 'ink', points: ['x'], color: 'red', width: 2 },
	{ type: 'ink', points: [], color: 'red', width: 1e9 }
];

for (const raw of nonsense) {
	test(`nonsense is no gesture: ${JSON.stringify(raw)}`, () => expect(readGesture(raw)).toBeNull());
}
