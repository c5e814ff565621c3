import { equalBytes, textOf } from './bytes.ts';
import type { Checkpoint } from './checkpoint.ts';
import { isLeafKind, parseLeaf, redactedBy, type Leaf } from './leaf.ts';
import { parseLogLine, type LogLine } from './lines.ts';
import { commitPayload } from './payload.ts';
import { refuse, type Problem, type Step, type Warning } from './problem.ts';
import { rootAt } from './proof.ts';
import { readFromTiles } from './tiles.ts';
import { Tree } from './tree.ts';

/** What one document update is to be, according to the log. */
export interface LoggedUpdate {
	entry: number;
	hash: string;
}

export interface ErasedUpdate {
	/** Hash of what stands in its place since; null when that was not said. */
	hash: string | null;
	/** Items it was rewritten without; empty when that was not said. */
	items: readonly string[];
}

/** What the log says, once it is known to be the one that the checkpoint speaks of. */
export interface LogFindings {
	/** By room and position in it. */
	updates: ReadonlyMap<string, ReadonlyMap<number, LoggedUpdate>>;
	/** Entries whose update was declared erased, with what was said of it last. */
	erasedUpdates: ReadonlyMap<number, ErasedUpdate>;
	/** Items of the board that were erased from its past. */
	erasedItems: ReadonlySet<string>;
	/** Hash in each `export` leaf, and its index. */
	exports: ReadonlyMap<string, number>;
	warnings: readonly Warning[];
	/** The root that the log had at a size of the past. */
	rootAt(size: number): Promise<Uint8Array>;
}

/** Reads along while a log is checked, to find out more than whether it is in order. */
export interface LeafReader {
	/** Every entry in order, once its form, place and payload were found right. A problem ends the check. */
	read(leaf: Leaf, line: LogLine): Problem | null;
}

export interface LogQuestion {
	/** What is to be signed for exactly this log. */
	checkpoint: Checkpoint;
	/** A checkpoint one kept; its signature has been checked. */
	earlier?: Checkpoint | null;
	readers?: readonly LeafReader[];
	onProgress?: Progress | undefined;
}

export type Progress = (done: number, total: number) => void | Promise<void>;

/** Between two reports of progress; small enough that a page stays responsive. */
const ENTRIES_PER_STEP = 500;

/** Reads a whole `log.jsonl` against the checkpoint, and its beginning against an earlier one. */
export async function verifyLog(
	bytes: Uint8Array,
	{ checkpoint, earlier = null, readers = [], onProgress }: LogQuestion
): Promise<Step<LogFindings>> {
	const log = new LogVerifier(earlier, readers);
	for (const { text, line } of linesOf(bytes)) {
		const problem = text === null ? notText(line) : log.read(text);
		if (problem) return refuse(problem);
		if (log.size % ENTRIES_PER_STEP === 0) await onProgress?.(log.size, checkpoint.size);
	}
	const problem = log.compare(checkpoint);
	if (problem) return refuse(problem);
	await onProgress?.(checkpoint.size, checkpoint.size);
	return { ok: true, value: log };
}

/**
 * Checks the lines of a log one after the other: their form, their order, their payloads. At any size it
 * can be compared with a checkpoint; so it follows a growing log too. After a problem it is of no use.
 */
export class LogVerifier implements LogFindings {
	readonly #tree = Tree.empty();
	/** Its full tiles, for roots of the past. */
	readonly #tiles = new Map<string, Uint8Array>();
	readonly #earlier: Checkpoint | null;
	readonly #readers: readonly LeafReader[];
	/** Root at the earlier checkpoint's size; null until it is reached. */
	#rootThen: Uint8Array | null = null;
	readonly updates = new Map<string, Map<number, LoggedUpdate>>();
	readonly erasedUpdates = new Map<number, ErasedUpdate>();
	readonly erasedItems = new Set<string>();
	readonly exports = new Map<string, number>();
	readonly warnings: Warning[] = [];
	/** Entries without their payload, still to be explained by a later `redact`, and whom they are about. */
	readonly #missing = new Map<number, { line: number }>();
	/** The same by whom they are about. */
	readonly #missingOf = new Map<string, number[]>();
	/** The invitation that each participant came by. */
	readonly #invites = new Map<string, string>();
	#time = 0;

	/** `earlier`: a checkpoint one kept; its signature has been checked. */
	constructor(earlier: Checkpoint | null = null, readers: readonly LeafReader[] = []) {
		this.#earlier = earlier;
		this.#readers = readers;
		this.#noteRoot();
	}

	/** Entries read so far. */
	get size(): number {
		return this.#tree.size;
	}

	/** Takes the next line, without its newline. */
	read(text: string): Problem | null {
		const where = 'log.jsonl';
		const line = this.size + 1;
		const parsed = parseLogLine(text);
		if (!parsed.ok)
			return { code: 'line-malformed', where, line, detail: `Line ${line}: ${parsed.reason}.` };
		const leaf = parseLeaf(parsed.value.leaf);
		if (!leaf.ok)
			return { code: 'leaf-malformed', where, line, detail: `Line ${line}: ${leaf.reason}.` };
		const { i: entry } = leaf.value;
		if (entry !== this.size) {
			const detail = `Line ${line} holds entry ${entry}, but entry ${this.size} belongs there.`;
			return { code: 'entry-order', where, line, entry: this.size, detail };
		}
		const problem =
			this.#readPayload(leaf.value, parsed.value, line) ?? this.#readUpdate(leaf.value);
		if (problem) return problem;
		for (const reader of this.#readers) {
			const found = reader.read(leaf.value, parsed.value);
			if (found) return found;
		}
		this.#readRest(leaf.value);
		this.#tree.append(parsed.value.leaf);
		this.#noteRoot();
		return null;
	}

	/** What is wrong with everything read so far, given the checkpoint that was signed for it. */
	compare(checkpoint: Checkpoint): Problem | null {
		return (
			this.#firstUnexplained() ??
			compareWhole(this.#tree, checkpoint) ??
			(this.#earlier && compareEarlier(this.#rootThen, checkpoint.size, this.#earlier))
		);
	}

	rootAt(size: number): Promise<Uint8Array> {
		for (const { level, index, bytes } of this.#tree.drainTiles())
			this.#tiles.set(`${level}/${index}`, bytes);
		const read = readFromTiles(this.size, (level, index, width) => {
			const tile = this.#tiles.get(`${level}/${index}`);
			return tile ?? (this.#tree.partialTile(level, index, width) as Uint8Array);
		});
		return rootAt(size, read);
	}

	#noteRoot(): void {
		if (this.size === this.#earlier?.size) this.#rootThen = this.#tree.root();
	}

	/** The first payload that is gone although no `redact` leaf says so. */
	#firstUnexplained(): Problem | null {
		for (const [entry, { line }] of this.#missing) {
			const detail = `The content of entry ${entry} is missing, and no entry says that it was erased.`;
			return { code: 'payload-missing', where: 'log.jsonl', line, entry, detail };
		}
		return null;
	}

	#readPayload(leaf: Leaf, { payload, salt }: LogLine, line: number): Problem | null {
		const where = 'log.jsonl';
		const { i: entry, d } = leaf;
		if (d === undefined) {
			if (payload === null) return null;
			const detail = `Entry ${entry} has content that the log does not vouch for.`;
			return { code: 'payload-unexpected', where, line, entry, detail };
		}
		if (payload === null || salt === null) {
			this.#missing.set(entry, { line });
			for (const person of aboutWhom(leaf)) {
				const own = this.#missingOf.get(person);
				if (own) own.push(entry);
				else this.#missingOf.set(person, [entry]);
			}
			return null;
		}
		if (commitPayload(payload, salt) === d) return null;
		const detail = `The content of entry ${entry} is not what was logged.`;
		return { code: 'payload-changed', where, line, entry, detail };
	}

	#explain(person: string): void {
		for (const name of [person, this.#invites.get(person)]) {
			if (name === undefined) continue;
			for (const entry of this.#missingOf.get(name) ?? []) this.#missing.delete(entry);
			this.#missingOf.delete(name);
		}
	}

	#readUpdate(leaf: Leaf): Problem | null {
		const { i: entry, room, seq, h: hash } = leaf;
		if (!(leaf.k === 'edit' || leaf.k === 'edit.host')) return null;
		if (room === undefined || seq === undefined || hash === undefined) return null;
		let updates = this.updates.get(room);
		if (!updates) this.updates.set(room, (updates = new Map()));
		const known = updates.get(seq);
		if (!known) updates.set(seq, { entry, hash });
		if (!known || known.hash === hash) return null;
		const detail = `Entries ${known.entry} and ${entry} claim the same place in the document for two edits.`;
		return { code: 'entry-conflict', where: 'log.jsonl', entry, detail };
	}

	#readRest(leaf: Leaf): void {
		const { i: entry, t, k, h } = leaf;
		if (k === 'export' && h !== undefined) this.exports.set(h, entry);
		const erased = redactedBy(leaf);
		for (const index of erased.payloads) this.#missing.delete(index);
		for (const person of erased.people) this.#explain(person);
		const [invite] = leaf.o ?? [];
		if (k === 'join' && leaf.a !== undefined && invite !== undefined)
			this.#invites.set(leaf.a, invite);
		for (const item of erased.items) this.erasedItems.add(item);
		for (const index of erased.updates) {
			const before = this.erasedUpdates.get(index)?.items ?? [];
			const items = [...before, ...erased.items];
			this.erasedUpdates.set(index, { hash: erased.instead.get(index) ?? null, items });
		}
		if (t < this.#time) {
			const detail = `The server's clock went back at entry ${entry}.`;
			this.warnings.push({ code: 'clock-backwards', entry, detail });
		}
		if (!isLeafKind(k)) {
			const detail = `Entry ${entry} is of a kind this program does not know (${k}).`;
			this.warnings.push({ code: 'kind-unknown', entry, detail });
		}
		this.#time = t;
	}
}

/** The participant whose payload it is; of an invitation its own id, for it may hold the name of the invited. */
function aboutWhom({ k, a, o }: Leaf): readonly string[] {
	if (k === 'invite.create') return o ?? [];
	return a === undefined ? [] : [a];
}

function compareWhole(tree: Tree, { size, root }: Checkpoint): Problem | null {
	const where = 'log.jsonl';
	if (tree.size < size) {
		const detail = `The log has ${tree.size} entries, but the checkpoint says ${size}.`;
		return { code: 'log-short', where, entry: tree.size, detail };
	}
	if (tree.size > size) {
		const detail = `The log has ${tree.size} entries, but the checkpoint says ${size}.`;
		return { code: 'log-long', where, entry: size, detail };
	}
	if (equalBytes(tree.root(), root)) return null;
	const detail = 'At least one entry is not the one that the checkpoint was signed for.';
	return { code: 'root-differs', where, detail };
}

function compareEarlier(
	rootThen: Uint8Array | null,
	size: number,
	earlier: Checkpoint
): Problem | null {
	const where = 'log.jsonl';
	if (!rootThen) {
		const detail = `The log has ${size} entries, but it had ${earlier.size} at the earlier checkpoint.`;
		return { code: 'log-cut', where, entry: size, detail };
	}
	if (equalBytes(rootThen, earlier.root)) return null;
	const detail = `Something among the first ${earlier.size} entries is not what it was at the earlier checkpoint.`;
	return { code: 'log-rewritten', where, detail };
}

function notText(line: number): Problem {
	return {
		code: 'line-malformed',
		where: 'log.jsonl',
		line,
		detail: `Line ${line} is not complete UTF-8 text.`
	};
}

/** Lines end in a newline, the last one too; what follows the last newline gives `null`. */
export function* linesOf(bytes: Uint8Array): Generator<{ text: string | null; line: number }> {
	let line = 1;
	for (let at = 0; at < bytes.length; line++) {
		const end = bytes.indexOf(0x0a, at);
		yield { text: end < 0 ? null : textOf(bytes.subarray(at, end)), line };
		at = end < 0 ? bytes.length : end + 1;
	}
}
