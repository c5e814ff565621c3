import { hashOfList, isSignedSoon, type Authorship } from './authorship.ts';
import { fromBase64url, toBase64url } from './bytes.ts';
import type { Leaf } from './leaf.ts';
import type { Problem } from './problem.ts';

/** What can be said of one person's entries. */
export interface AuthorFindings {
	participant: string;
	/** Keys that were made known in this person's name. */
	keys: number;
	/** Changes that the person's own key signed. */
	signed: number;
	/** Changes that only the host says are this person's: by other programs, older pages, or not signed in time. */
	unsigned: number;
	/** The first of these that came when the person had a key already. */
	firstUnsigned?: number;
	/** Changes that were signed and are not in the log: they changed nothing, were refused, or the host left them out. */
	absent: number;
}

interface Key {
	readonly participant: string;
	readonly text: string;
	readonly bytes: Uint8Array;
	/** Number of its newest signature. */
	number: number;
}

interface Pending {
	readonly entry: number;
	readonly publicKey: Uint8Array;
	readonly signature: Uint8Array;
	readonly authorship: Omit<Authorship, 'origin' | 'root'>;
}

interface Author {
	keys: number;
	changes: number;
	signed: number;
	/** Entries by room and hash that nothing has signed yet; the same bytes may be there twice. */
	readonly unsigned: Map<string, number[]>;
	/** What was signed before its entry came, or without any. */
	readonly early: Set<string>;
	/** What is signed and in the log. An author who isn't sure that it was stored signs it again. */
	readonly done: Set<string>;
	firstKey: number;
}

const SIGNATURES_PER_STEP = 200;

/** Nothing but a hash: with a line break in it one list could be read as another. */
const isHash = (text: string) => /^[A-Za-z0-9_-]{43}$/.test(text);

/** What is signed has one line for each; nobody has a name or a room of two. */
const isOneLine = (text: string) => !/\p{Cc}/u.test(text);

/**
 * Follows who signed what while the entries of a log are read one after the other. What is wrong with the
 * form shows at once; the signatures themselves are checked when asked.
 */
export class AuthorVerifier {
	readonly #keys = new Map<number, Key>();
	readonly #authors = new Map<string, Author>();
	#pending: Pending[] = [];
	/** The part of a change that was read last, and where: its next part stands right behind it. */
	#part = { change: '', part: 0, entry: -1 };
	/** Entries that go on with the change of the entry before them. */
	readonly #parts = new Set<number>();

	/** Takes the next entry, of whatever kind. */
	read(leaf: Leaf): Problem | null {
		switch (leaf.k) {
			case 'edit':
				this.#readEdit(leaf);
				return null;
			case 'key.add':
				return this.#readKey(leaf);
			case 'sign':
				return this.#readSignature(leaf);
			default:
				return null;
		}
	}

	/** Checks the signatures that were read since the last time. `rootAt` gives the log's root at a size it had. */
	async check(
		origin: string,
		rootAt: (size: number) => Promise<Uint8Array>,
		pause?: () => void | Promise<void>
	): Promise<Problem | null> {
		const pending = this.#pending;
		this.#pending = [];
		let [known, root]: [number, string | null] = [0, null];
		for (const [at, { entry, publicKey, signature, authorship }] of pending.entries()) {
			const { size } = authorship;
			if (size !== known) [known, root] = [size, toBase64url(await rootAt(size))];
			const whole = { ...authorship, origin, root: size === 0 ? null : root };
			if (!(await isSignedSoon(whole, signature, publicKey))) {
				const detail = `The signature in entry ${entry} was not made by its author's key over what the entry says, or its author saw another history of this log.`;
				return problemAt('signature-wrong', entry, detail);
			}
			if (at % SIGNATURES_PER_STEP === SIGNATURES_PER_STEP - 1) await pause?.();
		}
		return null;
	}

	/** One row per person who changed something or has a key, in the order of their first. */
	findings(): AuthorFindings[] {
		return Array.from(this.#authors, ([participant, author]) => {
			let first = Infinity;
			for (const entries of author.unsigned.values())
				for (const entry of entries) if (entry > author.firstKey) first = Math.min(first, entry);
			return {
				participant,
				keys: author.keys,
				signed: author.signed,
				unsigned: author.changes - author.signed,
				...(first < Infinity && { firstUnsigned: first }),
				absent: author.early.size
			};
		});
	}

	/** Whether the author's key signed this change, as far as the log was read. */
	isSigned({ a, room = '', h, i, p = 1 }: Leaf): boolean {
		const author = a === undefined ? undefined : this.#authors.get(a);
		if (!author || h === undefined) return false;
		const first = this.#parts.has(i) ? i - p + 1 : i;
		return !author.unsigned.get(`${room} ${h}`)?.includes(first);
	}

	#readEdit({ i, a, room = '', seq = 0, h, p = 1 }: Leaf): void {
		// What was revealed without names is nobody's.
		if (a === undefined || h === undefined) return;
		// Parts of one change stand for it together; what only calls itself a part stands for itself.
		const before = this.#part;
		const change = `${a} ${room} ${seq} ${h}`;
		this.#part = { change, part: p, entry: i };
		if (p > 1 && before.change === change && before.part === p - 1 && before.entry === i - 1) {
			this.#parts.add(i);
			return;
		}
		const author = this.#authorOf(a);
		author.changes++;
		const name = `${room} ${h}`;
		if (author.early.delete(name)) {
			author.done.add(name);
			author.signed++;
			return;
		}
		const same = author.unsigned.get(name);
		if (same) same.push(i);
		else author.unsigned.set(name, [i]);
	}

	#readKey(leaf: Leaf): Problem | null {
		const { i: entry, a: participant, o, n, w, s } = leaf;
		const text = o?.[0];
		const bytes = text === undefined ? null : fromBase64url(text);
		if (participant === undefined || text === undefined || bytes?.length !== 32 || n !== 0) {
			const detail = `Entry ${entry} does not make a key known the way such entries do.`;
			return problemAt('signature-malformed', entry, detail);
		}
		const author = this.#authorOf(participant);
		author.keys++;
		author.firstKey = Math.min(author.firstKey, entry);
		this.#keys.set(entry, { participant, text, bytes, number: 0 });
		const authorship = { participant, key: text, number: 0, room: null, hashes: [] };
		return this.#await(entry, bytes, s, w, authorship);
	}

	#readSignature(leaf: Leaf): Problem | null {
		const { i: entry, a: participant, room, o = [], h, n, w, s } = leaf;
		const [keyEntry = '', ...hashes] = o;
		const isWhole = hashes.length > 0 && hashes.every(isHash) && h === hashOfList(hashes);
		if (participant === undefined || room === undefined || n === undefined || !isWhole) {
			const detail = `Entry ${entry} is not a signature the way such entries are.`;
			return problemAt('signature-malformed', entry, detail);
		}
		const key = this.#keys.get(Number(keyEntry));
		if (!key || String(Number(keyEntry)) !== keyEntry || key.participant !== participant) {
			const detail = `Entry ${entry} is signed with a key that is not one of its author's.`;
			return problemAt('signature-key', entry, detail);
		}
		if (n !== key.number + 1) {
			const detail = `Entry ${entry} is signature ${n} of its author's key, but the one before it in the log is ${key.number}: signatures are missing, repeated or out of order.`;
			return problemAt('signature-number', entry, detail);
		}
		key.number = n;
		const authorship = { participant, key: key.text, number: n, room, hashes };
		this.#cover(participant, room, hashes);
		return this.#await(entry, key.bytes, s, w, authorship);
	}

	#await(
		entry: number,
		publicKey: Uint8Array,
		s: string | undefined,
		size: number | undefined,
		authorship: Omit<Authorship, 'origin' | 'root' | 'size'>
	): Problem | null {
		const signature = s === undefined ? null : fromBase64url(s);
		const { participant, room } = authorship;
		if (!isOneLine(`${participant}${room ?? ''}`)) {
			const detail = `Entry ${entry} names a person or a room in more than one line.`;
			return problemAt('signature-malformed', entry, detail);
		}
		if (!signature || size === undefined || size > entry) {
			const detail = `Entry ${entry} has no signature, or one that speaks of entries after it.`;
			return problemAt('signature-malformed', entry, detail);
		}
		this.#pending.push({ entry, publicKey, signature, authorship: { ...authorship, size } });
		return null;
	}

	#cover(participant: string, room: string, hashes: readonly string[]): void {
		const author = this.#authorOf(participant);
		for (const hash of hashes) {
			const name = `${room} ${hash}`;
			if (author.done.has(name)) continue;
			const same = author.unsigned.get(name);
			if (!same) {
				author.early.add(name);
				continue;
			}
			// One signature is for one entry: whoever repeats the update has it unsigned.
			same.shift();
			author.done.add(name);
			author.signed++;
			if (same.length === 0) author.unsigned.delete(name);
		}
	}

	#authorOf(participant: string): Author {
		let author = this.#authors.get(participant);
		if (!author) {
			author = {
				keys: 0,
				changes: 0,
				signed: 0,
				unsigned: new Map(),
				early: new Set(),
				done: new Set(),
				firstKey: Infinity
			};
			this.#authors.set(participant, author);
		}
		return author;
	}
}

function problemAt(code: Problem['code'], entry: number, detail: string): Problem {
	return { code, where: 'log.jsonl', entry, detail };
}
