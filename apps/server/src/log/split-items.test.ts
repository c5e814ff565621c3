import { limits } from '@concordia/protocol';
import { expect, test } from 'vitest';
import { splitItems } from './split-items.ts';

test('a few items stay together', () => {
	expect(splitItems(['a', 'b'], ['create', 'text'])).toEqual([
		{ items: ['a', 'b'], changes: ['create', 'text'] }
	]);
	expect(splitItems(undefined, undefined)).toEqual([{ items: undefined, changes: undefined }]);
	expect(splitItems([], [])).toEqual([{ items: [], changes: [] }]);
});

const long: readonly { name: string; items: string[] }[] = [
	{ name: 'short ids', items: Array.from({ length: 10_000 }, (_, at) => `i${at}`) },
	{ name: 'long ids', items: Array.from({ length: 3000 }, (_, at) => `${at}${'x'.repeat(120)}`) },
	{
		name: 'ids that JSON writes long',
		items: Array.from({ length: 3000 }, (_, at) => `${at}${'\u0001'.repeat(60)}`)
	}
];

test.each(long)(
	'many items with $name are spread, in order, each part small enough',
	({ items }) => {
		const changes = items.map(() => 'create');
		const parts = splitItems(items, changes);
		expect(parts.flatMap((part) => part.items)).toEqual(items);
		expect(parts.flatMap((part) => part.changes)).toEqual(changes);
		for (const part of parts) {
			expect(part.items?.length).toBeLessThanOrEqual(limits.maxItemsPerLeaf);
			expect(part.items?.length).toBe(part.changes?.length);
			expect(Buffer.byteLength(JSON.stringify([part.items, part.changes]))).toBeLessThan(60_000);
		}
	}
);
