// Several people with documents of their own, a server that passes on what it is given, and between them lines
// that keep their order but not their time, and that break. Everything follows from a seed.
import type { Change, Item } from '@concordia/board';
import { createUndo, observeBoard, restoreDocument, type BoardUndo } from '@concordia/board/doc';
import * as Y from 'yjs';
import type { Random } from '../harness/random.ts';

type Message =
	| { readonly kind: 'state'; readonly vector: Uint8Array }
	| { readonly kind: 'update'; readonly bytes: Uint8Array };

const fromNetwork = Symbol('network');
/** Each page that is opened has a number of its own in Yjs. */
const perPage = 100;

/** Somebody with a document, connected or not. */
export class Client {
	readonly name: string;
	doc = new Y.Doc();
	undo!: BoardUndo;
	/** Kept up to date from changes alone. */
	readonly records = new Map<string, Item>();
	/** On their way to the server, and from it. */
	readonly up: Message[] = [];
	readonly down: Message[] = [];
	isOnline = false;
	/** How often this person changed the document. */
	writes = 0;
	/** Undos and redos that took away something another had written. */
	trespasses = 0;
	/** Is told what changed, as the page is. */
	watch: (changes: readonly Change[]) => void = () => undefined;
	#isTakingBack = false;
	#stop: () => void = () => undefined;

	constructor(name: string, clientID: number) {
		this.name = name;
		this.doc.clientID = clientID;
		this.#open();
	}

	#open(): void {
		const { doc } = this;
		const stop = observeBoard(doc, (changes) => {
			for (const { id, after } of changes) {
				if (after) this.records.set(id, after);
				else this.records.delete(id);
			}
			this.watch(changes);
		});
		const undo = createUndo(doc, this);
		this.undo = undo;
		doc.on('update', (bytes: Uint8Array, origin: unknown) => {
			if (origin === fromNetwork) return;
			this.writes += 1;
			if (this.isOnline) this.up.push({ kind: 'update', bytes });
		});
		doc.on('afterTransaction', ({ deleteSet }: Y.Transaction) => {
			if (!this.#isTakingBack) return;
			for (const author of deleteSet.clients.keys()) {
				if (author !== doc.clientID) this.trespasses += 1;
			}
		});
		this.#stop = () => {
			stop();
			undo.stop();
			doc.destroy();
		};
	}

	takeBack(way: 'undo' | 'redo'): void {
		this.#isTakingBack = true;
		this.undo[way]();
		this.#isTakingBack = false;
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

	/** The page is closed and opened again, with what the browser kept. */
	reload(): void {
		this.disconnect();
		const kept = Y.encodeStateAsUpdate(this.doc);
		const { clientID } = this.doc;
		this.#stop();
		this.doc = restoreDocument(kept);
		this.doc.clientID = clientID + perPage;
		this.#open();
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
