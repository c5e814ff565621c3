import { decodeCheckpoint, decodeSaved, messageTypes } from '@concordia/protocol';
import {
	hashBytes,
	openCheckpoint,
	parseVerifierKey,
	type Verifier
} from '@concordia/transparency';
import { locale, t } from '#lib/i18n/index.svelte.ts';
import type { Connection, SentMessage } from '#lib/session/connection.svelte.ts';
import { toast } from '#lib/ui/toast.svelte.ts';
import { InclusionDuty, type InclusionAlarm } from './inclusion.ts';
import { KeyShelf, type StoredKey } from './keys.ts';
import {
	Signer,
	type Line,
	type SeenCheckpoint,
	type SigningAlarm,
	type SigningWorld
} from './signer.ts';

/** Often enough that a signature follows within two seconds and little is lost with a page that dies. */
const TICK_MS = 300;
const UPDATE = 2;

/**
 * Signs what this page sends, and looks whether it is in the log. Works beside the connection: takes from it
 * what went out and listens to its sockets; on the way of an edit there is nothing of it. Where the browser
 * has no keys for this page (plain http from another machine), it keeps the checkpoints all the same.
 */
export async function startSigning(connection: Connection, verifierKey: string): Promise<void> {
	const verifier = parseVerifierKey(verifierKey);
	if (!verifier.ok) return;
	const { promise: closed, resolve: close } = Promise.withResolvers<void>();
	const shelf = await KeyShelf.open();
	const taken = await shelf?.take(connection.session, connection.me, closed).catch(() => null);
	const signing = new Signing(connection, verifier.value, close);
	if (shelf && taken) signing.signWith(shelf, taken.own, taken.left);
	await signing.run();
}

/** One page that signs. */
class Signing {
	readonly #connection: Connection;
	readonly #verifier: Verifier;
	readonly #close: () => void;
	readonly #duty: InclusionDuty;
	readonly #signers: Signer[] = [];
	#own: Signer | null = null;
	#checkpoint: SeenCheckpoint | null = null;
	#socket: WebSocket | null = null;
	#line: Line | null = null;
	/** Updates of the present connection whose storing is not confirmed; they must all be in the log then. */
	#unsaved: { readonly message: number; readonly hash: string }[] = [];

	constructor(connection: Connection, verifier: Verifier, close: () => void) {
		this.#connection = connection;
		this.#verifier = verifier;
		this.#close = close;
		const kept = readKept(connection.session);
		if (kept !== null) this.#openCheckpoint(kept);
		const source = {
			edits: (from: number) => this.#edits(from),
			tile: (path: string) => this.#tile(path)
		};
		const alarm = (what: InclusionAlarm): void => this.#alarm(what);
		this.#duty = new InclusionDuty(source, this.#checkpoint?.size ?? 0, alarm);
	}

	/** `left`: keys of windows that are closed, for what they could not sign any more. */
	signWith(shelf: KeyShelf, own: StoredKey, left: readonly StoredKey[]): void {
		this.#own = this.#signerOf(shelf, own);
		for (const key of left) this.#signerOf(shelf, key);
	}

	/** Goes on for as long as the connection is used. */
	async run(): Promise<void> {
		const last = (): void => {
			if (document.visibilityState === 'hidden') this.#tick(true);
		};
		document.addEventListener('visibilitychange', last);
		addEventListener('pagehide', last);
		const timer = setInterval(() => {
			if (this.#connection.sent !== null) {
				this.#tick(false);
				return;
			}
			clearInterval(timer);
			document.removeEventListener('visibilitychange', last);
			removeEventListener('pagehide', last);
			this.#close();
		}, TICK_MS);
		// What has left so far was answered while nobody listened.
		this.#tick(true);
		// What the server said on connecting was said before anybody listened here.
		const note = await this.#ask('log/checkpoint').catch(() => null);
		if (note !== null) this.#openCheckpoint(await note.text());
	}

	#signerOf(shelf: KeyShelf, key: StoredKey): Signer {
		const { session, me } = this.#connection;
		const { publicKey, privateKey } = key;
		const world: SigningWorld = {
			now: () => performance.now(),
			sign: async (text) =>
				new Uint8Array(
					await crypto.subtle.sign('Ed25519', privateKey, new TextEncoder().encode(text))
				),
			checkpoint: () => this.#checkpoint,
			maySign: () => this.#connection.participant?.consent === true,
			keep: (kept) => shelf.keep({ ...key, ...kept }),
			alarm: (what) => {
				this.#alarm(what);
				if (what === 'signatures-lost') void this.#renew(shelf, key);
			}
		};
		const signer = new Signer(
			{ origin: this.#verifier.name, participant: me, room: session, key: publicKey, kept: key },
			world
		);
		this.#signers.push(signer);
		return signer;
	}

	/** The log no longer has what the old key signed: everything from now on is signed by another. */
	async #renew(shelf: KeyShelf, key: StoredKey): Promise<void> {
		this.#own = this.#signerOf(shelf, await shelf.renew(key));
		if (this.#line !== null) this.#own.connected(this.#line);
	}

	#tick(isLast: boolean): void {
		this.#takeSent();
		for (const signer of this.#signers) void signer.tick(isLast);
		void this.#duty.tick(performance.now(), this.#checkpoint);
	}

	#takeSent(): void {
		for (const message of this.#connection.sent?.splice(0) ?? []) this.#took(message);
	}

	#took({ socket, number, data }: SentMessage): void {
		if (socket !== this.#socket) this.#listen(socket);
		const update = updateIn(data);
		if (update === null || this.#line === null) return;
		const hash = hashBytes(update);
		this.#own?.sent(this.#line, number, hash);
		// What only removes may have been removed by others; what has something new has to be found.
		if (data[1] === UPDATE && update[0] !== 0) this.#unsaved.push({ message: number, hash });
	}

	#listen(socket: WebSocket): void {
		const line: Line = {
			get isOpen() {
				return socket.readyState === WebSocket.OPEN;
			},
			send: (bytes) => socket.send(bytes as Uint8Array<ArrayBuffer>)
		};
		this.#socket = socket;
		this.#line = line;
		this.#unsaved = [];
		for (const signer of this.#signers) signer.connected(line);
		socket.addEventListener('message', ({ data }) => {
			if (data instanceof ArrayBuffer) this.#heard(line, new Uint8Array(data));
		});
	}

	#heard(line: Line, bytes: Uint8Array): void {
		// What an answer speaks of was sent before it.
		this.#takeSent();
		if (bytes[0] === messageTypes.checkpoint) {
			const checkpoint = decodeCheckpoint(bytes);
			if (checkpoint.ok) this.#openCheckpoint(checkpoint.value.note);
		} else if (bytes[0] === messageTypes.saved && line === this.#line) {
			const saved = decodeSaved(bytes);
			const count = saved.ok ? saved.value.count : 0;
			for (const { message, hash } of this.#unsaved)
				if (message <= count) this.#duty.saved(hash, performance.now());
			this.#unsaved = this.#unsaved.filter(({ message }) => message > count);
		} else if (bytes[0] === messageTypes.refused) this.#unsaved = [];
		for (const signer of this.#signers) signer.heard(line, bytes);
	}

	/** Only what the log's own key has signed counts, and never less than before. */
	#openCheckpoint(note: string): void {
		const opened = openCheckpoint(note, [this.#verifier]);
		if (!opened.ok || opened.value.origin !== this.#verifier.name) return;
		const { size, root } = opened.value;
		if (size <= (this.#checkpoint?.size ?? 0)) return;
		this.#checkpoint = { size, root };
		keep(this.#connection.session, note);
	}

	async #edits(from: number): Promise<string | null> {
		const { me } = this.#connection;
		const query = new URLSearchParams({ participant: me, kind: 'edit', from: String(from) });
		return (await this.#ask(`log?${query}`))?.text() ?? null;
	}

	async #tile(path: string): Promise<Uint8Array | null> {
		const response = await this.#ask(`log/${path}`);
		return response && new Uint8Array(await response.arrayBuffer());
	}

	async #ask(path: string): Promise<Response | null> {
		const response = await fetch(`/api/sessions/${this.#connection.session}/${path}`);
		return response.ok ? response : null;
	}

	#alarm(what: InclusionAlarm | SigningAlarm): void {
		void locale.loadAll().then(() => toast(t(`sign.alarm-${what}`), 'danger'));
	}
}

/** The update in a document message, as the server gets it. */
function updateIn(data: Uint8Array): Uint8Array | null {
	let at = 2;
	let length = 0;
	for (let shift = 1; ; shift *= 128) {
		const byte = data[at++];
		if (byte === undefined) return null;
		length += (byte & 127) * shift;
		if (byte < 128) break;
	}
	// Two zeroes: nothing at all.
	return length > 2 && at + length === data.length ? data.subarray(at) : null;
}

const shelfName = (session: string): string => `concordia.checkpoint.${session}`;

function readKept(session: string): string | null {
	try {
		return localStorage.getItem(shelfName(session));
	} catch {
		return null;
	}
}

/** Every partner's browser keeps the newest checkpoint: with it a rewritten log can be noticed. */
function keep(session: string, note: string): void {
	try {
		localStorage.setItem(shelfName(session), note);
	} catch {
		// No storage: what signs and looks on this page knows it all the same.
	}
}
