import {
	VERSIONS,
	writeBoard,
	writeDocuments,
	writePeople,
	writeVersions
} from '@concordia/archive';
import { readBoard, readMeta } from '@concordia/board/doc';
import type { Actor, Decision } from '@concordia/session';
import type { Store } from '@concordia/store';
import {
	formatLogLine,
	formatManifest,
	formatPolicy,
	formatUpdateLine,
	hashBytes,
	parseLeaf,
	redactedBy
} from '@concordia/transparency';
import { zip, type AsyncZippableFile } from 'fflate';
import * as Y from 'yjs';
import type { Sequencer } from '../log/sequencer.ts';
import type { Room } from '../room/room.ts';
import type { LiveSession } from '../session/live-session.ts';
import { writeReadme } from './readme.ts';

const ROWS_AT_ONCE = 5000;

export interface ExportRequest {
	readonly store: Store;
	readonly sequencer: Sequencer;
	readonly session: LiveSession;
	/** The session's board. */
	readonly room: Room;
	readonly actor: Actor;
	/** The page that checks exports, to be put beside it. */
	readonly verifier?: Uint8Array | null;
}

/** A line of `updates.jsonl` with the entry it belongs behind. */
type Lines = { readonly entry: number; readonly line: string }[];

/**
 * The whole session as a zip. What takes long is read before; the rest is written between two turns,
 * with an entry that says so and a checkpoint over it: so nothing of the session is missing in it.
 */
export async function exportSession(
	request: ExportRequest
): Promise<{ ok: true; zip: Uint8Array } | Extract<Decision, { ok: false }>> {
	const { store, sequencer, session, room, actor } = request;
	const lines: Lines = [];
	const positions = new Map<string, number>();
	const log = new LogLines(store, session.id);
	const blobs = new Map<string, Uint8Array>();
	await readUpdates(store, session.id, positions, lines);
	await readBlobs(store, session.id, blobs);
	await log.readTo(await store.head(session.id));
	const { erasures } = session.shown;
	const sealed = await sequencer.alone(async (turn) => {
		if (session.shown.erasures !== erasures) {
			// What was read before may hold what was erased meanwhile.
			positions.clear();
			lines.length = 0;
			blobs.clear();
		}
		await readUpdates(store, session.id, positions, lines);
		await readBlobs(store, session.id, blobs);
		await log.readTo(session.log.size);
		const files = writeFiles(session, room, lines, turn.now);
		await readVersions(store, session, files);
		for (const [name, bytes] of blobs) files.set(name, bytes);
		// Its hash is in the log then: a page that lies is evidence against whoever handed it out.
		if (request.verifier) files.set('verify.html', request.verifier);
		const manifest = encode(formatManifest(files));
		const decision = session.execute(turn, { type: 'export-made' }, actor, hashBytes(manifest));
		if (!decision.ok) return decision;
		session.sign(turn);
		files.set('manifest.txt', manifest);
		return { ok: true, files, size: session.log.size } as const;
	});
	if (!sealed.ok) return sealed;
	const { files, size } = sealed;
	const note = (await checkpointOf(store, session.id, size)) ?? '';
	// Those who are here vouch for all of it; what others cosigned before lies beside it.
	await session.witnesses.cosignNow(size);
	files.set('checkpoint', encode(session.witnesses.withLines({ size, note })));
	await log.readTo(size);
	files.set('log.jsonl', encode(log.text));
	return { ok: true, zip: await pack(files) };
}

function writeFiles(
	session: LiveSession,
	room: Room,
	lines: Lines,
	now: number
): Map<string, Uint8Array> {
	const { doc } = room;
	const items = readBoard(doc);
	const { title } = readMeta(doc);
	const state = session.shown;
	const { verifierKey, origin } = session;
	const files = new Map<string, Uint8Array>();
	const facts = { session: session.id, title, seq: room.seq };
	files.set('board.json', encode(writeBoard(items, facts)));
	files.set('board.yjs', Y.encodeStateAsUpdate(doc));
	lines.sort((a, b) => a.entry - b.entry);
	files.set('updates.jsonl', encode(lines.map(({ line }) => `${line}\n`).join('')));
	files.set('people.json', encode(writePeople(state)));
	const day = new Date(now).toISOString().slice(0, 10);
	for (const [name, text] of writeDocuments(items, state, day)) files.set(name, encode(text));
	for (const { size, note } of session.witnesses.cosigned())
		files.set(`cosigned/${size}`, encode(note));
	files.set(
		'policy.txt',
		encode(formatPolicy([verifierKey], { groups: session.witnesses.groups() }))
	);
	files.set(
		'README.txt',
		encode(writeReadme({ title: state.title, id: session.id, origin, verifierKey }))
	);
	return files;
}

// Goes on where the last call ended. Private rooms have no entries and are nobody's but their author's.
async function readUpdates(
	store: Store,
	session: string,
	positions: Map<string, number>,
	lines: Lines
): Promise<void> {
	const rewritten = await readRewritten(store, session);
	for (const room of await store.rooms(session)) {
		if (room.includes('~private~')) continue;
		for (;;) {
			const from = positions.get(room) ?? 1;
			const rows = await store.updates(room, from, from + ROWS_AT_ONCE);
			for (const { entry, seq, bytes } of rows) {
				if (entry === null) continue;
				const update = rewritten.has(entry) ? { update: null, instead: bytes } : { update: bytes };
				lines.push({ entry, line: formatUpdateLine({ entry, room, seq, ...update }) });
			}
			if (rows.length === 0) break;
			positions.set(room, (rows.at(-1)?.seq ?? from) + 1);
		}
	}
}

/** Entries whose edit stands there without what was erased from it. */
async function readRewritten(store: Store, session: string): Promise<Set<number>> {
	const rewritten = new Set<number>();
	for (const row of await store.entries(session, { kinds: ['redact'] })) {
		const leaf = parseLeaf(row.leaf);
		if (leaf.ok) for (const entry of redactedBy(leaf.value).updates) rewritten.add(entry);
	}
	return rewritten;
}

/** Pictures of the board under their hashes; those read before aren't read again. */
async function readBlobs(
	store: Store,
	session: string,
	files: Map<string, Uint8Array>
): Promise<void> {
	for (const { hash, type } of await store.blobs(session)) {
		const name = `blobs/${hash}.${type.slice(type.indexOf('/') + 1)}`;
		if (files.has(name)) continue;
		const row = await store.blob(session, hash);
		if (row === null) throw new Error(`blob ${hash} of ${session} is missing`);
		files.set(name, row.bytes);
	}
}

/** Frozen wordings under their hashes, which the log names, and a list that says which is which. */
async function readVersions(
	store: Store,
	session: LiveSession,
	files: Map<string, Uint8Array>
): Promise<void> {
	const rows = await store.versions(session.id);
	if (rows.length === 0) return;
	for (const { hash, text } of rows) {
		if (text !== '') files.set(`versions/${hash}.json`, encode(text));
	}
	const list = writeVersions(session.shown);
	if (list !== null) files.set(VERSIONS, encode(list));
}

async function checkpointOf(store: Store, session: string, size: number): Promise<string | null> {
	const recent = await store.checkpoints(session, 100);
	return recent.find((row) => row.size === size)?.note ?? null;
}

/** The lines of `log.jsonl`, read bit by bit while the log grows. */
class LogLines {
	readonly #store: Store;
	readonly #session: string;
	#lines: string[] = [];

	constructor(store: Store, session: string) {
		this.#store = store;
		this.#session = session;
	}

	get text(): string {
		return this.#lines.map((line) => `${line}\n`).join('');
	}

	/**
	 * Reads up to that size. An erasure among the new entries concerns lines that were read before it:
	 * then all are read again, so that nothing erased goes out and nothing is missing that isn't declared.
	 */
	async readTo(size: number): Promise<void> {
		const wasErased = await this.#readOn(size);
		if (!wasErased) return;
		this.#lines = [];
		await this.#readOn(size);
	}

	async #readOn(size: number): Promise<boolean> {
		let wasErased = false;
		while (this.#lines.length < size) {
			const from = this.#lines.length;
			const to = Math.min(size, from + ROWS_AT_ONCE);
			const rows = await this.#store.entries(this.#session, { from, to });
			if (rows.length === 0) throw new Error(`entry ${from} of ${this.#session} is missing`);
			for (const row of rows) {
				this.#lines.push(formatLogLine(row));
				wasErased ||= from > 0 && row.kind === 'redact';
			}
		}
		return wasErased;
	}
}

function encode(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

function pack(files: ReadonlyMap<string, Uint8Array>): Promise<Uint8Array> {
	return new Promise((resolve, reject) => {
		const entries = [...files].map(([name, bytes]): [string, AsyncZippableFile] => [
			name,
			// Pictures are packed already.
			[bytes, { level: name.startsWith('blobs/') ? 0 : 6 }]
		]);
		zip(Object.fromEntries(entries), (error, data) => {
			if (error) reject(error);
			else resolve(data);
		});
	});
}
