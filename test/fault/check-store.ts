import { readBoard } from '@concordia/board/doc';
import { sessionOf, type EntryRow, type Store, type UpdateRow } from '@concordia/store';
import { hashBytes, parseCheckpoint, parseLeaf, Tree } from '@concordia/transparency';
import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';

/** What a store holds of one session, after all of it was found to be in order. */
export interface CheckedSession {
	readonly entries: readonly EntryRow[];
	/** The board as its stored updates give it. */
	readonly board: Y.Doc;
}

type Reading = Omit<Store, 'commit' | 'backup' | 'close' | 'health'>;

/**
 * Reads everything of a session and throws at the first thing that doesn't fit: the log has no gaps and
 * says of every update who made it, no update is without an entry, hashes, tiles and signed roots
 * agree, snapshots are what the updates give.
 */
export async function checkStore(store: Reading, session: string): Promise<CheckedSession> {
	const entries = await store.entries(session);
	checkEntries(entries, await store.head(session));
	await checkTree(store, session, entries);
	let board = new Y.Doc();
	for (const room of await store.rooms(session)) {
		const doc = await checkRoom(store, room, entries);
		if (room === session) board = doc;
	}
	return { entries, board };
}

/** The records of a document in one fixed order, to compare documents by what they show. */
export function recordsOf(doc: Y.Doc): string {
	return JSON.stringify(readBoard(doc).toSorted((a, b) => (a.id < b.id ? -1 : 1)));
}

function checkEntries(entries: readonly EntryRow[], head: number): void {
	agree('number of entries', entries.length, head);
	for (const [i, row] of entries.entries()) {
		agree('index', row.index, i);
		const leaf = parseLeaf(row.leaf);
		if (!leaf.ok) throw new Error(`entry ${i} is unreadable`);
		agree(`index in leaf ${i}`, leaf.value.i, i);
		agree(`kind of entry ${i}`, leaf.value.k, row.kind);
		agree(`participant of entry ${i}`, leaf.value.a ?? null, row.participant);
		agree(`organization of entry ${i}`, leaf.value.og ?? null, row.organization);
		agree(`items of entry ${i}`, (leaf.value.o ?? []).join(), row.items.join());
	}
}

async function checkTree(
	store: Reading,
	session: string,
	entries: readonly EntryRow[]
): Promise<void> {
	const signed = new Map(
		(await store.checkpoints(session, 1_000_000)).map(({ size, note }) => [size, note])
	);
	const tree = Tree.empty();
	for (const row of entries) {
		tree.append(row.leaf);
		for (const { level, index, bytes } of tree.drainTiles()) {
			const stored = await store.tile(session, level, index);
			if (stored === null || !same(stored, bytes))
				throw new Error(`tile ${level}/${index} differs`);
		}
		const note = signed.get(tree.size);
		if (note === undefined) continue;
		signed.delete(tree.size);
		const checkpoint = parseCheckpoint(note);
		if (!checkpoint.ok) throw new Error(`checkpoint ${tree.size} is unreadable`);
		if (!same(checkpoint.value.root, tree.root())) throw new Error(`root ${tree.size} differs`);
	}
	agree('checkpoints beyond the log', [...signed.keys()].join(), '');
}

async function checkRoom(
	store: Reading,
	room: string,
	entries: readonly EntryRow[]
): Promise<Y.Doc> {
	const owners = new Map(
		(await store.clients(sessionOf(room))).map(({ client, participant }) => [client, participant])
	);
	const updates = await store.updates(room, 0, Infinity);
	const snapshot = await store.snapshot(room);
	const doc = new Y.Doc();
	const logged = new Map<number, EntryRow>();
	for (const row of entries) {
		const leaf = parseLeaf(row.leaf);
		if (!leaf.ok || leaf.value.room !== room || !row.kind.startsWith('edit')) continue;
		if ((leaf.value.p ?? 1) > 1) continue;
		if (leaf.value.seq === undefined) throw new Error(`edit ${row.index} has no position`);
		if (logged.has(leaf.value.seq)) throw new Error(`update ${leaf.value.seq} is logged twice`);
		logged.set(leaf.value.seq, row);
	}
	for (const [i, update] of updates.entries()) {
		agree(`position in ${room}`, update.seq, i + 1);
		checkAuthor(update, logged.get(update.seq), doc, owners);
		Y.applyUpdate(doc, update.bytes);
		if (update.seq === snapshot?.seq) checkSnapshot(snapshot.state, doc);
	}
	if (updates.some(({ entry }) => entry !== null))
		agree(`logged updates of ${room}`, logged.size, updates.length);
	if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null)
		throw new Error(`${room} waits for what is not there`);
	return doc;
}

function checkAuthor(
	update: UpdateRow,
	entry: EntryRow | undefined,
	before: Y.Doc,
	owners: ReadonlyMap<number, string>
): void {
	if (update.entry === null) return; // private: told to nobody
	const what = `update ${update.seq} of ${update.room}`;
	if (entry === undefined) throw new Error(`${what} is not logged`);
	agree(`entry of ${what}`, update.entry, entry.index);
	agree(`author of ${what}`, update.participant, entry.participant);
	const leaf = parseLeaf(entry.leaf);
	agree(`hash of ${what}`, leaf.ok ? leaf.value.h : '', hashBytes(update.bytes));
	if (update.participant === null) return; // by the host
	for (const [client, end] of Y.parseUpdateMeta(update.bytes).to) {
		if (end <= Y.getState(before.store, client)) continue; // nothing new of that client
		agree(`owner of client ${client} in ${what}`, owners.get(client), update.participant);
	}
}

function checkSnapshot(state: Uint8Array, replayed: Y.Doc): void {
	const doc = new Y.Doc();
	Y.applyUpdate(doc, gunzipSync(state));
	agree('snapshot', recordsOf(doc), recordsOf(replayed));
	if (!Y.equalSnapshots(Y.snapshot(doc), Y.snapshot(replayed)))
		throw new Error('the snapshot holds other edits than the updates');
	doc.destroy();
}

function agree(what: string, found: unknown, expected: unknown): void {
	if (found !== expected) throw new Error(`${what}: ${String(found)}, not ${String(expected)}`);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
	return Buffer.compare(a, b) === 0;
}
