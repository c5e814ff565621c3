// Several people with documents of their own, a server that passes on what it is given, and between them lines
// that keep their order but not their time, and that break. Everything follows from a seed.
import type { Item } from '@concordia/board';
import { createUndo, observeBoard, type BoardUndo } from '@concordia/board/doc';
import * as Y from 'yjs';
import type { Random } from '../harness/random.ts';

type Message =
	| { readonly kind: 'state'; readonly vector: Uint8Array }
	| { readonly kind: 'update'; readonly bytes: Uint8Array };

const fromNetwork = Symbol('network');

/** Somebody with a document, connected or not. */
export class Client {
	readonly name: string;
	readonly doc = new Y.Doc();
	readonly undo: BoardUndo;
	/** Kept up to date from changes alone. */
	readonly records = new Map<string, Item>();
	/** On their way to the server, and from it. */
	readonly up: Message[] = [];
	readonly down: Message[] = [];
	isOnline = false;
	readonly #stop: () => void;

	constructor(name: string, clientID: number) {
		this.name = name;
		this.doc.clientID = clientID;
		this.#stop = observeBoard(this.doc, (changes) => {
			for (const { id, after } of changes) {
				if (after) this.records.set(id, after);
				else this.records.delete(id);
			}
		});
		this.undo = createUndo(this.doc, this);
		this.doc.on('update', (bytes: Uint8Array, origin: unknown) => {
			if (origin !== fromNetwork && this.isOnline) this.up.push({ kind: 'update', bytes });
		});
	}

	connect(): void {
		if (this.isOnline) return;
		this.isOnline = true;
		this.up.push({ kind: 'state', vector: Y.encodeStateVector(this.doc) });
	}

	/** What was on its way is lost. */
	disconnect(): void {
		this.isOnline = false;
		this.up.length = 0;
		this.down.length = 0;
	}

	receive(): void {
		const message = this.down.shift();
		if (message?.kind === 'update') Y.applyUpdate(this.doc, message.bytes, fromNetwork);
		else if (message) {
			const bytes = Y.encodeStateAsUpdate(this.doc, message.vector);
			this.up.push({ kind: 'update', bytes });
		}
	}

	close(): void {
		this.#stop();
		this.undo.stop();
		this.doc.destroy();
	}
}

export class Network {
	readonly server = new Y.Doc();
	/** What the server stored, in its order. */
	readonly stored: Uint8Array[] = [];
	readonly clients: readonly Client[];

	constructor(count: number) {
		this.server.clientID = 1;
		this.clients = Array.from({ length: count }, (_, at) => new Client(`p${at}`, at + 2));
		for (const client of this.clients) client.connect();
	}

	/** One message of one line arrives. False when nothing is on its way. */
	deliver(random: Random): boolean {
		const lines = this.clients.flatMap((client) => [
			...(client.up.length > 0 ? [() => this.#takeFrom(client)] : []),
			...(client.down.length > 0 ? [() => client.receive()] : [])
		]);
		random.pick(lines)?.();
		return lines.length > 0;
	}

	#takeFrom(client: Client): void {
		const message = client.up.shift();
		if (message?.kind === 'state') {
			const bytes = Y.encodeStateAsUpdate(this.server, message.vector);
			client.down.push({ kind: 'update', bytes });
			client.down.push({ kind: 'state', vector: Y.encodeStateVector(this.server) });
		} else if (message) {
			Y.applyUpdate(this.server, message.bytes);
			this.stored.push(message.bytes);
			for (const other of this.clients)
				if (other !== client && other.isOnline) other.down.push(message);
		}
	}

	/** Everybody is connected and everything arrives. */
	settle(random: Random): void {
		for (const client of this.clients) client.connect();
		while (this.deliver(random));
	}

	close(): void {
		for (const client of this.clients) client.close();
		this.server.destroy();
	}
}

/**
 * What a document would send to a newcomer, unit by unit. How the remains of removed things are joined
 * depends on the order of arrival and has no meaning: each counts as gone.
 */
export function encodedState(doc: Y.Doc): Map<string, unknown> {
	const { structs, ds } = Y.decodeUpdate(Y.encodeStateAsUpdate(doc));
	const state = new Map<string, unknown>();
	for (const { id, length, ...struct } of structs) {
		const content = 'content' in struct ? struct.content : undefined;
		const isGone = content === undefined || content instanceof Y.ContentDeleted;
		const values: unknown[] = isGone || !content.isCountable() ? [] : content.getContent();
		for (let at = 0; at < length; at += 1) {
			const value = values[at] instanceof Y.AbstractType ? 'shared' : values[at];
			state.set(`${id.client}:${id.clock + at}`, isGone ? 'gone' : value);
		}
	}
	for (const [client, ranges] of ds.clients) {
		for (const { clock, len } of ranges) {
			for (let at = 0; at < len; at += 1) state.set(`${client}:${clock + at}`, 'gone');
		}
	}
	return state;
}
