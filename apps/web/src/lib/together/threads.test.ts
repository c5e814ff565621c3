import type { Item } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { messagesOf, nextKey, threadsOf } from './threads.ts';

const said = (id: string, z: string, more: Partial<Item> = {}): Item => ({
	id,
	type: 'comment',
	pos: [0, 0],
	size: [0, 0],
	z,
	text: id,
	...more
});

describe('threads', () => {
	it('are in the order they were begun, the last one first, with replies in order', () => {
		const threads = threadsOf([
			said('r2', 'a2', { thread: 'a' }),
			said('a', 'a0', { resolved: true }),
			said('r1', 'a1', { thread: 'a' }),
			said('b', 'a3')
		]);
		expect(threads.map(({ id, isResolved }) => [id, isResolved])).toEqual([
			['b', false],
			['a', true]
		]);
		expect(messagesOf(threads[1]!).map(({ id }) => id)).toEqual(['a', 'r1', 'r2']);
	});

	it('keeps replies whose beginning was taken back', () => {
		const [thread] = threadsOf([said('r', 'a1', { thread: 'gone' })]);
		expect(thread).toMatchObject({ id: 'gone', root: null });
	});

	it('finds a place after everything said, whatever keys there are', () => {
		expect(nextKey([said('a', 'a0'), said('b', 'a5')]) > 'a5').toBe(true);
		expect(nextKey([])).toBe('a0');
		expect(() => nextKey([said('a', '~ no key')])).not.toThrow();
	});
});
