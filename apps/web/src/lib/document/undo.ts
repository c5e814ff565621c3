import { ySyncPluginKey } from 'y-prosemirror';
import * as Y from 'yjs';

/**
 * One person's undo in a document. What is taken back is their own: a block that others have written into stays,
 * with what they wrote, when the one who made it takes that back.
 */
export function createDocUndo(fragment: Y.XmlFragment, doc: Y.Doc): Y.UndoManager {
	const own = new Set<number>();
	return new Y.UndoManager(fragment, {
		trackedOrigins: new Set([ySyncPluginKey]),
		captureTimeout: 600,
		captureTransaction: () => {
			own.add(doc.clientID);
			return true;
		},
		deleteFilter: ({ content }) => {
			own.add(doc.clientID);
			return !(content instanceof Y.ContentType) || !holdsOthers(content.type as AnyType, own);
		}
	});
}

type AnyType = Y.AbstractType<unknown>;

/** Is there anything in it that lives and was written by somebody else? */
function holdsOthers({ _start: start, _map: entries }: AnyType, own: ReadonlySet<number>): boolean {
	const isOthers = (item: Y.Item): boolean => {
		if (item.deleted) return false;
		if (!own.has(item.id.client)) return true;
		return item.content instanceof Y.ContentType && holdsOthers(item.content.type as AnyType, own);
	};
	for (let item = start; item !== null; item = item.right) if (isOthers(item)) return true;
	for (const item of entries.values()) if (isOthers(item)) return true;
	return false;
}
