import {
	groupItems,
	isNothing,
	moveItems,
	reparent,
	restoreItems,
	ungroupItems,
	type Item,
	type NewItem,
	type Patch
} from '@concordia/board';
import {
	ensureCell,
	insertItems,
	itemText,
	readBoard,
	removeItems,
	setReaction,
	updateItems
} from '@concordia/board/doc';
import { addLines, moveLine, removeLines } from '@concordia/board/table';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { seeded, type Random } from '../harness/random.ts';
import { encodedState, Network, type Client } from './network.ts';

/** Each seed is a world of its own. 10,000 of them: CONCORDIA_CONVERGENCE_RUNS=10000. */
const RUNS = Number(process.env['CONCORDIA_CONVERGENCE_RUNS'] ?? 100);
const FIRST = Number(process.env['CONCORDIA_CONVERGENCE_FIRST'] ?? 0);
const STEPS = 80;
/** Letters nobody writes twice: so it can be told of each whether it is still there. */
const FIRST_LETTER = 0x4e00;
const LETTERS = /[\u4e00-\u9fff]/g;

type Deed = (client: Client, random: Random, world: World) => void;

/** What is known of every letter. */
class World {
	/** Who wrote it: typed it, or brought it back after it was taken away. */
	readonly writers = new Map<string, Set<Client>>();
	/** Somebody took it away who saw it. */
	readonly taken = new Set<string>();
	/** Where it was typed. */
	readonly homes = new Map<string, string>();
	/** Items that somebody removed at some time. */
	readonly removed = new Set<string>();
	#count = 0;

	newId(): string {
		this.#count += 1;
		return `i${this.#count}`;
	}

	newLetter(client: Client, home: string): string {
		const letter = String.fromCodePoint(FIRST_LETTER + this.homes.size);
		this.homes.set(letter, home);
		this.writers.set(letter, new Set([client]));
		return letter;
	}
}

const board = (client: Client): Item[] => [...client.records.values()];
const ids = (client: Client): string[] => [...client.records.keys()].toSorted();
const anyId = (client: Client, random: Random): string => random.pick(ids(client)) ?? 'none';
const some = (client: Client, random: Random): string[] =>
	ids(client).filter(() => random.chance(0.4));
const update = (client: Client, patches: readonly (Patch | null)[]): void =>
	updateItems(
		client.doc,
		patches.filter((patch) => patch !== null),
		client
	);

function newItem(client: Client, random: Random, world: World): NewItem {
	const type = random.pick(['note', 'note', 'frame', 'table', 'connector', 'comment', 'text'])!;
	const id = world.newId();
	const place = { id, type, pos: [random.below(500), random.below(500)] as const };
	const other = anyId(client, random);
	if (type === 'connector')
		return { ...place, from: { item: other }, to: { item: anyId(client, random) } };
	if (type === 'comment') return { ...place, on: other, text: '' };
	if (type !== 'table') return { ...place, text: '' };
	return {
		...place,
		columns: ['a', 'b'].map((order) => ({ id: `${id}c${order}`, order, width: 100 })),
		rows: ['a', 'b'].map((order) => ({ id: `${id}r${order}`, order, height: 40 }))
	};
}

function tables(client: Client): Item[] {
	return board(client)
		.filter((item) => item.type === 'table')
		.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}

function editTable(client: Client, random: Random, world: World): void {
	const table = random.pick(tables(client));
	if (!table) return;
	const axis = random.chance(0.5) ? 'row' : 'column';
	const lines = (axis === 'row' ? table.rows : table.columns) ?? [];
	const at = random.below(lines.length + 1);
	const dice = random.below(3);
	if (dice === 0) update(client, [addLines(table, axis, at, () => world.newId())]);
	else if (dice === 1) update(client, [removeLines(table, axis, new Set([lines[at]?.id ?? '']))]);
	else update(client, [moveLine(table, axis, at, random.below(lines.length))]);
}

function typeInCell(client: Client, random: Random, world: World): void {
	const table = random.pick(tables(client));
	const row = random.pick(table?.rows ?? []);
	const column = random.pick(table?.columns ?? []);
	if (!table || !row || !column) return;
	const text = ensureCell(client.doc, table.id, { row: row.id, column: column.id }, client);
	if (text) write(client, random, world, table.id, text);
}

/** Letter by letter, as people do. */
function write(client: Client, random: Random, world: World, home: string, text: Y.Text): void {
	let at = random.below(text.length + 1);
	for (let count = 1 + random.below(3); count > 0; count -= 1) {
		client.doc.transact(() => text.insert(at, world.newLetter(client, home)), client);
		at += 1;
	}
}

const deeds: readonly { readonly weight: number; readonly do: Deed }[] = [
	{
		weight: 4,
		do: (client, random, world) =>
			void insertItems(client.doc, [newItem(client, random, world)], client)
	},
	{
		weight: 4,
		do(client, random) {
			const chosen = some(client, random);
			const moves = moveItems(board(client), chosen, random.below(200) - 100, random.below(200));
			update(client, [...moves, ...reparent(board(client), chosen)]);
		}
	},
	{
		weight: 2,
		do: (client, random) => removeItems(client.doc, [anyId(client, random)], client)
	},
	{
		weight: 3,
		do: (client, random, world) =>
			update(client, groupItems(board(client), some(client, random), world.newId()))
	},
	{
		weight: 2,
		do: (client, random) => update(client, ungroupItems(board(client), some(client, random)))
	},
	{
		weight: 2,
		do: (client, random) =>
			update(client, [
				{ id: anyId(client, random), lock: random.pick(['open', 'mediator', null] as const)! }
			])
	},
	{ weight: 5, do: editTable },
	{ weight: 5, do: typeInCell },
	{
		weight: 8,
		do(client, random, world) {
			const id = anyId(client, random);
			const text = itemText(client.doc, id);
			if (text) write(client, random, world, id, text);
		}
	},
	{
		weight: 2,
		do(client, random) {
			const text = itemText(client.doc, anyId(client, random));
			if (!text || text.length === 0) return;
			client.doc.transact(() => text.delete(random.below(text.length), 1), client);
		}
	},
	{
		weight: 3,
		do: (client, random) =>
			setReaction(
				client.doc,
				{
					id: anyId(client, random),
					participant: client.name,
					emoji: random.pick(['👍', '❤️'] as const)!,
					isOn: random.chance(0.6)
				},
				client
			)
	},
	{
		weight: 2,
		do(client, random, world) {
			const root = random.pick(board(client).filter(({ type }) => type === 'comment'));
			if (!root) return;
			if (random.chance(0.5))
				update(client, [{ id: root.id, resolved: random.chance(0.5) || null }]);
			else {
				const reply = { id: world.newId(), type: 'comment', pos: [0, 0] as const, text: '' };
				insertItems(client.doc, [{ ...reply, thread: root.id }], client);
			}
		}
	},
	{ weight: 6, do: (client) => void client.undo.undo() },
	{ weight: 3, do: (client) => void client.undo.redo() }
];
const wheel = deeds.flatMap((deed) => Array.from({ length: deed.weight }, () => deed));

/** Every letter in an item, wherever it stands; of removed rows and columns too. */
function lettersIn(doc: Y.Doc): Map<string, string> {
	const found = new Map<string, string>();
	doc.getMap('items').forEach((entry, id) => {
		if (!(entry instanceof Y.Map)) return;
		for (const [letter] of JSON.stringify(entry.toJSON()).matchAll(LETTERS)) found.set(letter, id);
	});
	return found;
}

function act(client: Client, random: Random, world: World): string | null {
	const before = lettersIn(client.doc);
	const present = new Set(client.records.keys());
	const deed = random.pick(wheel)!;
	const isUndo = deed === deeds.at(-2);
	client.undo.mark();
	deed.do(client, random, world);
	client.undo.mark();
	for (const id of present) if (!client.records.has(id)) world.removed.add(id);
	const after = lettersIn(client.doc);
	for (const letter of after.keys())
		if (!before.has(letter)) world.writers.get(letter)?.add(client);
	const gone = [...before.keys()].filter((letter) => !after.has(letter));
	for (const letter of gone) world.taken.add(letter);
	const others = isUndo
		? gone.filter((letter) => world.writers.get(letter)?.has(client) !== true)
		: [];
	return others.length === 0 ? null : `undo of ${client.name} took away what others wrote`;
}

/** All that the records say, whatever the order in which it came. */
const said = (items: readonly Item[]): string =>
	JSON.stringify(
		items.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
		(_, value: unknown) =>
			typeof value === 'object' && value !== null && !Array.isArray(value)
				? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
				: value
	);

/** What went wrong in the world of this seed; nothing should. */
function run(seed: number): string[] {
	const random = seeded(seed);
	const network = new Network(2 + random.below(3));
	const world = new World();
	const problems: string[] = [];
	for (let step = 0; step < STEPS; step += 1) {
		const client = random.pick(network.clients)!;
		if (random.chance(0.04)) client.disconnect();
		else if (random.chance(0.15)) client.connect();
		const problem = act(client, random, world);
		if (problem !== null) problems.push(problem);
		for (let count = random.below(6); count > 0; count -= 1) network.deliver(random);
	}
	network.settle(random);
	problems.push(...compare(network, world));
	network.close();
	return problems;
}

function compare({ server, stored, clients }: Network, world: World): string[] {
	const problems: string[] = [];
	const replayed = new Y.Doc();
	for (const bytes of stored) Y.applyUpdate(replayed, bytes);
	const [records, state] = [said(readBoard(server)), encodedState(server)];
	for (const [name, doc] of [
		['the replayed updates', replayed],
		...clients.map((client) => [client.name, client.doc] as const)
	] as const) {
		if (said(readBoard(doc)) !== records) problems.push(`${name}: other records`);
		if (!isSame(encodedState(doc), state)) problems.push(`${name}: another encoded state`);
	}
	for (const client of clients) {
		const kept = said(board(client));
		if (kept !== records) problems.push(`${client.name}: records kept by changes differ`);
	}
	const present = lettersIn(server);
	for (const [letter, home] of world.homes) {
		if (present.has(letter) || world.taken.has(letter) || world.removed.has(home)) continue;
		problems.push(`a letter typed in ${home} is lost`);
	}
	replayed.destroy();
	return problems;
}

function isSame(one: ReadonlyMap<string, unknown>, other: ReadonlyMap<string, unknown>): boolean {
	if (one.size !== other.size) return false;
	for (const [key, value] of one) {
		const same = other.get(key);
		if (same !== value && JSON.stringify(same) !== JSON.stringify(value)) return false;
	}
	return true;
}

test(
	`opposite edits on everything, by several people on a bad network: ${RUNS} worlds end as one, and nothing typed is lost`,
	{
		timeout: 60_000 + RUNS * 2000
	},
	() => {
		const failed: string[] = [];
		for (let seed = FIRST; seed < FIRST + RUNS && failed.length < 5; seed += 1) {
			const problems = run(seed);
			if (problems.length > 0) failed.push(`seed ${seed}: ${[...new Set(problems)].join('; ')}`);
		}
		expect(failed).toEqual([]);
	}
);

test('a moment that is brought back while others go on writing ends alike for all', () => {
	for (let seed = 0; seed < 50; seed += 1) {
		const random = seeded(seed);
		const network = new Network(3);
		const world = new World();
		const [restorer] = network.clients as [Client];
		let then: ReadonlyMap<string, Item> = new Map();
		for (let step = 0; step < STEPS; step += 1) {
			if (step === 20) then = new Map(restorer.records);
			if (step === 60) restore(restorer, then);
			else act(random.pick(network.clients)!, random, world);
			for (let count = random.below(4); count > 0; count -= 1) network.deliver(random);
		}
		network.settle(random);
		const problems = compare(network, world).filter((problem) => !problem.includes('is lost'));
		expect({ seed, problems }).toEqual({ seed, problems: [] });
		network.close();
	}
});

function restore(client: Client, then: ReadonlyMap<string, Item>): void {
	const now = new Map(client.records);
	const restoration = restoreItems(then, now, [...then.keys(), ...now.keys()]);
	if (isNothing(restoration)) return;
	client.doc.transact(() => {
		removeItems(client.doc, restoration.remove, client);
		updateItems(client.doc, restoration.update, client);
		insertItems(client.doc, restoration.insert, client);
	}, client);
}
