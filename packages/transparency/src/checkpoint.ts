// C2SP tlog-checkpoint: the signed statement "the log `origin` has `size` entries with this root".
import { fromBase64, toBase64 } from './bytes.ts';
import { HASH_BYTES } from './hashing.ts';
import {
	openNote,
	parseNote,
	signNote,
	type OpenedNote,
	type Signer,
	type Verifier
} from './note.ts';
import { bad, good, type Result } from './result.ts';

export interface Checkpoint {
	/** Which log: `<public host>/s/<session>`. */
	origin: string;
	size: number;
	root: Uint8Array;
}

/** The text that is signed. */
export function formatCheckpoint({ origin, size, root }: Checkpoint): string {
	if (origin === '' || origin.includes('\n')) throw new RangeError('an origin is one line');
	if (!Number.isSafeInteger(size) || size < 0) throw new RangeError(`a log of size ${size}`);
	if (root.length !== HASH_BYTES) throw new RangeError(`a root of ${root.length} bytes`);
	return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** Reads a checkpoint, or the text of one, without checking any signature. */
export function parseCheckpoint(note: string): Result<Checkpoint> {
	const parsed = parseNote(note);
	const text = parsed.ok ? parsed.value.text : note;
	const [origin = '', sizeText = '', rootText = '', ...rest] = text.split('\n');
	const extensions = rest.slice(0, -1);
	if (origin === '' || rest.at(-1) !== '' || extensions.includes(''))
		return bad('not a checkpoint: it has not three lines');
	const size = Number(sizeText);
	if (!/^(0|[1-9]\d*)$/.test(sizeText) || !Number.isSafeInteger(size))
		return bad('not a checkpoint: the size is not a number');
	const root = fromBase64(rootText);
	if (!root || root.length !== HASH_BYTES) return bad('not a checkpoint: the root is not a hash');
	return good({ origin, size, root });
}

/** The checkpoint as it is stored, served and exported. */
export function signCheckpoint(checkpoint: Checkpoint, signer: Signer): string {
	return signNote(formatCheckpoint(checkpoint), signer);
}

/** Reads a checkpoint and checks its signatures against keys one trusts. */
export function openCheckpoint(
	note: string,
	verifiers: readonly Verifier[]
): Result<Checkpoint & { note: OpenedNote }> {
	const opened = openNote(note, verifiers);
	if (!opened.ok) return opened;
	const checkpoint = parseCheckpoint(opened.value.text);
	return checkpoint.ok ? good({ ...checkpoint.value, note: opened.value }) : checkpoint;
}
