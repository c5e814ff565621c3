import { newDocument } from '@concordia/board/doc';
import { limits } from '@concordia/protocol';
import type { LoggedEdit } from '@concordia/transparency';
import { replayBoard } from '@concordia/updates';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { ClientIds } from './clients.ts';
import { check } from './testing/board.ts';
import { seeded } from './testing/random.ts';
import { World } from './testing/world.ts';

/** How far to go: enlarge for a long run. */
const STEPS = Number(process.env['GATE_STEPS'] ?? 1500);

/** Of edits that nothing was erased from. */
const asSent = { byHost: false, instead: null, without: [], original: null };
const erasedItems: ReadonlySet<string> = new Set();

interface Logged {
	readonly edits: LoggedEdit[];
	readonly board: Uint8Array;
}

/** The edits as a server logs them: in turns of several, and now and then started anew from what is stored. */
function logged(seed: number): Logged {
	const world = new World(seed);
	for (let step = 0; step < STEPS; step++) world.step();
	world.finish();
	const random = seeded(seed);
	const clients = new ClientIds(limits.clientIdsPerParticipant);
	const edits: LoggedEdit[] = [];
	let doc = newDocument();
	for (let at = 0; at < world.accepted.length;) {
		const until = at + 1 + random.below(8);
		doc.transact(() => {
			for (const { update, participant } of world.accepted.slice(at, until)) {
				const actor = {
					participant,
					organization: null,
					role: 'participant',
					consent: true
				} as const;
				const result = check(doc, update, { actor, clients });
				if (!result.ok) throw new Error(`refused: ${result.code} ${result.detail}`);
				for (const client of result.claims) clients.claim(client, participant);
				const items = result.touches.map(({ item }) => item);
				edits.push({ ...asSent, entry: edits.length, items, changes: result.words, update });
				Y.applyUpdate(doc, update);
			}
		});
		at = until;
		if (!random.chance(0.02)) continue;
		const stored = Y.encodeStateAsUpdate(doc);
		doc = newDocument();
		doc.transact(() => Y.applyUpdate(doc, stored));
	}
	return { edits, board: Y.encodeStateAsUpdate(doc) };
}

it.each([1, 2, 3])(
	'a replay finds each edit to be what was logged, and the board what they come to (seed %i)',
	async (seed) => {
		const { edits, board } = logged(seed);
		expect(edits.length).toBeGreaterThan(STEPS / 3);
		expect(await replayBoard({ edits, board, erasedItems })).toEqual({
			ok: true,
			value: { edits: edits.length, erased: 0, rewritten: 0, compared: 0 }
		});
	},
	60_000 + STEPS * 10
);

it('a replay names each edit that is said to be another one, left out, or exchanged', async () => {
	const { edits, board } = logged(4);
	const random = seeded(4);
	const problemOf = async (changed: readonly LoggedEdit[]): Promise<object | null> => {
		const result = await replayBoard({ edits: changed, board, erasedItems });
		return result.ok ? null : result.problem;
	};
	for (let round = 0; round < 20; round++) {
		const at = random.below(edits.length);
		const edit = edits[at]!;
		const { items, changes, entry } = edit;
		const elsewhere = { ...edit, items: ['elsewhere', ...items.slice(1)] };
		const misdescribed = { code: 'edit-misdescribed', entry };
		expect(await problemOf(edits.with(at, elsewhere))).toMatchObject(misdescribed);
		const otherwise = { ...edit, changes: ['set:points', ...(changes ?? []).slice(1)] };
		expect(await problemOf(edits.with(at, otherwise))).toMatchObject(misdescribed);
		const silent = { ...edit, items: [], changes: [] };
		expect(await problemOf(edits.with(at, silent))).toMatchObject(misdescribed);
	}
});
