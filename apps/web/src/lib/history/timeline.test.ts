import type { Item } from '@concordia/board';
import { describe, expect, it } from 'vitest';
import { Timeline, type PlayedStep } from './timeline.ts';

const item = (id: string, text: string): Item => ({
	id,
	type: 'note',
	pos: [0, 0],
	size: [200, 200],
	z: 'a0',
	text
});

/** `a=x` writes a text, `a-` removes the item; by the person before the colon. */
function timelineOf(...written: readonly string[]): Timeline {
	const timeline = new Timeline();
	timeline.append(
		written.map((text, at): PlayedStep => {
			const [by = '', what = ''] = text.split(':');
			const changes = what.split(' ').map((change) => {
				const [id = '', value] = change.replace(/-$/, '').split('=');
				return { id, after: value === undefined ? null : item(id, value) };
			});
			return {
				seq: at + 1,
				entry: 10 + at * 2,
				at: 1000 * (at + 1),
				by: by === 'host' ? null : by,
				isErased: false,
				isIncomplete: false,
				changes
			};
		})
	);
	return timeline;
}

const said = (records: ReadonlyMap<string, Item>): string =>
	[...records.values()]
		.map(({ id, text }) => `${id}=${text}`)
		.toSorted()
		.join(' ');

describe('a timeline', () => {
	const story = timelineOf('host:a=1 b=1', 'ann:a=2', 'ben:b-', 'ann:c=1', 'ben:a=3', 'ann:b=2');

	it.each([
		[0, ''],
		[1, 'a=1 b=1'],
		[3, 'a=2'],
		[4, 'a=2 c=1'],
		[6, 'a=3 b=2 c=1']
	])('has the board of moment %i', (moment, board) => {
		expect(said(story.recordsAt(moment))).toBe(board);
	});

	it('leads from any moment to any other by one change per item', () => {
		for (let from = 0; from <= story.length; from += 1) {
			for (let to = 0; to <= story.length; to += 1) {
				const records = new Map(story.recordsAt(from));
				const changes = story.changesBetween(from, to);
				expect(new Set(changes.map(({ id }) => id)).size).toBe(changes.length);
				for (const { id, before, after } of changes) {
					expect(records.get(id)).toBe(before);
					if (after) records.set(id, after);
					else records.delete(id);
				}
				expect(said(records)).toBe(said(story.recordsAt(to)));
			}
		}
	});

	it('finds moments by entry and by time', () => {
		expect([9, 10, 11, 12, 99].map((entry) => story.momentOf(entry))).toEqual([0, 1, 1, 2, 6]);
		expect([0, 1000, 1500, 9000].map((time) => story.momentAt(time))).toEqual([0, 1, 1, 6]);
	});

	it('knows when an item changed, and by whom', () => {
		expect(story.nextChangeOf('a', 1, 1)).toBe(2);
		expect(story.nextChangeOf('a', 5, -1)).toBe(2);
		expect(story.nextChangeOf('a', 5, 1)).toBeNull();
		expect(story.authorsBetween(0, 6).get('a')).toEqual([null, 'ann', 'ben']);
		expect(story.authorsBetween(6, 4).get('a')).toEqual(['ben']);
	});

	it('lists what is gone, with the moment before it went', () => {
		expect(story.removedUntil(5).map(({ item: { id }, moment }) => [id, moment])).toEqual([
			['b', 2]
		]);
		expect(story.removedUntil(6)).toEqual([]);
	});

	it('counts who did how much when', () => {
		expect([...story.density(3)]).toEqual([
			[null, [1, 0, 0]],
			['ann', [1, 1, 1]],
			['ben', [0, 1, 1]]
		]);
	});

	it('passes over updates that did nothing to any item', () => {
		const timeline = timelineOf('ann:a=1', 'ben:a=2');
		timeline.append([
			{ seq: 3, entry: 20, at: 3, by: 'ann', isErased: false, isIncomplete: false, changes: [] },
			{ seq: 4, entry: 21, at: 4, by: 'ann', isErased: true, isIncomplete: false, changes: [] }
		]);
		expect(timeline.length).toBe(3);
		expect(timeline.momentOf(20)).toBe(2);
	});

	it('has the same board from a kept one as from the beginning', () => {
		const long = timelineOf(...Array.from({ length: 2000 }, (_, n) => `ann:i${n % 7}=${n}`));
		const slow = new Map<string, Item>();
		for (let moment = 1; moment <= long.length; moment += 1) {
			for (const { id, after } of long.stepTo(moment)!.changes) slow.set(id, after!);
			expect(said(long.recordsAt(moment))).toBe(said(slow));
		}
	});
});
