import { keyBetween, topKey } from '@concordia/board';
import type { Item } from '@concordia/board';

/** Longer keys come from nobody who means well: each later one would be longer still. */
export const maxKeyLength = 200;

/** Gives places in the stack, each above the last and all above `items`. */
export function placesAbove(items: readonly Item[]): () => string {
	let next = topKey(items);
	return () => {
		const place = next;
		const above = keyBetween(place, null);
		if (above.length <= maxKeyLength) next = above;
		return place;
	};
}
