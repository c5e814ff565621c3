import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { addNote, check, editsOf, items, ME, OTHER, textOf } from './testing/board.ts';
import { hostileBoard, MINE, protectedContent, THEIRS } from './testing/hostile-board.ts';
import { seeded, type Random } from './testing/random.ts';
import { rawUpdate, type RawStruct } from './testing/raw-update.ts';

/** How many mutations to try: enlarge for a long run. */
const ROUNDS = Number(process.env['GATE_STEPS'] ?? 3000);
const SEEDS = [1, 2];

type Id = readonly [client: number, clock: number];

const board = hostileBoard();
const PROTECTED = protectedContent(board);
const ids: Id[] = [...board.store.clients].flatMap(([client, structs]) =>
	structs.map(({ id }): Id => [client, id.clock])
);
/** My clients: one that has written, and one that has not. */
const MY_CLIENTS = [ME, 55];

const honest = editsOf(board, ME, (copy) => {
	textOf(copy, 'N1').insert(2, 'abc');
	textOf(copy, 'N1').delete(0, 3);
	textOf(copy, 'M1').format(0, 2, { bold: true });
	addNote(copy, 'new', 'text');
	items(copy).get('N1')!.set('pos', [3, 4]);
	items(copy).delete('M1');
});
const seedUpdates = [...honest, Y.mergeUpdates(honest)];

function mutateBytes(random: Random): Uint8Array {
	const bytes = Uint8Array.from(random.pick(seedUpdates));
	for (let left = 1 + random.below(3); left > 0; left--) {
		const at = random.below(bytes.length);
		const old = bytes[at]!;
		bytes[at] = random.pick([random.below(256), old ^ (1 << random.below(8)), old + 1, old - 1]);
	}
	return bytes;
}

function randomId(random: Random, before: readonly Id[]): Id {
	if (before.length > 0 && random.chance(0.3)) return random.pick(before);
	if (random.chance(0.9)) return random.pick(ids);
	return [random.pick([ME, OTHER, 55]), random.below(90)];
}

function randomContent(random: Random): RawStruct {
	return random.pick<RawStruct>([
		{ text: 'q'.repeat(1 + random.below(3)) },
		{ any: [random.pick(['PN', 'HC', 'perspective', 5])] },
		{ type: random.below(3) },
		{ deleted: 1 + random.below(3) },
		{ format: ['bold', 'true'] }
	]);
}

function randomStruct(random: Random, before: readonly Id[]): RawStruct {
	if (random.chance(0.05)) return { gone: 1 + random.below(3) };
	const content = randomContent(random);
	const id = (): Id => randomId(random, before);
	const key = random.chance(0.7) && {
		key: random.pick(['pos', 'text', 'kind', 'organization', 'q'])
	};
	switch (random.below(4)) {
		case 0:
			return { ...content, origin: id(), ...(random.chance(0.4) && { right: id() }) };
		case 1:
			return { ...content, right: id() };
		case 2:
			return {
				...content,
				root: random.pick(['items', 'items', 'meta', 'zzz']),
				key: random.pick(['P1', 'N1', 'new', 'schema'])
			};
		default:
			return { ...content, parent: id(), ...key };
	}
}

/** Sections of one or two of my clients that may refer to each other, and maybe something deleted. */
function buildStructs(random: Random): Uint8Array {
	const before: Id[] = [];
	const clients = random.chance(0.3) ? MY_CLIENTS : [ME];
	const sections = clients.map((client) => {
		const back = client === ME && random.chance(0.2) ? random.below(4) : 0;
		let clock = client === ME ? MINE - back : 0;
		const start = clock;
		const structs = Array.from({ length: 1 + random.below(4) }, () => {
			const struct = randomStruct(random, before);
			before.push([client, clock]);
			clock += struct.text?.length ?? struct.deleted ?? struct.gone ?? 1;
			return struct;
		});
		return { client: random.chance(0.97) ? client : OTHER, clock: start, structs };
	});
	if (sections.length === 2 && sections[0]!.client === sections[1]!.client) sections.pop();
	const deletions = random.chance(0.3)
		? [
				{
					client: random.pick([ME, OTHER]),
					ranges: [[random.below(70), 1 + random.below(4)] as const]
				}
			]
		: [];
	return rawUpdate(sections, deletions);
}

/** All that is on a board, in no order: who lies about neighbours only muddles their own text. */
function characters(doc: Y.Doc): string {
	return Array.from(JSON.stringify(items(doc)))
		.toSorted()
		.join('');
}

function faultsAfter(doc: Y.Doc, update: Uint8Array): string[] {
	Y.applyUpdate(doc, update);
	const faults: string[] = [];
	if (protectedContent(doc) !== PROTECTED) faults.push('others’ content has changed');
	if (Y.getState(doc.store, OTHER) !== THEIRS) faults.push('written in another’s name');
	if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) faults.push('parked');
	if (doc.share.size !== 2) faults.push('a new root');
	for (const { _start: hidden } of [items(doc), doc.getMap('meta')]) {
		if (hidden !== null) faults.push('hidden content');
	}
	const copy = new Y.Doc();
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
	if (characters(copy) !== characters(doc)) faults.push('not loadable');
	return faults;
}

it.each(SEEDS)(
	'whatever is accepted does no harm (seed %i)',
	(seed) => {
		const random = seeded(seed);
		let accepted = 0;
		for (let round = 0; round < ROUNDS; round++) {
			const update = random.chance(0.5) ? mutateBytes(random) : buildStructs(random);
			const doc = hostileBoard();
			const result = check(doc, update);
			if (!result.ok) continue;
			accepted++;
			const faults = faultsAfter(doc, update);
			expect(faults, `round ${round}: ${Buffer.from(update).toString('hex')}`).toEqual([]);
		}
		expect(accepted).toBeGreaterThan(ROUNDS / 50);
	},
	60_000 + ROUNDS * 10
);
