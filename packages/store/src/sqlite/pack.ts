import type { Batch } from '../rows.ts';

/** A value of a row on its way to the worker. */
export type Cell = string | number | null;

/**
 * A batch as flat lists of cells with all bytes in one block, the cheapest shape to send to a
 * worker: cloning thousands of small objects and buffers costs more than writing them.
 * A byte field is two cells, offset and length; length -1 stands for null.
 */
export interface PackedBatch {
	readonly sessions: readonly Cell[];
	readonly updates: readonly Cell[];
	readonly entries: readonly Cell[];
	/** Item ids of all entries, one after the other; each entry says how many are its own. */
	readonly items: readonly string[];
	readonly tiles: readonly Cell[];
	readonly checkpoints: readonly Cell[];
	readonly snapshots: readonly Cell[];
	readonly clients: readonly Cell[];
	readonly credentials: readonly Cell[];
	/** A value of null takes the row away. */
	readonly sealed: readonly Cell[];
	readonly meta: readonly Cell[];
	readonly erasures: readonly Cell[];
	readonly rewritten: readonly Cell[];
	readonly erasedVersions: readonly Cell[];
	readonly erasedBlobs: readonly Cell[];
	readonly ended: readonly string[];
	readonly erasedRooms: readonly string[];
	readonly blobs: readonly Cell[];
	readonly versions: readonly Cell[];
	readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Packs a batch. The result shares nothing with it. */
export function packBatch(batch: Batch): PackedBatch {
	const parts: Uint8Array[] = [];
	let length = 0;
	const put = (cells: Cell[], part: Uint8Array | null) => {
		cells.push(length, part === null ? -1 : part.length);
		if (part === null || part.length === 0) return;
		parts.push(part);
		length += part.length;
	};

	const updates: Cell[] = [];
	for (const row of batch.updates ?? []) {
		updates.push(row.room, row.seq, row.entry, row.participant, row.at);
		put(updates, row.bytes);
	}
	const entries: Cell[] = [];
	const items: string[] = [];
	for (const row of batch.entries ?? []) {
		entries.push(row.session, row.index, row.kind, row.at, row.participant, row.organization);
		entries.push(row.items.length, row.leaf, row.payload);
		put(entries, row.salt);
		for (const item of row.items) items.push(item);
	}
	const tiles: Cell[] = [];
	for (const row of batch.tiles ?? []) {
		tiles.push(row.session, row.level, row.index);
		put(tiles, row.bytes);
	}
	const snapshots: Cell[] = [];
	for (const row of batch.snapshots ?? []) {
		snapshots.push(row.room, row.seq);
		put(snapshots, row.state);
		put(snapshots, row.records);
	}

	const blobs: Cell[] = [];
	for (const row of batch.blobs ?? []) {
		blobs.push(row.session, row.hash, row.type, row.at, row.bytes.length);
		put(blobs, row.bytes);
	}

	const rewritten: Cell[] = [];
	for (const row of batch.rewritten ?? []) {
		rewritten.push(row.room, row.seq);
		put(rewritten, row.bytes);
	}

	const bytes = new Uint8Array(length);
	let offset = 0;
	for (const part of parts) {
		bytes.set(part, offset);
		offset += part.length;
	}
	return {
		sessions: (batch.sessions ?? []).flatMap((row) => [row.id, row.createdAt]),
		updates,
		entries,
		items,
		tiles,
		checkpoints: (batch.checkpoints ?? []).flatMap((row) => [
			row.session,
			row.size,
			row.note,
			row.at
		]),
		snapshots,
		clients: (batch.clients ?? []).flatMap((row) => [row.session, row.client, row.participant]),
		credentials: (batch.credentials ?? []).flatMap((row) => [
			row.hash,
			row.session,
			row.kind,
			row.subject,
			row.createdAt
		]),
		sealed: (batch.sealed ?? []).flatMap((row) => [row.session, row.key, row.owner, row.value]),
		meta: (batch.meta ?? []).flatMap((row) => [row.key, row.value]),
		erasures: (batch.erasures ?? []).flatMap((row) => [row.session, row.index]),
		rewritten,
		erasedVersions: (batch.erasedVersions ?? []).flatMap((row) => [
			row.session,
			row.frame,
			row.number
		]),
		erasedBlobs: (batch.erasedBlobs ?? []).flatMap((row) => [row.session, row.hash]),
		ended: [...(batch.ended ?? [])],
		erasedRooms: [...(batch.erasedRooms ?? [])],
		blobs,
		versions: (batch.versions ?? []).flatMap((row) => [
			row.session,
			row.frame,
			row.number,
			row.hash,
			row.text
		]),
		bytes
	};
}

/** Reads the cells of packed rows one after the other. */
export class CellReader {
	readonly #cells: readonly Cell[];
	readonly #bytes: Uint8Array;
	#next = 0;

	constructor(cells: readonly Cell[], bytes: Uint8Array) {
		this.#cells = cells;
		this.#bytes = bytes;
	}

	get hasMore(): boolean {
		return this.#next < this.#cells.length;
	}

	cell(): Cell {
		return this.#cells[this.#next++] ?? null;
	}

	text(): string {
		const value = this.cell();
		if (typeof value !== 'string') throw new TypeError(`text expected, got ${String(value)}`);
		return value;
	}

	number(): number {
		const value = this.cell();
		if (typeof value !== 'number') throw new TypeError(`number expected, got ${String(value)}`);
		return value;
	}

	bytes(): Uint8Array | null {
		const offset = this.number();
		const length = this.number();
		return length < 0 ? null : this.#bytes.subarray(offset, offset + length);
	}
}
