import type { Item } from '@concordia/board';
import { newLink } from '@concordia/instruments';
import { instrumentOf } from '#lib/instruments/known.svelte.ts';
import { newItemId, type BoardStore } from './board-store.svelte.ts';

/** Connects two items: as the link the instrument knows between such cards, else by a plain arrow. */
export function connectItems(board: BoardStore, from: Item, to: Item): void {
	const definition = instrumentOf(from);
	const link =
		definition !== undefined && to.instrument === definition.id
			? definition.links.find((one) => one.from === from.kind && one.to === to.kind)
			: undefined;
	const id = newItemId();
	board.insert([
		definition && link
			? newLink(definition, link, { id, from: from.id, to: to.id })
			: {
					id,
					type: 'connector',
					pos: [0, 0],
					size: [0, 0],
					from: { item: from.id },
					to: { item: to.id }
				}
	]);
}
