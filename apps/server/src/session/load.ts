import { eventOf, stateKinds } from '@concordia/archive';
import { replay, type EventKind, type SessionEvent } from '@concordia/session';
import { limits } from '@concordia/protocol';
import type { EntryRow, Store } from '@concordia/store';
import {
	openCheckpoint,
	parseCheckpoint,
	parseLeaf,
	parseVerifierKey,
	Tree
} from '@concordia/transparency';
import { ClientIds } from '../gate/index.ts';
import type { SessionPast } from './live-session.ts';
import { cosignedKey } from './witnesses.ts';

const witnessKinds: readonly EventKind[] = ['witness.join', 'witness.lost'];
const LEAVES_AT_ONCE = 5000;

/** The log in the store contradicts what the server has signed. Nothing may be added to it. */
export class LogDamaged extends Error {
	override readonly name = 'LogDamaged';
}

/** What the store knows of a session, or null when there is none. */
export async function loadPast(
	store: Store,
	session: string,
	keyOf: (origin: string) => string
): Promise<{ past: SessionPast; tree: Tree; origin: string } | null> {
	const origin = await store.meta(`origin:${session}`);
	if (origin === null) return null;
	const [rows, clients, checkpoint, sealed, witnesses, cosigned] = await Promise.all([
		store.entries(session, { kinds: stateKinds }),
		store.clients(session),
		store.checkpoint(session),
		store.sealed(session),
		store.entries(session, { kinds: witnessKinds }),
		store.meta(cosignedKey(session))
	]);
	const state = replay(rows.map(eventOfRow));
	if (state === null) return null;
	const left = new Set<string>();
	for (const row of rows) {
		if (row.participant === null) continue;
		if (row.kind === 'leave') left.add(row.participant);
		if (row.kind === 'rejoin') left.delete(row.participant);
	}
	return {
		origin,
		tree: await loadTree(store, session, checkpoint?.note ?? null, keyOf(origin)),
		past: {
			state,
			left,
			sealed,
			witnesses: {
				leaves: witnesses.map(({ leaf }) => leaf),
				notes: JSON.parse(cosigned ?? '[]') as string[]
			},
			clients: new ClientIds(limits.clientIdsPerParticipant, clients),
			checkpoint: checkpoint === null ? null : { size: checkpoint.size, note: checkpoint.note }
		}
	};
}

// The tree is built up to the last checkpoint and compared with it; only then the rest is added.
async function loadTree(
	store: Store,
	session: string,
	note: string | null,
	verifierKey: string
): Promise<Tree> {
	const head = await store.head(session);
	const signed = note === null ? null : parseCheckpoint(note);
	if (signed?.ok === false)
		throw new LogDamaged(`session ${session}: its checkpoint is unreadable`);
	const size = signed?.value.size ?? 0;
	if (size > head) {
		throw new LogDamaged(`session ${session}: signed ${size} entries, the store has ${head}`);
	}
	const tree = await Tree.load({
		size,
		readTile: async (level, index) => {
			const tile = await store.tile(session, level, index);
			if (tile === null)
				throw new LogDamaged(`session ${session}: tile ${level}/${index} is missing`);
			return tile;
		},
		readLeaves: async (from, to) =>
			(await store.entries(session, { from, to })).map((row) => row.leaf)
	});
	if (signed !== null && !Buffer.from(tree.root()).equals(signed.value.root)) {
		throw new LogDamaged(`session ${session}: its entries are not those that were signed`);
	}
	// With another key the log would go on, but for those who kept a checkpoint it would be another log.
	if (note !== null && !isSignedBy(note, verifierKey)) {
		throw new LogDamaged(
			`session ${session}: its log was signed with another key than the one in log.key`
		);
	}
	for (let from = size; from < head; from += LEAVES_AT_ONCE) {
		const rows = await store.entries(session, { from, to: Math.min(head, from + LEAVES_AT_ONCE) });
		for (const row of rows) {
			if (row.index !== tree.size) break;
			tree.append(row.leaf);
		}
	}
	if (tree.size !== head) {
		throw new LogDamaged(`session ${session}: entry ${tree.size} of ${head} is missing`);
	}
	tree.drainTiles(); // stored already
	return tree;
}

function isSignedBy(note: string, verifierKey: string): boolean {
	const verifier = parseVerifierKey(verifierKey);
	return verifier.ok && openCheckpoint(note, [verifier.value]).ok;
}

function eventOfRow({ leaf, payload }: EntryRow): SessionEvent {
	const parsed = parseLeaf(leaf);
	if (!parsed.ok) throw new LogDamaged(`an entry cannot be read: ${parsed.reason}`);
	return eventOf(parsed.value, payload);
}
