import type { NewItem, Point, Size } from '../item.ts';

/** What lies in a frame is given relative to its corner. */
export interface FrameSpec {
	readonly id: string;
	/** The word for its title. */
	readonly title: string;
	readonly at: Point;
	readonly size: Size;
	readonly items?: readonly NewItem[];
}

export function frame({ id, title, at, size, items = [] }: FrameSpec): NewItem[] {
	return [
		{ id, type: 'frame', pos: at, size, text: title },
		...items.map((item) => ({
			...item,
			id: `${id}-${item.id}`,
			parent: id,
			pos: [at[0] + item.pos[0], at[1] + item.pos[1]] as const
		}))
	];
}

export function note(
	id: string,
	pos: Point,
	color: string,
	text = '',
	size: Size = [200, 200]
): NewItem {
	return { id, type: 'note', pos, size, color, text };
}

export function heading(id: string, pos: Point, text: string, size: Size = [400, 48]): NewItem {
	return { id, type: 'text', pos, size, text };
}

export function shape(
	id: string,
	{
		pos,
		size,
		kind,
		text,
		color
	}: { pos: Point; size: Size; kind: string; text: string; color: string }
): NewItem {
	return { id, type: 'shape', shape: kind, pos, size, text, color };
}

export function arrow(id: string, from: string, to: string): NewItem {
	return { id, type: 'connector', pos: [0, 0], from: { item: from }, to: { item: to } };
}

export function line(id: string, from: Point, to: Point): NewItem {
	return { id, type: 'connector', pos: [0, 0], from: { point: from }, to: { point: to } };
}

/** Columns of equal width side by side, each with notes below each other. */
export function columns(
	names: readonly string[],
	{
		width,
		height,
		color,
		notes = 0,
		gap = 40
	}: {
		width: number;
		height: number;
		color: (index: number) => string;
		notes?: number;
		gap?: number;
	}
): NewItem[] {
	return names.flatMap((title, index) =>
		frame({
			id: title,
			title,
			at: [index * (width + gap), 0],
			size: [width, height],
			items: Array.from({ length: notes }, (_, row) =>
				note(`note-${row}`, [(width - 200) / 2, 32 + row * 224], color(index))
			)
		})
	);
}
