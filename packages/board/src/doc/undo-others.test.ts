import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { steps, World } from '../testing/index.ts';
import type { Step } from '../testing/index.ts';
import { getItem } from './read.ts';
import { newestEntries, sequenceOf } from './structs.ts';
import type { SharedType } from './structs.ts';
import { findCell } from './table.ts';
import { insertItems, updateItems } from './write.ts';

const me = 1; // the client id of the first person

type Work = Map<string, unknown>;

/** Everything on the board that someone else wrote last, by its place; texts as the run of their letters. */
function othersWork(doc: Y.Doc): Work {
	const work: Work = new Map();
	collect(doc.getMap('items') as unknown as SharedType, '', work);
	return work;
}

function collect(type: SharedType, path: string, work: Work): void {
	for (const [key, item] of newestEntries(type)) {
		if (item.deleted) continue;
		const place = `${path}/${key}`;
		const content = item.content;
		if (content instanceof Y.ContentType) {
			if (item.id.client !== me) work.set(place, 'made by another');
			collect(content.type as SharedType, place, work);
		} else if (item.id.client !== me) work.set(place, content.getContent()[0]);
	}
	let letters = '';
	for (const item of sequenceOf(type)) {
		if (item.deleted || item.id.client === me) continue;
		if (item.content instanceof Y.ContentString) letters += item.content.str;
	}
	if (letters !== '') work.set(`${path}#text`, letters);
}

/** On a board of a few items, where people get into each other's way. */
function editsOnly(run: readonly Step[]): Step[] {
	return run
		.filter((step) => step.do !== 'undo' && step.do !== 'redo')
		.map((step) => ('pick' in step ? { ...step, pick: step.pick % 3 } : step));
}

/** Items that others removed and I did not, each made only once. */
function removedByOthers(run: readonly Step[]): { after: (world: World) => string[] } {
	const inserts = new Map<string, number>();
	for (const step of run) {
		if (step.do === 'insert') inserts.set(step.item.id, (inserts.get(step.item.id) ?? 0) + 1);
	}
	const iRemove = run.some((step) => step.do === 'remove' && step.who === 0);
	return {
		after: (world) => {
			const there = world.people[0]!.doc.getMap('items');
			const once = [...inserts].filter(([, count]) => count === 1).map(([id]) => id);
			return iRemove ? [] : once.filter((id) => !there.has(id));
		}
	};
}

test('undoing and redoing all I did leaves what others made as they made it', () => {
	fc.assert(
		fc.property(steps, fc.nat(30), (run, count) => {
			const edits = editsOnly(run);
			const world = new World(3);
			for (const step of edits) {
				// People meet often: only who has seen another's work can do something about it.
				if (step.do === 'deliver') world.settle();
				else world.run([step]);
			}
			world.settle();
			const [mine, theirs] = world.people;
			const before = othersWork(mine!.doc);
			const gone = removedByOthers(edits).after(world);
			for (let i = 0; i < count; i += 1) mine!.history.undo();
			for (let i = 0; i < count / 2; i += 1) mine!.history.redo();
			while (mine!.history.undo()) void 0;
			world.settle();
			const after = othersWork(theirs!.doc);
			for (const [place, value] of before)
				expect([place, after.get(place)]).toEqual([place, value]);
			for (const id of gone) expect(theirs!.doc.getMap('items').has(id)).toBe(false);
			world.close();
		}),
		{ numRuns: 150 }
	);
});

test('every letter that several people typed at once into one text is there in the end', () => {
	const typing = fc.array(
		fc.record({ who: fc.nat(2), at: fc.nat(40), letter: fc.constantFrom('x', 'é', '😀') }),
		{ maxLength: 40 }
	);
	fc.assert(
		fc.property(typing, fc.array(fc.nat(40)), (typed, deliveries) => {
			const world = new World(3);
			world.run([{ do: 'insert', who: 0, item: { id: 'n', type: 'note', pos: [0, 0] } }]);
			world.settle();
			for (const [index, { who, at, letter }] of typed.entries()) {
				world.run([{ do: 'update', who, pick: 0, patch: { text: put(world, who, at, letter) } }]);
				const pick = deliveries[index];
				if (pick !== undefined) world.run([{ do: 'deliver', who: pick % 3, pick }]);
			}
			world.settle();
			for (const { doc } of world.people) {
				const letters = Array.from(
					(doc.getMap('items').get('n') as Y.Map<Y.Text>).get('text')!.toJSON()
				);
				expect(letters.toSorted()).toEqual(typed.map(({ letter }) => letter).toSorted());
			}
			world.close();
		}),
		{ numRuns: 60 }
	);
});

/** The text as this person's field would show it after one more letter. */
function put(world: World, who: number, at: number, letter: string): string {
	const text = (world.people[who]!.doc.getMap('items').get('n') as Y.Map<Y.Text>)
		.get('text')!
		.toJSON();
	const letters = Array.from(text);
	letters.splice(at % (letters.length + 1), 0, letter);
	return letters.join('');
}

test('undoing a new row keeps what another wrote in it unseen, and redo shows it', () => {
	const world = new World(2);
	const [anna, ben] = world.people as [(typeof world.people)[0], (typeof world.people)[0]];
	const line = { order: 'a', width: 100, height: 40 };
	insertItems(
		anna.doc,
		[
			{
				id: 't',
				type: 'table',
				pos: [0, 0],
				columns: [{ id: 'c', ...line }],
				rows: [{ id: 'r', ...line }]
			}
		],
		anna.origin
	);
	anna.history.mark();
	updateItems(
		anna.doc,
		[
			{
				id: 't',
				rows: [
					{ id: 'r', order: 'a', height: 40 },
					{ id: 'new', order: 'b', height: 40 }
				],
				cells: { 'new:c': 'from Anna' }
			}
		],
		anna.origin
	);
	world.settle();
	ben.doc.transact(
		() => findCell(ben.doc, 't', { row: 'new', column: 'c' })?.insert(0, 'from Ben, '),
		ben.origin
	);
	anna.history.undo();
	world.settle();
	expect(getItem(anna.doc, 't')?.rows?.map(({ id }) => id)).toEqual(['r']);
	expect(findCell(anna.doc, 't', { row: 'new', column: 'c' })?.toJSON()).toBe('from Ben, ');
	anna.history.redo();
	world.settle();
	expect(getItem(ben.doc, 't')?.cells).toEqual({ 'new:c': 'from Ben, from Anna' });
	world.close();
});
