import type { Item } from '@concordia/board';
import type { Frozen } from './frozen.ts';

const size = [240, 140] as const;

/**
 * What a frozen version says, as items of a board: what reads a board reads a version, too. They stand in the order
 * that `placeOf` gives, since a version keeps none; those without a place come last.
 */
export function itemsOfFrozen(
	{ instrument, title, cards, links, documents }: Frozen,
	frameId: string,
	placeOf: (id: string) => number | undefined = () => undefined
): Item[] {
	const order = (id: string): number => placeOf(id) ?? Number.POSITIVE_INFINITY;
	const ids = [...cards, ...documents]
		.map(({ id }) => id)
		.toSorted((a, b) => compareNumbers(order(a), order(b)) || (a < b ? -1 : 1));
	const places = new Map(ids.map((id, index) => [id, [0, index * size[1]] as const]));
	const placed = (id: string) => ({
		id,
		pos: places.get(id) ?? ([0, 0] as const),
		size,
		z: 'a',
		parent: frameId
	});
	return [
		{
			id: frameId,
			type: 'frame',
			pos: [0, 0],
			size: [size[0], size[1] * Math.max(1, ids.length)],
			z: 'a',
			text: title,
			instrument
		},
		...cards.map(({ id, kind, text, fields }): Item => ({
			...placed(id),
			type: 'card',
			instrument,
			kind,
			text,
			fields
		})),
		...links.map(({ id, from, to }): Item => ({
			...placed(id),
			type: 'connector',
			from: { item: from },
			to: { item: to }
		})),
		...documents.map(({ id, blocks }): Item => ({ ...placed(id), type: 'document', doc: blocks }))
	];
}

/** Also of infinities, whose difference is no number. */
function compareNumbers(a: number, b: number): number {
	return a === b ? 0 : a < b ? -1 : 1;
}
