// C2SP tlog-witness: a witness remembers the newest checkpoint it saw of a log, and cosigns a later one only
// when it was shown that the log has grown into it. The transport is the caller's.
import { fromBase64, toBase64, utf8 } from './bytes.ts';
import { openCheckpoint, parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import { HASH_BYTES } from './hashing.ts';
import { parseNote, signNoteLine, type Verifier } from './note.ts';
import { checkConsistency } from './proof.ts';
import { bad, good, type Result } from './result.ts';

/** A consistency proof never needs more hashes than a size has bits. */
const MAX_PROOF = 63;

/** "This log had `older` entries when you last looked, and here is the proof that it grew into this." */
export interface Proposal {
	readonly older: number;
	readonly proof: readonly Uint8Array[];
	/** The checkpoint as the log signed it. */
	readonly note: string;
}

/** The body of a call to `add-checkpoint`. */
export function formatProposal({ older, proof, note }: Proposal): string {
	return `old ${older}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`;
}

export function parseProposal(text: string): Result<Proposal> {
	const end = text.indexOf('\n\n');
	const [first = '', ...hashes] = text.slice(0, Math.max(0, end)).split('\n');
	const older = Number(/^old (0|[1-9]\d*)$/.exec(first)?.[1] ?? Number.NaN);
	if (!Number.isSafeInteger(older)) return bad('a proposal begins with the old size');
	if (hashes.length > MAX_PROOF) return bad('the proof is too long');
	const proof: Uint8Array[] = [];
	for (const line of hashes) {
		const hash = fromBase64(line);
		if (hash?.length !== HASH_BYTES) return bad('a line of the proof is no hash');
		proof.push(hash);
	}
	return good({ older, proof, note: text.slice(end + 2) });
}

/** How two checkpoints of one log contradict each other. */
export type ConflictKind =
	/** Both are of the same size and differ: two histories were shown. */
	| 'split'
	/** The later one does not continue the earlier one. */
	| 'rewritten'
	/** The log says that it has fewer entries than it had signed before. */
	| 'cut';

/** Two notes, both signed by the log, that cannot both be true of one log that only grows. */
export interface Conflict {
	readonly kind: ConflictKind;
	/** What was seen first. */
	readonly mine: string;
	readonly theirs: string;
}

export type Consideration =
	/** The log has grown: to be remembered, then cosigned. (200) */
	| { readonly kind: 'grown'; readonly checkpoint: Checkpoint; readonly note: string }
	/** Seen before: may be cosigned again. (200) */
	| { readonly kind: 'same'; readonly checkpoint: Checkpoint; readonly note: string }
	/** The proof begins elsewhere than where this witness stands: `size` is what it has. (409) */
	| { readonly kind: 'elsewhere'; readonly size: number }
	/** Not signed by the log one knows, or not its checkpoint. (403) */
	| { readonly kind: 'foreign'; readonly reason: string }
	/** The log contradicts itself. (422) */
	| { readonly kind: 'conflict'; readonly conflict: Conflict };

/**
 * What a witness makes of a proposal. `seen` is the newest note it remembers of this log, null when it
 * comes for the first time. Nothing is signed here: the caller first keeps the note, then signs.
 */
export function considerProposal(
	{ older, proof, note }: Proposal,
	seen: string | null,
	log: Verifier
): Consideration {
	const opened = openOwn(note, log);
	if (!opened.ok) return { kind: 'foreign', reason: opened.reason };
	const checkpoint = opened.value;
	const known = seen === null ? null : parseCheckpoint(seen);
	if (known?.ok === false) throw new RangeError(`what was kept is no checkpoint: ${known.reason}`);
	const size = known?.value.size ?? 0;
	const conflict = (kind: ConflictKind): Consideration => ({
		kind: 'conflict',
		conflict: { kind, mine: seen ?? '', theirs: note }
	});
	if (known !== null && checkpoint.size === size) {
		return checkpoint.root.every((byte, at) => byte === known.value.root[at])
			? { kind: 'same', checkpoint, note }
			: conflict('split');
	}
	if (older !== size) return { kind: 'elsewhere', size };
	// The log was told what was seen of it and names less as its newest.
	if (known !== null && checkpoint.size < size) return conflict('cut');
	const olderRoot = known?.value.root ?? new Uint8Array(HASH_BYTES);
	const claim = { older, newer: checkpoint.size, olderRoot, newerRoot: checkpoint.root, proof };
	return checkConsistency(claim) ? { kind: 'grown', checkpoint, note } : conflict('rewritten');
}

/** A checkpoint that the log with this key signed under its own name. */
export function openOwn(note: string, log: Verifier): Result<Checkpoint> {
	const opened = openCheckpoint(note, [log]);
	if (!opened.ok) return opened;
	const { origin, size, root } = opened.value;
	return origin === log.name ? good({ origin, size, root }) : bad(`a checkpoint of ${origin}`);
}

/** A key that can't be read out of where it is kept, such as one of WebCrypto: it signs and nothing else. */
export interface KeptKey {
	readonly verifier: Verifier;
	sign(message: Uint8Array): Promise<Uint8Array>;
}

/** The line with which a witness adds its cosignature to a note, without its newline. */
export async function cosignatureLine(note: string, key: KeptKey, time: number): Promise<string> {
	const parsed = parseNote(note);
	if (!parsed.ok) throw new RangeError(`cannot cosign: ${parsed.reason}`);
	const { text } = parsed.value;
	const signature = await key.sign(utf8(`cosignature/v1\ntime ${time}\n${text}`));
	return signNoteLine(key.verifier, signature, time);
}

/** The note as the log signed it, without what witnesses have added. */
export function withoutCosignatures(note: string, log: Verifier): string {
	const parsed = parseNote(note);
	if (!parsed.ok) throw new RangeError(`not a note: ${parsed.reason}`);
	const lines = note.slice(parsed.value.text.length + 1).split('\n');
	const own = parsed.value.signatures.findIndex(
		({ name, keyId }) => name === log.name && keyId === log.keyId
	);
	return `${parsed.value.text}\n${lines[own] ?? ''}\n`;
}
