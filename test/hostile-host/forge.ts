import {
	eventOf,
	VERSIONS,
	writeBoard,
	writeDocuments,
	writePeople,
	writeVersions
} from '@concordia/archive';
import { newDocument, readBoard, readMeta } from '@concordia/board/doc';
import { replay } from '@concordia/session';
import {
	commitPayload,
	equalBytes,
	formatAuthorship,
	formatLeaf,
	formatLogLine,
	formatManifest,
	formatUpdateLine,
	hashBytes,
	parseCheckpoint,
	parseLeaf,
	parseLogLine,
	parseUpdateLine,
	rootOf,
	SALT_BYTES,
	signCheckpoint,
	toBase64url,
	type ExportFiles,
	type Leaf,
	type Signer,
	type UpdateLine
} from '@concordia/transparency';
import * as Y from 'yjs';

/** An entry with what stands beside it; its index is where it stands. */
export interface Entry {
	leaf: Leaf;
	payload: string | null;
	salt: Uint8Array | null;
	/** Of a `sign`, the entry of its key. */
	key?: Entry | undefined;
}

/** An edit as the host stores it, with the entry that it belongs to. */
interface Edit {
	entry: Entry | undefined;
	line: UpdateLine;
}

/**
 * An export taken apart by somebody who holds the log's key. Whatever is changed, `seal` makes a whole of
 * it again: indexes, hashes, manifest, tree and signature all fit, as a host would see to it.
 */
export class Forge {
	readonly entries: Entry[];
	readonly edits: Edit[];
	readonly others: Map<string, Uint8Array>;
	/** Another board than the edits come to. */
	board: Uint8Array | null = null;
	/** Files that are to say something else than follows from log and board. */
	readonly lies = new Map<string, (text: string) => string>();
	readonly #signer: Signer;

	constructor(files: ExportFiles, signer: Signer) {
		this.#signer = signer;
		this.others = new Map(files);
		this.entries = linesOf(files, 'log.jsonl').map((text) => {
			const line = must(parseLogLine(text));
			return { ...line, leaf: must(parseLeaf(line.leaf)) };
		});
		for (const entry of this.entries)
			if (entry.leaf.k === 'sign') entry.key = this.entries[Number(entry.leaf.o?.[0])];
		this.edits = linesOf(files, 'updates.jsonl').map((text) => {
			const line = must(parseUpdateLine(text));
			return { entry: this.entries[line.entry], line };
		});
	}

	/** The first entry of that kind, by that participant if one is named. */
	find(kind: string, participant?: string): Entry {
		const found = this.entries.find(
			({ leaf }) => leaf.k === kind && (participant === undefined || leaf.a === participant)
		);
		if (found === undefined) throw new Error(`no ${kind} by ${participant}`);
		return found;
	}

	editOf(entry: Entry): Edit {
		const found = this.edits.find((edit) => edit.entry === entry);
		if (found === undefined) throw new Error(`entry ${entry.leaf.i} is no edit`);
		return found;
	}

	/** Other fields for an entry, in the order that leaves have. */
	change(entry: Entry, fields: Partial<Leaf>): void {
		entry.leaf = { ...entry.leaf, ...fields };
	}

	/** Another payload, which the leaf then vouches for. */
	reword(entry: Entry, payload: object): void {
		entry.payload = JSON.stringify(payload);
		entry.salt = new Uint8Array(SALT_BYTES).fill(1);
		this.change(entry, { d: commitPayload(entry.payload, entry.salt) });
	}

	/** Takes an entry out, with its edit. */
	remove(entry: Entry): void {
		this.entries.splice(this.entries.indexOf(entry), 1);
		const at = this.edits.findIndex((edit) => edit.entry === entry);
		if (at >= 0) this.edits.splice(at, 1);
	}

	/** Puts in an entry that never was, before the last one (which is of the export). */
	invent(kind: string, fields: Partial<Leaf>): Entry {
		const before = this.entries.at(-2);
		if (before === undefined) throw new Error('an empty log');
		const leaf: Leaf = { v: 1, i: 0, t: before.leaf.t, k: kind, ...fields };
		const entry: Entry = { leaf, payload: null, salt: null };
		this.entries.splice(-1, 0, entry);
		return entry;
	}

	/** Browsers that are shown this history from the first moment sign it themselves: what they sent, and what they saw. */
	signAnew(authors: ReadonlyMap<string, Signer>): void {
		this.#renumber();
		const leaves: string[] = [];
		for (const entry of this.entries) {
			const { k, a = '', o = [], n = 0, w = 0, room = null } = entry.leaf;
			const author = authors.get(a);
			const isOwn = author !== undefined && isKeyOf(author, entry.key ?? entry);
			if (isOwn && (k === 'sign' || k === 'key.add')) {
				const size = Math.min(w, entry.leaf.i);
				const text = formatAuthorship({
					origin: this.#signer.name,
					participant: a,
					key: toBase64url(author.verifier.publicKey),
					number: n,
					room,
					hashes: k === 'sign' ? o.slice(1) : [],
					size,
					root: toBase64url(rootOf(leaves.slice(0, size)))
				});
				this.change(entry, { w: size, s: toBase64url(author.sign(text)) });
			}
			leaves.push(formatLeaf(entry.leaf));
		}
	}

	/** The export again, signed by the log's key or by another one. */
	seal(signer = this.#signer): Map<string, Uint8Array> {
		this.#renumber();
		const files = this.#written(new Map(this.others).set('board.yjs', this.#board()));
		for (const name of [...files.keys()].filter(isCosigned)) {
			const lies = this.#contradicts(textIn(files, name));
			if (lies) files.delete(name); // better none than one that tells of another log
		}
		const updates = this.edits.map(({ entry, line }) =>
			formatUpdateLine({ ...line, entry: entry?.leaf.i ?? line.entry })
		);
		files.set('updates.jsonl', fileOf(updates));
		const manifest = bytesOf(formatManifest(files));
		files.set('manifest.txt', manifest);
		this.change(this.find('export'), { h: hashBytes(manifest) });
		const lines = this.entries.map(({ leaf, payload, salt }) =>
			formatLogLine({ leaf: formatLeaf(leaf), payload, salt })
		);
		files.set('log.jsonl', fileOf(lines));
		return files.set('checkpoint', bytesOf(this.checkpoint(this.entries.length, signer)));
	}

	#renumber(): void {
		for (const [at, entry] of this.entries.entries()) this.change(entry, { i: at });
		for (const entry of this.entries) {
			const { key } = entry;
			if (key) this.change(entry, { o: [String(key.leaf.i), ...(entry.leaf.o ?? []).slice(1)] });
		}
	}

	/** Whatever follows from log and board is written anew, too; then the lies. */
	#written(files: Map<string, Uint8Array>): Map<string, Uint8Array> {
		const end = this.find('export').leaf;
		const before = this.entries.slice(0, end.i);
		const state = replay(before.map(({ leaf, payload }) => eventOf(leaf, payload)));
		if (state === null) throw new Error('a log without a session');
		const doc = newDocument();
		try {
			Y.applyUpdate(doc, files.get('board.yjs') ?? new Uint8Array());
		} catch {
			return files; // nothing can be written from such a board
		}
		const items = readBoard(doc);
		const { title } = readMeta(doc);
		const facts = { session: state.id, title, seq: this.edits.length };
		files.set('board.json', bytesOf(writeBoard(items, facts)));
		files.set('people.json', bytesOf(writePeople(state)));
		for (const name of files.keys()) if (name.startsWith('documents/')) files.delete(name);
		const day = new Date(end.t).toISOString().slice(0, 10);
		for (const [name, text] of writeDocuments(items, state, day)) files.set(name, bytesOf(text));
		const versions = writeVersions(state);
		if (versions !== null) files.set(VERSIONS, bytesOf(versions));
		for (const [name, lie] of this.lies) files.set(name, bytesOf(lie(textIn(files, name))));
		return files;
	}

	/** What the edits come to, unless the host puts another board in its place. */
	#board(): Uint8Array {
		if (this.board) return this.board;
		const doc = newDocument();
		for (const { line } of this.edits) if (line.update !== null) Y.applyUpdate(doc, line.update);
		return Y.encodeStateAsUpdate(doc);
	}

	/** Whether a note of before is not of the log as it is now. */
	#contradicts(note: string): boolean {
		const { size, root } = must(parseCheckpoint(note));
		const leaves = this.entries.slice(0, size).map(({ leaf }) => formatLeaf(leaf));
		return !equalBytes(root, rootOf(leaves));
	}

	/** What the host would have signed when the log had that size. */
	checkpoint(size: number, signer = this.#signer): string {
		const leaves = this.entries.slice(0, size).map(({ leaf }) => formatLeaf(leaf));
		return signCheckpoint({ origin: signer.name, size, root: rootOf(leaves) }, signer);
	}
}

/** Files with checkpoints that others cosigned before the last one. */
function isCosigned(name: string): boolean {
	return name.startsWith('cosigned/');
}

/** Whether an entry makes this key known. */
function isKeyOf({ verifier }: Signer, { leaf }: Entry): boolean {
	return leaf.o?.[0] === toBase64url(verifier.publicKey);
}

export function leafText({ leaf }: Entry): string {
	return formatLeaf(leaf);
}

export function textIn(files: ExportFiles, name: string): string {
	return new TextDecoder().decode(files.get(name));
}

export function bytesOf(text: string): Uint8Array {
	return new TextEncoder().encode(text);
}

/** The export with one file exchanged and nothing else adapted. */
export function exchanged(
	files: ExportFiles,
	name: string,
	change: (text: string) => string
): Map<string, Uint8Array> {
	return new Map(files).set(name, bytesOf(change(textIn(files, name))));
}

function linesOf(files: ExportFiles, name: string): string[] {
	return textIn(files, name).split('\n').slice(0, -1);
}

function fileOf(lines: readonly string[]): Uint8Array {
	return bytesOf(lines.map((line) => `${line}\n`).join(''));
}

function must<T>(result: { ok: true; value: T } | { ok: false; reason: string }): T {
	if (!result.ok) throw new Error(result.reason);
	return result.value;
}

/** An edit that makes a note, as a client with that id would send it. */
export function noteBy(client: number, id: string, text: string): Uint8Array {
	const doc = new Y.Doc();
	doc.clientID = client;
	const note = new Y.Map<unknown>();
	note.set('type', 'note');
	note.set('pos', [0, 0]);
	note.set('text', new Y.Text(text));
	doc.getMap('items').set(id, note);
	return Y.encodeStateAsUpdate(doc);
}
