import type { Item } from '@concordia/board';
import { insertItems } from '@concordia/board/doc';
import { expect, test } from 'vitest';
import { seeded, type Random } from '../harness/random.ts';
import { board, deeds, newItem, type Hand } from './deeds.ts';
import { differences, staleRecords } from './equal.ts';
import { Letters } from './letters.ts';
import { Network, type Client } from './network.ts';

/**
 * Each seed is a world of its own. 10,000 of them, about five minutes: CONCORDIA_CONVERGENCE_RUNS=10000. From
 * another seed on: CONCORDIA_CONVERGENCE_FIRST=5000.
 */
const RUNS = Number(process.env['CONCORDIA_CONVERGENCE_RUNS'] ?? 100);
const FIRST = Number(process.env['CONCORDIA_CONVERGENCE_FIRST'] ?? 0);
/** How often each two kinds of edits meet. */
const ROUNDS = Math.ceil(RUNS / 500);
const STEPS = 80;

/** What everybody has before them at the start. */
const things = ['note', 'note', 'frame', 'table', 'card', 'document', 'connector', 'comment'];
const kinds = Object.keys(deeds);
/** How often somebody does one thing more often than another. */
const weights: Readonly<Record<string, number>> = {
	add: 2,
	move: 4,
	group: 2,
	ungroup: 2,
	type: 8,
	rewrite: 2,
	'type in a cell': 5,
	'type in a field': 2,
	'type in a document': 3,
	'bring all back': 0.3,
	undo: 4,
	redo: 4,
	'undo and redo': 4
};
const wheel = kinds.flatMap((kind) =>
	Array.from({ length: 10 * (weights[kind] ?? 1) }, () => kind)
);

class World {
	readonly random: Random;
	readonly network: Network;
	readonly letters = new Letters();
	readonly problems: string[] = [];
	/** The kinds of edits that changed something. */
	readonly acted = new Set<string>();
	readonly #moments = new Map<Client, ReadonlyMap<string, Item>>();
	#ids = 0;

	constructor(seed: number, count: number) {
		this.random = seeded(seed);
		this.network = new Network(count);
		const [first] = this.network.clients as [Client];
		for (const client of this.network.clients) this.letters.follow(client);
		for (const kind of things) insertItems(first.doc, [newItem(this.hand(first, []), kind)], first);
		this.network.settle(this.random);
		// What is there at the start is known, so that it can be told when it comes back as another one.
		this.letters.during(first, () => undefined);
		for (const client of this.network.clients) this.remember(client);
	}

	/** What this person may bring back from now on. */
	remember(client: Client): void {
		this.#moments.set(client, new Map(client.records));
	}

	hand(client: Client, ids: readonly string[]): Hand {
		const newId = (): string => `i${(this.#ids += 1)}`;
		const moment = this.#moments.get(client) ?? new Map<string, Item>();
		return { client, ids, random: this.random, letters: this.letters, newId, moment };
	}

	/** One thing done by one person, as one step of their undo. */
	act(client: Client, kind: string, ids: readonly string[]): void {
		const { writes } = client;
		this.letters.during(client, () => {
			client.undo.mark();
			deeds[kind]?.(this.hand(client, ids));
			client.undo.mark();
		});
		if (client.writes > writes) this.acted.add(kind);
	}

	/** What went wrong; nothing should. */
	end(): string[] {
		const { network, random, letters, problems } = this;
		network.settle(random);
		problems.push(...differences(network), ...letters.lost(network.server));
		for (const { name, trespasses } of network.clients)
			if (trespasses > 0) problems.push(`undo of ${name} took away what others wrote`);
		network.close();
		return [...new Set(problems)];
	}
}

/** Mostly a few things that everybody is at. */
function anyIds(world: World, client: Client): string[] {
	const { random } = world;
	const all = board({ client }).map(({ id }) => id);
	const near = random.chance(0.7) ? all.slice(0, 7) : all;
	return Array.from({ length: 1 + random.below(3) }, () => random.pick(near) ?? 'none');
}

/** A while of everything by everybody, on lines that are better or worse. */
function workshop(seed: number): string[] {
	const world = new World(seed, 2 + (seed % 3));
	const { random, network } = world;
	const most = random.pick([1, 3, 6, 12])!;
	const [breaks, returns] = random.pick([
		[0, 1],
		[0.04, 0.15],
		[0.2, 0.03]
	] as const)!;
	for (let step = 0; step < STEPS; step += 1) {
		const client = random.pick(network.clients)!;
		if (random.chance(breaks)) client.disconnect();
		else if (random.chance(returns)) client.connect();
		if (random.chance(0.01)) client.reload();
		if (random.chance(0.05)) world.remember(client);
		world.act(client, random.pick(wheel)!, anyIds(world, client));
		if (random.chance(0.1)) world.problems.push(...staleRecords(client));
		for (let count = random.below(most); count > 0; count -= 1) network.deliver(random);
	}
	return world.end();
}

/** What somebody does after an edit. */
const aftermaths: readonly (readonly string[])[] = [
	[],
	['undo'],
	['undo', 'redo'],
	['undo', 'redo', 'undo']
];

/** Two people do two things to one item at once, and take them back or not, before and after they see each other's. */
function clash(seed: number, one: string, other: string): World {
	const world = new World(seed, 3);
	const { random, network } = world;
	const [first, second] = random.pick([
		[network.clients[0]!, network.clients[1]!],
		[network.clients[1]!, network.clients[2]!]
	] as const)!;
	const types = new Set(things.slice(1, -1));
	const items = board({ client: first }).filter((item) => types.has(item.type));
	const ids = [random.pick(items)!.id];
	// Something to ungroup, erase and take back, and a moment to bring back.
	for (const client of [first, second]) {
		for (const kind of ['group', 'type', 'type in a cell', 'type in a field', 'type in a document'])
			world.act(client, kind, ids);
		if (random.chance(0.5)) network.settle(random);
	}
	network.settle(random);
	const isApart = random.chance(0.5);
	if (isApart) for (const client of [first, second]) client.disconnect();
	const interleave = (mine: readonly string[], theirs: readonly string[]): void => {
		const left = [...mine.map(() => first), ...theirs.map(() => second)];
		const queues = new Map([
			[first, [...mine]],
			[second, [...theirs]]
		]);
		while (left.length > 0) {
			const [client] = left.splice(random.below(left.length), 1) as [Client];
			world.act(client, queues.get(client)!.shift()!, ids);
			if (!isApart && random.chance(0.2)) network.deliver(random);
		}
	};
	const aftermath = (): readonly string[] => random.pick(aftermaths)!;
	interleave([one, ...aftermath()], [other, ...aftermath()]);
	if (random.chance(0.7)) network.settle(random);
	interleave(aftermath(), aftermath());
	return world;
}

test(
	`opposite edits on everything, by several people on a bad network: ${RUNS} worlds end as one, and nothing typed is lost`,
	{ timeout: 60_000 + RUNS * 2000 },
	() => {
		const failed: string[] = [];
		for (let seed = FIRST; seed < FIRST + RUNS && failed.length < 5; seed += 1) {
			const problems = workshop(seed);
			if (problems.length > 0) failed.push(`seed ${seed}: ${problems.join('; ')}`);
		}
		expect(failed).toEqual([]);
	}
);

test(
	`each kind of edit against each other on the same item, ${ROUNDS} times: all end as one, and nothing typed is lost`,
	{ timeout: 60_000 + ROUNDS * 60_000 },
	() => {
		const failed: string[] = [];
		const idle = new Set(kinds);
		let seed = FIRST * kinds.length ** 2;
		for (let round = 0; round < ROUNDS; round += 1) {
			for (const [at, one] of kinds.entries()) {
				for (const other of kinds.slice(at)) {
					const world = clash(seed, one, other);
					for (const kind of world.acted) idle.delete(kind);
					const problems = world.end();
					if (problems.length > 0)
						failed.push(`${one}, ${other}, seed ${seed}: ${problems.join('; ')}`);
					seed += 1;
				}
			}
		}
		expect(failed.slice(0, 5)).toEqual([]);
		expect([...idle]).toEqual([]);
	}
);
