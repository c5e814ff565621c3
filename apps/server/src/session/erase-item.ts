import { getItem, readBoard, removeItems } from '@concordia/board/doc';
import { parseFrozen } from '@concordia/instruments';
import { decide, holdsItem, type Actor, type Decision } from '@concordia/session';
import type { Store, UpdateRow } from '@concordia/store';
import { hashBytes, parseLeaf } from '@concordia/transparency';
import type { Turn } from '../log/turn.ts';
import type { Room } from '../room/room.ts';
import type { World } from '../room/world.ts';
import { eraseContent } from './erase-content.ts';
import type { LiveSession } from './live-session.ts';

export interface ItemErasure {
	/** Id of the item, which may be gone from the board already. */
	readonly item: string;
	readonly reason: string;
	readonly actor: Actor;
}

interface Parts {
	readonly session: LiveSession;
	readonly store: Pick<Store, 'entries' | 'updates' | 'versions'>;
	readonly world: World;
	readonly board: Room;
	/** Private rooms: a solution lies in one, too, when it was parked. */
	readonly rooms: readonly Room[];
}

const LAST_POSITION = 2 ** 31 - 1;

/**
 * Takes an item from the board, its stored edits, snapshots, private rooms, frozen versions and files. The
 * turn runs alone: nobody gets the past while it is being written anew.
 */
export async function eraseItem(turn: Turn, wanted: ItemErasure, parts: Parts): Promise<Decision> {
	const { item, reason, actor } = wanted;
	const { session, store, board, rooms } = parts;
	const command = { type: 'erase-item', item, reason } as const;
	const context = { actor, now: turn.now, newId: () => parts.world.newId() };
	const allowed = decide(session.state, { ...command, updates: [], payloads: [] }, context);
	if (!allowed.ok) return allowed;
	if ([board, ...rooms].some(({ isBroken }) => isBroken)) return { ok: false, code: 'not-allowed' };

	const rows = await editsOf(store, board.key, session.id, item);
	if (rows.length === 0) return { ok: false, code: 'items-invalid' };
	const rewritten = eraseContent(rows, item);
	const blob = blobOf(board, item);
	if (getItem(board.doc, item) !== undefined) remove(turn, board, wanted);
	for (const { seq, bytes } of rewritten) turn.rewritten.push({ room: board.key, seq, bytes });
	turn.snapshots.push(await board.saver.afterErasure());
	for (const room of rooms) await eraseIn(turn, room, wanted, store);
	for (const row of await store.versions(session.id)) {
		const { cards = [], documents = [] } = parseFrozen(row.text) ?? {};
		const holds = [...cards, ...documents].some(({ id }) => id === item);
		const { frame, number } = row;
		if (holds) turn.erasedVersions.push({ session: session.id, frame, number });
	}
	const presented = await presentationsOf(store, session, item);
	for (const index of presented) turn.erasures.push({ session: session.id, index });
	if (blob !== null) turn.erasedBlobs.push({ session: session.id, hash: blob });
	const updates = rewritten.flatMap(({ entry, bytes }) =>
		entry === null ? [] : [{ entry, hash: hashBytes(bytes) }]
	);
	const done = session.execute(turn, { ...command, updates, payloads: presented }, actor);
	turn.afterwards(() => session.grew());
	return done;
}

/** The entries with wordings that were put to decision and hold the item. */
async function presentationsOf(
	store: Parts['store'],
	{ id, state }: LiveSession,
	item: string
): Promise<number[]> {
	const held = Object.values(state?.decisions ?? {}).filter((one) => holdsItem(one, item));
	const kinds = ['decision.present'];
	const rows = await Promise.all(held.map((one) => store.entries(id, { item: one.id, kinds })));
	return rows.flat().map(({ index }) => index);
}

/** Every stored edit that touched the item: the log names them. */
async function editsOf(
	store: Parts['store'],
	room: string,
	session: string,
	item: string
): Promise<UpdateRow[]> {
	const entries = await store.entries(session, { item, kinds: ['edit', 'edit.host'] });
	const positions = new Set<number>();
	for (const { leaf: text } of entries) {
		const leaf = parseLeaf(text);
		if (leaf.ok && leaf.value.room === room && leaf.value.seq !== undefined)
			positions.add(leaf.value.seq);
	}
	const rows: UpdateRow[] = [];
	for (const seq of positions) rows.push(...(await store.updates(room, seq, seq + 1)));
	return rows.filter(({ bytes }) => bytes.length > 0);
}

/** What the author kept of it for themselves goes as well; no entry was made for that. */
async function eraseIn(
	turn: Turn,
	room: Room,
	wanted: ItemErasure,
	store: Parts['store']
): Promise<void> {
	const { item } = wanted;
	const rows = await store.updates(room.key, 0, LAST_POSITION);
	const rewritten = eraseContent(rows, item);
	if (rewritten.length === 0) return;
	if (room.doc.getMap('items').has(item)) remove(turn, room, wanted);
	for (const { seq, bytes } of rewritten) turn.rewritten.push({ room: room.key, seq, bytes });
	turn.snapshots.push(await room.saver.afterErasure());
}

function remove(turn: Turn, room: Room, { item, actor }: ItemErasure): void {
	const by = actor.type === 'participant' ? { participant: actor.id } : { isHosts: true };
	const loosened = loosenedBy(room, item);
	room.updates.changeByServer(turn, [
		{
			...by,
			write: (doc) => removeItems(doc, [item], null),
			items: [item, ...loosened.keys()],
			changes: ['delete', ...loosened.values()]
		}
	]);
}

/** What its removal does to others, in the words of the log: lines end loose, and what lay in it lies beside. */
function loosenedBy({ doc }: Room, gone: string): Map<string, string> {
	const loosened = new Map<string, string>();
	for (const { id, parent, from, to, lock } of readBoard(doc)) {
		if (id === gone || lock === 'mediator') continue;
		const ends = Object.entries({ from, to }).filter(
			([, end]) => end !== undefined && 'item' in end && end.item === gone
		);
		const fields = [...ends.map(([name]) => name), ...(parent === gone ? ['parent'] : [])];
		if (fields.length > 0) loosened.set(id, `set:${fields.toSorted().join(',')}`);
	}
	return loosened;
}

/** Its picture, unless another item shows the same. */
function blobOf(board: Room, id: string): string | null {
	const items = readBoard(board.doc);
	const source = items.find((one) => one.id === id)?.src;
	if (typeof source !== 'string' || !source.startsWith('sha256:')) return null;
	const isShared = items.some((one) => one.id !== id && one.src === source);
	return isShared ? null : source.slice('sha256:'.length);
}
