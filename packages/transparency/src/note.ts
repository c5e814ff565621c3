// C2SP signed-note and tlog-cosignature v1: a text, a blank line, and one line per signature.
import { publicKeyOf, signWith, verify } from '#ed25519';
import { sha256 } from '#sha256';
import { concatBytes, fromBase64, toBase64, toHex, utf8 } from './bytes.ts';
import { bad, good, type Result } from './result.ts';

/** The algorithm byte of a key. Other types exist (ML-DSA is next); their signatures count as unknown. */
export const signatureTypes = { ed25519: 1, cosignature: 4 } as const;
export type SignatureType = (typeof signatureTypes)[keyof typeof signatureTypes];

/** More signature lines than this are not read at all: each known one costs a verification. */
const MAX_SIGNATURES = 100;

/** A public key one trusts, and the name its signatures carry. */
export interface Verifier {
	name: string;
	type: SignatureType;
	/** Eight hex digits: the first four bytes of the hash over name, type and key. */
	keyId: string;
	publicKey: Uint8Array;
}

export interface Signer {
	name: string;
	verifier: Verifier;
	/** What others need to check the signatures, in one line. */
	verifierKey: string;
	sign(text: string): Uint8Array;
}

/** A cosigner says when it looked, so it needs the time (whole seconds since 1970). */
export interface Cosigner {
	name: string;
	verifier: Verifier;
	verifierKey: string;
	cosign(text: string, time: number): Uint8Array;
}

export interface NoteSignature {
	name: string;
	keyId: string;
	signature: Uint8Array;
}

export interface VerifiedSignature {
	name: string;
	keyId: string;
	type: SignatureType;
	/** Only of cosignatures: seconds since 1970, by the cosigner's clock. */
	time?: number;
}

export interface OpenedNote {
	/** The signed text, with its final newline. */
	text: string;
	verified: readonly VerifiedSignature[];
	/** Signatures by keys one does not know; they prove nothing. */
	unknown: readonly NoteSignature[];
}

/** Without spaces and plus signs, which separate the parts of signature lines and verifier keys. */
export function isKeyName(name: string): boolean {
	return name !== '' && !/[\s\u0085+]/u.test(name) && !hasControls(name);
}

export function createVerifier(name: string, type: SignatureType, publicKey: Uint8Array): Verifier {
	if (!isKeyName(name)) throw new RangeError(`not a key name: ${JSON.stringify(name)}`);
	if (publicKey.length !== 32) throw new RangeError(`a public key of ${publicKey.length} bytes`);
	const id = sha256(concatBytes(utf8(`${name}\n`), Uint8Array.of(type), publicKey));
	return { name, type, keyId: toHex(id.subarray(0, 4)), publicKey };
}

/** `name+key id+base64(type, key)`: the form in which verifier keys are handed round. */
export function formatVerifierKey({ name, type, keyId, publicKey }: Verifier): string {
	return `${name}+${keyId}+${toBase64(concatBytes(Uint8Array.of(type), publicKey))}`;
}

export function parseVerifierKey(text: string): Result<Verifier> {
	const [name = '', keyId = '', ...rest] = text.split('+');
	const key = fromBase64(rest.join('+'));
	if (!isKeyName(name) || !/^[0-9a-f]{8}$/.test(keyId) || !key) return bad('not a verifier key');
	const type = key[0];
	if (type !== signatureTypes.ed25519 && type !== signatureTypes.cosignature)
		return bad('a verifier key of an unknown type');
	if (key.length !== 33) return bad('a verifier key of the wrong length');
	const verifier = createVerifier(name, type, key.slice(1));
	return verifier.keyId === keyId ? good(verifier) : bad('the key id does not belong to the key');
}

/** A log's signing key, from its 32-byte seed. Keep the seed secret; the rest is public. */
export function createSigner(seed: Uint8Array, name: string): Signer {
	const { verifier, sign } = keyFrom(seed, name, signatureTypes.ed25519);
	return {
		name,
		verifier,
		verifierKey: formatVerifierKey(verifier),
		sign: (text) => sign(utf8(text))
	};
}

/** A witness's key: it states that it saw the log grow consistently up to the cosigned checkpoint. */
export function createCosigner(seed: Uint8Array, name: string): Cosigner {
	const { verifier, sign } = keyFrom(seed, name, signatureTypes.cosignature);
	return {
		name,
		verifier,
		verifierKey: formatVerifierKey(verifier),
		cosign: (text, time) => concatBytes(encodeTime(time), sign(cosignedMessage(text, time)))
	};
}

/** The whole note: the text with this key's signature. */
export function signNote(text: string, signer: Signer): string {
	if (!isNoteText(text)) throw new RangeError('a note text ends in a newline and has no controls');
	return `${text}\n${signatureLine(signer.verifier, signer.sign(text))}`;
}

/** The note with one more line. The caller has checked the note before. */
export function cosignNote(note: string, cosigner: Cosigner, time: number): string {
	const parsed = parseNote(note);
	if (!parsed.ok) throw new RangeError(`cannot cosign: ${parsed.reason}`);
	return note + signatureLine(cosigner.verifier, cosigner.cosign(parsed.value.text, time));
}

/** Splits a note without checking anything it says. */
export function parseNote(note: string): Result<{ text: string; signatures: NoteSignature[] }> {
	const end = note.lastIndexOf('\n\n');
	if (end < 0 || !note.endsWith('\n') || end + 2 === note.length) return bad('not a signed note');
	const text = note.slice(0, end + 1);
	if (!isNoteText(text)) return bad('the note has characters that do not belong there');
	const lines = note.slice(end + 2, -1).split('\n');
	if (lines.length > MAX_SIGNATURES) return bad('the note has too many signatures');
	const signatures: NoteSignature[] = [];
	for (const line of lines) {
		const match = /^\u2014 (\S+) (\S+)$/u.exec(line);
		const [, name = '', encoded = ''] = match ?? [];
		const bytes = fromBase64(encoded);
		if (!isKeyName(name) || !bytes || bytes.length < 5) return bad('a signature line is malformed');
		signatures.push({ name, keyId: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4) });
	}
	return good({ text, signatures });
}

/**
 * Checks a note. It is refused when a signature by a known key is wrong, and when there is none by a
 * known key. Signatures by unknown keys are passed over.
 */
export function openNote(note: string, verifiers: readonly Verifier[]): Result<OpenedNote> {
	const parsed = parseNote(note);
	if (!parsed.ok) return parsed;
	const { text, signatures } = parsed.value;
	const verified: VerifiedSignature[] = [];
	const unknown: NoteSignature[] = [];
	for (const signature of signatures) {
		const { name, keyId } = signature;
		const known = verifiers.find((key) => key.name === name && key.keyId === keyId);
		if (!known) {
			unknown.push(signature);
			continue;
		}
		if (verified.some((done) => done.name === name && done.keyId === keyId)) continue;
		const result = checkSignature(text, signature.signature, known);
		if (!result) return bad(`the signature of ${name} is wrong`);
		verified.push({ name, keyId, type: known.type, ...result });
	}
	if (verified.length === 0) return bad('no signature by a known key');
	return good({ text, verified, unknown });
}

function checkSignature(
	text: string,
	signature: Uint8Array,
	{ type, publicKey }: Verifier
): { time?: number } | null {
	if (type === signatureTypes.ed25519) return verify(signature, utf8(text), publicKey) ? {} : null;
	if (signature.length !== 72) return null;
	const time = decodeTime(signature.subarray(0, 8));
	if (time === null) return null;
	return verify(signature.subarray(8), cosignedMessage(text, time), publicKey) ? { time } : null;
}

function keyFrom(seed: Uint8Array, name: string, type: SignatureType) {
	if (seed.length !== 32) throw new RangeError(`a seed of ${seed.length} bytes`);
	return { verifier: createVerifier(name, type, publicKeyOf(seed)), sign: signWith(seed) };
}

/** The line of a cosignature made elsewhere, without its newline. */
export function signNoteLine(verifier: Verifier, signature: Uint8Array, time: number): string {
	return signatureLine(verifier, concatBytes(encodeTime(time), signature)).slice(0, -1);
}

function signatureLine({ name, keyId }: Verifier, signature: Uint8Array): string {
	const id = Uint8Array.from({ length: 4 }, (_, at) =>
		parseInt(keyId.slice(2 * at, 2 * at + 2), 16)
	);
	return `\u2014 ${name} ${toBase64(concatBytes(id, signature))}\n`;
}

function cosignedMessage(text: string, time: number): Uint8Array {
	return utf8(`cosignature/v1\ntime ${time}\n${text}`);
}

function encodeTime(time: number): Uint8Array {
	if (!Number.isSafeInteger(time) || time < 0) throw new RangeError(`a time of ${time} seconds`);
	const bytes = new Uint8Array(8);
	new DataView(bytes.buffer).setBigUint64(0, BigInt(time));
	return bytes;
}

function decodeTime(bytes: Uint8Array): number | null {
	const time = new DataView(bytes.buffer, bytes.byteOffset, 8).getBigUint64(0);
	return time <= BigInt(Number.MAX_SAFE_INTEGER) ? Number(time) : null;
}

function isNoteText(text: string): boolean {
	return text.endsWith('\n') && !hasControls(text.replaceAll('\n', '')) && text.isWellFormed();
}

function hasControls(text: string): boolean {
	for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) < 0x20) return true;
	return false;
}
