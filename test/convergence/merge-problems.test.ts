import { applyPatches, boundsOf, intersects } from '@concordia/board';
import type { Item } from '@concordia/board';
import { getItem, insertItems, readBoard, updateItems } from '@concordia/board/doc';
import {
	linkGraph,
	matrix,
	mergeCards,
	mergesOf,
	newCard,
	newFrame,
	newLink,
	problemSet,
	separateCard
} from '@concordia/instruments';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';

const table = problemSet.views.find((view) => view.type === 'matrix')!;
const problemTable = (items: readonly Item[], frame: string, of: typeof organizations) =>
	matrix(problemSet, table, items, frame, of);
const causeGraph = (items: readonly Item[], frame: string) =>
	linkGraph(problemSet, 'feeds-into', items, frame);

const organizations = [{ id: 'PN', name: 'Physicians' }];
const ids = ['a', 'b', 'c', 'd'];

/** A problem set with four problems, a perspective on each, and links a to b, b to c. */
function board(): Y.Doc {
	const doc = new Y.Doc();
	const frame = { ...newFrame(problemSet, { id: 'f', pos: [0, 0], locale: 'en' }), z: 'a' };
	insertItems(doc, [frame], null);
	for (const id of ids) {
		const home = getItem(doc, 'f')!;
		const problem = { id, kind: 'problem', text: `Wording ${id}` };
		insertItems(doc, [newCard(problemSet, readBoard(doc), home, problem)], null);
		const fields = { problem: id, organization: 'PN' };
		const voice = { id: `v${id}`, kind: 'perspective', text: `View of ${id}`, fields };
		insertItems(doc, [newCard(problemSet, readBoard(doc), home, voice)], null);
	}
	for (const [from, to] of [
		['a', 'b'],
		['b', 'c']
	] as const) {
		const link = newLink(problemSet, problemSet.links[0]!, { id: `${from}${to}`, from, to });
		insertItems(doc, [link], null);
	}
	return doc;
}

const recordsOf = (doc: Y.Doc): Map<string, Item> =>
	new Map(readBoard(doc).map((item) => [item.id, item]));

function merge(doc: Y.Doc, id: string, into: string): void {
	const edit = mergeCards(problemSet, recordsOf(doc), { id, into, group: `${id}${into}` });
	if (edit) updateItems(doc, edit.update, null);
}

function expectWhole(doc: Y.Doc): void {
	const items = readBoard(doc);
	const { rows, loose } = problemTable(items, 'f', organizations);
	const worded = rows.flatMap(({ item, wordings }) =>
		[item, ...wordings].map(({ text = '' }) => text)
	);
	expect(worded.toSorted()).toEqual(ids.map((id) => `Wording ${id}`));
	const voices = rows.flatMap(({ cells }) => cells.flatMap(({ entries }) => entries));
	expect(voices.map(({ id }) => id).toSorted()).toEqual(ids.map((id) => `v${id}`));
	expect(loose).toEqual([]);
	expect(
		causeGraph(items, 'f')
			.nodes.map(({ item }) => item.id)
			.toSorted()
	).toEqual(rows.map(({ item }) => item.id).toSorted());
}

test('two problems become one: both wordings, perspectives and links are those of one row', () => {
	const doc = board();
	merge(doc, 'b', 'a');
	const [row] = problemTable(readBoard(doc), 'f', organizations).rows;
	expect(row?.item.id).toBe('a');
	expect(row?.wordings.map(({ text }) => text)).toEqual(['Wording b']);
	expect(row?.cells[0]?.entries.map(({ id }) => id)).toEqual(['va', 'vb']);
	const { edges, loops } = linkGraph(problemSet, 'feeds-into', readBoard(doc), 'f');
	expect(edges.map(({ from, to }) => [from, to])).toEqual([['a', 'c']]);
	expect(loops).toEqual([]);
	expectWhole(doc);
});

test('the merged card stands below the other, on nothing else, and can stand for itself again', () => {
	const doc = board();
	const before = recordsOf(doc);
	merge(doc, 'b', 'a');
	const [a, b] = ['a', 'b'].map((id) => getItem(doc, id)!);
	expect(b!.pos[1]).toBeGreaterThan(a!.pos[1]);
	expect(b!.groups).toEqual(a!.groups);
	const others = readBoard(doc).filter(({ type, id }) => type === 'card' && id !== 'b');
	expect(others.some((one) => intersects(boundsOf(one), boundsOf(b!)))).toBe(false);
	const back = separateCard(problemSet, recordsOf(doc), 'b');
	const items = applyPatches(readBoard(doc), back?.update ?? []);
	expect(problemTable(items, 'f', organizations).rows).toHaveLength(4);
	expect(items.find(({ id }) => id === 'b')?.color).toBe(before.get('b')?.color);
});

const merging = (from: ReadonlyMap<string, Item>, id: string, into: string) =>
	mergeCards(problemSet, from, { id, into, group: 'g' });

test('what is locked, of another kind, gone or one already is not merged', () => {
	const items = recordsOf(board());
	const locked = new Map(items).set('a', { ...items.get('a')!, lock: 'mediator' });
	expect(merging(locked, 'b', 'a')).toBeUndefined();
	expect(merging(items, 'va', 'a')).toBeUndefined();
	expect(merging(items, 'a', 'a')).toBeUndefined();
	expect(merging(items, 'gone', 'a')).toBeUndefined();
	expect(separateCard(problemSet, items, 'a')).toBeUndefined();
});

test('people who merge at once converge, and no wording and no perspective is lost', () => {
	const pair = fc.tuple(fc.constantFrom(...ids), fc.constantFrom(...ids));
	const deeds = fc.array(fc.record({ who: fc.nat(1), pair, meet: fc.boolean() }), {
		maxLength: 12
	});
	fc.assert(
		fc.property(deeds, (steps) => {
			const start = Y.encodeStateAsUpdate(board());
			const docs = [new Y.Doc(), new Y.Doc()] as const;
			for (const doc of docs) Y.applyUpdate(doc, start);
			const meet = (): void => {
				const updates = docs.map((doc) => Y.encodeStateAsUpdate(doc));
				Y.applyUpdate(docs[0], updates[1]!);
				Y.applyUpdate(docs[1], updates[0]!);
			};
			for (const step of steps) {
				merge(docs[step.who === 0 ? 0 : 1], ...step.pair);
				if (step.meet) meet();
				for (const doc of docs) expectWhole(doc);
			}
			meet();
			expect(recordsOf(docs[0])).toEqual(recordsOf(docs[1]));
			for (const doc of docs) expectWhole(doc);
		}),
		{ numRuns: 60, seed: 4 }
	);
});

test('cards that name each other in a circle, themselves or nothing have one that stands for them', () => {
	const target = fc.oneof(fc.constantFrom(...ids, 'gone', ''), fc.jsonValue());
	fc.assert(
		fc.property(fc.tuple(target, target, target, target), (targets) => {
			const cards = new Map(
				ids.map((id, index): [string, Item] => [
					id,
					{ id, type: 'card', pos: [0, 0], size: [1, 1], z: '', mergedInto: targets[index] }
				])
			);
			const merges = mergesOf(cards);
			const heads = ids.filter((id) => merges.of(id) === id);
			expect(heads.length).toBeGreaterThan(0);
			for (const id of ids) expect(heads).toContain(merges.of(id));
			const all = heads.flatMap((id) => [id, ...merges.wordings(id).map((one) => one.id)]);
			expect(all.toSorted()).toEqual(ids);
		})
	);
});
