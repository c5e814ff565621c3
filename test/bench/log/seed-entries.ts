import { openSqliteStore, type EntryRow, type TileRow } from '@concordia/store';
import { formatLeaf, Tree, type Leaf } from '@concordia/transparency';
import { seeded } from '../../harness/random.ts';

/** Somebody who does things in the log that is made up. */
export interface Actor {
	readonly id: string;
	readonly organization: string | null;
}

const AT_ONCE = 20_000;
const changes = [
	'text',
	'text',
	'text',
	'set:pos',
	'create',
	'set:color',
	'set:fields,fields/evidence'
];

/**
 * Makes the log of a session as long as asked for, with what people do on a board in three weeks of
 * meetings. The server that has the data folder must not run; its next start signs the new entries.
 */
export async function seedEntries(
	data: string,
	session: string,
	actors: readonly Actor[],
	size: number
): Promise<void> {
	const store = await openSqliteStore(data);
	const tree = Tree.empty();
	for (const { leaf } of await store.entries(session)) tree.append(leaf);
	tree.drainTiles();
	const luck = seeded(2026);
	const from = Date.now() - 21 * 24 * 3_600_000;
	const times = (index: number): number => {
		// Two hours of meeting on each of 21 days.
		const place = (index / size) * 21;
		return Math.floor(from + (Math.floor(place) * 24 + (place % 1) * 2) * 3_600_000);
	};
	let last = { actor: actors[0]!, item: 'bench0000000', change: 'text' };
	while (tree.size < size) {
		const entries: EntryRow[] = [];
		while (entries.length < AT_ONCE && tree.size < size) {
			const index = tree.size;
			if (luck.chance(0.4)) {
				last = {
					actor: luck.pick(actors)!,
					item: `bench${String(luck.below(5000)).padStart(7, '0')}`,
					change: luck.pick(changes)!
				};
			}
			const isSeen = luck.chance(0.25);
			const { actor, item, change } = last;
			const leaf: Leaf = {
				v: 1,
				i: index,
				t: times(index),
				k: isSeen ? 'seen' : 'edit',
				a: actor.id,
				...(actor.organization !== null && { og: actor.organization }),
				room: session,
				seq: index,
				o: [item],
				...(!isSeen && { c: [change], h: 'A'.repeat(43) })
			};
			const text = formatLeaf(leaf);
			tree.append(text);
			entries.push({
				session,
				index,
				kind: leaf.k,
				at: leaf.t,
				participant: actor.id,
				organization: actor.organization,
				items: [item],
				leaf: text,
				payload: null,
				salt: null
			});
		}
		const tiles: TileRow[] = tree.drainTiles().map((tile) => ({ session, ...tile }));
		await store.commit({ entries, tiles });
	}
	await store.close();
}
