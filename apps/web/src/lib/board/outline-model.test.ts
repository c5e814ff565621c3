import type { Change, Item } from '@concordia/board';
import { outline } from '@concordia/canvas';
import {
	array,
	assert,
	asyncProperty,
	constant,
	constantFrom,
	integer,
	oneof,
	record
} from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BoardStore, type BoardLink } from './board-store.svelte.ts';
import { OutlineModel } from './outline-model.svelte.ts';
import { rowsOf, type Row } from './outline-rows.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
	vi.useRealTimers();
});

const note = (id: string, x: number, text = id): Item => ({
	id,
	type: 'note',
	pos: [x, 0],
	size: [200, 200],
	z: 'a0',
	text
});

/** A board that follows a document elsewhere, and the outline that follows the board as an effect would. */
function open(items: readonly Item[]) {
	const records = new Map(items.map((item) => [item.id, item]));
	const listeners: ((changes: readonly Change[], isMine: boolean) => void)[] = [];
	const tell = (changes: readonly Change[], isMine: boolean): void => {
		for (const listener of listeners) listener(changes, isMine);
	};
	const link: BoardLink = {
		canEdit: true,
		participant: null,
		records,
		setPresence() {},
		onChanges(listener) {
			listeners.push(listener);
			return () => {};
		},
		onDoc: () => () => {},
		onSynced: () => () => {},
		onOffline: () => () => {}
	};
	const board = new BoardStore(link);
	const model = new OutlineModel(board);
	const frame = (run: () => void): unknown =>
		setTimeout(() => {
			run();
			model.follow();
		}, 16);
	vi.stubGlobal('requestAnimationFrame', frame);
	board.preview(items);
	tell(
		items.map((after) => ({ id: after.id, after })),
		false
	);
	board.ready();
	model.follow();
	return {
		board,
		model,
		records,
		change: (id: string, after: Item | undefined, isMine: boolean): void => {
			const before = records.get(id);
			if (after) records.set(id, after);
			else records.delete(id);
			if (before ?? after)
				tell([{ id, ...(before && { before }), ...(after && { after }) }], isMine);
			if (isMine) model.follow();
		}
	};
}

/** What is drawn of a row: the list counts by itself. */
const drawn = ({ node, ...row }: Row): unknown => ({
	...row,
	kind: node.kind,
	frame: node.frame,
	relations: node.relations
});

const ids = ['a', 'b', 'c', 'd'];
const line: Item = {
	...note('l', 0, 'so'),
	type: 'connector',
	from: { item: 'a' },
	to: { item: 'b' }
};
const id = constantFrom(...ids);
const isMine = constantFrom(true, false);
const steps = array(
	oneof(
		record({ do: constant('write' as const), id, text: constantFrom('x', 'y', 'z'), isMine }),
		record({ do: constant('move' as const), id, x: integer({ min: 0, max: 2000 }), isMine }),
		record({ do: constant('remove' as const), id, isMine }),
		record({ do: constant('hold' as const), on: constantFrom(true, false) }),
		record({ do: constant('show' as const) }),
		record({ do: constant('edit' as const), id }),
		record({ do: constant('end' as const) }),
		record({ do: constant('read' as const) }),
		record({ do: constant('pass' as const), ms: constantFrom(1, 16, 60, 400, 2000) })
	),
	{ maxLength: 30 }
);

/** Each look at the clock finds it so much later: readings take turns, and others change things between two. */
function slowBy(ms: number): void {
	const { performance } = globalThis;
	const now = performance.now.bind(performance);
	let lostMs = 0;
	vi.spyOn(performance, 'now').mockImplementation(() => now() + (lostMs += ms));
}

test('a list that was not made yet is told from one that is empty', async () => {
	slowBy(3);
	const { model } = open([note('a', 0)]);
	expect(model.isRead).toBe(false);
	await vi.advanceTimersByTimeAsync(5000);
	expect(model.isRead).toBe(true);
	expect(model.rows).toHaveLength(1);
});

test.each([
	{ name: 'whatever happened and waited meanwhile', ms: 0 },
	{ name: 'also when it is read in many turns', ms: 3 }
])('the outline comes to show the board as it is, $name', async ({ ms }) => {
	if (ms > 0) slowBy(ms);
	const all = [...ids.map((one, i) => note(one, i * 300)), line];
	await assert(
		asyncProperty(steps, async (made) => {
			const { board, model, records, change } = open(all);
			for (const step of made) {
				const known = 'id' in step ? (records.get(step.id) ?? note(step.id, 0)) : null;
				if (step.do === 'write' && known)
					change(step.id, { ...known, text: step.text }, step.isMine);
				else if (step.do === 'move' && known)
					change(step.id, { ...known, pos: [step.x, 0] }, step.isMine);
				else if (step.do === 'remove') change(step.id, undefined, step.isMine);
				else if (step.do === 'hold') board.hold(step.on);
				else if (step.do === 'show') board.showWaiting();
				else if (step.do === 'edit') {
					board.edit(step.id, 'outline');
					model.follow();
				} else if (step.do === 'end') {
					board.endEdit();
					model.follow();
				} else if (step.do === 'read') model.refresh();
				else if (step.do === 'pass') await vi.advanceTimersByTimeAsync(step.ms);
			}
			board.endEdit();
			model.follow();
			board.hold(false);
			await vi.advanceTimersByTimeAsync(5000);
			const fresh = rowsOf(outline([...records.values()], { clusters: true }), records);
			expect(model.rows.map(drawn)).toEqual(fresh.map(drawn));
		})
	);
});
