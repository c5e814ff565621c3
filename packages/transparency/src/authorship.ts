// What people sign with the keys of their browsers: that they sent these updates, knowing this history.
// Ed25519 (RFC 8032) over a text in lines, as in C2SP signed-note. The first line has spaces, which no name
// of a log has: so no signature made here can pass for one under a checkpoint or a cosignature, nor the other way.
import { verify, verifySoon } from '#ed25519';
import { sha256 } from '#sha256';
import { toBase64url, utf8 } from './bytes.ts';

/** One signature of an author, with all that it covers. */
export interface Authorship {
	/** Which log: `<public host>/s/<session>`. */
	readonly origin: string;
	readonly participant: string;
	/** The author's public key, base64url. */
	readonly key: string;
	/** 0 for the entry that makes the key known, then one more each time. */
	readonly number: number;
	/** The room whose document was changed; null for number 0. */
	readonly room: string | null;
	/** SHA-256 (base64url) of each update as the author sent it, in that order. */
	readonly hashes: readonly string[];
	/** The newest checkpoint the author had checked: its size and root (base64url). 0 and null before the first. */
	readonly size: number;
	readonly root: string | null;
}

const KIND = 'concordia author signature v1';

/** The text that is signed. Every field is one line, so nothing can be read in two ways. */
export function formatAuthorship(authorship: Authorship): string {
	const { origin, participant, key, number, room, hashes, size, root } = authorship;
	const lines = [
		KIND,
		`log ${origin}`,
		`participant ${participant}`,
		`key ${key}`,
		`number ${number}`,
		room === null ? 'registers' : `signs ${room}`,
		`hash ${hashes.length === 0 ? '-' : hashOfList(hashes)}`,
		`history ${size} ${root ?? '-'}`
	];
	for (const line of lines) if (/\p{Cc}/u.test(line)) throw new RangeError('a field of two lines');
	return lines.map((line) => `${line}\n`).join('');
}

/** The field `h` of a `sign` leaf: one hash (base64url) over the lines of a list of hashes. */
export function hashOfList(hashes: readonly string[]): string {
	return toBase64url(sha256(utf8(hashes.map((hash) => `${hash}\n`).join(''))));
}

/** Whether this key made this signature (both as bytes) over what is said there. */
export function isSignedBy(
	authorship: Authorship,
	signature: Uint8Array,
	publicKey: Uint8Array
): boolean {
	return verify(signature, utf8(formatAuthorship(authorship)), publicKey);
}

/** The same, by what the platform has for it where that is faster. */
export function isSignedSoon(
	authorship: Authorship,
	signature: Uint8Array,
	publicKey: Uint8Array
): Promise<boolean> {
	return verifySoon(signature, utf8(formatAuthorship(authorship)), publicKey);
}
