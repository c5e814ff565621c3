import * as Y from 'yjs';

/** Which text somebody writes in: of an item, or of a cell of a table. */
export interface TextPlace {
	readonly item: string;
	readonly cell?: string | undefined;
}

/** From where to where somebody has selected; both the same for a caret. */
export interface Selected {
	readonly anchor: number;
	readonly head: number;
}

/**
 * A caret as others are told of it. Its ends name the characters beside them, so that it stays between these
 * whatever is typed before it arrives.
 */
export function writeCaret(place: TextPlace, text: Y.Text, { anchor, head }: Selected): unknown {
	const ends = [anchor, head].map((index): unknown =>
		Y.relativePositionToJSON(
			Y.createRelativePositionFromTypeIndex(text, Math.min(index, text.length), -1)
		)
	);
	return { item: place.item, cell: place.cell ?? null, anchor: ends[0], head: ends[1] };
}

/** Where another's caret is in this text; null when it is elsewhere or makes no sense. */
export function readCaret(raw: unknown, place: TextPlace, text: Y.Text): Selected | null {
	if (typeof raw !== 'object' || raw === null || text.doc === null) return null;
	const { item, cell, anchor, head } = raw as Record<string, unknown>;
	if (item !== place.item || cell !== (place.cell ?? null)) return null;
	const [from, to] = [indexOf(anchor, text), indexOf(head, text)];
	return from === null || to === null ? null : { anchor: from, head: to };
}

function indexOf(raw: unknown, text: Y.Text): number | null {
	if (typeof raw !== 'object' || raw === null || text.doc === null) return null;
	const { item, type } = raw as Record<string, unknown>;
	// Anything a peer says may be anything: only positions that name a character, or this text.
	const clean = isId(item) ? { item, assoc: -1 } : isId(type) ? { type, assoc: -1 } : null;
	if (clean === null) return null;
	if (isId(type) && !isId(item) && !names(type, text)) return null;
	const position = Y.createRelativePositionFromJSON(clean);
	if (isId(item) && Y.getState(text.doc.store, item.client) <= item.clock) return null;
	const place = Y.createAbsolutePositionFromRelativePosition(position, text.doc);
	return place?.type === text ? place.index : null;
}

interface Id {
	readonly client: number;
	readonly clock: number;
}

function isId(value: unknown): value is Id {
	if (typeof value !== 'object' || value === null) return false;
	const { client, clock } = value as Partial<Id>;
	return Number.isSafeInteger(client) && Number.isSafeInteger(clock) && clock! >= 0;
}

/** Whether an id is that of this very text. */
function names({ client, clock }: Id, text: Y.Text): boolean {
	const own = Y.relativePositionToJSON(Y.createRelativePositionFromTypeIndex(text, 0, -1)) as {
		readonly type?: Id;
	};
	return own.type?.client === client && own.type.clock === clock;
}
