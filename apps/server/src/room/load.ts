import { restoreDocument } from '@concordia/board/doc';
import type { Store } from '@concordia/store';
import * as Y from 'yjs';

/** The document of a room as it is stored, and the position it stands for. */
export async function loadDocument(
	store: Pick<Store, 'loadRoom'>,
	key: string
): Promise<{ doc: Y.Doc; seq: number; sinceSnapshot: { updates: number; bytes: number } }> {
	const { snapshot, updates } = await store.loadRoom(key);
	const doc = snapshot === null ? new Y.Doc() : restoreDocument(snapshot.state);
	let bytes = 0;
	doc.transact(() => {
		for (const update of updates) {
			Y.applyUpdate(doc, update.bytes);
			bytes += update.bytes.length;
		}
	});
	const seq = updates.at(-1)?.seq ?? snapshot?.seq ?? 0;
	return { doc, seq, sinceSnapshot: { updates: updates.length, bytes } };
}
