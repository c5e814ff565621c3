import {
	decodeSigned,
	decodeRefused,
	decodeSaved,
	encodeSign,
	MAX_SIGNED_HASHES,
	messageTypes,
	type Signed
} from '@concordia/protocol';
import { formatAuthorship, fromBase64url, toBase64url } from '@concordia/transparency';

/** A socket as far as signing needs it. */
export interface Line {
	readonly isOpen: boolean;
	send(bytes: Uint8Array): void;
}

/** A checkpoint whose signature by the log was found right. */
export interface SeenCheckpoint {
	readonly size: number;
	readonly root: Uint8Array;
}

/** What outlives the page: so much that what it sent can still be signed by the same key later. */
export interface KeptSigning {
	/** Number of the newest signature that the log has. */
	readonly number: number;
	/** Hashes of what was sent and is not known to be signed in the log. */
	readonly pending: readonly string[];
}

export type SigningAlarm = 'history-differs' | 'signatures-lost';

export interface SigningWorld {
	readonly now: () => number;
	/** Signs with the key that this browser keeps. */
	readonly sign: (text: string) => Promise<Uint8Array>;
	readonly checkpoint: () => SeenCheckpoint | null;
	readonly maySign: () => boolean;
	readonly keep: (kept: KeptSigning) => void;
	readonly alarm: (what: SigningAlarm) => void;
}

export interface SignerOptions {
	readonly origin: string;
	readonly participant: string;
	readonly room: string;
	/** The public key. */
	readonly key: Uint8Array;
	readonly kept: KeptSigning;
}

interface Unsettled {
	readonly line: Line;
	/** Which document message of its connection. */
	readonly message: number;
	readonly hash: string;
	readonly at: number;
}

/** A signature follows what it signs within this time. */
const SIGN_MS = 2000;
/** What the server does not answer within this time is asked again. */
const ANSWER_MS = 10_000;
/** Later nobody waits for the word that it was stored: a signature for nothing does no harm. */
const SETTLE_MS = 5000;

/**
 * Signs what one browser sends in one room with one key. The updates go out as ever; signatures follow, one
 * for many of them, each numbered, one at a time, and again until the server has said that it is stored.
 */
export class Signer {
	readonly #options: SignerOptions;
	readonly #world: SigningWorld;
	readonly #keyText: string;
	#line: Line | null = null;
	#unsettled: Unsettled[] = [];
	#ready: string[];
	/** The connection on which the server has said how far it knows this key. */
	#known: Line | null = null;
	#number: number;
	#asked: { readonly number: number; readonly count: number; readonly at: number } | null = null;
	#signedAt = -Infinity;
	#isSigning = false;
	#isOver = false;

	constructor(options: SignerOptions, world: SigningWorld) {
		this.#options = options;
		this.#world = world;
		this.#keyText = toBase64url(options.key);
		this.#ready = [...options.kept.pending];
		this.#number = options.kept.number;
	}

	/** Nothing is left that has not been signed. */
	get isDone(): boolean {
		return this.#isOver || (this.#unsettled.length === 0 && this.#ready.length === 0);
	}

	/** The server will not take signatures by this key. */
	get isOver(): boolean {
		return this.#isOver;
	}

	/** From now on this connection is the one. */
	connected(line: Line): void {
		if (line === this.#line) return;
		this.#line = line;
		this.#asked = null;
	}

	/** Document messages that went out; `hash` is the one of their updates. */
	sent(line: Line, message: number, hash: string): void {
		this.#unsettled.push({ line, message, hash, at: this.#world.now() });
		this.#keep();
	}

	/** A message that came on the connection. */
	heard(line: Line, bytes: Uint8Array): void {
		if (bytes[0] === messageTypes.saved) {
			const saved = decodeSaved(bytes);
			if (saved.ok) this.#settle((one) => one.line === line && one.message <= saved.value.count);
		} else if (bytes[0] === messageTypes.refused) {
			const refused = decodeRefused(bytes);
			if (!refused.ok) return;
			const { count } = refused.value;
			this.#unsettled = this.#unsettled.filter((one) => one.line !== line || one.message !== count);
			this.#keep();
		} else if (bytes[0] === messageTypes.signed) {
			const signed = decodeSigned(bytes);
			if (signed.ok && line === this.#line && toBase64url(signed.value.key) === this.#keyText)
				this.#answered(line, signed.value);
		}
	}

	/** To be called often: says or asks what is due. `isLast`: there may be no later. */
	async tick(isLast = false): Promise<void> {
		const line = this.#line;
		const now = this.#world.now();
		this.#settle((one) => one.line !== line || isLast || now - one.at > SETTLE_MS);
		if (this.#asked && now - this.#asked.at > ANSWER_MS) [this.#asked, this.#known] = [null, null];
		const isDue = isLast || now - this.#signedAt >= SIGN_MS;
		if (!line?.isOpen || this.#asked || this.#isSigning || this.#isOver || !this.#world.maySign())
			return;
		if (this.#known !== line) await this.#say(line, 0, []);
		else if (isDue && this.#ready.length > 0)
			await this.#say(line, this.#number + 1, this.#ready.slice(0, MAX_SIGNED_HASHES));
	}

	#settle(isSettled: (one: Unsettled) => boolean): void {
		if (this.#unsettled.length === 0) return;
		this.#ready.push(...this.#unsettled.filter(isSettled).map(({ hash }) => hash));
		this.#unsettled = this.#unsettled.filter((one) => !isSettled(one));
	}

	async #say(line: Line, number: number, hashes: readonly string[]): Promise<void> {
		const { origin, participant, room, key } = this.#options;
		const { size, root } = this.#world.checkpoint() ?? { size: 0, root: null };
		const text = formatAuthorship({
			origin,
			participant,
			key: this.#keyText,
			number,
			room: number === 0 ? null : room,
			hashes,
			size,
			root: root && toBase64url(root)
		});
		this.#isSigning = true;
		try {
			const signature = await this.#world.sign(text);
			if (!line.isOpen) return;
			const bytes = hashes.map((hash) => fromBase64url(hash) ?? new Uint8Array(0));
			line.send(encodeSign({ key, number, hashes: bytes, size, root, signature }));
			const now = this.#world.now();
			this.#asked = { number, count: hashes.length, at: now };
			if (number > 0) this.#signedAt = now;
		} finally {
			this.#isSigning = false;
		}
	}

	#answered(line: Line, { number, code }: Signed): void {
		const asked = this.#asked;
		this.#asked = null;
		switch (code) {
			case '':
			case 'out-of-order':
				// What the server once had stored it would no longer have.
				if (number < this.#number) return this.#end('signatures-lost');
				if (asked && asked.number > 0 && number >= asked.number) this.#ready.splice(0, asked.count);
				this.#known = line;
				this.#number = number;
				this.#keep();
				return;
			case 'key-unknown':
				if (this.#number > 0) return this.#end('signatures-lost');
				this.#known = null;
				return;
			case 'history-differs':
				this.#world.alarm('history-differs');
				this.#isOver = true;
				return;
			default:
				this.#isOver = true;
		}
	}

	#end(what: SigningAlarm): void {
		this.#isOver = true;
		this.#world.alarm(what);
	}

	#keep(): void {
		const pending = [...this.#ready, ...this.#unsettled.map(({ hash }) => hash)];
		this.#world.keep({ number: this.#number, pending });
	}
}
