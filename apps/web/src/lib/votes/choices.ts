import type { Item } from '@concordia/board';
import { outline, walkingOrder } from '@concordia/canvas';

/** Things a vote could be about, all of them in reading order. */
export interface Choice {
	/** `selection`, `frames`, or the id of the frame whose items it is. */
	readonly id: string;
	readonly kind: 'selection' | 'frames' | 'frame';
	readonly items: readonly string[];
}

const kinds: ReadonlySet<string> = new Set([
	'note',
	'text',
	'card',
	'shape',
	'image',
	'table',
	'frame'
]);

/**
 * What can be voted on, the likeliest first: what is selected, frames as clusters, the items of one frame. A
 * frame that is selected alone stands for what is in it.
 */
export function choicesFor(
	items: ReadonlyMap<string, Item>,
	selection: readonly string[],
	most: number
): Choice[] {
	const order = walkingOrder(outline([...items.values()])).filter((id) =>
		kinds.has(items.get(id)?.type ?? '')
	);
	const chosen = new Set(selection);
	const selected = order.filter((id) => chosen.has(id));
	const frames = order.filter((id) => items.get(id)?.type === 'frame');
	const contents = frames.map((id): Choice => {
		const inside = order.filter((one) => items.get(one)?.parent === id);
		return { id, kind: 'frame', items: inside };
	});
	const [only] = selected.length === 1 ? selected : [];
	const ofOnly = contents.filter(({ id, items: inside }) => id === only && inside.length > 0);
	const choices: Choice[] = [
		...ofOnly,
		...(ofOnly.length === 0
			? [{ id: 'selection', kind: 'selection', items: selected } as const]
			: []),
		{ id: 'frames', kind: 'frames', items: frames },
		...contents.filter((one) => !ofOnly.includes(one))
	];
	return choices.filter((one) => one.items.length > 0 && one.items.length <= most);
}
