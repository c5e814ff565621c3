import { decodeServerMessage, decodeSync, type TroubleState } from '@concordia/protocol';
import { WebSocket, type ClientOptions } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';

/** What a client was told and shown, over all of its connections. */
export interface Recorded {
	/** Updates of its own that the server said are saved. */
	readonly acknowledged: Uint8Array[];
	/** Updates that came from the server. */
	readonly seen: Uint8Array[];
	/** Codes with which sockets were closed. */
	readonly closed: number[];
	readonly troubles: TroubleState[];
	/** Refusals, by code. */
	readonly refused: string[];
	/** Document messages of the present connection that aren't acknowledged yet. */
	unsaved: number;
}

/** A y-websocket client that keeps everything it was told. */
export interface RecordingClient {
	readonly doc: Y.Doc;
	readonly provider: WebsocketProvider;
	readonly items: Y.Map<Y.Map<unknown>>;
	readonly recorded: Recorded;
	close(): void;
}

export function recordingClient(
	server: { readonly url: string },
	room: string,
	accessToken: string
): RecordingClient {
	const doc = new Y.Doc();
	const recorded: Recorded = {
		acknowledged: [],
		seen: [],
		closed: [],
		troubles: [],
		refused: [],
		unsaved: 0
	};
	const provider = new WebsocketProvider(`${server.url.replace(/^http/, 'ws')}/sync`, room, doc, {
		params: { token: accessToken, concordia: '1' },
		WebSocketPolyfill: recordingSocket(recorded) as never,
		disableBc: true,
		maxBackoffTime: 200
	});
	// Ours are read below, at the socket; here they only must not be complained about.
	for (let type = 64; type < 128; type++) provider.messageHandlers[type] = () => undefined;
	return {
		doc,
		provider,
		items: doc.getMap('items'),
		recorded,
		close() {
			provider.destroy();
			doc.destroy();
		}
	};
}

function recordingSocket(recorded: Recorded): unknown {
	return class RecordingSocket extends WebSocket {
		readonly #sent: Uint8Array[] = [];
		#told = 0;

		constructor(address: string, protocols?: string | string[], options?: ClientOptions) {
			super(address, protocols, options);
			recorded.unsaved = 0;
			this.on('message', (data) => this.#hear(bytesOf(data as Buffer | ArrayBuffer)));
			this.on('close', (code) => recorded.closed.push(code));
			this.on('error', () => undefined);
		}

		override send(data: Uint8Array): void {
			const sync = decodeSync(data);
			if (sync.ok && sync.value.type !== 'step1') {
				this.#sent.push(sync.value.update.slice());
				recorded.unsaved++;
			}
			super.send(data);
		}

		#hear(bytes: Uint8Array): void {
			const sync = decodeSync(bytes);
			if (sync.ok && sync.value.type !== 'step1') recorded.seen.push(sync.value.update.slice());
			const ours = decodeServerMessage(bytes);
			if (!ours.ok) return;
			if (ours.value.type === 'trouble') recorded.troubles.push(ours.value.state);
			if (ours.value.type === 'refused') recorded.refused.push(ours.value.code);
			if (ours.value.type !== 'saved') return;
			recorded.acknowledged.push(...this.#sent.slice(this.#told, ours.value.count));
			this.#told = ours.value.count;
			recorded.unsaved = this.#sent.length - this.#told;
		}
	};
}

function bytesOf(data: Buffer | ArrayBuffer): Uint8Array {
	return data instanceof ArrayBuffer ? new Uint8Array(data) : data;
}

/** Whether a document holds all that the updates brought, deletions included. */
export function holds(doc: Y.Doc, updates: readonly Uint8Array[]): boolean {
	const snapshot = Y.snapshot(doc);
	// Some at a time: merging takes the square of their number.
	for (let from = 0; from < updates.length; from += 50) {
		const some = Y.mergeUpdates(updates.slice(from, from + 50));
		if (!Y.snapshotContainsUpdate(snapshot, some)) return false;
	}
	return true;
}
