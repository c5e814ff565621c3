import type { AuthorFindings } from '@concordia/transparency';

/** Whose own keys signed what, of all people together. */
export interface SignedCount {
	/** Changes that somebody is said to have made, and those that their own keys signed. */
	readonly all: number;
	readonly signed: number;
	/** The first change that was not signed although its author had a key by then. */
	readonly firstUnsigned: number | null;
	/** Changes that were signed and are not in the log. */
	readonly absent: number;
	/** People in whose name more than one key was made known. */
	readonly severalKeys: number;
}

export function countSigned(authors: readonly AuthorFindings[]): SignedCount {
	let [all, signed, absent, severalKeys] = [0, 0, 0, 0];
	let firstUnsigned = Infinity;
	for (const author of authors) {
		all += author.signed + author.unsigned;
		signed += author.signed;
		absent += author.absent;
		if (author.keys > 1) severalKeys++;
		firstUnsigned = Math.min(firstUnsigned, author.firstUnsigned ?? Infinity);
	}
	return {
		all,
		signed,
		firstUnsigned: firstUnsigned === Infinity ? null : firstUnsigned,
		absent,
		severalKeys
	};
}
