import * as Y from 'yjs';

/** The item with an id that the document has, or null when it was removed for good. */
export function storedItem(store: Y.Doc['store'], client: number, clock: number): Y.Item | null {
	const structs = store.clients.get(client)!;
	const struct = structs[Y.findIndexSS(structs, clock)];
	return struct instanceof Y.Item ? struct : null;
}
