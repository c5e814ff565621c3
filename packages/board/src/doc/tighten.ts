import * as Y from 'yjs';

/** Structs looked at in one step: about a millisecond. */
const portion = 4096;

/**
 * Gives back memory that a document that was read keeps for nothing: lists that grow entry by entry have room
 * for sixteen more, and most hold one or two. What the document says stays the same. In steps, because a large one
 * takes longer than a frame.
 */
export function* tighten(doc: Y.Doc): Generator<void, void> {
	let seen = 0;
	for (const structs of doc.store.clients.values()) {
		// By index: others may write between two steps. What that hides from this pass stays as it is.
		for (let at = 0; at < structs.length; at += 1) {
			const struct = structs[at];
			if (struct instanceof Y.Item && struct.content instanceof Y.ContentAny) {
				struct.content.arr = struct.content.arr.map(fit);
			}
			seen += 1;
			if (seen % portion === 0) yield;
		}
	}
}

/** Longer lists have little room to spare, and records share them with the document. */
const short = 8;

/** A list without room for more. Mapped, because a copy by `slice` may keep the room. */
function fit(value: unknown): unknown {
	return Array.isArray(value) && value.length <= short ? value.map(same) : value;
}

const same = (value: unknown): unknown => value;
