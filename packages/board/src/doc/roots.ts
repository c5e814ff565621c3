import * as Y from 'yjs';

/** Number of the document's shape. A program that knows another number must not write. */
export const SCHEMA = 1;

export interface Board {
	readonly items: Y.Map<unknown>;
	readonly meta: Y.Map<unknown>;
}

/** The two roots of a board document. Writes nothing: opening a board to read leaves no trace in it. */
export function openBoard(doc: Y.Doc): Board {
	return { items: doc.getMap('items'), meta: doc.getMap('meta') };
}

/**
 * A new document. When marks of text arrive from others, Yjs takes out those that have become useless: an edit in
 * the name of somebody who only read. Whoever writes next may do that.
 */
export function newDocument(): Y.Doc {
	const doc = new Y.Doc();
	doc.on('afterTransaction', (transaction) => {
		Object.assign(transaction, { _needFormattingCleanup: false });
	});
	return doc;
}

/** Gives a new, empty document its schema number and title. */
export function createBoard(doc: Y.Doc, title: string, origin: unknown): Board {
	const board = openBoard(doc);
	doc.transact(() => {
		if (board.meta.get('schema') !== SCHEMA) board.meta.set('schema', SCHEMA);
		if (board.meta.get('title') !== title) board.meta.set('title', title);
	}, origin);
	return board;
}

/** Schema number and title as far as they can be read. */
export function readMeta(doc: Y.Doc): { readonly schema: number; readonly title: string } {
	const { meta } = openBoard(doc);
	const schema = meta.get('schema');
	const title = meta.get('title');
	return {
		schema: typeof schema === 'number' ? schema : SCHEMA,
		title: typeof title === 'string' ? title : ''
	};
}
