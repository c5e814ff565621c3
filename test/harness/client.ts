import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import type { RunningServer } from './server.ts';

/** A stock y-websocket client of one board, as any program would write it. */
export interface StockClient {
	readonly doc: Y.Doc;
	readonly provider: WebsocketProvider;
	readonly items: Y.Map<Y.Map<unknown>>;
	close(): void;
}

export function stockClient(
	server: Pick<RunningServer, 'url'>,
	room: string,
	accessToken: string,
	params: Record<string, string> = {}
): StockClient {
	const doc = new Y.Doc();
	const provider = new WebsocketProvider(`${server.url.replace(/^http/, 'ws')}/sync`, room, doc, {
		params: { token: accessToken, ...params },
		WebSocketPolyfill: WebSocket as never,
		disableBc: true
	});
	return {
		doc,
		provider,
		items: doc.getMap('items'),
		close() {
			provider.destroy();
			doc.destroy();
		}
	};
}

export async function synced(client: StockClient): Promise<void> {
	if (client.provider.synced) return;
	await new Promise<void>((resolve) => {
		const listen = (isSynced: boolean): void => {
			if (!isSynced) return;
			client.provider.off('sync', listen);
			resolve();
		};
		client.provider.on('sync', listen);
	});
}

/** Waits for a condition, looking again every few milliseconds; fails with `what` after the limit. */
export async function until(
	what: string,
	holds: () => boolean | Promise<boolean>,
	limitMs = 10_000
): Promise<void> {
	const deadline = Date.now() + limitMs;
	while (!(await holds())) {
		if (Date.now() > deadline) throw new Error(`never: ${what}`);
		await new Promise((next) => setTimeout(next, 5));
	}
}

/** Adds a note the way a foreign program would: straight into the shared document. */
export function addNote(client: StockClient, id: string, text: string, x = 0, y = 0): void {
	client.doc.transact(() => {
		const note = new Y.Map<unknown>();
		note.set('type', 'note');
		note.set('pos', [x, y]);
		note.set('size', [200, 200]);
		note.set('z', 'a0');
		note.set('text', new Y.Text(text));
		client.items.set(id, note);
	});
}
