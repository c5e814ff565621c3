import { applyPatches, type Item } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { carryOut, organizationOf, propose } from './clusters.ts';

const note = (id: string, x: number, more: Partial<Item> = {}): Item => ({
	id,
	type: 'note',
	pos: [x, 0],
	size: [200, 200],
	z: 'a0',
	...more
});

const mapOf = (items: readonly Item[]) => new Map(items.map((item) => [item.id, item]));

describe('clusters on the board', () => {
	const items = [
		note('a', 0, { color: 'red' }),
		note('b', 300, { color: 'blue' }),
		note('c', 600, { color: 'red' }),
		note('d', 900, { color: 'red', lock: 'open' }),
		note('f', 0, { type: 'frame' })
	];

	it('leave out frames and what is locked', () => {
		const proposals = propose(mapOf(items), ['a', 'b', 'c', 'd', 'f'], 'color', (key) => key);
		expect(proposals.map(({ title, units }) => [title, units.length])).toEqual([
			['red', 2],
			['blue', 1]
		]);
	});

	it('become frames with what belongs to them inside', () => {
		const proposals = propose(mapOf(items), ['a', 'b', 'c'], 'color', (key) => key);
		let next = 0;
		const { insert, update } = carryOut(mapOf(items), proposals, () => `new${next++}`);
		expect(insert.map(({ text }) => text)).toEqual(['red', 'blue']);
		const after = mapOf(applyPatches(items, update));
		expect(after.get('a')?.parent).toBe('new0');
		expect(after.get('c')?.parent).toBe('new0');
		expect(after.get('b')?.parent).toBe('new1');
		expect(after.get('d')?.parent).toBeUndefined();
	});

	it('of organizations go by what an item names, else by who made it', () => {
		const made = [
			note('a', 0),
			note('b', 300, { fields: { organization: 'CC' } }),
			note('c', 600),
			note('d', 900)
		];
		const makers = new Map([
			['a', 'PN'],
			['b', 'PN'],
			['c', 'PN']
		]);
		const ids = ['a', 'b', 'c', 'd'];
		const proposals = propose(mapOf(made), ids, 'organization', (key) => key, makers);
		expect(
			proposals.map(({ key, units }) => [key, units.map((unit) => unit.items[0]?.id)])
		).toEqual([
			['PN', ['a', 'c']],
			['CC', ['b']],
			['', ['d']]
		]);
	});

	it('know the organization of a card', () => {
		expect(organizationOf(note('x', 0, { fields: { organization: 'PN' } }))).toBe('PN');
		expect(organizationOf(note('x', 0, { fields: { organization: 7 } }))).toBeNull();
		expect(organizationOf(note('x', 0))).toBeNull();
	});
});
