// Checkpoints as people hand them round: read aloud, scanned, pasted.
import { sha256 } from '#sha256';
import {
	concatBytes,
	equalBytes,
	fromBase64url,
	fromHex,
	toBase64,
	toBase64url,
	utf8
} from './bytes.ts';
import { formatCheckpoint, parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import { HASH_BYTES } from './hashing.ts';
import { parseNote, type Verifier } from './note.ts';
import { bad, good, type Result } from './result.ts';

/** Letters and digits that nobody confuses, read or heard (Crockford's base 32). */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** 24 letters are 120 bits: two histories with one code take some 2^60 tries to make. */
const CODE_LETTERS = 24;
const GROUP = 4;

/**
 * What a checkpoint is called when people compare it by voice: the number of entries, then six groups of
 * four letters and digits. Different histories have different codes.
 */
export function codeOf(checkpoint: Checkpoint): string {
	const hash = sha256(utf8(formatCheckpoint(checkpoint)));
	let bits = 0n;
	for (const byte of hash.subarray(0, (CODE_LETTERS * 5) / 8)) bits = bits * 256n + BigInt(byte);
	let code = '';
	for (let at = CODE_LETTERS - 1; at >= 0; at--)
		code += letters[Number((bits >> BigInt(5 * at)) & 31n)];
	const groups = Array.from({ length: CODE_LETTERS / GROUP }, (_, at) =>
		code.slice(at * GROUP, (at + 1) * GROUP)
	);
	return [checkpoint.size, ...groups].join('-');
}

/** What somebody typed or pasted as a checkpoint. */
export type Handed =
	| { readonly kind: 'code'; readonly size: number; readonly code: string }
	/** A note, perhaps out of a QR code; its signature is not checked here. */
	| { readonly kind: 'note'; readonly note: string; readonly checkpoint: Checkpoint };

/** Reads a note, a short code however it is spaced, or the address inside a QR code. */
export function readHanded(text: string, log: Verifier): Result<Handed> {
	const given = text.trim();
	if (given.includes('\n')) {
		const note = `${text.replaceAll('\r\n', '\n').trim()}\n`;
		const checkpoint = parseCheckpoint(note);
		if (!checkpoint.ok || !parseNote(note).ok) return bad('not a checkpoint');
		return good({ kind: 'note', note, checkpoint: checkpoint.value });
	}
	const packed = /(?:^|compare=)(\d{1,15})\.([\w-]{43})\.([\w-]{86})$/.exec(given);
	if (packed !== null) return unpack(packed, log);
	const [size = '', ...rest] = given.toUpperCase().split(/[\s\-.,:]+/);
	const code = rest.join('').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
	if (!/^\d{1,15}$/.test(size) || code.length !== CODE_LETTERS) return bad('not a checkpoint');
	if (!/^[0-9A-HJKMNP-TV-Z]+$/.test(code)) return bad('not a checkpoint');
	const groups = code.match(/.{4}/g) ?? [];
	return good({ kind: 'code', size: Number(size), code: [Number(size), ...groups].join('-') });
}

/** A signed checkpoint in the fewest letters, for a QR code: size, root and the log's signature. */
export function packNote(note: string, log: Verifier): string {
	const parsed = parseNote(note);
	const checkpoint = parseCheckpoint(note);
	if (!parsed.ok || !checkpoint.ok) throw new RangeError('not a checkpoint');
	const own = parsed.value.signatures.find(
		({ name, keyId }) => name === log.name && keyId === log.keyId
	);
	if (own === undefined) throw new RangeError('not signed by the log');
	const { size, root } = checkpoint.value;
	return `${size}.${toBase64url(root)}.${toBase64url(own.signature)}`;
}

function unpack(
	[, size = '', root = '', signature = '']: readonly string[],
	log: Verifier
): Result<Handed> {
	const [rootBytes, signed] = [fromBase64url(root), fromBase64url(signature)];
	if (rootBytes?.length !== HASH_BYTES || signed === null) return bad('not a checkpoint');
	const checkpoint = { origin: log.name, size: Number(size), root: rootBytes };
	const id = fromHex(log.keyId) ?? new Uint8Array(0);
	const line = `\u2014 ${log.name} ${toBase64(concatBytes(id, signed))}\n`;
	return good({ kind: 'note', note: `${formatCheckpoint(checkpoint)}\n${line}`, checkpoint });
}

/** Whether a checkpoint is the one that was handed over. */
export function isHanded(handed: Handed, checkpoint: Checkpoint): boolean {
	return handed.kind === 'code'
		? codeOf(checkpoint) === handed.code
		: checkpoint.size === handed.checkpoint.size &&
				equalBytes(checkpoint.root, handed.checkpoint.root);
}
