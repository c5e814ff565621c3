import { fromBase64url, toHex } from './bytes.ts';
import type { Leaf } from './leaf.ts';

/** Who confirmed a version. */
export interface VersionConfirmation {
	participant: string;
	organization: string | null;
	/** Index of the entry. */
	entry: number;
	/** Whether an entry before it says that the version was on a screen of theirs, or that they have read it. */
	isSeen: boolean;
}

/** A wording that was frozen, and what the log says of it. */
export interface VersionFindings {
	/** Id of the instrument's frame. */
	frame: string;
	/** From 1, for each frame. */
	number: number;
	/** SHA-256 (hex) of its text, which lies in `versions/<hash>.json`. */
	hash: string;
	/** Index of the entry that froze it. */
	entry: number;
	/** Those who have not taken it back. */
	confirmed: VersionConfirmation[];
	/** Index of the entry that says that all had confirmed it; null before. */
	agreed: number | null;
}

/** Follows which wordings were frozen and who stands by them, while the entries of a log are read in their order. */
export class VersionReader {
	readonly #versions: VersionFindings[] = [];
	/** By name of a version: people, and organizations (behind a blank) where no persons are recorded. */
	readonly #seen = new Map<string, Set<string>>();

	read(leaf: Leaf): null {
		switch (leaf.k) {
			case 'version.freeze':
				this.#freeze(leaf);
				break;
			case 'version.confirm':
			case 'version.unconfirm':
			case 'version.agree':
				this.#speak(leaf);
				break;
			case 'seen':
			case 'ack':
				this.#see(leaf);
				break;
			default:
		}
		return null;
	}

	findings(): VersionFindings[] {
		return this.#versions;
	}

	#freeze({ i: entry, o, h }: Leaf): void {
		const frame = o?.[0];
		const hash = h === undefined ? null : fromBase64url(h);
		if (frame === undefined || hash === null) return;
		const before = this.#versions.filter((version) => version.frame === frame).length;
		this.#versions.push({
			frame,
			number: before + 1,
			hash: toHex(hash),
			entry,
			confirmed: [],
			agreed: null
		});
	}

	#speak({ k, i: entry, a: participant, og, o, c, h }: Leaf): void {
		const number = Number(/^version:([1-9]\d{0,8})$/.exec(c?.[0] ?? '')?.[1]);
		const version = this.#versions.find((one) => one.frame === o?.[0] && one.number === number);
		const hash = h === undefined ? null : fromBase64url(h);
		if (version === undefined || hash === null || toHex(hash) !== version.hash) return;
		if (k === 'version.agree') {
			version.agreed ??= entry;
			return;
		}
		if (participant === undefined) return;
		version.confirmed = version.confirmed.filter((one) => one.participant !== participant);
		if (k === 'version.unconfirm') return;
		const seen = this.#seen.get(`${version.frame}#v${number}`);
		const isSeen = seen?.has(participant) === true || seen?.has(` ${og}`) === true;
		version.confirmed.push({ participant, organization: og ?? null, entry, isSeen });
	}

	#see({ a, og, o = [] }: Leaf): void {
		for (const id of o) {
			if (!/#v\d+$/.test(id)) continue;
			const seen = this.#seen.get(id) ?? new Set();
			seen.add(a ?? ` ${og}`);
			this.#seen.set(id, seen);
		}
	}
}
