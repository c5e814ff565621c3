import * as Y from 'yjs';

/** The content of a document item in the shared document; null while there is none. */
export function fragmentOf(doc: Y.Doc, id: string): Y.XmlFragment | null {
	const entry: unknown = doc.getMap('items').get(id);
	const fragment: unknown = entry instanceof Y.Map ? entry.get('doc') : null;
	return fragment instanceof Y.XmlFragment ? fragment : null;
}
