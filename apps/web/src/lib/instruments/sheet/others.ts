import type { Organization } from '@concordia/session';
import type { Peer } from '#lib/session/peers.ts';

/** A cell, by its card and its field. */
export interface CellPlace {
	readonly row: string;
	readonly column: string;
}

/** Somebody else in a cell. Name and organization are the session's word. */
export interface Visitor extends CellPlace {
	readonly participant: string;
	/** Null when the name has been erased. */
	readonly name: string | null;
	readonly organization: Organization | null;
}

/** What others are told of the own cell. */
export function caretOf(place: CellPlace | null): unknown {
	return place && { item: place.row, cell: place.column };
}

/** Who else is in which cell; a person with two pages in one cell is there once. Anybody may have told anything. */
export function visitorsOf(
	peers: readonly Pick<Peer, 'participant' | 'name' | 'organization' | 'caret'>[]
): readonly Visitor[] {
	const found = new Map<string, Visitor>();
	for (const { participant, name, organization, caret } of peers) {
		if (typeof caret !== 'object' || caret === null) continue;
		const { item, cell } = caret as Record<string, unknown>;
		if (typeof item !== 'string' || typeof cell !== 'string') continue;
		const key = JSON.stringify([participant, item, cell]);
		found.set(key, { participant, name, organization, row: item, column: cell });
	}
	return [...found.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Those who came into a cell since. */
export function newIn(
	place: CellPlace,
	before: readonly Visitor[],
	now: readonly Visitor[]
): readonly Visitor[] {
	const isThere = ({ row, column }: Visitor): boolean =>
		row === place.row && column === place.column;
	const known = new Set(before.filter(isThere).map(({ participant }) => participant));
	return now.filter((one) => isThere(one) && !known.has(one.participant));
}
