import { newDocument, restoreDocument } from '@concordia/board/doc';
import type { Store } from '@concordia/store';
import { gunzipSync } from 'node:zlib';
import * as Y from 'yjs';

/** The document of a room as it is stored. */
export interface StoredDocument {
	readonly doc: Y.Doc;
	/** Position it stands for. */
	readonly seq: number;
	readonly sinceSnapshot: { readonly updates: number; readonly bytes: number };
	/** Its plain records, compressed, if they were written down at that position. */
	readonly records: Uint8Array | null;
}

export async function loadDocument(
	store: Pick<Store, 'loadRoom'>,
	key: string
): Promise<StoredDocument> {
	const { snapshot, updates } = await store.loadRoom(key);
	const doc = snapshot === null ? newDocument() : restoreDocument(gunzipSync(snapshot.state));
	let bytes = 0;
	doc.transact(() => {
		for (const update of updates) {
			Y.applyUpdate(doc, update.bytes);
			bytes += update.bytes.length;
		}
	});
	const seq = updates.at(-1)?.seq ?? snapshot?.seq ?? 0;
	return {
		doc,
		seq,
		sinceSnapshot: { updates: updates.length, bytes },
		records: updates.length === 0 && snapshot !== null ? snapshot.records : null
	};
}
